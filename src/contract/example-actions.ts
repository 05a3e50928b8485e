// An answer as an example of the document: the actions of an overlay that put it there. Source: Overlay Specification 1.0 "Action Object".
import { covers, essenceOf, familyOf } from '../http/media-type.ts'
import { isRecord, joinPointer } from '../spec/json-pointer.ts'
import type { OverlayAction } from '../spec/overlay/append-actions.ts'
import { targetOf } from '../spec/overlay/target.ts'
import type { SourceFile } from '../spec/source-file.ts'
import type { Operation, ResponseMedia } from './operation.ts'
import { responseFor } from './responses.ts'

export interface Answer {
  readonly status: number
  /** As its header says. */
  readonly type: string
  readonly text: string
}

export interface ExampleActions {
  /** The file that documents the answer; the overlay lies beside it. */
  readonly file: SourceFile
  readonly name: string
  readonly actions: readonly OverlayAction[]
  /** What else comes of it, a sentence each. */
  readonly notes: readonly string[]
}

/** `name` undefined: one that is free. A text is the reason why the answer cannot be an example. */
export function exampleActions(operation: Operation, answer: Answer, name?: string): ExampleActions | string {
  const { responses } = operation.details()
  const { status, type } = answer
  const response = responseFor(responses, status)
  if (response === undefined)
    return `${operation.id} documents no answer ${status}, so there is nothing of which this could be an example.`
  const essence = essenceOf(type)
  const media =
    response.media.find((each) => essenceOf(each.type) === essence) ??
    response.media.find((each) => covers(essenceOf(each.type), essence))
  if (media === undefined) return `${operation.id} documents no ${essence} for ${response.status}.`
  const value = bodyOf(answer)
  if (value === undefined) return 'The body is no JSON, though its type says so.'
  const change = operation.document.version === '2.0' ? inResponse(media, value) : inMediaType(media, value, name)
  if (typeof change === 'string') return change
  const { pointer, file } = media.holder
  const notes = [
    ...(pointer.startsWith('/paths/') ? [] : ['Other operations may refer to the same answer; they have the example, too.']),
    ...(media.examples.length === 0 ? ['There is no other example, so this becomes the usual answer.'] : []),
    ...change.notes,
  ]
  return { file, name: change.name, actions: change.actions, notes }
}

/** Undefined: JSON that is none. */
function bodyOf({ type, text }: Answer): { readonly value: unknown } | undefined {
  if (familyOf(type) !== 'json') return { value: text }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

type Change = Pick<ExampleActions, 'name' | 'actions' | 'notes'> | string

function inMediaType({ holder, examples }: ResponseMedia, { value }: { readonly value: unknown }, wanted?: string): Change {
  const taken = new Set(examples.map((each) => each.name))
  const name = wanted ?? freeName(taken)
  if (taken.has(name)) return `An example is called ${name} already.`
  const target = targetOf(holder.pointer, holder.file.root)
  if (!Object.hasOwn(holder.value, 'example') || Object.hasOwn(holder.value, 'examples'))
    return { name, actions: [{ target, update: { examples: { [name]: { value } } } }], notes: [] }
  // `example` and `examples` exclude each other
  const both = { default: { value: holder.value['example'] }, [name]: { value } }
  return {
    name,
    actions: [
      { target: targetOf(joinPointer(holder.pointer, 'example'), holder.file.root), remove: true },
      { target, update: { examples: both } },
    ],
    notes: ['The lone example of before stays the usual answer, under the name default.'],
  }
}

/** Source: OpenAPI 2.0 "Example Object": one for a media type, without a name. */
function inResponse({ holder, type, examples }: ResponseMedia, { value }: { readonly value: unknown }): Change {
  const written = isRecord(holder.value['examples']) ? Object.keys(holder.value['examples']) : []
  const key = written.find((each) => essenceOf(each) === essenceOf(type))
  const update = { target: targetOf(holder.pointer, holder.file.root), update: { examples: { [key ?? type]: value } } }
  if (key === undefined || examples.length === 0) return { name: 'default', actions: [update], notes: [] }
  const target = targetOf(joinPointer(holder.pointer, 'examples', key), holder.file.root)
  const notes = ['OpenAPI 2.0 has one example for a media type: this takes the place of the one that is there.']
  return { name: 'default', actions: [{ target, remove: true }, update], notes }
}

function freeName(taken: ReadonlySet<string>): string {
  let name = 'saved'
  for (let i = 2; taken.has(name); i++) name = `saved-${i}`
  return name
}

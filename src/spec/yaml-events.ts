// YAML events made ready for construction: one document, keys as they are written, tags that mean nothing here taken off.
import {
  boolCoreTag,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { duplicateKey, MAX_DUPLICATE_KEYS } from './duplicate-keys.ts'
import { joinPointer } from './json-pointer.ts'
import { placeAtOffset, positionAt } from './text-position.ts'

export interface PreparedEvents {
  /** The events of one document; none when the text holds no value. */
  readonly events: Event[]
  readonly diagnostics: Diagnostic[]
  /** Offset of the first alias, when there is one: only then can the value be larger than the text. */
  readonly firstAlias: number | undefined
}

const SCALAR_TAGS = new Map(
  [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag].map((tag) => [`!!${tag.tagName.split(':').at(-1)}`, tag]),
)

/** What is thrown for a list or a map as a key, as a reason that `explainYamlProblem` knows. */
export const COMPLEX_KEY = 'complex key'

interface Frame {
  /** Offsets by key; undefined for a list. */
  readonly keys: Map<string, number> | undefined
  expectsKey: boolean
  token: string | number
}

/** Chooses the document and mends its events in place. */
export function prepareEvents(label: string, text: string, all: Event[]): PreparedEvents {
  const diagnostics: Diagnostic[] = []
  const events = chooseDocument(label, text, all, diagnostics)
  const [head] = events
  const renamesTags = head?.type === EVENT_ID.DOCUMENT && head.directives.some(({ kind }) => kind === 'tag')
  const ignoredTags = new Map<string, { offset: number; count: number }>()
  const frames: Frame[] = []
  let firstAlias: number | undefined
  let duplicates = 0

  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue
    if (event.type === EVENT_ID.POP) {
      frames.pop()
      continue
    }
    const frame = frames.at(-1)
    const isKey = frame?.expectsKey === true
    if (frame?.keys) frame.expectsKey = !isKey
    else if (frame) frame.token = (frame.token as number) + 1

    if (event.type === EVENT_ID.ALIAS) {
      firstAlias ??= event.anchorStart - 1
      continue
    }
    if (event.tagStart >= 0) {
      const tag = ignoreTag(text, event, renamesTags)
      if (tag !== undefined)
        ignoredTags.set(tag.name, {
          offset: ignoredTags.get(tag.name)?.offset ?? tag.offset,
          count: (ignoredTags.get(tag.name)?.count ?? 0) + 1,
        })
    }
    if (event.type !== EVENT_ID.SCALAR) {
      // said here because the constructor finds out at the end of the key, where no offset is left to tell
      if (isKey) YAMLException.throwAt(text, offsetOf(event), COMPLEX_KEY)
      const isMapping = event.type === EVENT_ID.MAPPING
      frames.push({ keys: isMapping ? new Map() : undefined, expectsKey: isMapping, token: isMapping ? '' : -1 })
    } else if (isKey && frame?.keys) {
      const key = keepKeyAsWritten(text, event)
      if (key === undefined) continue
      const first = frame.keys.get(key)
      frame.token = key
      if (first !== undefined && duplicates++ < MAX_DUPLICATE_KEYS) {
        diagnostics.push(
          duplicateKey(label, text, key, first, event.valueStart, joinPointer('', ...frames.map(({ token }) => token))),
        )
      }
      frame.keys.set(key, event.valueStart)
    }
  }
  for (const [name, { offset, count }] of ignoredTags) {
    const more = count > 1 ? ` (${count} times)` : ''
    diagnostics.push(
      diagnostic(
        'unknown-tag',
        placeAtOffset(label, text, offset),
        `the YAML tag ${name} is ignored${more}; its value is taken as it is written`,
      ),
    )
  }
  return { events, diagnostics, firstAlias }
}

/** The first document that holds a value; the others get a warning. */
function chooseDocument(label: string, text: string, all: Event[], diagnostics: Diagnostic[]): Event[] {
  const starts: number[] = []
  all.forEach((event, i) => {
    if (event.type === EVENT_ID.DOCUMENT && !isEmptyScalar(all[i + 1])) starts.push(i)
  })
  const [first, second] = starts
  if (first === undefined) return []
  if (second === undefined) return all.slice(first, endOfDocument(all, first))
  const { line } = positionAt(text, offsetOf(all[second + 1]))
  diagnostics.push(
    diagnostic(
      'several-documents',
      placeAtOffset(label, text, offsetOf(all[second + 1])),
      `the file holds ${starts.length} YAML documents; only the first is read, the next begins in line ${line}`,
    ),
  )
  return all.slice(first, endOfDocument(all, first))
}

function endOfDocument(all: Event[], start: number): number {
  const next = all.findIndex((event, i) => i > start && event.type === EVENT_ID.DOCUMENT)
  return next < 0 ? all.length : next
}

export function isEmptyScalar(event: Event | undefined): boolean {
  return event?.type === EVENT_ID.SCALAR && event.valueStart < 0 && event.tagStart < 0
}

/** Where an event begins in the text; 0 when it has no text of its own. */
export function offsetOf(event: Event | undefined): number {
  if (event === undefined || !('anchorStart' in event)) return 0
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1
  if (event.tagStart >= 0) return event.anchorStart >= 0 ? Math.min(event.tagStart, event.anchorStart - 1) : event.tagStart
  if (event.anchorStart >= 0) return event.anchorStart - 1
  if (event.type !== EVENT_ID.SCALAR) return event.start
  const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
  return isQuoted ? event.valueStart - 1 : event.valueStart
}

/**
 * A plain key is text, whatever it looks like: `200`, `1.0`, `True` and `0x1F` are the names that were written.
 * Gives the key, or undefined for one that is no ordinary name (`<<`).
 */
function keepKeyAsWritten(text: string, event: ScalarEvent): string | undefined {
  if (event.style !== SCALAR_STYLE.PLAIN || event.tagStart >= 0) return getScalarValue(text, event)
  const key = getScalarValue(text, event)
  if (key === '<<') return undefined
  // any style but plain is never looked at for a type; a plain text on one line reads the same between quotes that are not there
  if (event.fast || event.valueStart < 0) event.style = SCALAR_STYLE.SINGLE_QUOTED
  return key
}

/** Takes a tag off its event unless the core schema knows it and it fits. Scalars become text: what `!secret 007` means is not ours to guess. */
function ignoreTag(
  text: string,
  event: Exclude<Event, { type: 1 | 5 | 6 }>,
  renamesTags: boolean,
): { name: string; offset: number } | undefined {
  const name = text.slice(event.tagStart, event.tagEnd).replace(/^!<tag:yaml\.org,2002:(.*)>$/, '!!$1')
  if (name === '!') return undefined
  const offset = event.tagStart
  if (event.type === EVENT_ID.SCALAR) {
    const tag = SCALAR_TAGS.get(name)
    const fits =
      name === '!!str' || (tag !== undefined && tag.resolve(getScalarValue(text, event), true, tag.tagName) !== NOT_RESOLVED)
    if (fits && !renamesTags) return undefined
    event.tagEnd = event.tagStart + 1
  } else {
    if (name === (event.type === EVENT_ID.MAPPING ? '!!map' : '!!seq') && !renamesTags) return undefined
    event.tagStart = -1
  }
  return { name, offset }
}

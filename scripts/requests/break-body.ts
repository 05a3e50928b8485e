// Bodies broken: missing, of another type, cut off, or with a value that breaks a rule at some depth.
import type { RequestBodyOption } from '../../src/contract/request-body.ts'
import type { SampledRequest } from '../../src/contract/sample-request.ts'
import { type WrittenBody, writeBody } from '../../src/contract/sample-request-body.ts'
import { essenceOf, familyOf } from '../../src/http/media-type.ts'
import { equalJson } from '../../src/schema/equal.ts'
import { joinPointer } from '../../src/spec/json-pointer.ts'
import { type Breaking, breakingsAt, isObject } from './breakings.ts'
import { placesIn, type RuledPlace, replacedAt } from './rules.ts'
import type { Variant } from './variant.ts'

const CUT_OFF: Readonly<Record<string, string>> = { json: '{"broken": ', xml: '<broken', multipart: 'broken' }

/** The body as a whole: left out, called something else, cut off. */
export function breakWholeBody(option: RequestBodyOption | undefined, { parts }: SampledRequest): Variant[] {
  const { body } = parts
  if (option === undefined || body === undefined || option.media.length === 0) return []
  const found: Variant[] = []
  const whole = (rule: string) => ({ in: 'body', pointer: '', rules: [rule] }) as const
  const hasTypeParameter = parts.parameters.some(({ parameter }) => parameter.name.toLowerCase() === 'content-type')
  if (option.isRequired && !hasTypeParameter)
    found.push({ title: 'no body', parts: { ...parts, body: undefined }, expected: whole('required') })
  if (!hasTypeParameter && !option.media.some(({ type }) => /^(\*|application)\/\*/.test(type.trim())))
    found.push({
      title: 'another content type',
      parts: { ...parts, body: { ...body, contentType: 'application/x-unheard-of' } },
      expected: whole('contentType'),
    })
  const cutOff = CUT_OFF[familyOf(body.contentType)]
  if (cutOff !== undefined)
    found.push({
      title: 'a body that is cut off',
      parts: { ...parts, body: { ...body, bytes: Buffer.from(cutOff) } },
      expected: whole('malformed'),
    })
  return found
}

/** A rule of the body broken at some place; `read` is the body as the server reads it. */
export interface BodyBreak {
  readonly place: RuledPlace
  readonly breaking: Breaking
}

/** All rules that can be broken. Nothing where the body is read as another value than was written, since places differ then. */
export function bodyBreaks(body: WrittenBody | undefined, read: unknown): BodyBreak[] {
  if (body?.media?.schema === undefined || body.isText) return []
  const family = familyOf(body.contentType)
  // other texts than plain ones (YAML) are not taken apart
  if (family === 'text' && essenceOf(body.contentType) !== 'text/plain') return []
  if (!['json', 'form', 'multipart', 'xml', 'text'].includes(family) || !equalJson(body.value, read)) return []
  return placesIn(body.value, body.media.schema).flatMap((place) =>
    breakingsAt(place, family === 'json' ? 'json' : 'text')
      .filter((breaking) => family === 'json' || (isWritable(family, place, breaking) && !isFormInside(body.media, place)))
      .map((breaking) => ({ place, breaking })),
  )
}

/** The body written anew with its rule broken. */
export async function bodyVariant({ parts }: SampledRequest, { place, breaking }: BodyBreak): Promise<Variant | undefined> {
  const { body } = parts
  if (body?.media === undefined) return undefined
  const broken = await writeBody(body.media, replacedAt(body.value, place.tokens, breaking.value))
  if (broken.bytes.length === 0) return undefined
  const pointer = joinPointer('', ...place.tokens, ...breaking.tokens)
  const { rules, mentions } = breaking
  return {
    title: `break ${rules.join('/') || 'some rule'} at body${pointer}: ${JSON.stringify(breaking.value)?.slice(0, 60)}`,
    parts: { ...parts, body: broken },
    expected: { in: 'body', pointer, rules, ...(mentions !== undefined && { mentions }) },
  }
}

/** A property that is a form of its own is an object whatever it holds. */
function isFormInside(media: WrittenBody['media'], { tokens: [name, ...deeper] }: RuledPlace): boolean {
  const type = deeper.length > 0 ? undefined : media?.encoding.get(String(name))?.contentType
  return type !== undefined && familyOf(type) === 'form'
}

/** Whether texts, parts and elements can say the broken value so that it is read as what it is. */
function isWritable(family: string, { tokens, value }: RuledPlace, { rules, value: broken, mentions }: Breaking): boolean {
  // no field or element at all is how an empty list is written
  if (Array.isArray(broken)) return broken.length > 0
  if (isObject(broken)) {
    if (Object.keys(broken).length === 0) return false
    const left = mentions === undefined ? undefined : (value as Record<string, unknown>)[mentions]
    return !Array.isArray(left) && !(family === 'xml' && rules.includes('additionalProperties'))
  }
  // a form as a whole is an object whatever it holds
  return tokens.length > 0 || family === 'text'
}

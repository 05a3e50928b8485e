// The error that an operation documents, told in its own shape.
import { encodeBody } from '../codecs/body-codec.ts'
import { assessExamples } from '../contract/examples.ts'
import type { MediaOption, ResponseOption } from '../contract/operation.ts'
import { rankByAccept } from '../http/accept.ts'
import { familyOf } from '../http/media-type.ts'
import { headerText, type MockResponse } from '../http/mock-request.ts'
import { createRandom, hashText } from '../schema/random.ts'
import { isFound } from '../schema/sample/outcome.ts'
import { sample } from '../schema/sample/sample.ts'
import { answerHeaders } from './answer-headers.ts'
import type { Matched } from './exchange.ts'
import { fillError, type RealReason } from './fill-error.ts'

/** The response an operation documents for an error status: exact, then its range, then `default`. */
export function documentedFor(status: number, responses: readonly ResponseOption[]): ResponseOption | undefined {
  const find = (key: string) => responses.find((response) => response.status === key)
  const found = find(String(status)) ?? find(`${Math.floor(status / 100)}XX`)
  // where no success is documented, `default` is the success
  const hasSuccess = responses.some((response) => /^[123]/.test(response.status))
  return found ?? (hasSuccess ? find('default') : undefined)
}

/** In which a shape can be filled. */
const FAMILIES = new Set(['json', 'xml', 'text'])

/** The answer that the document describes for this error, telling the reason where it has room for one; undefined when it describes none. */
export async function documentedError(exchange: Matched, real: RealReason): Promise<MockResponse | undefined> {
  const { operation, request } = exchange
  const response = documentedFor(real.status, operation.details().responses)
  if (response === undefined) return undefined
  const offered = response.media.filter(({ type }) => FAMILIES.has(familyOf(type)) && !type.includes('*'))
  const [acceptable] = rankByAccept(headerText(request.headers, 'accept'), offered, ({ type }) => type)
  // an error must be told, also to a client that accepts nothing of what is documented
  const media = acceptable ?? offered.find(({ type }) => familyOf(type) === 'json') ?? offered[0]
  if (media === undefined) return undefined
  const value = bodyOf(exchange, media, real)
  if (value === undefined) return undefined
  const { bytes, contentType } = await encodeBody(value, { mediaType: media.type, schema: media.schema })
  return {
    status: real.status,
    headers: { ...answerHeaders(response.headers, ['error'], randomOf(exchange, real.status)), 'content-type': contentType },
    body: Buffer.from(bytes),
  }
}

function bodyOf(exchange: Matched, media: MediaOption, real: RealReason): unknown {
  // a text says what it likes
  if (familyOf(media.type) === 'text') return real.reason
  const base = baseValue(exchange, real.status, media)
  return base && fillError(base.value, media.schema, media.type.includes('problem+'), real)
}

const bases = new WeakMap<MediaOption, Map<number, { value: unknown } | undefined>>()

/** A valid body of this shape, made once: errors are frequent where checks are on. */
function baseValue(exchange: Matched, status: number, media: MediaOption): { value: unknown } | undefined {
  const known = bases.get(media) ?? new Map()
  bases.set(media, known)
  if (!known.has(status)) known.set(status, makeBase(exchange, status, media))
  return known.get(status)
}

function makeBase(exchange: Matched, status: number, media: MediaOption): { value: unknown } | undefined {
  if (media.schema !== undefined) {
    const outcome = sample(media.schema, { random: randomOf(exchange, status), view: 'response', owners: ['error'] })
    if (isFound(outcome)) return outcome
  }
  const example = assessExamples(media).find(({ violations, isText }) => violations.length === 0 && !isText)
  return example === undefined ? undefined : { value: example.value }
}

const randomOf = ({ operation }: Matched, status: number) =>
  createRandom(hashText(`${operation.method} ${operation.path} ${status} error`))

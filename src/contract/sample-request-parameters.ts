// Values for the parameters of a request: documented examples that fit, else samples, each one read back before it is taken.
import type { Decoded, DecodeParameter } from '../codecs/coded-parameter.ts'
import { compileParameterDecoders } from '../codecs/parameter-codec.ts'
import { ParameterTexts } from '../codecs/parameter-texts.ts'
import { isHeaderValue } from '../http/headers.ts'
import type { MockRequest } from '../http/mock-request.ts'
import { fits } from '../schema/compile-validator.ts'
import { equalJson } from '../schema/equal.ts'
import type { Random } from '../schema/random.ts'
import { isFound } from '../schema/sample/outcome.ts'
import { sample } from '../schema/sample/sample.ts'
import { isRecord } from '../spec/json-pointer.ts'
import type { Operation } from './operation.ts'
import type { Parameter } from './parameters.ts'
import { decodeSegment } from './path-template.ts'
import { Router } from './router.ts'
import type { Unmade } from './sample-request-body.ts'
import { templateOf, type WrittenParameter, writeParameter } from './sample-request-write.ts'

/** Samples taken before a parameter is given up. */
const TRIES = 12

/** What stands for a value that no schema describes any nearer. */
const ANYTHING = 'text'

/** The parameters of an operation with the way to read each back. */
export interface Reading {
  readonly parameters: readonly Parameter[]
  /** What a request says for a parameter; undefined when its path is not that of the operation. */
  read(parameter: Parameter, request: MockRequest): Decoded | undefined
  /** The same where only the one parameter was written. */
  readAlone(written: WrittenParameter): Decoded
}

/** Parameters of the path that do not stand in it have no place to be written to, and are left out. */
export function readingOf(operation: Operation): Reading {
  const template = templateOf(operation)
  const { parameters: all, security } = operation.request()
  const keys = security.flat().flatMap((scheme) => (scheme.in === 'query' ? [scheme.parameter] : []))
  const decoders = new Map<Parameter, DecodeParameter>()
  for (const [i, decode] of compileParameterDecoders(all, new Set(keys)).entries()) {
    const parameter = all[i]
    if (parameter !== undefined) decoders.set(parameter, decode)
  }
  const router = new Router<Operation>()
  router.add('', { method: operation.method, template, target: operation })
  const decode = (parameter: Parameter, texts: ParameterTexts) => decoders.get(parameter)?.(texts) ?? { kind: 'absent' as const }
  return {
    parameters: all.filter((each) => each.in !== 'path' || template.names.includes(each.name)),
    read(parameter, { method, path, query, headers }) {
      const match = router.find(method, path, query)
      return match && decode(parameter, new ParameterTexts(match.parameters, query, headers))
    },
    readAlone({ parameter, text }) {
      const { in: place, name } = parameter
      const path = new Map(place === 'path' ? [[name, { raw: text, decoded: decodeSegment(text) }]] : [])
      const headers = place === 'header' ? { [name.toLowerCase()]: text } : place === 'cookie' ? { cookie: text } : {}
      return decode(parameter, new ParameterTexts(path, place === 'query' || place === 'querystring' ? text : '', headers))
    },
  }
}

/**
 * A value that can be written in its place and read back the same, or at least as another one that fits; else why there is none.
 * Examples come before samples; texts that need no second look (no slash in a path) and were not `tried` before others.
 */
export function chooseValue(
  parameter: Parameter,
  reading: Reading,
  random: Random,
  owners: readonly string[],
  tried: ReadonlySet<string>,
): WrittenParameter | Unmade {
  let second: WrittenParameter | undefined
  let third: WrittenParameter | undefined
  let why: Unmade | undefined
  for (const found of valuesFor(parameter, random, owners)) {
    if ('reason' in found) {
      if (found.isProven) return found
      why = found
      continue
    }
    const written = writeParameter(parameter, found.value)
    const read = reading.readAlone(written)
    const reason = misplaced(written) ?? difference(read, written.value)
    if (reason === undefined && isPlain(written) && !tried.has(written.text)) return written
    if (reason === undefined) second ??= written
    else if (misplaced(written) === undefined && isFitting(read, parameter)) third ??= written
    else why ??= { reason, isProven: false }
  }
  return second ?? third ?? why ?? { reason: 'no value was found', isProven: false }
}

function* valuesFor(
  { name, schema, example }: Parameter,
  random: Random,
  owners: readonly string[],
): Generator<{ readonly value: unknown } | Unmade> {
  if (example !== undefined && (schema === undefined || fits(schema, example, 'request'))) yield { value: example }
  for (let i = 0; schema !== undefined && i < TRIES; i++) {
    const outcome = sample(schema, { random: i === 0 ? random : random.fork(i), view: 'request', name, owners })
    if (!isFound(outcome)) {
      yield { reason: outcome.reason, isProven: outcome.proven }
      continue
    }
    yield outcome
    // the marks in a sentence are what separates the parts in some style
    const plain = { value: plainer(outcome.value) }
    if (i > 1 && fits(schema, plain.value, 'request')) yield plain
  }
  // where anything is allowed a text can be written everywhere
  if (schema === undefined || fits(schema, ANYTHING, 'request')) yield { value: ANYTHING }
}

/** The value with texts of letters, digits and hyphens. */
function plainer(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')
  if (Array.isArray(value)) return value.map(plainer)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainer(part)]))
}

/** Why the value cannot stand in its place. */
function misplaced({ parameter, value, text }: WrittenParameter): string | undefined {
  const shown = JSON.stringify(value)?.slice(0, 80)
  if (parameter.in === 'path' && (text === '' || /^(?:\.|%2e){1,2}$/i.test(text))) return `a path cannot hold ${shown}`
  if (parameter.in === 'header' && (!isHeaderValue(text) || text !== text.trim())) return `a header cannot hold ${shown}`
  return undefined
}

const isFitting = (read: Decoded, { schema }: Parameter) =>
  read.kind === 'value' && (schema === undefined || fits(schema, read.value, 'request'))

/** Why what was read is not what was written; undefined when it is. */
export function difference(read: Decoded | undefined, value: unknown): string | undefined {
  const shown = JSON.stringify(value)?.slice(0, 80)
  if (read === undefined) return 'the path is read as another one'
  if (read.kind === 'absent') return `${shown} is written as nothing`
  if (read.kind === 'malformed') return `${shown} cannot be read back: ${read.detail}`
  if (read.kind === 'value' && equalJson(read.value, value)) return undefined
  return `${shown} is read back as ${JSON.stringify(read.kind === 'value' ? read.value : '')?.slice(0, 80)}`
}

/** An encoded slash in a path is right, but many servers and proxies decode it too early. */
const isPlain = ({ parameter, text }: WrittenParameter) => parameter.in !== 'path' || !/%2f/i.test(text)

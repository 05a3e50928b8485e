// The parts of a request -> the request: path, query, header fields and body put together.
import { encodeParameter } from '../codecs/encode-parameter.ts'
import type { MockRequest } from '../http/mock-request.ts'
import { encodePercent } from '../http/query.ts'
import type { Operation } from './operation.ts'
import type { Parameter } from './parameters.ts'
import { decodeSegment, type PathTemplate, parseTemplate, type Segment } from './path-template.ts'
import type { WrittenBody } from './sample-request-body.ts'
import type { Credential } from './sample-request-credentials.ts'

/** A value and the text that stands for it in its place. */
export interface WrittenParameter {
  readonly parameter: Parameter
  readonly value: unknown
  /** As `encodeParameter` gives it; '' when the value is written as nothing. */
  readonly text: string
}

/** All that goes into a request. */
export interface RequestParts {
  readonly parameters: readonly WrittenParameter[]
  /** What stands for `{name}` of the path where no parameter of that name is declared; '1' for those not listed. */
  readonly undeclared: ReadonlyMap<string, string>
  readonly credentials: readonly Credential[]
  readonly body: WrittenBody | undefined
}

export const writeParameter = (parameter: Parameter, value: unknown): WrittenParameter => ({
  parameter,
  value,
  text: encodeParameter(parameter, value),
})

const templates = new WeakMap<Operation, PathTemplate>()

/** The path of an operation, taken apart once. */
export function templateOf(operation: Operation): PathTemplate {
  let template = templates.get(operation)
  if (template === undefined) {
    template = parseTemplate(operation.path)
    templates.set(operation, template)
  }
  return template
}

/** Puts the parts together; `basePath` stands before the path. */
export function writeRequest(operation: Operation, parts: RequestParts, basePath = ''): MockRequest {
  const template = templateOf(operation)
  const { parameters, credentials, body } = parts
  const texts = (place: string) => parameters.filter(({ parameter, text }) => parameter.in === place && text !== '')
  const keys = (place: string) => credentials.filter((each) => each.in === place)
  const query = [
    ...texts('querystring').map(({ text }) => text),
    ...writtenQuery(template, parts),
    ...texts('query').map(({ text }) => text),
    ...keys('query').map(({ name, text }) => `${encodePercent(name)}=${encodePercent(text)}`),
  ]
  const cookies = [...texts('cookie').map(({ text }) => text), ...keys('cookie').map(({ name, text }) => `${name}=${text}`)]
  const fields: [string, string][] = [
    ...parameters
      .filter(({ parameter }) => parameter.in === 'header')
      .map(({ parameter, text }) => [parameter.name, text] as const),
    ...(cookies.length > 0 ? [['cookie', cookies.join('; ')] as const] : []),
    ...(body === undefined ? [] : [['content-type', body.contentType] as const]),
    ...keys('header').map(({ name, text }) => [name, text] as const),
  ].map(([name, text]) => [name.toLowerCase(), text])
  return {
    method: operation.method,
    path: `${basePath}/${template.segments.map((segment) => writeSegment(segment, parts)).join('/')}`,
    query: query.join('&'),
    // from entries, so that a header called __proto__ is one like any other
    headers: Object.fromEntries(fields),
    body: body?.bytes,
  }
}

function writeSegment(segment: Segment, parts: RequestParts): string {
  switch (segment.kind) {
    case 'literal':
      return encodeSegment(segment.text)
    case 'mixed':
      return segment.source
        .split(/(\{[^{}]+\})/)
        .map((part, i) => (i % 2 === 1 ? pathText(part.slice(1, -1), parts) : encodeSegment(decodeSegment(part))))
        .join('')
    default:
      return pathText(segment.name, parts)
  }
}

function pathText(name: string, { parameters, undeclared }: RequestParts): string {
  const written = parameters.find(({ parameter }) => parameter.in === 'path' && parameter.name === name)
  return written?.text ?? encodePercent(undeclared.get(name) ?? '1')
}

/** What the path itself says of the query, unless a parameter says it. */
function writtenQuery({ query }: PathTemplate, { parameters }: RequestParts): string[] {
  const declared = new Set(parameters.filter(({ parameter }) => parameter.in === 'query').map(({ parameter }) => parameter.name))
  return query.flatMap(([name, value]) => (declared.has(name) ? [] : [`${encodePercent(name)}=${encodePercent(value ?? '1')}`]))
}

/** Source: RFC 3986 "Path", pchar. */
const encodeSegment = (text: string) => text.replace(/[^\w\-.~!$&'()*+,;=:@]/gu, encodePercent)

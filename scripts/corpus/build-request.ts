// The request for an operation: an address that can only mean this one, and what the document asks to be sent along.
import { bodyFor, type RequestBody } from './build-body.ts'
import type { Operation } from './enumerate.ts'
import type { Files, Place } from './files.ts'
import { sampleValue, suggestions } from './sample-value.ts'
import type { Schemas } from './schemas.ts'
import { isMoreSpecific, matchesTemplate, parameterNames, parseTemplate, type Template } from './templates.ts'
import { entriesOf, isPlain, ownOf, textOf } from './values.ts'

/** A request to be sent as it stands. */
export interface BuiltRequest {
  readonly method: string
  /** Path and query, percent-encoded: "/v1/pets/1?limit=1". */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
  /** The operations this request could also mean by the letter of the document: the first of them is expected to answer. */
  readonly indistinct: readonly Operation[]
}

/** What all requests to one document need. */
export interface Addressing {
  readonly files: Files
  readonly schemas: Schemas
  readonly operations: readonly Operation[]
  /** Every path key, with and without its base path. */
  readonly templates: readonly Template[]
}

/** Prepares what is the same for all requests to a document. */
export function createAddressing(files: Files, schemas: Schemas, operations: readonly Operation[]): Addressing {
  const templates = new Map<string, Template>()
  for (const { path, basePath } of operations) {
    for (const base of new Set(['', basePath ?? ''])) templates.set(`${base} ${path}`, parseTemplate(path, base))
  }
  return { files, schemas, operations, templates: [...templates.values()] }
}

/** Builds the request; `withBase` puts the server's path in front, unless that address would mean something else. */
export function buildRequest(operation: Operation, withBase: boolean, addressing: Addressing): BuiltRequest {
  const { files } = addressing
  const base = operation.basePath ?? ''
  const bases = withBase ? [base, ''] : ['', base]
  const tries = bases.flatMap((tried) => Array.from({ length: 8 }, (_, round) => addressOf(operation, tried, round, addressing)))
  const address = tries.find(({ rivals }) => rivals.length === 0) ?? tries[0]
  if (!address) throw new Error(`no address for ${operation.method} ${operation.path}`)
  const rivalKeys = new Set(address.rivals.map(({ key }) => key))
  const same = addressing.operations.filter(
    ({ method, template, path }) => method === operation.method && (template.shape === operation.template.shape || rivalKeys.has(path)),
  )
  const query: string[] = operation.template.query === '' ? [] : [encodeLiteral(operation.template.query)]
  const headers: Record<string, string> = {}
  const cookies: string[] = []
  for (const parameter of operation.parameters) {
    if (ownOf(parameter.value, 'required') !== true) continue
    const name = String(ownOf(parameter.value, 'name'))
    const value = parameterValue(files, parameter)
    const place = ownOf(parameter.value, 'in')
    if (place === 'query') query.push(...queryPairs(parameter, name, value))
    if (place === 'querystring') query.push(...entriesOf(value).map(([key, item]) => pair(key, item)))
    if (place === 'header' && !/^(accept|content-type|authorization|prefer|host|content-length|connection)$/i.test(name)) {
      headers[name.toLowerCase()] = headerText(value)
    }
    if (place === 'cookie') cookies.push(pair(name, value))
  }
  addCredentials(addressing, operation, { headers, query, cookies })
  if (cookies.length > 0) headers['cookie'] = cookies.join('; ')
  const body: RequestBody | undefined = bodyFor(files, operation)
  if (body) headers['content-type'] = body.mediaType
  const target = `${address.path}${query.length > 0 ? `?${query.join('&')}` : ''}`
  return { method: operation.method, target, headers, body: body?.bytes, indistinct: same.length > 1 ? same : [] }
}

/** One try at the path, and the templates that would claim it with as much right. */
function addressOf(operation: Operation, base: string, round: number, { files, schemas, templates }: Addressing) {
  const own = parseTemplate(operation.path, base)
  const texts = new Map(parameterNames(operation.path).map((name) => [name, pathText(files, schemas, operation, name, round)]))
  const fill = (segment: string, encode: (text: string) => string) =>
    segment.replaceAll(/\{([^{}]*)\}|([^{}]+)/g, (_, name: string | undefined, literal: string | undefined) => {
      return name === undefined ? (encode === encodeURIComponent ? encodeLiteral(literal ?? '') : (literal ?? '')) : encode(texts.get(name) ?? '1')
    })
  const segments = own.segments.map((segment) => fill(segment, String))
  const rivals = templates.filter(
    (other) => other.shape !== own.shape && matchesTemplate(other, segments, own.query) && !isMoreSpecific(own, other),
  )
  return { path: `/${own.segments.map((segment) => fill(segment, encodeURIComponent)).join('/')}`, rivals }
}

const spares = ['one', '1', '7', 'zzz-1', 'qqq', '1001', 'x1y2']

/** The text for a path parameter: the nth of the values that fit its schema, in the parameter's style. */
function pathText(files: Files, schemas: Schemas, operation: Operation, name: string, round: number): string {
  const parameter = operation.parameters.find(({ value }) => ownOf(value, 'in') === 'path' && ownOf(value, 'name') === name)
  if (!parameter) return spares[round % spares.length] ?? '1'
  const schema = schemaOf(files, parameter)
  const wanted = [
    ...suggestions(files.follow(schema).value),
    ...exampleValues(files, parameter),
    parameterValue(files, parameter),
    ...spares,
    1,
    2,
    7,
    1001,
  ].filter((value) => value !== '' && value !== null && !/[/?#]/.test(headerText(value)))
  const fitting = wanted.filter((value) => schemas.accepts(schema, value))
  const values = fitting.length > 0 ? fitting : wanted
  return styled(parameter, name, values[round % values.length] ?? '1')
}

function styled(parameter: Place, name: string, value: unknown): string {
  const style = ownOf(parameter.value, 'style')
  if (style === 'label') return `.${headerText(value)}`
  if (style === 'matrix') return `;${name}=${headerText(value)}`
  return headerText(value)
}

/** In 2.0 the parameter is its own schema. */
function schemaOf(files: Files, parameter: Place): Place {
  const schema = files.child(parameter, 'schema')
  if (schema.value !== undefined) return schema
  const [media] = entriesOf(ownOf(parameter.value, 'content'))
  return media ? files.child(files.get(parameter, 'content', media[0]), 'schema') : { ...parameter, value: withoutRequired(parameter.value) }
}

function withoutRequired(parameter: unknown): unknown {
  // `required: true` speaks of the parameter, not of its value.
  return isPlain(parameter) ? Object.fromEntries(Object.entries(parameter).filter(([key]) => key !== 'required')) : parameter
}

function exampleValues(files: Files, parameter: Place): unknown[] {
  const named = entriesOf(ownOf(parameter.value, 'examples')).map(([key]) => files.get(parameter, 'examples', key, 'value').value)
  return [ownOf(parameter.value, 'example'), ...named].filter((value) => value !== undefined)
}

function parameterValue(files: Files, parameter: Place): unknown {
  const [example] = exampleValues(files, parameter)
  const value = example ?? sampleValue(files, schemaOf(files, parameter))
  return ownOf(parameter.value, 'content') === undefined || textOf(value) !== undefined ? value : JSON.stringify(value)
}

function queryPairs(parameter: Place, name: string, value: unknown): string[] {
  const style = textOf(ownOf(parameter.value, 'style'))
  const collection = textOf(ownOf(parameter.value, 'collectionFormat'))
  if (style === 'deepObject') return entriesOf(value).map(([key, item]) => pair(`${name}[${key}]`, item))
  if (Array.isArray(value)) {
    const separator = { ssv: ' ', tsv: '\t', pipes: '|', spaceDelimited: ' ', pipeDelimited: '|' }[collection ?? style ?? ''] ?? ','
    const isOld = ownOf(parameter.value, 'schema') === undefined
    const explode = isOld ? collection === 'multi' : ownOf(parameter.value, 'explode') !== false && separator === ','
    return explode ? value.map((item) => pair(name, item)) : [pair(name, value.map(headerText).join(separator))]
  }
  if (isPlain(value)) return entriesOf(value).map(([key, item]) => pair(key, item))
  return [pair(name, value)]
}

function addCredentials(
  { files }: Addressing,
  operation: Operation,
  { headers, query, cookies }: { headers: Record<string, string>; query: string[]; cookies: string[] },
): void {
  const own = files.get(operation.place, 'security')
  const security = own.value === undefined ? files.get(files.entry, 'security') : own
  const first = Array.isArray(security.value) ? security.value[0] : undefined
  for (const [name] of entriesOf(first)) {
    const old = files.get(files.entry, 'securityDefinitions', name)
    const scheme = old.value === undefined ? files.get(files.entry, 'components', 'securitySchemes', name).value : old.value
    const type = ownOf(scheme, 'type')
    const key = String(ownOf(scheme, 'name'))
    const place = ownOf(scheme, 'in')
    const basic = type === 'basic' || String(ownOf(scheme, 'scheme')).toLowerCase() === 'basic'
    if (type === 'apiKey' && place === 'header') headers[key.toLowerCase()] = 'demo'
    else if (type === 'apiKey' && place === 'query') query.push(pair(key, 'demo'))
    else if (type === 'apiKey' && place === 'cookie') cookies.push(pair(key, 'demo'))
    else headers['authorization'] = basic ? `Basic ${Buffer.from('demo:demo').toString('base64')}` : 'Bearer demo'
  }
}

function pair(name: string, value: unknown): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(headerText(value))}`
}

function headerText(value: unknown): string {
  const text = Array.isArray(value)
    ? value.map(headerText).join(',')
    : isPlain(value)
      ? Object.entries(value).flat().map(headerText).join(',')
      : String(value)
  return text.replaceAll(/[^\t\x20-\x7e]/g, '')
}

function encodeLiteral(literal: string): string {
  return literal.replaceAll(/[^\w\-.~!$&'()*+,;=:@%/]/gu, encodeURIComponent)
}

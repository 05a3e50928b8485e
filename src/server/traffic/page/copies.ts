// An exchange as something to paste elsewhere: a command, a script, a test, a handler.
import type { ExchangeDetail } from '../../control/shapes.ts'

export interface Copy {
  readonly label: string
  make(exchange: ExchangeDetail, origin: string): string
}

/** What a client adds by itself. */
const OWN =
  /^(host|connection|content-length|accept-encoding|user-agent|origin|referer|sec-.*|accept-language|cache-control|pragma|upgrade-insecure-requests|priority)$/

export const copies: readonly Copy[] = [
  { label: 'curl', make: asCurl },
  { label: 'fetch', make: asFetch },
  { label: 'Test', make: asTest },
  { label: 'Handler', make: asHandler },
]

const headersOf = ({ request }: ExchangeDetail) =>
  request.headers.filter(([name, value]) => !OWN.test(name) && !(name === 'accept' && value === '*/*'))

const urlOf = ({ path, query }: ExchangeDetail, origin: string) => `${origin}${path}${query === '' ? '' : `?${query}`}`

/** For a POSIX shell. Source: POSIX "Single-Quotes". */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

function asCurl(exchange: ExchangeDetail, origin: string): string {
  const { method, request } = exchange
  const { text, base64 } = request.body ?? {}
  const usual = text === undefined ? 'GET' : 'POST'
  const parts = [
    `curl ${quoted(urlOf(exchange, origin))}`,
    ...(method === usual ? [] : method === 'HEAD' ? ['--head'] : [`-X ${method}`]),
    ...headersOf(exchange).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(text === undefined ? [] : [`--data-raw ${quoted(text)}`]),
  ]
  const command = parts.join(' \\\n  ')
  return base64 === undefined ? command : `echo ${base64} | base64 -d | ${command} \\\n  --data-binary @-`
}

function asFetch(exchange: ExchangeDetail, origin: string): string {
  const { method, request } = exchange
  const { text, base64 } = request.body ?? {}
  const headers = Object.fromEntries(headersOf(exchange))
  const options = [
    ...(method === 'GET' ? [] : [`method: ${code(method)}`]),
    ...(Object.keys(headers).length === 0 ? [] : [`headers: ${code(headers, 1)}`]),
    ...(base64 === undefined ? [] : [`body: Uint8Array.from(atob(${code(base64)}), (unit) => unit.charCodeAt(0))`]),
    ...(text === undefined ? [] : [`body: ${bodyCode(text)}`]),
  ]
  const rest = options.length === 0 ? '' : `, {\n${options.map((option) => `  ${option},`).join('\n')}\n}`
  return `const response = await fetch(${code(urlOf(exchange, origin))}${rest})`
}

/** A text that is JSON reads better as a value. */
function bodyCode(text: string): string {
  const value = parsed(text)
  return typeof value === 'object' && value !== null ? `JSON.stringify(${code(value, 1)})` : code(text)
}

function asTest(exchange: ExchangeDetail): string {
  const { params = {}, query = {}, body } = (exchange.inputs ?? {}) as Record<string, Record<string, unknown>>
  const parts = [
    'times: 1',
    ...(Object.keys(params).length === 0 ? [] : [`params: ${code(params, 1)}`]),
    ...(Object.keys(query).length === 0 ? [] : [`query: ${code(query, 1)}`]),
    ...(body === undefined || exchange.request.body === undefined ? [] : [`body: ${code(body, 1)}`]),
  ]
  const name = exchange.operation ?? `${exchange.method} ${exchange.path}`
  return `await mock.verify(${code(name)}, {\n${parts.map((part) => `  ${part},`).join('\n')}\n})`
}

function asHandler(exchange: ExchangeDetail): string {
  const { operation, method, path, status, response } = exchange
  const { text } = response.body ?? {}
  const body = text === undefined ? [] : [`body: ${code(parsed(text) ?? text, 2)}`]
  const lines = [`status: ${status}`, ...body].map((part) => `    ${part},`)
  return `import { mocks } from 'mockserve'\n\nexport default mocks({\n  ${keyOf(operation ?? `${method} ${path}`)}: {\n${lines.join('\n')}\n  },\n})`
}

const keyOf = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : code(name))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A value as JavaScript; `depth` steps in from the left. */
function code(value: unknown, depth = 0): string {
  if (typeof value === 'string') return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  if (typeof value !== 'object' || value === null) return String(value)
  const isList = Array.isArray(value)
  const entries = Object.entries(value).map(([key, each]) =>
    isList ? code(each, depth + 1) : `${keyOf(key)}: ${code(each, depth + 1)}`,
  )
  if (entries.length === 0) return isList ? '[]' : '{}'
  const short = entries.join(', ')
  if (short.length < 60 && !short.includes('\n')) return isList ? `[${short}]` : `{ ${short} }`
  const inner = '  '.repeat(depth + 1)
  const lines = entries.map((entry) => `${inner}${entry},`).join('\n')
  return `${isList ? '[' : '{'}\n${lines}\n${'  '.repeat(depth)}${isList ? ']' : '}'}`
}

// The request on the command line of `mockserve explain`, written as for curl.
import { readFileSync } from 'node:fs'
import { METHODS } from 'node:http'
import type { ExplainedRequest } from '../app/explain-request.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { type ExitCode, exitCodes, FailureError } from './failure.ts'

export interface ExplainArguments {
  readonly request: ExplainedRequest
  /** Where the mock runs, when the address named one. */
  readonly origin: string | undefined
  readonly documents: readonly string[]
}

export interface RequestOptions {
  readonly request?: string
  readonly header?: readonly string[]
  readonly data?: readonly string[]
}

const EXAMPLE = 'as in: mockserve explain GET /pets/7'

/** Words are `[method] path|URL [document …]`. Throws FailureError (wrong usage) for what is no request. */
export function readExplainArguments(words: readonly string[], options: RequestOptions): ExplainArguments {
  const [first = ''] = words
  const hasMethod = words.length > 0 && !isAddress(first)
  const address = words[hasMethod ? 1 : 0]
  const documents = words.slice(hasMethod ? 2 : 1)
  if (address === undefined || !isAddress(address)) throw noAddress(words)
  const body = readBody(options.data ?? [])
  const method = readMethod(options.request ?? (hasMethod ? first : body === undefined ? 'GET' : 'POST'))
  const { origin, target } = readAddress(address)
  const headers = (options.header ?? []).flatMap(readHeader)
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  // as curl sends it
  const type: typeof headers = body === undefined || hasType ? [] : [['content-type', 'application/x-www-form-urlencoded']]
  return { request: { method, target, headers: [...headers, ...type], body }, origin, documents }
}

const isAddress = (word: string) => word.startsWith('/') || /^https?:\/\//i.test(word)

function noAddress([first, second]: readonly string[]): FailureError {
  if (first === undefined) return wrong(`which request? ${capital(EXAMPLE)}`)
  const at = second ?? first
  const meant =
    second === undefined && METHODS.includes(first.toUpperCase()) ? '' : `; did you mean /${at.replace(/^\.?\//, '')}?`
  return wrong(`there is no path${meant === '' ? `: ${EXAMPLE}` : `: ${at} does not begin with a slash${meant}`}`)
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function readMethod(text: string): string {
  const method = text.toUpperCase()
  if (METHODS.includes(method)) return method
  const near = suggest(method, METHODS)
  throw wrong(`${text} is no method${near === undefined ? '' : `; did you mean ${near}?`}`)
}

/** What may not stand in a request line is encoded, as clients do. */
function readAddress(text: string): { readonly origin: string | undefined; readonly target: string } {
  if (!text.startsWith('/')) {
    if (!URL.canParse(text)) throw wrong(`${text} is no URL`)
    const { origin, pathname, search } = new URL(text)
    return { origin, target: pathname + search }
  }
  const [sent = ''] = text.split('#')
  return { origin: undefined, target: sent.replace(/[^\x21-\x7e]+/g, encodeURIComponent) }
}

/** `Name: value`; `Name;` is an empty value, and `Name:` sends nothing, as in curl. */
function readHeader(text: string): (readonly [name: string, value: string])[] {
  const [, name, mark, value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*([:;])\s*([^\r\n\0]*)$/.exec(text) ?? []
  if (name === undefined) throw wrong(`-H ${JSON.stringify(text)}: not a header, as in -H 'Accept: application/json'`)
  if (mark === ';' && value !== '')
    throw wrong(`-H ${JSON.stringify(text)}: did you mean ${JSON.stringify(`${name}: ${value}`)}?`)
  return mark === ':' && value === '' ? [] : [[name, value.trimEnd()]]
}

/** Several are joined by `&`; `@file` stands for its bytes as they are, `@-` for stdin. */
function readBody(parts: readonly string[]): Buffer | undefined {
  if (parts.length === 0) return undefined
  return Buffer.concat(parts.flatMap((part, i) => [...(i === 0 ? [] : [Buffer.from('&')]), bytesOf(part)]))
}

function bytesOf(part: string): Buffer {
  if (!part.startsWith('@')) return Buffer.from(part)
  const path = part.slice(1)
  try {
    return readFileSync(path === '-' ? 0 : path)
  } catch (error) {
    throw wrong(`-d ${part}: the file cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

/** Ends `explain` with one line. */
export const failed = (message: string, exitCode: ExitCode, code = 'explain'): FailureError =>
  new FailureError({ exitCode, code, message, findings: [] })

const wrong = (message: string) => failed(message, exitCodes.usage, 'usage')

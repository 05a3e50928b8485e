// Asks one operation of a running mock, with the path parameters given.
import { request as httpRequest } from 'node:http'
import type { Operation } from '../../src/contract/operation.ts'
import { sampleRequest } from '../../src/contract/sample-request.ts'
import { isMade } from '../../src/contract/sample-request-body.ts'
import { writeParameter, writeRequest } from '../../src/contract/sample-request-write.ts'
import type { MockRequest } from '../../src/http/mock-request.ts'
import { createRandom, hashText } from '../../src/schema/random.ts'

export interface Asked {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Undefined: none, or no JSON. */
  readonly body: unknown
  /** What was sent as the body, before it was written. */
  readonly sent: unknown
  readonly path: Readonly<Record<string, unknown>>
  readonly line: string
}

export class CannotAsk extends Error {}

/**
 * `path`: values of path parameters by name; `known`: an item whose values required parameters of the query take, since they filter. Optional
 * parameters are left out. Throws CannotAsk when no request can be made.
 */
export async function ask(
  port: number,
  operation: Operation,
  path: Readonly<Record<string, unknown>>,
  seed = '',
  known: unknown = undefined,
): Promise<Asked> {
  const random = createRandom(hashText(`${operation.method} ${operation.path} ${seed}`))
  const made = await sampleRequest(operation, { random })
  if (!isMade(made)) throw new CannotAsk(made.reason)
  const parameters = made.parts.parameters
    .filter(({ parameter }) => parameter.isRequired)
    .map((written) =>
      written.parameter.in === 'path' && Object.hasOwn(path, written.parameter.name)
        ? writeParameter(written.parameter, path[written.parameter.name])
        : written,
    )
    .map((written) => {
      const value = written.parameter.in === 'query' ? scalarAt(known, written.parameter.name) : undefined
      return value === undefined ? written : writeParameter(written.parameter, value)
    })
  const undeclared = new Map([
    ...made.parts.undeclared,
    ...Object.entries(path).map(([name, value]) => [name, String(value)] as const),
  ])
  const request = writeRequest(operation, { ...made.parts, parameters, undeclared })
  const used = Object.fromEntries(
    parameters.filter(({ parameter }) => parameter.in === 'path').map(({ parameter, value }) => [parameter.name, value]),
  )
  const answer = await send(port, request)
  const line = `${request.method} ${request.path}${request.query === '' ? '' : `?${request.query}`} -> ${answer.status}`
  return { ...answer, sent: made.parts.body?.value, path: { ...path, ...used }, line }
}

function scalarAt(item: unknown, name: string): unknown {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, name)) return undefined
  const value = (item as Record<string, unknown>)[name]
  return typeof value === 'object' ? undefined : value
}

function send(
  port: number,
  { method, path, query, headers, body }: MockRequest,
): Promise<Pick<Asked, 'status' | 'headers' | 'body'>> {
  return new Promise((resolve, reject) => {
    const target = query === '' ? path : `${path}?${query}`
    const lines = { ...headers, accept: 'application/json', ...(body !== undefined && { 'content-length': body.length }) }
    const request = httpRequest({ host: '127.0.0.1', port, method, path: target, headers: lines as never }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parse(Buffer.concat(chunks).toString()) }),
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

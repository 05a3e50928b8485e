// Single requests of the bench: what has to be there before a measure, and its first answer.
import type { LoadRequest } from './load.ts'
import type { Answer, Measure } from './measures.ts'

export async function ask(
  url: string,
  { method, path, headers, body }: LoadRequest,
): Promise<Answer & { readonly contentType: string }> {
  const response = await fetch(url + path.replace('{n}', '1'), {
    method,
    ...(headers && { headers }),
    ...(body !== undefined && { body: body.replace('{n}', '1') }),
  })
  return { status: response.status, body: await response.text(), contentType: response.headers.get('content-type') ?? '' }
}

/** Writes what the measure is to read; the request with the id that was given. */
export async function prepare({ before, request }: Measure, url: string): Promise<LoadRequest> {
  let id: unknown = 1
  for (let i = 0; before !== undefined && i < before.times; i++) {
    const { body } = await ask(url, before.request)
    id = idIn(body) ?? id
  }
  return { ...request, path: request.path.replace('{id}', String(id)) }
}

function idIn(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  } catch {
    return undefined
  }
}

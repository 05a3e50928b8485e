// Asks a port whether a mockserve listens there, and what it serves.
import { get } from 'node:http'

export interface Health {
  readonly pid: number
  /** Real, absolute paths of the documents served. */
  readonly documents: readonly string[]
}

/** `silent`: something listens, but gives no answer in time; `stranger`: another program answers. */
export type HealthAnswer = Health | 'nobody' | 'silent' | 'stranger'

const MAX_ANSWER = 2 ** 20

/** `url` has no slash at the end. Whatever answers may be hostile, so time and size are bounded. Never rejects. */
export function askHealth(url: string, timeoutMs = 1_000): Promise<HealthAnswer> {
  return new Promise((resolve) => {
    const request = get(`${url}/__mockserve/health`, { agent: false, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
        if (text.length > MAX_ANSWER) request.destroy()
      })
      response.on('end', () => resolve(readHealth(text) ?? 'stranger'))
      response.on('error', () => resolve('silent'))
    })
    request.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED' ? 'nobody' : 'silent'))
  })
}

function readHealth(text: string): Health | undefined {
  try {
    const { name, pid, documents } = JSON.parse(text)
    if (name !== 'mockserve' || !Number.isInteger(pid) || !Array.isArray(documents)) return undefined
    return { pid, documents: documents.map(({ path }) => String(path)) }
  } catch {
    return undefined
  }
}

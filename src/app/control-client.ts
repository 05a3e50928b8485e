// The control API of a mock that runs in another program.
import { askHealth } from './ask-health.ts'
import { findToken } from './run-registry.ts'

export interface ControlClient {
  readonly origin: string
  /** Below the API's prefix; rejects with what the mock says when it refuses. */
  ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>
}

const API = '/__mockserve/api/'
const TIMEOUT_MS = 10_000

/** Finds the mock at `url`. Without a token it takes MOCKSERVE_CONTROL_TOKEN, else what the mock wrote into the state folder of its user. Rejects when none answers there. */
export async function controlOf(url: string, token?: string): Promise<ControlClient> {
  const { origin, hostname, port } = new URL(url)
  const health = await askHealth(origin)
  if (typeof health === 'string') throw new Error(`no mockserve answers at ${origin}`)
  const secret =
    token ??
    (process.env['MOCKSERVE_CONTROL_TOKEN'] || findToken({ hostname, port: Number(port || 80), pid: health.pid }, process.env))

  async function ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${origin}${API}${path}`, {
      method,
      headers: {
        ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: asJson(body) }),
      // a token goes to nobody else
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const text = await response.text()
    const told = text === '' ? {} : JSON.parse(text)
    if (response.ok) return told
    const { detail = `${method} ${API}${path} was answered ${response.status}`, hint } = told
    throw new Error(hint === undefined ? detail : `${detail} (${hint})`)
  }
  return { origin, ask }
}

/** Throws TypeError for what JSON would leave out in silence. */
const asJson = (value: unknown): string =>
  JSON.stringify(value, (key, part) => {
    if (typeof part === 'function' || part instanceof RegExp)
      throw new TypeError(
        `${key}: ${part instanceof RegExp ? 'a regular expression' : 'a function'} cannot be sent to a mock in another program`,
      )
    return part
  })

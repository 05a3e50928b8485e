// How long somebody may think.

/** Whatever has a `then`. */
export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'

/** What `inTime` rejects with. */
export const LATE = Symbol('late')

/** Rejects with LATE after so many ms; 0 waits for ever. */
export function inTime(pending: PromiseLike<unknown>, ms: number): Promise<unknown> {
  if (ms === 0) return Promise.resolve(pending)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, ms, LATE).unref()
    const end = (settle: (result: unknown) => void) => (result: unknown) => {
      clearTimeout(timer)
      settle(result)
    }
    pending.then(end(resolve), end(reject))
  })
}

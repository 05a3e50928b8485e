// A responder whose code is loaded beside serving: a start need not wait for it.
import type { LiveResponder } from './responder.ts'

/** Requests that come before it is there wait for it. */
export function lateResponder(
  traits: Omit<LiveResponder, 'answer'>,
  load: () => Promise<Pick<LiveResponder, 'answer'>>,
): LiveResponder {
  let loaded: Pick<LiveResponder, 'answer'> | undefined
  let loading: ReturnType<typeof load> | undefined
  const begin = () => {
    loading ??= load().then(
      (responder) => {
        loaded = responder
        return responder
      },
      (error) => {
        // as when no file could be opened: the next request tries again
        loading = undefined
        throw error
      },
    )
    return loading
  }
  return {
    ...traits,
    answer: (exchange, runtime, next) =>
      loaded?.answer(exchange, runtime, next) ??
      (loaded === undefined ? begin().then((responder) => responder.answer(exchange, runtime, next)) : undefined),
  }
}

// One event stream for all tabs: a browser has six connections to a host, and the mock is the same host.

export interface StreamMessage {
  /** `open`, `lost`, or an event of the control API. */
  readonly name: string
  readonly data: unknown
}

const NAME = 'mockserve-traffic'
const EVENTS = ['exchanges', 'cleared', 'overrides', 'reload', 'reload-failed']
const AGAIN_MS = 2_000

/** Calls `hear` for all that happens. The tab that holds the lock has the stream and passes it on; when it goes, the next one takes over. */
export function follow(hear: (message: StreamMessage) => void): void {
  // only pages of this machine have locks: one that was reached by another address has a stream of its own, and keeps it to itself
  const locks: LockManager | undefined = navigator.locks
  const channel = new BroadcastChannel(locks === undefined ? `${NAME} ${crypto.getRandomValues(new Uint32Array(2))}` : NAME)
  let leads = false
  let isOpen = false
  /** Whether the documents can be used: the server tells it at the beginning of a stream, and a tab that comes later has to know, too. */
  let documents: StreamMessage | undefined
  const tell = (message: StreamMessage) => {
    if (message.name.startsWith('reload')) documents = message
    hear(message)
    channel.postMessage(message)
  }
  channel.addEventListener('message', ({ data }: MessageEvent<StreamMessage>) => {
    if (data.name !== 'hello') hear(data)
    else if (leads && isOpen) {
      channel.postMessage({ name: 'open', data: undefined })
      if (documents !== undefined) channel.postMessage(documents)
    }
  })
  const connect = () => {
    const source = new EventSource('/__mockserve/api/events')
    source.addEventListener('open', () => {
      isOpen = true
      tell({ name: 'open', data: undefined })
    })
    source.addEventListener('error', () => {
      isOpen = false
      tell({ name: 'lost', data: undefined })
      // a refusal ends the stream for good, a lost connection does not
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, AGAIN_MS)
    })
    for (const name of EVENTS) source.addEventListener(name, ({ data }) => tell({ name, data: JSON.parse(data) }))
  }
  const lead = () => {
    leads = true
    connect()
    return new Promise<never>(() => undefined)
  }
  if (locks === undefined) void lead()
  else void locks.request(NAME, lead)
  channel.postMessage({ name: 'hello', data: undefined })
}

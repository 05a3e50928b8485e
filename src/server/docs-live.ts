// The docs page's script for what happens while it is open, as text.

/**
 * What is heard from a stream that all pages share, or, where that is not to be had, from one of this page alone, which it has only while
 * it is seen: a browser has six connections to a host for all its tabs.
 */
export const docsLive = /* js */ `
const notice = document.querySelector('#notice')
const GONE_AFTER_MS = 3000

/** Words of the server are text here, never markup. */
function tell(words, lines = [], quiet = false) {
  const told = [document.createTextNode(words)]
  if (lines.length > 0) {
    const list = document.createElement('pre')
    list.textContent = lines.join('\\n')
    told.push(list)
  }
  notice.replaceChildren(...told)
  notice.classList.toggle('quiet', quiet)
  notice.hidden = false
}

/** Calls \`refresh\` whenever other documents are in force than those of \`known()\`; \`listen\` begins the stream. */
export function follow(known, refresh, listen = ownStream) {
  let gone
  const arrived = ({ generation }) => {
    if (generation !== known()) refresh()
  }
  const hear = {
    open() {
      clearTimeout(gone)
      gone = undefined
    },
    lost() {
      gone ??= setTimeout(() => tell('mockserve does not answer. The page goes on by itself when it is back.', [], true), GONE_AFTER_MS)
    },
    reload(news) {
      notice.hidden = true
      arrived(news)
    },
    'reload-failed'(news) {
      tell('The documents cannot be used as they are now; this is the last good version.', [
        ...news.findings,
        ...(news.more > 0 ? ['and ' + news.more + ' more'] : []),
      ])
      arrived(news)
    },
  }
  listen(({ name, data }) => hear[name]?.(data))
}

function ownStream(hear) {
  let stream
  const connect = () => {
    stream = new EventSource('/__mockserve/events')
    stream.addEventListener('open', () => hear({ name: 'open' }))
    for (const name of ['reload', 'reload-failed'])
      stream.addEventListener(name, ({ data }) => hear({ name, data: JSON.parse(data) }))
    stream.addEventListener('error', () => {
      hear({ name: 'lost' })
      // a refusal ends the stream for good, a lost connection does not
      if (stream.readyState === EventSource.CLOSED) setTimeout(connectWhenSeen, GONE_AFTER_MS)
    })
  }
  const connectWhenSeen = () => {
    if (document.hidden || (stream !== undefined && stream.readyState !== EventSource.CLOSED)) return
    connect()
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      stream?.close()
      // nobody sees that it is gone
      hear({ name: 'open' })
    } else connectWhenSeen()
  })
  addEventListener('pagehide', () => stream?.close())
  addEventListener('pageshow', connectWhenSeen)
  connectWhenSeen()
}
`

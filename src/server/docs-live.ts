// The docs page's script for what happens while it is open, as text.

/** One event stream a page, and only while the page is seen: a browser has six connections to a host for all its tabs. */
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

/** Calls \`refresh\` whenever other documents are in force than those of \`known()\`. */
export function follow(known, refresh) {
  let stream
  let gone

  const connect = () => {
    stream = new EventSource('/__mockserve/events')
    stream.addEventListener('open', () => {
      clearTimeout(gone)
      gone = undefined
    })
    stream.addEventListener('reload', (event) => {
      notice.hidden = true
      arrived(JSON.parse(event.data))
    })
    stream.addEventListener('reload-failed', (event) => {
      const news = JSON.parse(event.data)
      tell('The documents cannot be used as they are now; this is the last good version.', [
        ...news.findings,
        ...(news.more > 0 ? ['and ' + news.more + ' more'] : []),
      ])
      arrived(news)
    })
    stream.addEventListener('error', () => {
      gone ??= setTimeout(() => tell('mockserve does not answer. The page goes on by itself when it is back.', [], true), GONE_AFTER_MS)
      // a refusal ends the stream for good, a lost connection does not
      if (stream.readyState === EventSource.CLOSED) setTimeout(connectWhenSeen, GONE_AFTER_MS)
    })
  }
  const arrived = ({ generation }) => {
    if (generation !== known()) refresh()
  }
  const connectWhenSeen = () => {
    if (document.hidden || (stream !== undefined && stream.readyState !== EventSource.CLOSED)) return
    connect()
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      stream?.close()
      clearTimeout(gone)
      gone = undefined
    } else connectWhenSeen()
  })
  addEventListener('pagehide', () => stream?.close())
  addEventListener('pageshow', connectWhenSeen)
  connectWhenSeen()
}
`

// Both messages as they go over the wire, near enough.
import { masked, maskSecrets } from '../../../http/secrets.ts'
import type { DetailMessage } from '../../control/shapes.ts'
import { CopyButton } from './copy-button.ts'
import type { WithSecrets } from './detail.ts'
import { html } from './dom.ts'
import { hideSecrets } from './secrets.ts'

export function Raw({ detail, shows, toggle }: WithSecrets) {
  const { method, path, query, status, request, response } = detail
  const shownQuery = shows ? query : maskSecrets(query)
  const target = shownQuery === '' ? path : `${path}?${shownQuery}`
  const asked = textOf(`${method} ${target} HTTP/1.1`, request, shows)
  const answered = textOf(`HTTP/1.1 ${status}`, response, shows)
  return html`
    <p><button type="button" aria-pressed=${String(shows)} onClick=${toggle}>${shows ? 'Hide credentials' : 'Show credentials'}</button></p>
    ${part('Request', asked)}${part('Response', answered)}
  `
}

const part = (name: string, text: string) => html`
  <section aria-label=${name}>
    <h3>${name} <${CopyButton} label="Copy" text=${() => text} /></h3>
    <pre class="code scrolls" tabindex="0" aria-label=${`${name}, raw`}>${text}</pre>
  </section>
`

const textOfBody = ({ text, bytes, type }: NonNullable<DetailMessage['body']>, shows: boolean) => {
  if (text === undefined) return `(${bytes} bytes that are no text)`
  return shows ? text : hideSecrets(text, type)
}

function textOf(first: string, { headers, body }: DetailMessage, shows: boolean): string {
  const lines = headers.map(([name, value]) => `${name}: ${shows ? value : masked(name, value)}`)
  const content = body === undefined ? '' : textOfBody(body, shows)
  return `${first}\n${lines.join('\n')}\n\n${content}`
}

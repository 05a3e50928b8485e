// Credentials stand behind dots until somebody asks to see them.
import { Component } from 'preact'
import { isSecret, MASK, maskSecrets } from '../../../http/secrets.ts'
import { html } from './dom.ts'

interface SecretsProps {
  readonly children: (shows: boolean, toggle: () => void) => unknown
}

/** Whether credentials are shown: of one exchange, as long as it is looked at. */
export class Secrets extends Component<SecretsProps, { readonly shows: boolean }> {
  override state = { shows: false }

  override render({ children }: SecretsProps, { shows }: { readonly shows: boolean }) {
    const draw = [children].flat()[0] as SecretsProps['children']
    return draw(shows, () => this.setState({ shows: !shows })) as never
  }
}

const JSON_MEMBER = /"((?:[^"\\]|\\.)*)"(\s*:\s*)("(?:[^"\\]|\\.)*"?|-?\d[\d.eE+-]*)/g

/** A body as text, its credentials hidden: members of JSON and fields of forms, by their names. */
export function hideSecrets(text: string, type = ''): string {
  if (/urlencoded/i.test(type)) return maskSecrets(text)
  return text.replace(JSON_MEMBER, (whole, name: string, colon: string) =>
    isSecret(name) ? `"${name}"${colon}"${MASK}"` : whole,
  )
}

/** The edited text of a body whose credentials were hidden: those that were left so are again what they were, in their order. */
export function restoreSecrets(edited: string, original: string, type = ''): string {
  if (/urlencoded/i.test(type)) return restoreQuery(edited, original)
  const hidden = [...original.matchAll(JSON_MEMBER)].flatMap(([, name = '', , value = '']) =>
    isSecret(name) ? [{ name, value }] : [],
  )
  return edited.replace(JSON_MEMBER, (whole, name: string, colon: string, value: string) => {
    if (value !== `"${MASK}"` || !isSecret(name)) return whole
    const at = hidden.findIndex((each) => each.name === name)
    const [found] = at < 0 ? [] : hidden.splice(at, 1)
    return found === undefined ? whole : `"${name}"${colon}${found.value}`
  })
}

/** The same for `a=1&api_key=***`. */
export function restoreQuery(edited: string, original: string): string {
  const pairs = original.split('&')
  return edited
    .split('&')
    .map((pair) => {
      const name = pair.slice(0, pair.indexOf('=') + 1)
      const at = pair === `${name}${MASK}` ? pairs.findIndex((each) => each.startsWith(name)) : -1
      const [found = pair] = at < 0 ? [] : pairs.splice(at, 1)
      return found
    })
    .join('&')
}

interface SecretProps {
  readonly name: string
  readonly text: string
  readonly shows: boolean
  readonly toggle: () => void
}

export function Secret({ name, text, shows, toggle }: SecretProps) {
  return html`<button type="button" class="secret" aria-pressed=${String(shows)} aria-label=${`${shows ? 'Hide' : 'Show'} ${name}`} onClick=${toggle}>${shows ? text : '••••••••'}</button>`
}

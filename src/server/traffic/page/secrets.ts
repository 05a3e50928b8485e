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

interface SecretProps {
  readonly name: string
  readonly text: string
  readonly shows: boolean
  readonly toggle: () => void
}

export function Secret({ name, text, shows, toggle }: SecretProps) {
  return html`<button type="button" class="secret" aria-pressed=${String(shows)} aria-label=${`${shows ? 'Hide' : 'Show'} ${name}`} onClick=${toggle}>${shows ? text : '••••••••'}</button>`
}

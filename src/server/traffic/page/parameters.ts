// The values of path, query, headers and cookies as the contract reads them, each with what is wrong about it.
import { isSecret } from '../../../http/secrets.ts'
import type { WithSecrets } from './detail.ts'
import { html } from './dom.ts'
import { Secret } from './secrets.ts'
import { At, type Broken, Judgement } from './why.ts'

const PLACES = ['path', 'query', 'header', 'cookie', 'security'] as const
type Place = (typeof PLACES)[number]

interface ParameterRow {
  readonly place: Place
  readonly name: string
  /** Undefined: not sent. */
  readonly value: unknown
  readonly broken: readonly Broken[]
}

export function Parameters({ detail, shows, toggle }: WithSecrets) {
  const rows = rowsOf(detail)
  if (rows.length === 0) return null
  return html`
    <table class="parameters">
      <caption class="sr">Parameters</caption>
      <tbody>${rows.map(({ place, name, value, broken }) => {
        const text = value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value)
        return html`
          <tr key=${`${place} ${name}`} class=${broken.length > 0 ? 'is-wrong' : ''}>
            <td class="dim">${place}</td>
            <th scope="row">${name}</th>
            <td>
              ${text === undefined ? html`<em class="dim">not sent</em>` : isSecret(name) ? html`<${Secret} name=${name} text=${text} shows=${shows} toggle=${toggle} />` : html`<code>${text}</code>`}
              ${broken.map((each) => html`<span class="mark-line"><${Judgement} broken=${each} shows=${shows} /> ${each.at !== undefined && html`<${At} at=${each.at} />`}</span>`)}
            </td>
          </tr>
        `
      })}</tbody>
    </table>
  `
}

function rowsOf({ inputs, query, broken }: WithSecrets['detail']): ParameterRow[] {
  const read = (inputs ?? {}) as Partial<Record<'params' | 'query' | 'headers' | 'cookies', Readonly<Record<string, unknown>>>>
  const values: Readonly<Record<Place, Readonly<Record<string, unknown>>>> = {
    path: read.params ?? {},
    query: { ...Object.fromEntries(new URLSearchParams(query)), ...read.query },
    header: read.headers ?? {},
    cookie: read.cookies ?? {},
    security: {},
  }
  return PLACES.flatMap((place) => {
    const own = broken.filter((each) => each.in === place)
    const nameOf = ({ pointer }: Broken) => (pointer.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~')
    const names = new Set([...Object.keys(values[place]), ...own.map(nameOf)])
    return [...names].map((name) => ({
      place,
      name,
      value: values[place][name],
      broken: own.filter((each) => nameOf(each) === name),
    }))
  })
}

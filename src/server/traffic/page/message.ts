// Headers and body of a request or an answer; what breaks a rule is marked in its place.
import { isSecret } from '../../../http/secrets.ts'
import type { DetailMessage } from '../../control/shapes.ts'
import { CopyButton } from './copy-button.ts'
import type { WithSecrets } from './detail.ts'
import { type Child, html } from './dom.ts'
import { byPointer, type JsonLine, jsonLines } from './json-lines.ts'
import { hideSecrets, Secret } from './secrets.ts'
import { At, type Broken, Judgement } from './why.ts'
import { plural, size } from './words.ts'

interface MessageProps extends WithSecrets {
  readonly message: DetailMessage
  readonly broken: readonly Broken[]
  /** The body as the contract reads it, where that is known. */
  readonly asRead: unknown
}

export function Message(given: MessageProps) {
  const { message, shows, toggle } = given
  const { headers, body } = message
  return html`
    <details class="headers">
      <summary>${plural(headers.length, 'header')}</summary>
      <table><caption class="sr">Headers</caption><tbody>${headers.map(
        ([name, value]) =>
          html`<tr><th scope="row">${name}</th><td>${isSecret(name) ? html`<${Secret} name=${name} text=${value} shows=${shows} toggle=${toggle} />` : value}</td></tr>`,
      )}</tbody></table>
    </details>
    ${body === undefined ? html`<p class="dim">No body</p>${given.broken.length > 0 && html`<${Loose} broken=${given.broken} shows=${shows} />`}` : html`<${Body} ...${given} body=${body} />`}
  `
}

type BodyProps = MessageProps & { readonly body: NonNullable<DetailMessage['body']> }

function Body({ body, broken, asRead, shows, toggle }: BodyProps) {
  const { bytes, isCut, type = 'no content type', text, base64 } = body
  const json = jsonOf(text, type)
  const isDecoded = json === undefined && typeof asRead === 'object' && asRead !== null
  const value = json === undefined ? (isDecoded ? asRead : undefined) : json.value
  return html`
    <div class="body">
      <p class="facts"><span>${type}</span> <span>${size(bytes)}</span>${isCut && html` <span>cut: only its beginning is kept</span>`}${text !== undefined && html` <${CopyButton} label="Copy" text=${() => text} />`}</p>
      ${value !== undefined && isDecoded && html`<p class="dim">As the contract reads it:</p>`}
      ${value !== undefined ? html`<${Json} value=${value} broken=${broken} shows=${shows} toggle=${toggle} />` : broken.length > 0 && html`<${Loose} broken=${broken} shows=${shows} />`}
      ${json === undefined && text !== undefined && html`<pre class="code scrolls" tabindex="0" aria-label="Body as text">${shows ? text : hideSecrets(text, type)}</pre>`}
      ${base64 !== undefined && (/^image\//.test(type) && !isCut ? html`<img class="picture" alt="The body as a picture" src=${`data:${type.split(';')[0]};base64,${base64}`} />` : html`<pre class="code scrolls" tabindex="0" aria-label="Body as bytes">${hexDump(base64)}</pre>`)}
    </div>
  `
}

/** Undefined: no JSON, or cut before its end. */
function jsonOf(text: string | undefined, type: string): { readonly value: unknown } | undefined {
  if (text === undefined || !/^\s*[[{"\d\-tfn]/.test(text) || (!/json/i.test(type) && !/^\s*[[{]/.test(text))) return undefined
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

interface JsonProps {
  readonly value: unknown
  readonly broken: readonly Broken[]
  readonly shows: boolean
  readonly toggle: () => void
}

function Json({ value, broken, shows, toggle }: JsonProps) {
  const { lines, isCut } = jsonLines(value)
  const marks = byPointer(lines, broken)
  return html`
    <div class="code json scrolls" tabindex="0" role="group" aria-label="Body">
      ${lines.map((line) => {
        const wrong = line.pointer === undefined ? [] : (marks.get(line.pointer) ?? [])
        return html`
          <div class=${wrong.length > 0 ? 'line is-wrong' : 'line'}>${'  '.repeat(line.indent)}${partsOf(line, shows, toggle)}</div>
          ${wrong.map((each) => html`<div class="mark-line">${'  '.repeat(line.indent + 1)}<span class="sr">Wrong: </span>${each.pointer !== line.pointer && html`<b>${each.pointer}</b> `}<${Judgement} broken=${each} shows=${shows} /> ${each.at !== undefined && html`<${At} at=${each.at} />`}</div>`)}
        `
      })}
      ${isCut && html`<div class="dim">… and more lines; the raw view has them all</div>`}
    </div>
  `
}

function partsOf({ parts, name }: JsonLine, shows: boolean, toggle: () => void): Child[] {
  return parts.map(({ kind, text }) =>
    (kind === 'text' || kind === 'number') && isSecret(name)
      ? html`<${Secret} name=${name} text=${text} shows=${shows} toggle=${toggle} />`
      : html`<span class=${kind}>${text}</span>`,
  )
}

function Loose({ broken, shows }: { readonly broken: readonly Broken[]; readonly shows: boolean }) {
  return html`<ul class="loose">${broken.map((each) => html`<li class="mark-line">${each.pointer} <${Judgement} broken=${each} shows=${shows} /> ${each.at !== undefined && html`<${At} at=${each.at} />`}</li>`)}</ul>`
}

const MOST_BYTES = 512

/** The first bytes as people look at bytes: place, hexadecimal, characters. */
function hexDump(base64: string): string {
  const bytes = [...atob(base64.slice(0, Math.ceil(MOST_BYTES / 3) * 4))].slice(0, MOST_BYTES)
  const rows: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.slice(at, at + 16)
    const hex = row.map((unit) => unit.charCodeAt(0).toString(16).padStart(2, '0')).join(' ')
    rows.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${row.join('').replace(/[^ -~]/g, '.')}`)
  }
  return rows.join('\n')
}

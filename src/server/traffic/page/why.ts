// Why this answer: sentences, each with the line of the document that it rests on; rules that were broken among them.
import { Component } from 'preact'
import { isSecret, MASK } from '../../../http/secrets.ts'
import type { ExchangeDetail } from '../../control/shapes.ts'
import { getSource, type SourceLines } from './api.ts'
import type { WithSecrets } from './detail.ts'
import { html } from './dom.ts'

export type Broken = ExchangeDetail['broken'][number]

export function Why({ detail, shows }: WithSecrets) {
  const { why, broken } = detail
  const isTold = why.some(({ stage }) => stage === 'check')
  const rules =
    broken.length > 0 &&
    html`<ul class="rules">${broken.map((each) => html`<${Rule} key=${each.in + each.pointer + each.rule} broken=${each} shows=${shows} />`)}</ul>`
  return html`
    <section class="why" aria-label="Why">
      <h3>Why</h3>
      <ol>${why.map(
        ({ stage, text, at, docs }, i) => html`
          <li key=${i} class=${`stage-${stage}`}>${text} ${at !== undefined && html`<${At} at=${at} />`} ${docs !== undefined && html`<a class="chip" href=${docs}>docs</a>`}${stage === 'check' && rules}</li>
        `,
      )}</ol>
      ${!isTold && rules}
    </section>
  `
}

function Rule({ broken, shows }: { readonly broken: Broken; readonly shows: boolean }) {
  const { in: place, pointer, rule, at, example } = broken
  return html`
    <li>
      <span class="place">${place}${pointer === '' ? '' : ` ${pointer}`}</span> <${Judgement} broken=${broken} shows=${shows} />${' '}
      <span class="chip rule" title="the rule that is broken">${rule}</span> ${at !== undefined && html`<${At} at=${at} />`}
      ${example !== undefined && html`<p class="right">Right would be <code>${shortJson(example)}</code></p>`}
    </li>
  `
}

/** `expected string, received 5`; what a secret field held is not told. */
export function Judgement({ broken, shows }: { readonly broken: Broken; readonly shows: boolean }) {
  const isHidden = !shows && broken.pointer.split('/').some(isSecret)
  return html`<span class="judgement">expected ${broken.expected}, received <span class="received">${isHidden ? MASK : broken.received}</span></span>`
}

const shortJson = (value: unknown) => {
  const text = JSON.stringify(value) ?? ''
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}

interface AtState {
  readonly isOpen: boolean
  readonly source: SourceLines | undefined
  readonly problem: string
}

/** A line of a document: its name, and on demand the lines around it. */
export class At extends Component<{ readonly at: string }, AtState> {
  override state: AtState = { isOpen: false, source: undefined, problem: '' }

  override render({ at }: { readonly at: string }, { isOpen, source, problem }: AtState) {
    const toggle = async () => {
      this.setState({ isOpen: !isOpen })
      if (isOpen || source !== undefined) return
      await getSource(at).then(
        (found) => this.setState({ source: found, problem: '' }),
        (error: Error) => this.setState({ problem: error.message }),
      )
    }
    return html`
      <button type="button" class="chip at" aria-expanded=${String(isOpen)} onClick=${() => void toggle()}>${at}</button>
      ${isOpen && problem !== '' && html`<span class="frame problem">${problem}</span>`}
      ${
        isOpen &&
        source !== undefined &&
        html`<pre class="frame scrolls" tabindex="0" aria-label=${`Lines around ${at}`}>${source.lines.map((text, i) => {
          const number = source.first + i
          return html`<span class=${number === source.line ? 'is-it' : ''}><span class="number">${String(number).padStart(5)} </span>${text}${'\n'}</span>`
        })}</pre>`
      }
    `
  }
}

// What can be done with an exchange.
import { Component } from 'preact'
import type { ExchangeDetail } from '../../control/shapes.ts'
import { harUrlOf } from './api.ts'
import { copies } from './copies.ts'
import { CopyButton } from './copy-button.ts'
import { html } from './dom.ts'
import { NextAnswer, Pins } from './next-answer.ts'
import type { Pin } from './pins.ts'
import type { Store } from './store.ts'

interface ActsProps {
  readonly detail: ExchangeDetail
  readonly store: Store
}

export class Acts extends Component<ActsProps & { readonly pins: readonly Pin[] }, { readonly isPinning: boolean }> {
  override state = { isPinning: false }

  override render(
    { detail, store, pins }: ActsProps & { readonly pins: readonly Pin[] },
    { isPinning }: { readonly isPinning: boolean },
  ) {
    const toggle = () => this.setState({ isPinning: !isPinning })
    const own = pins.filter(({ operation }) => operation === detail.operation)
    return html`
      <${Buttons} detail=${detail} store=${store} isPinning=${isPinning} toggle=${toggle} />
      ${isPinning && html`<${NextAnswer} detail=${detail} store=${store} close=${toggle} />`}
      ${own.length > 0 && html`<${Pins} pins=${own} store=${store} named=${false} />`}
    `
  }
}

interface ButtonsProps extends ActsProps {
  readonly isPinning: boolean
  readonly toggle: () => void
}

function Buttons({ detail, store, isPinning, toggle }: ButtonsProps) {
  const { id, answers, request, operation, source } = detail
  const isReadable = source !== 'refusal:unreadable'
  const isWhole = request.body?.isCut !== true && isReadable
  const cannot = isWhole
    ? undefined
    : isReadable
      ? 'The body was too long to be kept whole'
      : 'It was no request that could be read'
  return html`
    <div class="acts" role="group" aria-label="Acts">
      <button type="button" disabled=${!isWhole} title=${cannot ?? 'Send it once more, as it was (r)'} onClick=${() => void store.replay()}>Replay</button>
      <button type="button" disabled=${!isReadable} title=${isReadable ? 'Change it, then send it (e)' : cannot} onClick=${() => store.open('edit')}>Edit and send</button>
      ${
        answers.length > 0 &&
        isWhole &&
        html`
        <details class="menu">
          <summary class="button" title="Send it once more and ask for another documented answer">Replay as</summary>
          <div class="items">${answers.map((answer) => html`<${AnswerItems} key=${answer.status} answer=${answer} detail=${detail} store=${store} />`)}</div>
        </details>
      `
      }
      ${operation !== undefined && html`<button type="button" aria-expanded=${String(isPinning)} title="Pin a status, an example, a delay or a fault to this operation" onClick=${toggle}>Pin an answer</button>`}
      ${operation !== undefined && html`<button type="button" title="Save the answer as an example, in an overlay beside the document" onClick=${() => store.open('example')}>Save as example</button>`}
      <details class="menu">
        <summary class="button">Copy as</summary>
        <div class="items">${copies.map(({ label, make }) => html`<${CopyButton} key=${label} label=${label} text=${() => make(detail, location.origin)} />`)}</div>
      </details>
      <a class="button" href=${harUrlOf(id)} download title="Download as an HTTP archive, credentials hidden">HAR</a>
    </div>
  `
}

type Answer = ExchangeDetail['answers'][number]

/** Asked for by `Prefer`, as any client can. Source: RFC 7240 "The Prefer Request Header Field". */
function AnswerItems({ answer, detail, store }: ActsProps & { readonly answer: Answer }) {
  const { status, examples, description } = answer
  const code = status === 'default' ? undefined : status.toLowerCase()
  const ask = (example?: string) => {
    const wishes = [code && `code=${code}`, example && `example=${quoted(example)}`].filter(Boolean).join(', ')
    const { id, method, path, query, request } = detail
    const { text, base64 } = request.body ?? {}
    void store.send({
      method,
      target: query === '' ? path : `${path}?${query}`,
      headers: [
        ...request.headers.filter(([name]) => name !== 'prefer'),
        ...(wishes === '' ? [] : [['prefer', wishes] as const]),
      ],
      ...(text !== undefined && { body: text }),
      ...(base64 !== undefined && { base64 }),
      replayOf: id,
    })
  }
  const words = description.split('\n')[0] ?? ''
  return html`
    <button type="button" title=${words} onClick=${() => ask()}><b>${status}</b> <span class="dim">${words}</span></button>
    ${examples.map((example) => html`<button type="button" class="inner" onClick=${() => ask(example)}>example ${example}</button>`)}
  `
}

const quoted = (text: string) => (/^[\w-]+$/.test(text) ? text : JSON.stringify(text))

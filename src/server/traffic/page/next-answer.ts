// What the operation is to answer from now on: a documented status or example, a delay, a fault.
import { Component } from 'preact'
import type { ExchangeDetail } from '../../control/shapes.ts'
import { html } from './dom.ts'
import { faults, labelOf, type Pin, type PinnedAnswer, statusOf } from './pins.ts'
import type { Store } from './store.ts'

interface NextAnswerProps {
  readonly detail: ExchangeDetail
  readonly store: Store
  readonly close: () => void
}

const TIMES = [1, 2, 3, 5, 10]
const SHARES = [75, 50, 25, 10]
/** Bytes that are sent before the connection ends. */
const TRUNCATE_AFTER = 20

export class NextAnswer extends Component<NextAnswerProps, { readonly status: string }> {
  override state = { status: '' }

  override render({ detail, store, close }: NextAnswerProps, { status }: { readonly status: string }) {
    const { operation, answers } = detail
    const chosen = answers.find((answer) => answer.status === status)
    const examples = status === '' ? [...new Set(answers.flatMap((answer) => answer.examples))] : (chosen?.examples ?? [])
    const pin = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
      event.preventDefault()
      if (operation !== undefined) void store.pin(operation, answerOf(new FormData(event.currentTarget)))
      close()
    }
    const choose = ({ target }: { readonly target: HTMLSelectElement }) => this.setState({ status: target.value })
    return html`
      <form class="next" aria-label="Pin an answer" onSubmit=${pin}>
        <p class="dim">What ${operation} answers from now on, to every client, until it is unpinned.</p>
        <label>Status <select name="status" value=${status} onChange=${choose}>
          <option value="">as usual</option>
          ${answers.map((answer) => html`<option value=${answer.status}>${labelOf(answer)}</option>`)}
        </select></label>
        <label>Example <select name="example" disabled=${examples.length === 0}>
          <option value="">${examples.length === 0 ? 'none documented' : 'as usual'}</option>
          ${examples.map((example) => html`<option>${example}</option>`)}
        </select></label>
        <label>Delay in ms <input name="delayMs" type="number" min="0" max="600000" step="10" placeholder="none" /></label>
        <label>Fault <select name="fault">
          <option value="">none</option>
          ${faults.map(([name, means]) => html`<option value=${name}>${means}</option>`)}
        </select></label>
        <label>How often <select name="times">
          <option value="">until unpinned</option>
          ${TIMES.map((times) => html`<option value=${times}>${times === 1 ? 'once' : `${times} times`}</option>`)}
        </select></label>
        <label>Share <select name="rate">
          <option value="">every request</option>
          ${SHARES.map((share) => html`<option value=${share / 100}>${share} % of requests</option>`)}
        </select></label>
        <p class="buttons"><button type="submit" class="main">Pin</button> <button type="button" onClick=${close}>Cancel</button></p>
      </form>
    `
  }
}

function answerOf(form: FormData): PinnedAnswer {
  const field = (name: string) => String(form.get(name) ?? '')
  const number = (name: string) => (field(name) === '' ? undefined : Number(field(name)))
  const status = field('status') === '' ? undefined : statusOf(field('status'))
  const fault = field('fault') as '' | 'reset' | 'hang' | 'malformed' | 'truncate'
  const delayMs = number('delayMs')
  const times = number('times')
  const rate = number('rate')
  return {
    ...(status !== undefined && { status }),
    ...(field('example') !== '' && { example: field('example') }),
    ...(delayMs !== undefined && { delayMs }),
    ...(fault !== '' && { fault: fault === 'truncate' ? { truncate: TRUNCATE_AFTER } : fault }),
    ...(times !== undefined && { times }),
    ...(rate !== undefined && { rate }),
  }
}

/** What is pinned, each with a way to let it go. */
export function Pins({ pins, store, named }: { readonly pins: readonly Pin[]; readonly store: Store; readonly named: boolean }) {
  return html`<ul class="pins">${pins.map(
    ({ id, operation, words }) => html`
      <li key=${id + operation}>
        <span>${named ? html`<b>${operation}</b>${' '}` : 'Pinned: '}${words}</span>
        <button type="button" aria-label=${`Unpin ${operation}`} onClick=${() => void store.unpin(id)}>Unpin</button>
      </li>
    `,
  )}</ul>`
}

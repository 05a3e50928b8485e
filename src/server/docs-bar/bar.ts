// The bar of an operation on the docs page: what it is to answer, and what it was asked last.
import { Component, createRef } from 'preact'
import type { ExchangeSummary } from '../../journal/summary.ts'
import type { OperationState } from '../control/operation.ts'
import { addressOf, START } from '../traffic/page/address.ts'
import { html } from '../traffic/page/dom.ts'
import { describePin, labelOf, statusOf } from '../traffic/page/pins.ts'
import { clock, statusClass } from '../traffic/page/words.ts'
import type { OperationView } from './operation-view.ts'

export function Bar({ view }: { readonly view: OperationView }) {
  const { state, problem } = view
  return html`
    <section class="mock-bar" aria-label="This operation in the mock">
      ${state !== undefined && html`<${Answers} view=${view} state=${state} />`}
      ${state !== undefined && html`<${Exchanges} exchanges=${state.exchanges} />`}
      <p role="status" hidden=${problem === ''}>${problem}</p>
    </section>
  `
}

interface AnswersProps {
  readonly view: OperationView
  readonly state: OperationState
}

/** A form while nothing is pinned, else what is. */
class Answers extends Component<AnswersProps, { readonly status: string }> {
  override state = { status: '' }
  #act = createRef<HTMLButtonElement>()
  #hadFocus = false

  /** The button that was pressed gives its place to another, which takes the focus over. */
  override componentWillUpdate() {
    this.#hadFocus = this.#act.current !== null && this.#act.current === document.activeElement
  }

  override componentDidUpdate() {
    if (this.#hadFocus && document.activeElement === document.body) this.#act.current?.focus()
  }

  override render({ view, state: { pins } }: AnswersProps) {
    if (pins.length === 0) return this.#form()
    return html`<ul class="mock-pins">${pins.map(
      ({ id, key, answer }, i) => html`
        <li key=${id + key}>
          <span>Pinned: ${describePin(answer)}</span>
          <button type="button" class="btn" ref=${i === 0 ? this.#act : null} onClick=${() => void view.letGo(id)}>Let go</button>
        </li>
      `,
    )}</ul>`
  }

  #form() {
    const { view, state } = this.props
    const { answers } = state
    const { status } = this.state
    const chosen = answers.find((answer) => answer.status === status)
    const examples = chosen?.examples ?? [...new Set(answers.flatMap((answer) => answer.examples))]
    const pin = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
      event.preventDefault()
      const example = String(new FormData(event.currentTarget).get('example') ?? '')
      void view.pin({ ...(status !== '' && { status: statusOf(status) }), ...(example !== '' && { example }) })
    }
    return html`
      <form onSubmit=${pin}>
        <label>Answer <select value=${status} onChange=${({ target }: { readonly target: HTMLSelectElement }) => this.setState({ status: target.value })}>
          <option value="">as usual</option>
          ${answers.map((answer) => html`<option value=${answer.status}>${labelOf(answer)}</option>`)}
        </select></label>
        <label>Example <select name="example" disabled=${examples.length === 0}>
          <option value="">${examples.length === 0 ? 'none documented' : 'as usual'}</option>
          ${examples.map((example) => html`<option value=${example}>${example}</option>`)}
        </select></label>
        <button type="submit" class="btn" ref=${this.#act} title="Every client gets this answer until it is let go">Pin</button>
      </form>
    `
  }
}

/** In one line, so that the page does not move while requests come. */
function Exchanges({ exchanges }: { readonly exchanges: readonly ExchangeSummary[] }) {
  if (exchanges.length === 0) return html`<p class="mock-none">No request yet.</p>`
  return html`<ol aria-label="Last requests, the latest first">${exchanges.map(({ id, at, method, path, query, status }) => {
    const target = query === '' ? path : `${path}?${query}`
    return html`
        <li key=${id}><a href=${addressOf({ ...START, exchange: id })} target="_blank" rel="noopener"
          title=${`${method} ${target}: why it was answered so`} aria-label=${`${status} ${clock(at)} ${method} ${target}`}><b class=${statusClass(status)}>${status}</b> ${clock(at)}</a></li>
      `
  })}</ol>`
}

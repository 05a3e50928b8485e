// The keys and the filter's language.
import { Component, createRef } from 'preact'
import { filterFields } from '../../../journal/query.ts'
import { html } from './dom.ts'
import { keys } from './keys.ts'
import type { Store } from './store.ts'

export class HelpDialog extends Component<{ readonly store: Store }> {
  #dialog = createRef<HTMLDialogElement>()

  override componentDidMount() {
    this.#dialog.current?.showModal()
  }

  override render({ store }: { readonly store: Store }) {
    return html`
      <dialog class="help" ref=${this.#dialog} aria-labelledby="help-title" onClose=${() => store.open('none')}>
        <h2 id="help-title">Keys</h2>
        <dl>${keys.map(([key, means]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${means}</dd></div>`)}</dl>
        <h2>Filter</h2>
        <dl>${filterFields.map(([example, means]) => html`<div><dt><code>${example}</code></dt><dd>${means}</dd></div>`)}</dl>
        <p class="buttons"><button type="button" class="main" onClick=${() => store.open('none')}>Close</button></p>
      </dialog>
    `
  }
}

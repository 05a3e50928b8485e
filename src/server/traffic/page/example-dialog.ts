// What is written when an answer is saved as an example: shown first, written on a yes.
import { Component, createRef } from 'preact'
import type { ExamplePreview } from '../../control/example.ts'
import type { ExchangeDetail } from '../../control/shapes.ts'
import { previewExample, saveExample } from './api.ts'
import { html } from './dom.ts'
import type { Store } from './store.ts'

interface ExampleProps {
  readonly detail: ExchangeDetail
  readonly store: Store
}

interface ExampleState {
  readonly preview: ExamplePreview | undefined
  /** Why it cannot be saved, or not under this name; '' while it can. */
  readonly problem: string
}

export class ExampleDialog extends Component<ExampleProps, ExampleState> {
  override state: ExampleState = { preview: undefined, problem: '' }
  #dialog = createRef<HTMLDialogElement>()
  #asked = 0

  override componentDidMount() {
    this.#dialog.current?.showModal()
    void this.#preview(undefined)
  }

  override render({ detail, store }: ExampleProps, { preview, problem }: ExampleState) {
    const close = () => store.open('none')
    const rename = ({ target }: { readonly target: HTMLInputElement }) => void this.#preview(target.value)
    const save = (event: SubmitEvent) => {
      event.preventDefault()
      void this.#save()
    }
    return html`
      <dialog ref=${this.#dialog} aria-labelledby="example-title" onClose=${close}>
        <form onSubmit=${save}>
          <h2 id="example-title">Save as example</h2>
          ${preview !== undefined && html`<${Shown} preview=${preview} rename=${rename} status=${detail.status} />`}
          <p class="problem" role="status">${problem}</p>
          <p class="buttons">
            <button type="submit" class="main" disabled=${preview === undefined || problem !== ''}>${preview === undefined ? 'Save' : `Write ${preview.file}`}</button>
            <button type="button" onClick=${close}>Cancel</button>
          </p>
        </form>
      </dialog>
    `
  }

  async #preview(name: string | undefined): Promise<void> {
    this.#asked++
    const asked = this.#asked
    try {
      const preview = await previewExample(this.props.detail.id, name)
      if (asked === this.#asked) this.setState({ preview, problem: '' })
    } catch (error) {
      if (asked === this.#asked) this.setState({ problem: (error as Error).message })
    }
  }

  async #save(): Promise<void> {
    const { detail, store } = this.props
    const { preview, problem } = this.state
    if (preview === undefined || problem !== '') return
    try {
      const { name, file, isServed } = await saveExample(detail.id, preview)
      store.open('none')
      store.say(
        isServed
          ? `${file} has the example ${name}.`
          : `${file} has the example ${name}, but the documents cannot be used as they are now.`,
      )
    } catch (error) {
      this.setState({ problem: (error as Error).message })
    }
  }
}

interface ShownProps {
  readonly preview: ExamplePreview
  readonly status: number
  readonly rename: (event: { readonly target: HTMLInputElement }) => void
}

function Shown({ preview, status, rename }: ShownProps) {
  const { name, file, isNew, beside, yaml, notes } = preview
  return html`
    <p>The answer ${status} becomes an example of ${beside}. It is written ${isNew ? 'into a new file,' : 'at the end of'} <b>${file}</b>, credentials in it as they are.</p>
    <label>Name <input name="name" required pattern="[A-Za-z0-9_.\\-]{1,60}" value=${name} onInput=${rename} spellcheck="false" /></label>
    ${notes.map((note) => html`<p class="dim">${note}</p>`)}
    <pre tabindex="0" aria-label=${`What is added to ${file}`}>${yaml}</pre>
  `
}

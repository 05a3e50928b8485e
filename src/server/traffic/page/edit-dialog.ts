// A request to be changed and sent.
import { Component, createRef } from 'preact'
import { MASK, masked, maskSecrets } from '../../../http/secrets.ts'
import type { ExchangeDetail } from '../../control/shapes.ts'
import { html } from './dom.ts'
import { hideSecrets, restoreQuery, restoreSecrets } from './secrets.ts'
import type { Store } from './store.ts'

interface EditProps {
  readonly detail: ExchangeDetail
  readonly store: Store
}

export class EditDialog extends Component<EditProps> {
  #dialog = createRef<HTMLDialogElement>()

  override componentDidMount() {
    this.#dialog.current?.showModal()
  }

  override render({ detail, store }: EditProps) {
    const { id, method, path, query, request } = detail
    const headers = request.headers
      .filter(([name]) => name !== 'content-length')
      .map(([name, value]) => `${name}: ${masked(name, value)}`)
    // what was left hidden is sent as it was
    const sentAs = (name: string) => request.headers.find(([each]) => each === name.toLowerCase())?.[1] ?? MASK
    const send = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
      event.preventDefault()
      const field = (name: string) => String(new FormData(event.currentTarget).get(name) ?? '')
      const body = field('body')
      void store.send({
        method: field('method').trim(),
        target: restoredTarget(field('target').trim(), query),
        headers: field('headers')
          .split('\n')
          .flatMap(headerOf)
          .map(([name, value]) => [name, value === MASK ? sentAs(name) : value] as const),
        ...(body !== '' && { body: restoreSecrets(body.replaceAll('\r\n', '\n'), request.body?.text ?? '', request.body?.type) }),
        replayOf: id,
      })
    }
    return html`
      <dialog ref=${this.#dialog} aria-labelledby="edit-title" onClose=${() => store.open('none')}>
        <form onSubmit=${send}>
          <h2 id="edit-title">Edit and send</h2>
          <div class="address">
            <label>Method <input name="method" required value=${method} spellcheck="false" /></label>
            <label>Path and query <input name="target" required value=${query === '' ? path : `${path}?${maskSecrets(query)}`} spellcheck="false" /></label>
          </div>
          <label>Headers, one a line <textarea name="headers" rows=${Math.min(headers.length + 1, 10)} spellcheck="false">${headers.join('\n')}</textarea></label>
          <label>Body <textarea name="body" rows="10" spellcheck="false">${hideSecrets(request.body?.text ?? '', request.body?.type)}</textarea></label>
          <p class="buttons"><button type="submit" class="main">Send</button> <button type="button" onClick=${() => store.open('none')}>Cancel</button> ${store.state.notice !== '' && html`<span class="dim">${store.state.notice}</span>`}</p>
        </form>
      </dialog>
    `
  }
}

function restoredTarget(target: string, query: string): string {
  const [path = '', edited] = target.split(/\?(.*)/s)
  return edited === undefined ? path : `${path}?${restoreQuery(edited, query)}`
}

function headerOf(line: string): (readonly [string, string])[] {
  const cut = line.indexOf(':')
  return cut < 1 ? [] : [[line.slice(0, cut).trim(), line.slice(cut + 1).trim()]]
}

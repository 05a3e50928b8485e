// What the list shows before anything was asked: how to ask.
import { Component } from 'preact'
import { listDocuments } from './api.ts'
import { CopyButton } from './copy-button.ts'
import { html } from './dom.ts'

interface Known {
  readonly path: string
}

export class FirstRequest extends Component<object, Known> {
  override state: Known = { path: '/' }

  override async componentDidMount() {
    const { documents } = await listDocuments().catch(() => ({ documents: [] }))
    const all = documents.flatMap(({ operations }) => operations).filter(({ method }) => method === 'GET')
    const plain = all.find(({ path }) => !/[{?#]/.test(path))
    if (plain !== undefined) this.setState({ path: plain.path })
  }

  override render(_: object, { path }: Known) {
    const command = `curl ${location.origin}${path}`
    return html`
      <div class="empty">
        <h2>Nothing has been asked yet</h2>
        <p>Each request to this mock appears here at once, with its answer and the reasons for it. Try one:</p>
        <p class="command"><code>${command}</code> <${CopyButton} text=${() => command} label="Copy" /></p>
        <p>or press <em>Execute</em> in the <a href="/__mockserve/docs">docs</a>.</p>
      </div>
    `
  }
}

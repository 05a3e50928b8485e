// A button that puts a text on the clipboard.
import { Component } from 'preact'
import { html } from './dom.ts'

const TOLD_MS = 1_500

interface CopyProps {
  readonly text: () => string
  readonly label: string
}

export class CopyButton extends Component<CopyProps, { readonly told: string }> {
  override state = { told: '' }

  override render({ text, label }: CopyProps, { told }: { readonly told: string }) {
    const copy = async () => {
      const isDone = await toClipboard(text())
      this.setState({ told: isDone ? 'Copied' : 'No clipboard' })
      setTimeout(() => this.setState({ told: '' }), TOLD_MS)
    }
    return html`<button type="button" class="copy" onClick=${() => void copy()}><span aria-live="polite">${told || label}</span></button>`
  }
}

/** Pages reached by another address than this machine's have no clipboard of the newer kind. */
async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = document.createElement('textarea')
    field.value = text
    const parent = document.querySelector('dialog[open]') ?? document.body
    parent.append(field)
    field.select()
    const isDone = document.execCommand('copy')
    field.remove()
    return isDone
  }
}

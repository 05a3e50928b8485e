// The docs page's module that draws a bar in each opened operation and keeps it true.
import { render } from 'preact'
import { html } from '../traffic/page/dom.ts'
import { follow, type StreamMessage } from '../traffic/page/stream.ts'
import { Bar } from './bar.ts'
import { type OperationAddress, OperationView } from './operation-view.ts'

const views = new Set<OperationView>()

/** Begins the stream that all pages share; `hear` is told what it tells. */
export function listen(hear: (message: StreamMessage) => void): void {
  follow((message) => {
    hear(message)
    for (const view of views) view.hear(message)
  })
}

/** Draws the bar of an operation into an empty element; the function given back takes it away. */
export function addBar(place: Element, operation: OperationAddress): () => void {
  const view = new OperationView(operation, () => render(html`<${Bar} view=${view} />`, place))
  views.add(view)
  view.load()
  return () => {
    views.delete(view)
    render(null, place)
  }
}

// The list of exchanges, the latest first.
import { Component } from 'preact'
import { maskSecrets } from '../../../http/secrets.ts'
import { filterFields } from '../../../journal/query.ts'
import type { ExchangeSummary } from '../../../journal/summary.ts'
import { addressOf } from './address.ts'
import type { Shown } from './app.ts'
import { html } from './dom.ts'
import { FirstRequest } from './first-request.ts'
import type { Store } from './store.ts'
import { clock, duration, plural, statusClass } from './words.ts'

export function List({ store, state }: Shown) {
  const rows = store.visible
  const { rows: all, exchange, filter, isLoaded, refusal } = state
  // Tab leads to one row, the arrows to the others
  const first = rows.some(({ id }) => id === exchange) ? exchange : rows[0]?.id
  return html`
    <nav class="list" aria-label="Exchanges, the latest first">
      ${rows.length > 0 && html`<ol>${rows.map((row) => html`<${Row} key=${row.id} row=${row} store=${store} isShown=${row.id === exchange} isFirst=${row.id === first} />`)}</ol>`}
      ${refusal !== undefined && html`<div class="empty"><h2>The exchanges cannot be shown here</h2><p>${refusal}</p></div>`}
      ${refusal === undefined && isLoaded && rows.length === 0 && (all.length === 0 && filter === '' ? html`<${FirstRequest} />` : html`<${NoneFits} store=${store} />`)}
    </nav>
  `
}

interface RowProps {
  readonly row: ExchangeSummary
  readonly store: Store
  readonly isShown: boolean
  readonly isFirst: boolean
}

/** A class and not a function: hundreds of rows stay as they are when one is added. */
class Row extends Component<RowProps> {
  override shouldComponentUpdate({ row, isShown, isFirst }: RowProps) {
    return row !== this.props.row || isShown !== this.props.isShown || isFirst !== this.props.isFirst
  }

  override render({ row, store, isShown, isFirst }: RowProps) {
    const { id, at, ms, method, path, query, status, operation, source, violations, replayOf, isKeptOut } = row
    const choose = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      store.select(id)
    }
    return html`
      <li>
        <a class="row" href=${addressOf({ ...store.state, exchange: id })} aria-current=${isShown ? 'true' : undefined} tabindex=${isFirst ? 0 : -1} onClick=${choose}>
          <span class=${`status ${statusClass(status)}`}>${status}</span>
          <span class="method">${method}</span>
          <span class="target">${path}${query !== '' && html`<span class="dim">?${maskSecrets(query)}</span>`}</span>
          <span class="flags">
            ${violations > 0 && html`<span class="flag" title=${plural(violations, 'violation')}>${violations}<span class="sr"> violations</span></span>`}
            ${isKeptOut && html`<span class="flag quiet" title="kept out before the mock looked at it">⊘<span class="sr"> kept out</span></span>`}
            ${replayOf !== undefined && html`<span class="flag quiet" title=${`replay of ${replayOf}`}>↻<span class="sr"> replay</span></span>`}
          </span>
          <span class="origin">${operation ?? 'no operation'} · ${source}</span>
          <span class="ms">${duration(ms)}</span>
          <time datetime=${new Date(at).toISOString()}>${clock(at)}</time>
        </a>
      </li>
    `
  }
}

function NoneFits({ store }: { readonly store: Store }) {
  return html`
    <div class="empty">
      <h2>No exchange fits the filter</h2>
      <p><button type="button" onClick=${() => store.filter('')}>Show all</button></p>
      <dl>${filterFields.map(([example, means]) => html`<div><dt><code>${example}</code></dt><dd>${means}</dd></div>`)}</dl>
    </div>
  `
}

// One exchange: what can be done with it, why it was answered so, what was sent and what came back.
import { maskSecrets } from '../../../http/secrets.ts'
import type { ExchangeDetail } from '../../control/shapes.ts'
import { Acts } from './acts.ts'
import type { Shown } from './app.ts'
import { html } from './dom.ts'
import { Message } from './message.ts'
import { Parameters } from './parameters.ts'
import type { Pin } from './pins.ts'
import { Raw } from './raw.ts'
import { Secrets } from './secrets.ts'
import type { Store } from './store.ts'
import { Why } from './why.ts'
import { clock, duration, statusClass } from './words.ts'

export function Detail({ store, state }: Shown) {
  const { detail, detailProblem, exchange } = state
  const close = html`<button type="button" class="close" title="Close (Esc)" onClick=${() => store.select('')}><span class="narrow-only">← All exchanges</span><span class="wide-only"><span aria-hidden="true">✕</span><span class="sr">Close</span></span></button>`
  if (detailProblem !== undefined)
    return html`<section class="detail" aria-label="Exchange">${close}<div class="empty"><h2>Exchange ${exchange} cannot be shown</h2><p>${detailProblem}</p></div></section>`
  if (detail === undefined) return html`<section class="detail" aria-label="Exchange" aria-busy="true">${close}</section>`
  return html`<${Known} key=${detail.id} detail=${detail} store=${store} view=${state.view} pins=${state.pins} close=${close} />`
}

interface KnownProps {
  readonly detail: ExchangeDetail
  readonly store: Store
  readonly view: 'overview' | 'raw'
  readonly pins: readonly Pin[]
  readonly close: unknown
}

function Known({ detail, store, view, pins, close }: KnownProps) {
  const { id, method, path, query, status, source, ms, at } = detail
  const tab = (name: KnownProps['view'], label: string) =>
    html`<button type="button" role="tab" aria-selected=${String(view === name)} aria-controls="view" onClick=${() => store.view(name)}>${label}</button>`
  return html`
    <section class="detail" aria-label=${`Exchange ${id}`}>
      ${close}
      <div class="head">
        <h2><span class="method">${method}</span> ${path}${query !== '' && html`<span class="dim">?${maskSecrets(query)}</span>`}</h2>
        <p class="facts"><span class=${`status ${statusClass(status)}`}>${status}</span> <span>${source}</span> <span>exchange ${id}</span> <span>${duration(ms)}</span> <time datetime=${new Date(at).toISOString()}>${clock(at)}</time></p>
      </div>
      <${Acts} detail=${detail} store=${store} pins=${pins} />
      <div class="tabs" role="tablist" aria-label="View">${tab('overview', 'Overview')}${tab('raw', 'Raw')}</div>
      <${Secrets}>${(shows: boolean, toggle: () => void) => html`
        <div id="view" class="view scrolls" role="tabpanel" tabindex="0" aria-label=${view === 'raw' ? 'Raw' : 'Overview'}>
          ${view === 'raw' ? html`<${Raw} detail=${detail} shows=${shows} toggle=${toggle} />` : html`<${Overview} detail=${detail} shows=${shows} toggle=${toggle} />`}
        </div>
      `}<//>
    </section>
  `
}

export interface WithSecrets {
  readonly detail: ExchangeDetail
  /** Whether credentials are shown. */
  readonly shows: boolean
  readonly toggle: () => void
}

function Overview(given: WithSecrets) {
  const { request, response, broken, inputs } = given.detail
  const { body } = (inputs ?? {}) as { readonly body?: unknown }
  return html`
    <${Why} ...${given} />
    <section aria-label="Request">
      <h3>Request</h3>
      <${Parameters} ...${given} />
      <${Message} ...${given} message=${request} broken=${broken.filter((each) => each.in === 'body')} asRead=${body} />
    </section>
    <section aria-label="Response">
      <h3>Response</h3>
      <${Message} ...${given} message=${response} broken=${broken.filter((each) => each.in === 'answer')} asRead=${undefined} />
    </section>
  `
}

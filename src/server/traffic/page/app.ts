// The whole page: a bar, the list, and what was chosen from it.
import { parseFilter } from '../../../journal/query.ts'
import { harUrl } from './api.ts'
import { CoverageView } from './coverage.ts'
import { Detail } from './detail.ts'
import { html } from './dom.ts'
import { EditDialog } from './edit-dialog.ts'
import { ExampleDialog } from './example-dialog.ts'
import { HelpDialog } from './help-dialog.ts'
import { List } from './list.ts'
import { Pins } from './next-answer.ts'
import type { State, Store } from './store.ts'
import { Visit } from './visit.ts'
import { plural } from './words.ts'

export interface Shown {
  readonly store: Store
  readonly state: State
}

const CONNECTION = {
  connecting: { label: 'Connecting', means: 'Waiting for the first word of mockserve' },
  live: { label: 'Live', means: 'Each exchange appears as it happens' },
  lost: { label: 'Not connected', means: 'mockserve does not answer; the page goes on by itself when it is back' },
} as const

export function App({ store, state }: Shown) {
  const { show, exchange, detail, dialog, notice, findings } = state
  return html`
    <div class=${exchange === '' || show === 'coverage' ? 'page' : 'page has-detail'}>
      <${Bar} store=${store} state=${state} />
      ${findings.length > 0 && html`<${Broken} findings=${findings} />`}
      ${show === 'coverage' ? html`<${CoverageMain} store=${store} state=${state} />` : html`<${TrafficMain} store=${store} state=${state} />`}
      <p class=${notice === '' ? 'notice' : 'notice is-shown'} role="status">${notice}</p>
      ${dialog === 'edit' && detail !== undefined && html`<${EditDialog} store=${store} detail=${detail} />`}
      ${dialog === 'example' && detail !== undefined && html`<${ExampleDialog} store=${store} detail=${detail} />`}
      ${dialog === 'help' && html`<${HelpDialog} store=${store} />`}
    </div>
  `
}

function TrafficMain({ store, state }: Shown) {
  const { exchange } = state
  return html`
    <main>
      <h1 class="sr">Traffic of this mock</h1>
      <${List} store=${store} state=${state} />
      ${exchange !== '' && html`<${Detail} store=${store} state=${state} />`}
      ${exchange === '' && state.rows.length > 0 && html`<section class="detail nothing" aria-label="Exchange"><p>Choose an exchange to see why it was answered so.</p><p class="dim"><kbd>j</kbd> <kbd>k</kbd> move, <kbd>/</kbd> filters, <kbd>?</kbd> helps</p></section>`}
    </main>
  `
}

const CoverageMain = ({ store, state }: Shown) => html`
  <main class="is-whole">
    <h1 class="sr">Coverage of the contract</h1>
    <${CoverageView} store=${store} state=${state} />
  </main>
`

function Bar({ store, state }: Shown) {
  const { show, connection, pins } = state
  return html`
    <header class="bar">
      <p class="name"><a href="/__mockserve/home">mockserve</a></p>
      <nav class="views" aria-label="Views">
        <${Visit} store=${store} to=${{ show: 'traffic' }} isHere=${show === 'traffic'}>Traffic<//>
        <${Visit} store=${store} to=${{ show: 'coverage' }} isHere=${show === 'coverage'}>Coverage<//>
      </nav>
      ${show === 'traffic' && html`<${Filter} store=${store} filter=${state.filter} />`}
      <div class="tools">
        <span class=${`light is-${connection}`} title=${CONNECTION[connection].means}>${CONNECTION[connection].label}</span>
        ${show === 'traffic' && html`<${ListTools} store=${store} state=${state} />`}
        ${pins.length > 0 && html`<details class="menu"><summary class="button is-pinned">${pins.length} pinned</summary><div class="items"><${Pins} pins=${pins} store=${store} named=${true} /></div></details>`}
        <a class="button wide-only" href="/__mockserve/docs">Docs</a>
        <button type="button" class="wide-only" aria-label="Help" onClick=${() => store.open('help')}>?</button>
      </div>
    </header>
  `
}

function Filter({ store, filter }: { readonly store: Store; readonly filter: string }) {
  const { problems } = parseFilter(filter)
  return html`
      <div class="filter">
        <input id="filter" type="search" aria-label="Filter" placeholder="Filter: status:4xx path:/pets is:violation" spellcheck="false" autocomplete="off"
          aria-describedby="filter-problem" value=${filter} onInput=${({ target }: { target: HTMLInputElement }) => store.filter(target.value)} />
        <p id="filter-problem" hidden=${problems.length === 0}>${problems.join('; ')}</p>
      </div>
  `
}

function ListTools({ store, state }: Shown) {
  const { filter, isPaused, heldCount, total } = state
  const shown = store.visible.length
  return html`
        <span class="count">${shown === total ? plural(total, 'exchange') : `${shown.toLocaleString('en')} of ${total.toLocaleString('en')}`}</span>
        <button type="button" aria-pressed=${String(isPaused)} class=${isPaused ? 'is-on' : ''} onClick=${() => store.pause()}>
          ${isPaused ? `Go on${heldCount > 0 ? ` (${heldCount.toLocaleString('en')} new)` : ''}` : 'Pause'}
        </button>
        <button type="button" onClick=${() => void store.clear()}>Clear</button>
        <a class="button" href=${harUrl(parseFilter(filter).problems.length > 0 ? '' : filter)} download title="Download what the filter finds as an HTTP archive, credentials hidden">HAR</a>
  `
}

function Broken({ findings }: { readonly findings: readonly string[] }) {
  return html`
    <div class="broken" role="alert">
      <p>The documents cannot be used as they are now; this is the last good version.</p>
      <pre>${findings.join('\n')}</pre>
    </div>
  `
}

// What of the contract was used: each operation with its numbers, and the calls that the documents do not declare.
import { Component } from 'preact'
import type { Coverage, OperationCoverage, RuleCoverage } from '../../../journal/coverage.ts'
import type { UndeclaredCall } from '../../../journal/undeclared-calls.ts'
import { coverageSentence } from '../../../journal/words.ts'
import { type Address, KINDS } from './address.ts'
import { clearCoverage, coverageUrl, getCoverage } from './api.ts'
import type { Shown } from './app.ts'
import { type Child, html } from './dom.ts'
import type { Store } from './store.ts'
import { Visit } from './visit.ts'
import { At } from './why.ts'
import { clock, plural, statusClass } from './words.ts'

/** Under load the numbers follow at this pace. */
const EVERY_MS = 1_000

interface Loaded {
  readonly coverage: Coverage | undefined
  readonly problem: string
}

/** Asks anew whenever something has happened. */
export class CoverageView extends Component<Shown, Loaded> {
  override state: Loaded = { coverage: undefined, problem: '' }
  #waiting: ReturnType<typeof setTimeout> | undefined
  #isStale = false

  override componentDidMount() {
    void this.#load()
  }

  override componentDidUpdate({ state }: Shown) {
    if (state.total !== this.props.state.total || state.findings !== this.props.state.findings) void this.#load()
  }

  override componentWillUnmount() {
    clearTimeout(this.#waiting)
  }

  async #load(): Promise<void> {
    this.#isStale = this.#waiting !== undefined
    if (this.#isStale) return
    this.#waiting = setTimeout(() => {
      this.#waiting = undefined
      if (this.#isStale) void this.#load()
    }, EVERY_MS)
    await getCoverage().then(
      (coverage) => this.setState({ coverage, problem: '' }),
      (error: Error) => this.setState({ problem: error.message }),
    )
  }

  async #begin(): Promise<void> {
    await clearCoverage().then(
      () => this.props.store.say('Counting begins anew.'),
      (error: Error) => this.props.store.say(error.message),
    )
    await this.#load()
  }

  override render({ store, state }: Shown, { coverage, problem }: Loaded) {
    return html`
      <section class="coverage scrolls" aria-label="Coverage" tabindex="0" aria-busy=${String(coverage === undefined && problem === '')}>
        ${problem !== '' && html`<div class="empty"><h2>Coverage cannot be shown here</h2><p>${problem}</p></div>`}
        ${coverage !== undefined && html`<${Numbers} coverage=${coverage} store=${store} kind=${state.kind} begin=${() => void this.#begin()} />`}
      </section>
    `
  }
}

interface NumbersProps {
  readonly coverage: Coverage
  readonly store: Store
  readonly kind: Address['kind']
  readonly begin: () => void
}

const FITS: Readonly<Record<Address['kind'], (operation: OperationCoverage) => boolean>> = {
  all: () => true,
  used: ({ calls }) => calls > 0,
  unused: ({ calls }) => calls === 0,
  violations: ({ violations }) => violations.length > 0,
}
const LABELS: Readonly<Record<Address['kind'], string>> = {
  all: 'All',
  used: 'Used',
  unused: 'Never used',
  violations: 'With violations',
}

function Numbers({ coverage: { totals, since, operations, undeclared }, store, kind, begin }: NumbersProps) {
  const shown = operations.filter(FITS[kind])
  const at = Date.parse(since)
  return html`
    <header>
      <h2>${coverageSentence(totals)}</h2>
      <progress aria-label="Operations used" value=${totals.used} max=${Math.max(totals.operations, 1)}></progress>
      <p class="dim">${plural(totals.requests, 'request')} since <time datetime=${since}>${clock(at)}</time></p>
      <div class="tools">
        <button type="button" title="Set all numbers to nothing" onClick=${begin}>Begin anew</button>
        <a class="button" href=${coverageUrl} download="coverage.json" title="All of it, as --report coverage.json writes it">JSON</a>
      </div>
    </header>
    ${totals.undeclaredCalls > 0 && html`<${Undeclared} calls=${undeclared.calls} notListed=${undeclared.notListed} store=${store} />`}
    <section aria-label="Operations">
      <h3>Operations</h3>
      <div class="tools" role="group" aria-label="Which operations">
        ${KINDS.map((each) => html`<button type="button" key=${each} aria-pressed=${String(each === kind)} class=${each === kind ? 'is-on' : ''} onClick=${() => store.visit({ kind: each })}>${LABELS[each]} ${operations.filter(FITS[each]).length}</button>`)}
      </div>
      ${shown.length === 0 && html`<p class="dim">None.</p>`}
      <ul>${shown.map((each) => html`<${Operation} key=${`${each.document} ${each.method} ${each.path}`} operation=${each} store=${store} />`)}</ul>
    </section>
  `
}

interface UndeclaredProps {
  readonly calls: readonly UndeclaredCall[]
  readonly notListed: number
  readonly store: Store
}

function Undeclared({ calls, notListed, store }: UndeclaredProps) {
  return html`
    <section aria-label="Undeclared calls">
      <h3>Undeclared calls</h3>
      <ul>
        ${calls.map(
          ({ method, path, status, count }) => html`
            <li key=${`${method} ${path}`} class="undeclared">
              <span class="calls">${count}×</span> <span class=${`status ${statusClass(status)}`}>${status}</span>
              <${Visit} store=${store} to=${{ ...LIST, filter: `method:${method} path:"${path}" status:${status}` }}><span class="method">${method}</span> <span class="target">${path}</span><//>
            </li>
          `,
        )}
        ${notListed > 0 && html`<li class="undeclared">and ${plural(notListed, 'request')} to still other addresses, which are only counted</li>`}
      </ul>
    </section>
  `
}

interface OperationProps {
  readonly operation: OperationCoverage
  readonly store: Store
}

function Operation({ operation, store }: OperationProps) {
  const { id, method, path, calls, statuses, parameters, bodies, violations } = operation
  const unsent = parameters.filter(({ sent }) => sent === 0)
  return html`
    <li class=${calls === 0 ? 'operation is-unused' : 'operation'}>
      <p>
        <span class="calls">${calls === 0 ? 'never' : `${calls.toLocaleString('en')}×`}</span>
        <${Visit} store=${store} to=${{ ...LIST, filter: `operation:"=${id}"` }}><span class="method">${method}</span> <span class="target">${path}</span><//>
      </p>
      ${
        calls > 0 &&
        html`<dl>
          <${Part} label="Statuses">${statuses.map(({ status, given, isDocumented }) => html`<${Count} key=${status} name=${status} count=${given} note=${isDocumented ? '' : ' undocumented'} />`)}<//>
          ${bodies.length > 0 && html`<${Part} label="Bodies">${bodies.map(({ type, sent }) => html`<${Count} key=${type} name=${type} count=${sent} note="" />`)}<//>`}
          ${unsent.length > 0 && html`<${Part} label="Never sent">${unsent.map(({ in: place, name }) => html`<${Count} key=${place + name} name=${`${place} ${name}`} count=${undefined} note="" />`)}<//>`}
          ${violations.length > 0 && html`<${Part} label="Violations"><ul>${violations.map((each) => html`<${Violation} key=${each.in + each.rule} violation=${each} store=${store} />`)}</ul><//>`}
        </dl>`
      }
    </li>
  `
}

/** The list as it is without a choice. */
const LIST: Partial<Address> = { show: 'traffic', exchange: '', filter: '' }

const Part = ({ label, children }: { readonly label: string; readonly children: Child }) =>
  html`<div><dt>${label}</dt><dd>${children}</dd></div>`

interface CountProps {
  readonly name: string
  /** Undefined: what never was is all that is listed here. */
  readonly count: number | undefined
  readonly note: string
}

/** A chip, and a blank behind it so that lines break there. */
function Count({ name, count, note }: CountProps) {
  const words = count === undefined ? '' : count === 0 ? ' never' : ` ×${count.toLocaleString('en')}`
  return html`<span class=${count === 0 || count === undefined ? 'chip is-never' : 'chip'}>${name}${words}${note}</span>${' '}`
}

function Violation({
  violation: { in: place, rule, count, samples },
  store,
}: {
  readonly violation: RuleCoverage
  readonly store: Store
}) {
  return html`
    <li>
      <span class="place">${place}</span> <span class="chip rule">${rule}</span> ×${count.toLocaleString('en')}
      <ul>
        ${samples.map(
          ({ pointer, detail, at, exchange }) => html`
            <li key=${pointer}><span class="judgement">${detail}</span> ${at !== undefined && html`<${At} at=${at} />`} <${Visit} store=${store} to=${{ ...LIST, exchange }}>exchange ${exchange}<//></li>
          `,
        )}
      </ul>
    </li>
  `
}

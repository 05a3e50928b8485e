// What the page knows, and everything that changes it.
import { parseFilter } from '../../../journal/query.ts'
import type { ExchangeSummary } from '../../../journal/summary.ts'
import type { ExchangeDetail } from '../../control/shapes.ts'
import type { Batch } from '../feed.ts'
import { type Address, readAddress, writeAddress } from './address.ts'
import {
  ApiError,
  clearExchanges,
  getExchange,
  listExchanges,
  listPins,
  pinAnswer,
  replayExchange,
  type SentRequest,
  sendRequest,
  unpinAnswer,
} from './api.ts'
import { describePin, type Pin, type PinnedAnswer } from './pins.ts'
import { follow, type StreamMessage } from './stream.ts'

/** Rows that are kept and drawn; the server remembers more, which a filter finds. */
export const MAX_ROWS = 500
const TYPING_MS = 150
const NOTICE_MS = 4_000

export interface State extends Address {
  /** The latest first. */
  readonly rows: readonly ExchangeSummary[]
  readonly total: number
  /** What came while the list was paused, the latest first. */
  readonly held: readonly ExchangeSummary[]
  readonly heldCount: number
  readonly connection: 'connecting' | 'live' | 'lost'
  readonly isLoaded: boolean
  /** Why there are no exchanges to be shown here. */
  readonly refusal: string | undefined
  readonly detail: ExchangeDetail | undefined
  /** Why the exchange cannot be shown. */
  readonly detailProblem: string | undefined
  readonly notice: string
  readonly findings: readonly string[]
  readonly pins: readonly Pin[]
  readonly dialog: 'none' | 'edit' | 'example' | 'help'
}

export class Store {
  state: State = {
    ...readAddress(),
    rows: [],
    total: 0,
    held: [],
    heldCount: 0,
    connection: 'connecting',
    isLoaded: false,
    refusal: undefined,
    detail: undefined,
    detailProblem: undefined,
    notice: '',
    findings: [],
    pins: [],
    dialog: 'none',
  }
  /** What a filter found on the server beyond the rows that are kept. */
  #found: readonly ExchangeSummary[] = []
  #visible: { readonly of: readonly unknown[]; readonly rows: readonly ExchangeSummary[] } | undefined
  #generation: string | undefined
  /** How often the stream told how many exchanges there are. */
  #heard = 0
  #draw: () => void = () => undefined
  #isDrawing = false
  #typing: ReturnType<typeof setTimeout> | undefined
  #noticeEnd: ReturnType<typeof setTimeout> | undefined

  /** `draw` is called once a frame at most, after something has changed. */
  begin(draw: () => void): void {
    this.#draw = draw
    addEventListener('popstate', () => this.#take(readAddress()))
    follow((message) => this.#hear(message))
    void this.#synchronize()
    this.#take(readAddress())
  }

  /** The rows that pass the filter. */
  get visible(): readonly ExchangeSummary[] {
    const { rows, filter } = this.state
    const of = [rows, filter, this.#found]
    if (this.#visible?.of.every((each, i) => each === of[i])) return this.#visible.rows
    const { matches } = parseFilter(filter)
    const passing = filter === '' ? rows : merge(this.#found, rows.filter(matches))
    this.#visible = { of, rows: passing }
    return passing
  }

  select(exchange: string): void {
    if (exchange !== this.state.exchange) this.#go({ exchange })
  }

  /** The exchange above or below the one that is shown; without one the latest. */
  step(by: 1 | -1): void {
    const rows = this.visible
    const at = rows.findIndex(({ id }) => id === this.state.exchange)
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]
    if (next !== undefined) this.select(next.id)
  }

  /** Another view, or the list with a filter or an exchange. */
  visit(address: Partial<Address>): void {
    // what an earlier filter found is not of this one
    if (address.filter !== undefined) this.#found = []
    this.#go(address)
  }

  filter(filter: string): void {
    this.#go({ filter })
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => void this.#find(), TYPING_MS)
  }

  view(view: State['view']): void {
    this.#go({ view })
  }

  pause(): void {
    const { isPaused, rows, held } = this.state
    if (isPaused) this.#set({ rows: merge(held, rows), held: [], heldCount: 0 })
    this.#go({ isPaused: !isPaused })
  }

  open(dialog: State['dialog']): void {
    this.#set({ dialog, notice: '' })
  }

  say(notice: string): void {
    clearTimeout(this.#noticeEnd)
    this.#noticeEnd = setTimeout(() => this.#set({ notice: '' }), NOTICE_MS)
    this.#set({ notice })
  }

  clear(): Promise<void> {
    return this.#attempt(async () => {
      await clearExchanges()
      this.say('All exchanges are forgotten.')
    })
  }

  replay(): Promise<void> {
    const { exchange } = this.state
    return exchange === '' ? Promise.resolve() : this.#attempt(async () => this.#sent(await replayExchange(exchange)))
  }

  send(request: SentRequest): Promise<void> {
    return this.#attempt(async () => {
      this.#sent(await sendRequest(request))
      this.#set({ dialog: 'none' })
    })
  }

  pin(operation: string, answer: PinnedAnswer): Promise<void> {
    return this.#attempt(async () => {
      await pinAnswer(operation, answer)
      await this.#loadPins()
      this.say(`${operation} answers ${describePin(answer)} from now on.`)
    })
  }

  unpin(id: string): Promise<void> {
    return this.#attempt(async () => {
      await unpinAnswer(id)
      await this.#loadPins()
    })
  }

  async #loadPins(): Promise<void> {
    this.#set({ pins: await listPins() })
  }

  #sent(summary: ExchangeSummary): void {
    // it may be here before the stream tells of it
    this.#set({ rows: merge([summary], this.state.rows) })
    this.say(`Exchange ${summary.id} was answered ${summary.status} in ${summary.ms} ms.`)
    this.select(summary.id)
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act()
    } catch (error) {
      this.say((error as Error).message)
    }
  }

  #go(change: Partial<Address>): void {
    const { show, kind, exchange, filter, view, isPaused } = { ...this.state, ...change }
    const next = { show, kind, exchange, filter, view, isPaused }
    writeAddress(next)
    this.#take(next)
  }

  #take(address: Address): void {
    const isOther = address.exchange !== this.state.detail?.id
    this.#set({ ...address, ...(isOther && { detailProblem: undefined }), ...(address.exchange === '' && { detail: undefined }) })
    if (address.exchange !== '' && isOther) void this.#loadDetail(address.exchange)
    if (address.filter !== '' && this.#found.length === 0) void this.#find()
  }

  async #loadDetail(id: string): Promise<void> {
    try {
      const detail = await getExchange(id)
      if (this.state.exchange === id) this.#set({ detail, detailProblem: undefined })
    } catch (error) {
      if (this.state.exchange === id) this.#set({ detail: undefined, detailProblem: (error as Error).message })
    }
  }

  async #find(): Promise<void> {
    const { filter } = this.state
    if (filter === '' || parseFilter(filter).problems.length > 0) {
      this.#found = []
      return this.#set({})
    }
    try {
      const { exchanges } = await listExchanges(filter, MAX_ROWS)
      if (this.state.filter !== filter) return
      this.#found = exchanges
      this.#set({})
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
  }

  async #synchronize(): Promise<void> {
    const heard = this.#heard
    try {
      const { exchanges, total } = await listExchanges('', MAX_ROWS)
      const { rows, held, isPaused, isLoaded } = this.state
      const known = new Set([...rows, ...held].map(({ id }) => id))
      if (isPaused && isLoaded)
        this.#hold(
          exchanges.filter(({ id }) => !known.has(id)),
          0,
        )
      else this.#set({ rows: merge(exchanges, rows) })
      // what was heard meanwhile is newer than this answer
      if (heard === this.#heard) this.#set({ total })
      this.#set({ isLoaded: true, refusal: undefined })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.#set({ isLoaded: true, connection: 'lost', refusal: error.status === 0 ? undefined : error.message })
    }
  }

  #hear({ name, data }: StreamMessage): void {
    if (name === 'open') {
      this.#set({ connection: 'live' })
      void this.#synchronize()
      void this.#attempt(() => this.#loadPins())
    } else if (name === 'lost') this.#set({ connection: 'lost' })
    else if (name === 'exchanges') this.#receive(data as Batch)
    else if (name === 'cleared') this.#forget()
    else if (name === 'overrides') void this.#attempt(() => this.#loadPins())
    else {
      const { generation, findings = [] } = data as { readonly generation: string; readonly findings?: readonly string[] }
      // another start of the server has other exchanges under the same numbers
      const [start] = generation.split('-')
      if (this.#generation !== undefined && this.#generation !== start) this.#forget()
      this.#generation = start
      this.#set({ findings })
    }
  }

  #receive({ exchanges, skipped, total }: Batch): void {
    this.#heard++
    const latest = [...exchanges].reverse()
    this.#set({ connection: 'live', total })
    if (this.state.isPaused) this.#hold(latest, skipped)
    else this.#set({ rows: merge(latest, this.state.rows) })
  }

  #hold(latest: readonly ExchangeSummary[], skipped: number): void {
    this.#set({ held: merge(latest, this.state.held), heldCount: this.state.heldCount + latest.length + skipped })
  }

  #forget(): void {
    this.#heard++
    this.#found = []
    this.#set({ rows: [], held: [], heldCount: 0, total: 0 })
  }

  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change }
    if (this.#isDrawing) return
    this.#isDrawing = true
    requestAnimationFrame(() => {
      this.#isDrawing = false
      this.#draw()
    })
  }
}

/** Both lists in one, each exchange once, the latest first; what is too many goes. */
function merge(some: readonly ExchangeSummary[], others: readonly ExchangeSummary[]): readonly ExchangeSummary[] {
  if (some.length === 0) return others
  const all = new Map<string, ExchangeSummary>()
  // a row that is known keeps its object, so that it is not drawn again
  for (const each of [...others, ...some]) if (!all.has(each.id)) all.set(each.id, each)
  return [...all.values()].sort((a, b) => Number(b.id) - Number(a.id)).slice(0, MAX_ROWS)
}

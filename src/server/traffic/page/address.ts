// The page's state as it stands in the address, so that every view can be linked to.

/** The operations that coverage lists. */
export const KINDS = ['all', 'used', 'unused', 'violations'] as const

export interface Address {
  readonly show: 'traffic' | 'coverage'
  readonly kind: (typeof KINDS)[number]
  /** The exchange that is shown; '' for none. */
  readonly exchange: string
  readonly filter: string
  readonly view: 'overview' | 'raw'
  readonly isPaused: boolean
}

/** Where the page begins. */
export const START: Address = { show: 'traffic', kind: 'all', exchange: '', filter: '', view: 'overview', isPaused: false }

export function readAddress(): Address {
  const query = new URLSearchParams(location.search)
  return {
    show: query.get('show') === 'coverage' ? 'coverage' : 'traffic',
    kind: KINDS.find((kind) => kind === query.get('kind')) ?? 'all',
    exchange: query.get('exchange') ?? '',
    filter: query.get('filter') ?? '',
    view: query.get('view') === 'raw' ? 'raw' : 'overview',
    isPaused: query.has('paused'),
  }
}

/** Relative, so that it can stand in a link. */
export function addressOf({ show, kind, exchange, filter, view, isPaused }: Address): string {
  const query = new URLSearchParams()
  if (show === 'coverage') query.set('show', show)
  if (show === 'coverage' && kind !== 'all') query.set('kind', kind)
  if (exchange !== '') query.set('exchange', exchange)
  if (filter !== '') query.set('filter', filter)
  if (view === 'raw') query.set('view', view)
  if (isPaused) query.set('paused', '1')
  const text = query.toString()
  return `/__mockserve/${text === '' ? '' : `?${text}`}`
}

/** Opening and leaving an exchange or a view are steps to go back to; what lies between is not. */
export function writeAddress(next: Address): void {
  const before = readAddress()
  const url = addressOf(next)
  if (url === addressOf(before)) return
  if (before.show !== next.show || (before.exchange === '') !== (next.exchange === '')) history.pushState(null, '', url)
  else history.replaceState(null, '', url)
}

// The page's state as it stands in the address, so that every view can be linked to.

export interface Address {
  /** The exchange that is shown; '' for none. */
  readonly exchange: string
  readonly filter: string
  readonly view: 'overview' | 'raw'
  readonly isPaused: boolean
}

export function readAddress(): Address {
  const query = new URLSearchParams(location.search)
  return {
    exchange: query.get('exchange') ?? '',
    filter: query.get('filter') ?? '',
    view: query.get('view') === 'raw' ? 'raw' : 'overview',
    isPaused: query.has('paused'),
  }
}

/** Relative, so that it can stand in a link. */
export function addressOf({ exchange, filter, view, isPaused }: Address): string {
  const query = new URLSearchParams()
  if (exchange !== '') query.set('exchange', exchange)
  if (filter !== '') query.set('filter', filter)
  if (view === 'raw') query.set('view', view)
  if (isPaused) query.set('paused', '1')
  const text = query.toString()
  return `/__mockserve/${text === '' ? '' : `?${text}`}`
}

/** Opening and leaving an exchange are steps to go back to; what lies between is not. */
export function writeAddress(next: Address): void {
  const before = readAddress()
  const url = addressOf(next)
  if (url === addressOf(before)) return
  if ((before.exchange === '') !== (next.exchange === '')) history.pushState(null, '', url)
  else history.replaceState(null, '', url)
}

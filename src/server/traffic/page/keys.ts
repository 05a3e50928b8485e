// The keyboard: one letter an act, none while something is typed.
import type { Store } from './store.ts'

/** For the help, in its order. */
export const keys: readonly (readonly [key: string, means: string])[] = [
  ['j or ↓', 'the exchange below'],
  ['k or ↑', 'the exchange above'],
  ['/', 'filter'],
  ['p', 'pause and go on'],
  ['r', 'replay'],
  ['e', 'edit and send'],
  ['v', 'overview or raw'],
  ['c', 'coverage or traffic'],
  ['Esc', 'leave the field, the menu, the exchange, coverage'],
  ['?', 'this help'],
]

type Acts = Readonly<Record<string, () => unknown>>

export function listenForKeys(store: Store): void {
  const anywhere: Acts = {
    c: () => store.visit({ show: store.state.show === 'coverage' ? 'traffic' : 'coverage' }),
    '?': () => store.open('help'),
    Escape: () => leave(store),
  }
  const inList: Acts = {
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    p: () => store.pause(),
    r: () => void store.replay(),
    e: () => store.state.detail !== undefined && store.open('edit'),
    v: () => store.view(store.state.view === 'raw' ? 'overview' : 'raw'),
    '/': () => document.querySelector<HTMLInputElement>('#filter')?.select(),
  }
  const step = (by: 1 | -1) => {
    store.step(by)
    // the row is drawn in the next frame
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const row = document.querySelector<HTMLElement>('.row[aria-current]')
        row?.focus({ preventScroll: true })
        row?.scrollIntoView({ block: 'nearest' })
      }),
    )
  }
  document.addEventListener('keydown', (event) => {
    const { key, target } = event
    // asked of the page: a dialog is closed a moment before it says so
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector('dialog[open]')) return
    const element = target instanceof Element ? target : document.body
    if (element.matches('input, textarea, select') && key !== 'Escape') return
    // a menu and a part that scrolls have arrows of their own
    if (key.startsWith('Arrow') && element.closest('.menu[open], .scrolls') !== null) return
    const acts = store.state.show === 'coverage' ? anywhere : { ...anywhere, ...inList }
    const act = Object.hasOwn(acts, key) ? acts[key] : undefined
    if (act === undefined) return
    event.preventDefault()
    act()
  })
  document.addEventListener('click', ({ target }) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>('.menu[open]')) {
      if (!(target instanceof Node) || !menu.contains(target)) menu.open = false
    }
  })
}

/** One step out: of a menu, the filter, coverage, the exchange. */
function leave(store: Store): void {
  const menu = document.querySelector<HTMLDetailsElement>('.menu[open]')
  if (menu !== null) {
    menu.open = false
    menu.querySelector('summary')?.focus()
  } else if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
  else if (store.state.show === 'coverage') store.visit({ show: 'traffic' })
  else store.select('')
}

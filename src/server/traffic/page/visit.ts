// A link to a place of this page.
import { type Address, addressOf } from './address.ts'
import { type Child, html } from './dom.ts'
import type { Store } from './store.ts'

export interface VisitProps {
  readonly store: Store
  /** What differs from here. */
  readonly to: Partial<Address>
  /** Whether it is where one is. */
  readonly isHere?: boolean
  readonly children: Child
}

export function Visit({ store, to, isHere = false, children }: VisitProps) {
  const visit = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    store.visit(to)
  }
  return html`<a href=${addressOf({ ...store.state, ...to })} aria-current=${isHere ? 'page' : undefined} onClick=${visit}>${children}</a>`
}

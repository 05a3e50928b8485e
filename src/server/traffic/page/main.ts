// The traffic page's script begins here.
import { render } from 'preact'
import { App } from './app.ts'
import { html } from './dom.ts'
import { listenForKeys } from './keys.ts'
import { Store } from './store.ts'

const root = document.querySelector('#page')
if (root !== null) {
  const store = new Store()
  root.replaceChildren()
  const draw = () => render(html`<${App} store=${store} state=${store.state} />`, root)
  draw()
  store.begin(draw)
  listenForKeys(store)
}

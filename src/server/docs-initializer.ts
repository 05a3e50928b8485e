// The docs page's scripts, as the files that the page loads.
import { docsCredentials } from './docs-credentials.ts'
import { docsDrive } from './docs-drive.ts'
import { docsLive } from './docs-live.ts'
import { docsLook } from './docs-look.ts'
import { docsRefresh } from './docs-refresh.ts'
import { docsResolve } from './docs-resolve.ts'

/** Swagger UI's dark colours hang on a class; set before anything is drawn. */
const colourScheme = /* js */ `
const dark = matchMedia('(prefers-color-scheme: dark)')
const apply = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', apply)
apply()
`

/** By the name under which the page asks for them. */
export const docsModules: Readonly<Record<string, string>> = {
  'colour-scheme.js': colourScheme,
  'credentials.js': docsCredentials,
  'drive.js': docsDrive,
  'live.js': docsLive,
  'look.js': docsLook,
  'refresh.js': docsRefresh,
  'resolve.js': docsResolve,
}

/** Loads the document that the address names, shows it, and follows what happens to it. Source: Swagger UI, "Configuration". */
export const docsInitializer = /* js */ `
import { keepCredentials, restoreCredentials, sendCookies } from './theme/credentials.js'
import { drive } from './theme/drive.js'
import { follow } from './theme/live.js'
import { additionalMethods, dropBrokenHash, look } from './theme/look.js'
import { replaceDocument } from './theme/refresh.js'

/** Operations from which on a page is long, and from which on it is too long to be shown open. */
const LONG = 30
const VERY_LONG = 100

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

const root = document.querySelector('#swagger-ui')
const bar = document.querySelector('#documents')
let shown

async function load(name) {
  const response = await fetch('/__mockserve/docs/content' + (name === null ? '' : '?name=' + encodeURIComponent(name)))
  if (!response.ok) throw new Error('The documents cannot be read: ' + response.status)
  return response.json()
}

function describe({ title, documents, name }) {
  document.title = 'mockserve · ' + title
  bar.hidden = documents.length < 2
  const select = bar.querySelector('select')
  select.replaceChildren(...documents.map((each) => new Option(each.label, each.name, false, each.name === name)))
}

/** Requests go to this server and no other, whatever the document or the page says. */
function requestInterceptor(request) {
  const url = new URL(request.url, location.href)
  request.url = location.origin + url.pathname + url.search
  if (request.headers?.Cookie !== undefined) sendCookies(request.headers.Cookie, url.pathname)
  return request
}

/** Operations that drive the mock, for whoever may; without them the page is as good as before. */
const bars = () =>
  import('/__mockserve/docs/bar.js').catch((error) => {
    console.warn(error)
    return undefined
  })

function show(content, drives) {
  const { operations } = content
  dropBrokenHash()
  const ui = window.SwaggerUIBundle({
    dom_id: null,
    layout: 'BaseLayout',
    plugins: [keepCredentials(() => shown), look, drive(() => shown.name, drives)],
    validatorUrl: null,
    supportedSubmitMethods: [...METHODS, ...additionalMethods(content.document)],
    queryConfigEnabled: false,
    deepLinking: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    showCommonExtensions: true,
    filter: operations > LONG,
    docExpansion: operations > VERY_LONG ? 'none' : 'list',
    defaultModelsExpandDepth: operations > LONG ? 0 : 1,
    oauth2RedirectUrl: location.origin + '/__mockserve/docs/static/oauth2-redirect.html',
    requestInterceptor,
  })
  ui.specActions.updateUrl(new URL(content.url, location.href).href)
  ui.specActions.updateSpec('{}')
  ui.specActions.updateJsonSpec(content.document)
  restoreCredentials(ui, content)
  root.replaceChildren()
  ui.render(root, 'App')
  return ui
}

let refreshing
async function refresh() {
  if (refreshing !== undefined) {
    refreshing = 'again'
    return
  }
  refreshing = 'once'
  try {
    const next = await load(shown.name)
    // the document is gone: the address leads to what is there
    if (next.name !== shown.name) return location.replace(location.pathname)
    await replaceDocument(ui, next)
    shown = next
    restoreCredentials(ui, next)
    describe(next)
  } catch (error) {
    console.warn(error)
  } finally {
    const isLate = refreshing === 'again'
    refreshing = undefined
    if (isLate) refresh()
  }
}

bar.querySelector('select').addEventListener('change', ({ target }) => {
  location.href = location.pathname + '?name=' + encodeURIComponent(target.value)
})

try {
  shown = await load(new URLSearchParams(location.search).get('name'))
} catch (error) {
  root.textContent = error.message
  throw error
}
describe(shown)
const drives = shown.mayControl ? bars() : Promise.resolve(undefined)
const ui = show(shown, drives)
follow(() => shown.generation, refresh, (await drives)?.listen)
`

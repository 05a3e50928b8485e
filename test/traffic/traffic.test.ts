// The traffic page in a real browser: live, explained, bounded, usable by keyboard and screen reader, deaf to what requests say to it.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { type Mockserve, startMockserve } from '../../src/app/mockserve.ts'

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const skip = existsSync(CHROMIUM) ? false : `THE TRAFFIC PAGE IS NOT TESTED: no Chromium at ${CHROMIUM} (set CHROMIUM to one)`
if (skip !== false) console.error(skip)

let browser: Browser
t.before(async () => {
  if (skip === false) browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
})
t.teardown(() => browser?.close())

const KENNEL = `openapi: 3.1.0
info: { title: Kennel, version: '1' }
paths:
  /dogs:
    get:
      operationId: listDogs
      tags: [Dogs]
      parameters: [{ name: limit, in: query, schema: { type: integer, maximum: 50 } }]
      responses: { '200': { description: Dogs., content: { application/json: { example: [{ name: Rex }], schema: { type: array, items: { $ref: '#/components/schemas/Dog' } } } } } }
    post:
      operationId: addDog
      tags: [Dogs]
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Dog' }
      responses:
        '201': { description: Added., content: { application/json: { schema: { $ref: '#/components/schemas/Dog' } } } }
        '422': { description: Refused., content: { application/problem+json: { schema: { type: object } } } }
  /dogs/{dogId}:
    get:
      operationId: getDog
      tags: [Dogs]
      parameters: [{ name: dogId, in: path, required: true, schema: { type: string } }]
      responses:
        '200': { description: The dog., content: { application/json: { example: { name: Rex }, schema: { $ref: '#/components/schemas/Dog' } } } }
        '404': { description: No such dog., content: { application/json: { example: { message: gone }, schema: { type: object } } } }
components:
  schemas:
    Dog:
      type: object
      required: [name]
      properties:
        name: { type: string }
        age:
          type: integer
          minimum: 0
        password: { type: string }
`

const lineOf = (text: string) => KENNEL.slice(0, KENNEL.indexOf(text)).split('\n').length

async function serve(t: Test): Promise<Mockserve> {
  const folder = t.testdir({ 'openapi.yaml': KENNEL })
  const mock = await startMockserve({ documents: ['openapi.yaml'], folder, port: 0, validate: 'enforce', stateless: true })
  t.teardown(() => mock.close())
  return mock
}

/** Requests to other hosts, console errors and uncaught errors: none of them is ever right. */
interface Watched {
  readonly context: BrowserContext
  readonly page: Page
  readonly wrongs: string[]
}

interface OpenOptions {
  readonly width?: number
  readonly dark?: boolean
}

async function open(t: Test, url: string, { width = 1280, dark = false }: OpenOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width, height: 860 }, colorScheme: dark ? 'dark' : 'light' })
  t.teardown(() => context.close())
  const wrongs: string[] = []
  const own = new URL(url).host
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol.startsWith('http') && host !== own) wrongs.push(`request to ${request.url()}`)
  })
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrongs.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => wrongs.push(`uncaught: ${error.error().message}`))
  context.on('dialog', (dialog) => {
    wrongs.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(url)
  await page.locator('.light.is-live').waitFor()
  return { context, page, wrongs }
}

const rows = (page: Page) => page.locator('a.row')
const untilRows = async (page: Page, count: number) => {
  await rows(page).nth(count).waitFor({ state: 'detached' })
  await rows(page)
    .nth(count - 1)
    .waitFor()
}
const detail = (page: Page) => page.locator('section.detail')

const post = (mock: Mockserve, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${mock.url}/dogs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

/** The control API, as the page asks it. */
const ask = (page: Page, path: string): Promise<unknown> =>
  page.evaluate(`fetch('/__mockserve/api/${path}').then((answer) => answer.json())`)

/** What axe finds, a line each. */
async function judge(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  // a moment for what fades in or out
  await page.waitForTimeout(300)
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => id + ': ' + help + ' at ' + target)))`,
  )
}

t.test('the traffic page in Chromium', { skip, timeout: 240_000 }, async (t) => {
  t.test(
    'it says how to send the first request, then shows each as it is answered; filter, pause and address follow',
    async (t) => {
      const mock = await serve(t)
      const { page, wrongs } = await open(t, mock.trafficUrl)
      await page.getByText(`curl ${mock.url}/dogs`).waitFor()
      t.strictSame(await judge(page), [], 'axe, without exchanges')

      await fetch(`${mock.url}/dogs`)
      await rows(page).first().waitFor()
      t.match(await rows(page).first().textContent(), /200[\s\S]*GET[\s\S]*\/dogs/)
      await fetch(`${mock.url}/cats`)
      await post(mock, { name: 'Rex' })
      await untilRows(page, 3)
      t.match(await rows(page).first().textContent(), 'POST', 'the latest first')

      await page.locator('#filter').fill('status:4xx')
      await untilRows(page, 1)
      t.match(await rows(page).textContent(), '/cats')
      t.equal(new URL(page.url()).searchParams.get('filter'), 'status:4xx')
      await page.locator('#filter').fill('stauts:4xx')
      await page.getByText('did you mean status:?').waitFor()
      await page.reload()
      t.equal(await page.locator('#filter').inputValue(), 'stauts:4xx', 'a view can be linked to')
      await page.locator('#filter').fill('')

      await page.getByRole('button', { name: 'Pause' }).click()
      await fetch(`${mock.url}/dogs`)
      await page.getByRole('button', { name: 'Go on (1 new)' }).waitFor()
      t.equal(await rows(page).count(), 3, 'the list stands still')
      await page.getByRole('button', { name: 'Go on' }).click()
      await untilRows(page, 4)

      await page.getByRole('button', { name: 'Clear' }).click()
      await page.getByText('Nothing has been asked yet').waitFor()
      t.strictSame(wrongs, [])
    },
  )

  t.test('the link of an answer shows why a body was refused: rule, line of the document, place in the body', async (t) => {
    const mock = await serve(t)
    const answer = await post(mock, { age: -1 })
    t.equal(answer.status, 422)
    const link = answer.headers.get('mockserve-inspect')
    t.equal(link, `${mock.trafficUrl}?exchange=1`)
    const { page, wrongs } = await open(t, String(link))

    const why = page.getByRole('region', { name: 'Why' })
    const at = `openapi.yaml:${lineOf('minimum: 0')}`
    const rule = why.locator('.rules li', { hasText: 'minimum' })
    t.match(await rule.textContent(), 'body /age')
    t.match(await why.textContent(), /required/)
    await rule.getByRole('button', { name: at }).click()
    t.match(await rule.locator('.frame .is-it').textContent(), 'minimum: 0', 'the line itself is shown')
    t.match(await why.getByRole('link', { name: 'docs' }).first().getAttribute('href'), '#/Dogs/addDog')

    const marked = page.getByRole('region', { name: 'Request' }).locator('.line.is-wrong', { hasText: '"age"' })
    t.match(await marked.textContent(), '-1', 'the value is marked where it stands')
    t.strictSame(await judge(page), [], 'axe, with an exchange')
    await page.getByRole('tab', { name: 'Raw' }).click()
    await page.getByText('POST /dogs HTTP/1.1').waitFor()
    t.equal(new URL(page.url()).searchParams.get('view'), 'raw')
    t.strictSame(await judge(page), [], 'axe, raw')
    t.strictSame(wrongs, [])
  })

  t.test('a request is sent once more, as it was and changed', async (t) => {
    const mock = await serve(t)
    await post(mock, { age: -1 })
    const { page, wrongs } = await open(t, `${mock.trafficUrl}?exchange=1`)
    await page.getByRole('button', { name: 'Replay' }).click()
    await page.waitForURL(/exchange=2/)
    await detail(page).getByText('exchange 2', { exact: true }).waitFor()

    await page.getByRole('button', { name: 'Edit and send' }).click()
    const dialog = page.getByRole('dialog')
    t.strictSame(await judge(page), [], 'axe, the dialog')
    await dialog.getByLabel('Body').fill('{ "name": "Rex" }')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await page.waitForURL(/exchange=3/)
    t.match(await rows(page).first().textContent(), '201')
    t.equal(await dialog.count(), 0)

    await page.goBack()
    await page.goForward()
    t.strictSame(wrongs, [])
  })

  t.test('credentials are hidden until they are asked for', async (t) => {
    const mock = await serve(t)
    await post(mock, { name: 'Rex', password: 'opensesame' }, { authorization: 'Bearer s3cr3t-t0ken' })
    await fetch(`${mock.url}/dogs?api_key=s3cr3t-t0ken`)
    const { page, wrongs } = await open(t, `${mock.trafficUrl}?exchange=1`)
    await page.locator('details.headers summary').first().click()
    const secrets = async () => ((await page.locator('body').textContent())?.match(/s3cr3t-t0ken|opensesame/g) ?? []).length
    t.equal(await secrets(), 0)
    await page.getByRole('tab', { name: 'Raw' }).click()
    await page.getByText('POST /dogs HTTP/1.1').waitFor()
    t.notMatch(await page.locator('body').textContent(), 's3cr3t-t0ken')
    t.notMatch(await page.locator('body').textContent(), 'opensesame', 'neither in a raw body')
    await page.getByRole('tab', { name: 'Overview' }).click()
    await page.locator('details.headers summary').first().click()
    await page.getByRole('button', { name: 'Show authorization' }).click()
    t.match(await page.locator('body').textContent(), 's3cr3t-t0ken')
    await page.getByRole('button', { name: 'Hide authorization' }).click()
    await page.getByRole('button', { name: 'Edit and send' }).click()
    const dialog = page.getByRole('dialog')
    t.match(await dialog.getByLabel('Body').inputValue(), '"password":"***"')
    await dialog.getByLabel('Path and query').fill('/dogs?api_key=shown')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await page.waitForURL(/exchange=3/)
    const sent = await ask(page, 'exchanges/3')
    t.match(
      sent,
      { request: { body: { text: '{"name":"Rex","password":"opensesame"}' } } },
      'what was left hidden is sent as it was',
    )
    t.match(JSON.stringify(sent), 'Bearer s3cr3t-t0ken')
    const har = await page.evaluate('fetch(document.querySelector(".bar a[download]").href).then((answer) => answer.text())')
    t.match(har, '"version":"1.2"')
    t.notMatch(har, 's3cr3t-t0ken', 'an archive is passed on')
    t.strictSame(wrongs, [])
  })

  t.test('all of it works from the keyboard', async (t) => {
    const mock = await serve(t)
    for (const path of ['/dogs/1', '/dogs/2', '/dogs/3']) await fetch(mock.url + path)
    const { page, wrongs } = await open(t, mock.trafficUrl)
    await untilRows(page, 3)
    await page.keyboard.press('j')
    await page.waitForURL(/exchange=3/)
    await page.keyboard.press('ArrowDown')
    await page.waitForURL(/exchange=2/)
    await page.locator('a.row[aria-current]:focus', { hasText: '/dogs/2' }).waitFor()
    await page.keyboard.press('k')
    await page.waitForURL(/exchange=3/)
    await detail(page).getByText('exchange 3', { exact: true }).waitFor()
    await page.keyboard.press('v')
    await page.waitForURL(/view=raw/)
    await page.keyboard.press('r')
    await page.waitForURL(/exchange=4/)
    await page.keyboard.press('/')
    await page.keyboard.type('id:1')
    await untilRows(page, 1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    t.strictSame(await judge(page), [], 'axe, the help')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.waitForURL((url) => !url.searchParams.has('exchange'))
    t.strictSame(wrongs, [])
  })

  t.test('a documented answer is pinned, the next call gets it, and it is let go again', async (t) => {
    const mock = await serve(t)
    await fetch(`${mock.url}/dogs/7`)
    const { page, wrongs } = await open(t, `${mock.trafficUrl}?exchange=1`)
    await page.getByRole('button', { name: 'Pin an answer' }).click()
    const form = page.getByRole('form', { name: 'Pin an answer' })
    await form.getByLabel('Status').selectOption('404')
    await form.getByLabel('Delay').fill('20')
    t.strictSame(await judge(page), [], 'axe, the form')
    await form.getByRole('button', { name: 'Pin' }).click()
    await detail(page).getByText('Pinned: 404 after 20 ms').waitFor()
    const pinned = await fetch(`${mock.url}/dogs/7`)
    t.equal(pinned.status, 404)
    t.strictSame(await pinned.json(), { message: 'gone' })
    await page.getByText('1 pinned').waitFor()
    await detail(page).getByRole('button', { name: 'Unpin getDog' }).click()
    await page.getByText('Pinned: 404 after 20 ms').waitFor({ state: 'detached' })
    t.equal((await fetch(`${mock.url}/dogs/7`)).status, 200)
    t.strictSame(wrongs, [])
  })

  t.test('an answer is saved as an example: shown first, written on a yes, served from then on', async (t) => {
    const mock = await serve(t)
    const overlay = join(t.testdirName, 'openapi.overlay.yaml')
    await post(mock, { name: 'Max', password: 'secret' })
    const { page, wrongs } = await open(t, `${mock.trafficUrl}?exchange=1`)
    await page.getByRole('button', { name: 'Save as example' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save as example' })
    await dialog.getByText("- target: $.paths['/dogs'].post.responses['201'].content['application/json']").waitFor()
    await dialog.getByText('so this becomes the usual answer').waitFor()
    t.strictSame(await judge(page), [], 'axe')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    t.equal(existsSync(overlay), false)

    await page.getByRole('button', { name: 'Save as example' }).click()
    await dialog.getByLabel('Name').fill('max')
    await dialog.getByText(/^ *max:$/m).waitFor()
    const shown = await dialog.locator('pre').textContent()
    await dialog.getByRole('button', { name: 'Write openapi.overlay.yaml' }).click()
    await page.getByText('openapi.overlay.yaml has the example max.').waitFor()
    t.equal(readFileSync(overlay, 'utf8'), shown)
    t.match(shown, /max:\n +value:/)
    t.equal((await post(mock, { name: 'Rex' })).headers.get('mockserve-source'), 'example:max')

    await page.getByRole('button', { name: 'Save as example' }).click()
    await dialog.getByLabel('Name').fill('max')
    await dialog.getByText('An example is called max already.').waitFor()
    t.equal(await dialog.getByRole('button', { name: 'Write' }).isDisabled(), true)
    t.strictSame(
      wrongs.filter((each) => !/status of 409/.test(each)),
      [],
    )
  })

  t.test('an exchange is copied as something that works elsewhere', async (t) => {
    const mock = await serve(t)
    await post(mock, { name: "O'Neil" }, { 'x-shelter': "it's" })
    const { context, page, wrongs } = await open(t, `${mock.trafficUrl}?exchange=1`)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const copied = async (label: string) => {
      await page.getByText('Copy as').click()
      await page.getByRole('group', { name: 'Acts' }).getByRole('button', { name: label }).click()
      await page.getByText('Copied').waitFor()
      await page.keyboard.press('Escape')
      await page.getByText('Copied').waitFor({ state: 'detached' })
      return String(await page.evaluate('navigator.clipboard.readText()'))
    }
    const script = await copied('fetch')
    const answer: Response = await new Function(`return (async () => { ${script}; return response })()`)()
    t.equal(answer.status, 201, script)
    const { exchanges } = (await ask(page, 'exchanges?limit=1')) as { readonly exchanges: readonly unknown[] }
    const [exchange] = exchanges
    t.match(exchange, { method: 'POST', path: '/dogs', status: 201, violations: 0 })
    const { stdout } = spawnSync('sh', ['-c', `set -- ${(await copied('curl')).replace(/^curl /, '')}; printf '%s|' "$@"`])
    t.match(String(stdout), `${mock.url}/dogs|-H|content-type: application/json|-H|x-shelter: it's|--data-raw|{"name":"O'Neil"}|`)
    t.match(await copied('Test'), /^await mock\.verify\('addDog', \{[\s\S]*name: 'O\\'Neil'/)
    t.match(await copied('Handler'), /^import \{ mocks \} from 'mockserve'[\s\S]*addDog: \{\s+status: 201,/)
    await page.getByText('Copy as').click()
    t.strictSame(await judge(page), [], 'axe, a menu')
    t.strictSame(wrongs, [])
  })

  t.test('a document that cannot be used is told, and what came after the page had lost its server is there', async (t) => {
    const folder = t.testdir({ 'openapi.yaml': KENNEL })
    const start = (port: number) => startMockserve({ documents: ['openapi.yaml'], folder, port, stateless: true })
    const first = await start(0)
    const { page, wrongs } = await open(t, first.trafficUrl)
    writeFileSync(join(folder, 'openapi.yaml'), 'openapi: [')
    t.equal((await first.reload()).ok, false)
    await page.getByRole('alert').getByText('this is the last good version').waitFor()
    t.match(await page.getByRole('alert').textContent(), 'openapi.yaml:1')
    t.strictSame(await judge(page), [], 'axe, the finding')
    writeFileSync(join(folder, 'openapi.yaml'), KENNEL)
    await first.reload()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await fetch(`${first.url}/dogs/before`)
    await page.locator('a.row', { hasText: '/dogs/before' }).waitFor()

    await first.close()
    await page.getByText('Not connected').waitFor()
    const second = await start(first.port)
    t.teardown(() => second.close())
    await fetch(`${second.url}/dogs/after`)
    await page.locator('a.row', { hasText: '/dogs/after' }).waitFor()
    t.equal(await rows(page).count(), 1, 'another start has other exchanges under the same numbers')
    t.strictSame(
      wrongs.filter((wrong) => !/net::ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET)/.test(wrong)),
      [],
    )
  })

  t.test('words of requests are text, whatever they say', async (t) => {
    const mock = await serve(t)
    const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>'
    await post(mock, { name: evil, [evil]: evil }, { 'x-evil': evil })
    await fetch(`${mock.url}/${encodeURIComponent(evil)}?q=${encodeURIComponent(evil)}`)
    const { page, wrongs } = await open(t, `${mock.trafficUrl}?exchange=1&filter=${encodeURIComponent(evil)}`)
    await detail(page).getByText(evil).first().waitFor({ state: 'attached' })
    for (const exchange of [1, 2]) {
      for (const view of ['', '&view=raw']) {
        await page.goto(`${mock.trafficUrl}?exchange=${exchange}${view}`)
        await detail(page).locator('.code, .why li').first().waitFor()
        t.equal(await page.locator('img, #page script').count(), 0)
      }
    }
    t.strictSame(wrongs, [])
  })

  t.test('tabs share one stream, and the next one takes over', async (t) => {
    const mock = await serve(t)
    const { context, page, wrongs } = await open(t, mock.trafficUrl)
    const streams: string[] = []
    context.on('request', (request) => {
      if (request.resourceType() === 'eventsource') streams.push(request.url())
    })
    const others: Page[] = []
    for (let i = 0; i < 7; i++) {
      const other = await context.newPage()
      await other.goto(mock.trafficUrl)
      await other.locator('.light.is-live').waitFor()
      others.push(other)
    }
    t.strictSame(streams, [], 'no tab after the first opens a stream')
    await fetch(`${mock.url}/dogs`)
    for (const each of [page, ...others]) await rows(each).first().waitFor()
    await page.close()
    const [next] = others
    if (next === undefined) return t.fail('there is no other tab')
    await fetch(`${mock.url}/dogs/1`)
    await next.locator('a.row', { hasText: '/dogs/1' }).waitFor()
    t.equal(streams.length, 1)
    t.strictSame(wrongs, [])
  })

  t.test('a page that has no locks, as by an address of the network, has a stream of its own', async (t) => {
    const mock = await serve(t)
    const { context, page, wrongs } = await open(t, mock.trafficUrl)
    await page.close()
    await context.addInitScript('Object.defineProperty(Navigator.prototype, "locks", { value: undefined })')
    const tabs = [await context.newPage(), await context.newPage()]
    for (const tab of tabs) {
      await tab.goto(`${mock.trafficUrl}?paused=1`)
      await tab.locator('.light.is-live').waitFor()
    }
    await fetch(`${mock.url}/dogs`)
    for (const tab of tabs) await tab.getByRole('button', { name: 'Go on (1 new)' }).waitFor()
    t.strictSame(wrongs, [])
  })

  t.test('who may not see the exchanges is told why', async (t) => {
    const mock = await serve(t)
    const context = await browser.newContext()
    t.teardown(() => context.close())
    const page = await context.newPage()
    await page.route('**/api/**', (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: '{"detail":"Not from here.","hint":"send the token"}',
      }),
    )
    await page.goto(mock.trafficUrl)
    await page.getByText('Not from here. (send the token)').waitFor()
    t.strictSame(await judge(page), [])
  })

  t.test('2,000 requests in ten seconds leave the page smooth and the list bounded', { timeout: 60_000 }, async (t) => {
    const mock = await serve(t)
    const { context, page, wrongs } = await open(t, mock.trafficUrl)
    const devtools = await context.newCDPSession(page)
    // of the thread, so that a busy machine does not count
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    const busyMs = async () => {
      const { metrics } = await devtools.send('Performance.getMetrics')
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000
    }
    let most = 0
    let before = await busyMs()
    for (let round = 0; round < 100; round++) {
      const begun = performance.now()
      await Promise.all(Array.from({ length: 20 }, async (_, i) => (await fetch(`${mock.url}/dogs/${round * 20 + i}`)).text()))
      const rest = 100 - (performance.now() - begun)
      if (rest > 0) await new Promise((done) => setTimeout(done, rest))
      const now = await busyMs()
      most = Math.max(most, now - before)
      before = now
    }
    await page.locator('.count', { hasText: '2,000' }).waitFor()
    t.comment(`at most ${Math.round(most)} ms of work in 100 ms of traffic`)
    t.ok(most < 200, `no frame can be longer: ${Math.round(most)} ms of work at most`)
    t.equal(await rows(page).count(), 500)
    t.strictSame(wrongs, [])
  })

  t.test('it is readable at 360 px, in dark and light', async (t) => {
    const mock = await serve(t)
    await post(mock, { age: -1 })
    for (const dark of [false, true]) {
      const { page, wrongs } = await open(t, mock.trafficUrl, { width: 360, dark })
      const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth')
      await rows(page).first().click()
      await page.getByRole('region', { name: 'Why' }).waitFor()
      t.ok(Number(await overflow()) <= 0, 'nothing sticks out of the exchange')
      t.strictSame(await judge(page), [], `axe, ${dark ? 'dark' : 'light'}`)
      await page.getByRole('button', { name: 'All exchanges' }).click()
      await rows(page).first().waitFor()
      t.ok(Number(await overflow()) <= 0, 'nor of the list')
      t.strictSame(await judge(page), [], 'axe, the list')
      t.strictSame(wrongs, [])
    }
  })

  t.test(
    'coverage stands beside the list: what was used, what never was, what nobody declares; links lead into the list',
    async (t) => {
      const mock = await serve(t)
      await fetch(`${mock.url}/dogs`)
      await fetch(`${mock.url}/dogs?limit=500`)
      await post(mock, { age: -1 })
      await fetch(`${mock.url}/cats`)
      const { page, wrongs } = await open(t, mock.trafficUrl)
      await page.keyboard.press('c')
      await page.getByRole('heading', { name: '2 of 3 operations used, 1 undeclared call, 3 violations' }).waitFor()
      t.equal(new URL(page.url()).searchParams.get('show'), 'coverage')
      const row = (name: string) => page.locator('.operation', { has: page.getByRole('link', { name, exact: true }) })
      t.match(
        await row('GET /dogs').textContent(),
        /2×[\s\S]*200 ×1[\s\S]*422 ×1 undocumented[\s\S]*query[\s\S]*maximum[\s\S]*received 500/,
      )
      t.match(await row('POST /dogs').textContent(), '201 never')
      t.match(await row('GET /dogs/{dogId}').textContent(), /^\s*never/)
      t.match(await page.getByRole('region', { name: 'Undeclared calls' }).textContent(), /1×\s*404\s*GET \/cats/)
      t.strictSame(await judge(page), [], 'axe')

      await fetch(`${mock.url}/dogs/1`)
      await page.getByRole('heading', { name: '3 of 3 operations used' }).waitFor()
      await page.getByRole('button', { name: 'With violations 2' }).click()
      t.equal(await page.locator('.operation').count(), 2)
      await page.reload()
      await page.getByRole('button', { name: 'With violations 2', pressed: true }).waitFor()
      await row('POST /dogs')
        .getByRole('button', { name: `openapi.yaml:${lineOf('minimum: 0')}` })
        .click()
      await row('POST /dogs').locator('.frame .is-it').waitFor()

      await row('GET /dogs').getByRole('link', { name: 'GET /dogs', exact: true }).focus()
      await page.keyboard.press('Enter')
      await untilRows(page, 2)
      t.equal(await page.locator('#filter').inputValue(), 'operation:"=listDogs"')
      await page.goBack()
      await page.getByRole('region', { name: 'Undeclared calls' }).getByRole('link', { name: 'GET /cats' }).click()
      await untilRows(page, 1)
      await page.getByRole('link', { name: 'Coverage' }).click()
      await row('POST /dogs').getByRole('link', { name: 'exchange 3' }).first().click()
      await detail(page).getByText('exchange 3', { exact: true }).waitFor()

      await page.keyboard.press('c')
      await page.getByRole('button', { name: 'Begin anew' }).click()
      await page.getByRole('heading', { name: '0 of 3 operations used, 0 undeclared calls, 0 violations' }).waitFor()
      await page.keyboard.press('Escape')
      await rows(page).first().waitFor()
      t.strictSame(wrongs, [])
    },
  )

  t.test('coverage is readable at 360 px, in dark and light', async (t) => {
    const mock = await serve(t)
    await fetch(`${mock.url}/dogs?limit=500`)
    await post(mock, { age: -1, name: 5 })
    await fetch(`${mock.url}/${'a-long-address-without-a-blank'.repeat(5)}`)
    for (const dark of [false, true]) {
      const { page, wrongs } = await open(t, `${mock.trafficUrl}?show=coverage`, { width: 360, dark })
      await page.locator('.operation').first().waitFor()
      t.equal(await page.evaluate('document.documentElement.scrollWidth'), 360, 'nothing stands outside')
      t.equal(
        await page.evaluate('(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector(".coverage"))'),
        0,
      )
      t.strictSame(await judge(page), [], dark ? 'axe, dark' : 'axe, light')
      t.strictSame(wrongs, [])
    }
  })

  t.test('it is small, and served so that nothing else can run in it', async (t) => {
    const mock = await serve(t)
    const { gzipSync } = await import('node:zlib')
    const page = await fetch(mock.trafficUrl)
    t.match(page.headers.get('content-security-policy'), /default-src 'none'; script-src 'self'; style-src 'self'/)
    const parts = [await page.text()]
    for (const file of ['traffic/page.js', 'traffic/page.css', 'traffic/icon.svg'])
      parts.push(await (await fetch(mock.trafficUrl + file)).text())
    const bytes = parts.reduce((sum, text) => sum + gzipSync(text).length, 0)
    t.comment(`${bytes} bytes, compressed`)
    t.ok(bytes < 60_000, `${bytes} bytes`)
  })
})

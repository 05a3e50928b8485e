// The docs page in a real browser: offline, authorized, alive, and deaf to what documents say to it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { type Mockserve, startMockserve } from '../../src/app/mockserve.ts'

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const SAMPLE = resolve('openapi/lending-shed.yaml')
/** Listed behind the documents, always. */
const CONTROL = 'mockserve control API'
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']

const skip = existsSync(CHROMIUM) ? false : `THE DOCS PAGE IS NOT TESTED: no Chromium at ${CHROMIUM} (set CHROMIUM to one)`
if (skip !== false) console.error(skip)

const serve = async (t: Test, documents: readonly string[], port = 0): Promise<Mockserve> => {
  const mock = await startMockserve({ documents, port })
  t.teardown(() => mock.close())
  return mock
}

let browser: Browser
t.before(async () => {
  if (skip === false) browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
})
t.teardown(() => browser?.close())

interface Watched {
  readonly page: Page
  /** Requests to other hosts, console errors and uncaught errors: none of them is ever right. */
  readonly wrongs: string[]
}

const open = async (t: Test, url: string, options: { host?: string; forgive?: RegExp } = {}): Promise<Watched> => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } })
  t.teardown(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const wrongs: string[] = []
  const own = new URL(url).host
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol.startsWith('http') && host !== own) wrongs.push(`request to ${request.url()}`)
  })
  await context.route(
    ({ protocol, host }) => protocol.startsWith('http') && host !== own,
    (route) => route.abort(),
  )
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && options.forgive?.test(message.text()) !== true)
      wrongs.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => wrongs.push(`uncaught: ${error.message}`))
  page.on('dialog', (dialog) => {
    wrongs.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(url)
  await page.waitForSelector('.opblock-tag')
  return { page, wrongs }
}

const operation = (page: Page, id: string) => page.locator(`[id="operations-${id}"]`)

const unfold = async (page: Page, id: string) => {
  await operation(page, id).locator('.opblock-summary-control').click()
  await operation(page, id).locator('button.execute').waitFor()
}

/** What axe finds in a part of the page, a line each. */
async function judge(page: Page, part: string): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(
    `axe.run(${JSON.stringify(part)}, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => id + ': ' + help + ' at ' + target)))`,
  )
}

/** Clicks on Execute; the status, the body and the curl command that come of it. */
const execute = async (page: Page, id: string) => {
  const block = operation(page, id)
  await block.locator('button.execute').click()
  const answer = block.locator('.live-responses-table tbody tr').first()
  await answer.locator('.response-col_status').waitFor()
  return {
    status: ((await answer.locator('.response-col_status').textContent()) ?? '').trim().slice(0, 3),
    body: await answer.locator('.response-col_description').textContent(),
    curl: await block.locator('.curl-command').textContent(),
  }
}

const API = (paths: string, rest = '') => `openapi: 3.1.0
info: { title: Ponds, version: '1' }
servers: [{ url: https://ponds.example/v1 }]
paths:
${paths}
${rest}`

const POND = `  /ponds/{pondId}:
    get:
      operationId: getPond
      summary: Look into a pond
      parameters:
        - { name: pondId, in: path, required: true, schema: { type: string }, example: north }
        - { name: depth, in: query, description: How deep., schema: { type: integer, default: 3 } }
        - { name: light, in: query, schema: { type: string, default: dim } }
      responses: { '200': { description: A pond., content: { application/json: { schema: { type: object, properties: { fish: { type: integer } } } } } } }
    put:
      operationId: fillPond
      summary: Fill a pond
      parameters: [{ name: pondId, in: path, required: true, schema: { type: string }, example: north }]
      requestBody: { content: { application/json: { example: { fish: 12 }, schema: { type: object, properties: { fish: { type: integer } } } } } }
      responses: { '200': { description: A pond., content: { application/json: { schema: { type: object } } } } }`

const KENNEL = `openapi: 3.1.0
info: { title: Kennel, version: '1' }
paths:
  /dogs:
    get: { operationId: listDogs, responses: { '200': { description: Dogs. } } }
  /dogs/{dogId}:
    get:
      operationId: getDog
      parameters: [{ name: dogId, in: path, required: true, example: '7', schema: { type: string } }]
      responses:
        '200': { description: The dog., content: { application/json: { example: { name: Rex }, schema: { type: object } } } }
        '404': { description: No such dog., content: { application/json: { examples: { gone: { value: { why: gone } }, sold: { value: { why: sold } } }, schema: { type: object } } } }
`

const MANY = Array.from(
  { length: 30 },
  (_, i) => `  /reeds/${i}:\n    get: { operationId: reed${i}, responses: { '200': { description: Fine. } } }`,
).join('\n')

t.test('the docs page in Chromium', { skip, timeout: 240_000 }, async (t) => {
  t.test('the sample API is shown offline, and the first click on Execute answers 200 with a body', async (t) => {
    const mock = await serve(t, [SAMPLE])
    for (const path of ['/docs', '/docs/', '/__mockserve/docs']) {
      const answer = await fetch(mock.url + path)
      t.equal(answer.status, 200, path)
      t.match(await answer.text(), '<div id="swagger-ui">', path)
    }
    const { page, wrongs } = await open(t, `${mock.url}/docs`)
    t.equal(await page.title(), 'mockserve · Lending Shed')
    t.strictSame(await page.locator('#documents option').allTextContents(), ['Lending Shed', CONTROL])
    t.equal(await page.locator('.unlocked').count(), 0, 'every lock is closed')
    t.equal(await page.locator('input[type=text]').count(), 0, 'there is no field for an address of another document')

    await unfold(page, 'Things-getThing')
    const thing = await execute(page, 'Things-getThing')
    t.equal(thing.status, '200')
    t.match(thing.body, '"name": "Cordless drill"')
    t.match(thing.curl, `${mock.url}/v1/things/2f9a48e9-6e38-4928-9b3a-e5ad600c525a`)

    await unfold(page, 'Loans-createLoan')
    const loan = await execute(page, 'Loans-createLoan')
    t.equal(loan.status, '201')
    t.match(loan.curl, 'Authorization: Bearer demo')

    await unfold(page, 'Things-getLabel')
    await execute(page, 'Things-getLabel')
    const picture = operation(page, 'Things-getLabel').locator('.live-responses-table img')
    await picture.waitFor()
    t.ok(
      await page.evaluate('document.querySelector(".live-responses-table img").decode().then(() => true)'),
      'pictures are shown',
    )
    t.strictSame(wrongs, [])
  })

  t.test('"Try it out" asks the host that the page came from, at the address where the operation answers', async (t) => {
    const dir = t.testdir({
      'two.yaml': API(`  /near: { get: { operationId: near, responses: { '200': { description: Fine. } } } }
  /far:
    servers: [{ url: https://uploads.ponds.example/files }]
    get: { operationId: far, servers: [{ url: https://cdn.ponds.example/cdn }], responses: { '200': { description: Fine. } } }
    put: { operationId: farther, responses: { '200': { description: Fine. } } }`),
      'old.yaml': `swagger: '2.0'
info: { title: Old ponds, version: '1' }
host: ponds.example
basePath: /old
schemes: [https]
paths: { /mud: { get: { operationId: mud, schemes: [https], responses: { 200: { description: Fine. } } } } }
`,
    })
    const mock = await serve(t, [join(dir, 'two.yaml'), join(dir, 'old.yaml')])
    const here = `http://localhost:${mock.port}`
    const { page, wrongs } = await open(t, `${here}/docs`)
    for (const [id, path] of [
      ['near', '/v1/near'],
      ['far', '/cdn/far'],
      ['farther', '/files/far'],
    ] as const) {
      await unfold(page, `default-${id}`)
      const { status, curl } = await execute(page, `default-${id}`)
      t.equal(status, '200', id)
      t.match(curl, here + path, id)
    }
    await page.goto(`${here}/docs?name=old`)
    await unfold(page, 'default-mud')
    const { status, curl } = await execute(page, 'default-mud')
    t.equal(status, '200')
    t.match(curl, `${here}/old/mud`)
    t.strictSame(wrongs, [])
  })

  t.test(
    'every document is in the list under a title of its own; choosing one shows it, and ?url= is not followed',
    async (t) => {
      const dir = t.testdir({
        'a.yaml': API(POND),
        'b.yaml': API('  /frogs: { get: { responses: { "200": { description: Fine. } } } }'),
      })
      const mock = await serve(t, [SAMPLE, join(dir, 'a.yaml'), join(dir, 'b.yaml')])
      const { page, wrongs } = await open(
        t,
        `${mock.url}/docs?url=https://elsewhere.example/openapi.json&configUrl=https://elsewhere.example/c`,
      )
      t.equal(await page.title(), 'mockserve · Lending Shed')
      const labels = await page.locator('#documents option').allTextContents()
      t.strictSame(labels, ['Lending Shed', 'Ponds (a)', 'Ponds (b)', CONTROL])
      await page.locator('#documents select').selectOption({ label: 'Ponds (b)' })
      await page.waitForSelector('[data-path="/frogs"]')
      t.equal(await page.title(), 'mockserve · Ponds')
      t.equal(await page.locator('#documents select').inputValue(), 'b')
      await page.goBack()
      await page.waitForSelector('[data-path="/things"]')
      t.strictSame(wrongs, [])
    },
  )

  t.test('every kind of credential is there on arrival, and what a person enters or takes away stays', async (t) => {
    const schemes = {
      inHeader: '{ type: apiKey, in: header, name: X-Key }',
      inQuery: '{ type: apiKey, in: query, name: key }',
      inCookie: '{ type: apiKey, in: cookie, name: session }',
      basic: '{ type: http, scheme: Basic }',
      bearer: '{ type: http, scheme: bearer }',
      digest: '{ type: http, scheme: digest }',
      oauth: '{ type: oauth2, flows: { clientCredentials: { tokenUrl: https://id.example/token, scopes: { read: Read. } } } }',
      openId: '{ type: openIdConnect, openIdConnectUrl: https://id.example/.well-known/openid-configuration }',
    }
    const paths = Object.keys(schemes).map(
      (name) =>
        `  /${name}: { get: { operationId: ${name}, security: [{ ${name}: [] }], responses: { '200': { description: Fine. } } } }`,
    )
    const components = `components:\n  securitySchemes:\n${Object.entries(schemes)
      .map(([name, scheme]) => `    ${name}: ${scheme}`)
      .join('\n')}\n`
    const dir = t.testdir({ 'keys.yaml': API(paths.join('\n'), components) })
    const sent = new Map<string, string>()
    const mock = await startMockserve(
      { documents: [join(dir, 'keys.yaml')], port: 0 },
      { request: ({ request }) => void sent.set(request.path, JSON.stringify([request.query, request.headers])) },
    )
    t.teardown(() => mock.close())
    const { page, wrongs } = await open(t, `${mock.url}/docs`)
    t.equal(await page.locator('.unlocked').count(), 0)
    const expected: Record<string, string> = {
      inHeader: '"x-key":"demo"',
      inQuery: 'key=demo',
      inCookie: '"cookie":"session=demo"',
      basic: '"authorization":"Basic ZGVtbzpkZW1v"',
      bearer: '"authorization":"Bearer demo"',
      digest: '"authorization":"Digest username=',
      oauth: '"authorization":"Bearer demo"',
      openId: '"authorization":"Bearer demo"',
    }
    for (const [name, credential] of Object.entries(expected)) {
      await unfold(page, `default-${name}`)
      t.equal((await execute(page, `default-${name}`)).status, '200', name)
      t.match(sent.get(`/v1/${name}`), credential, name)
    }

    await operation(page, 'default-bearer').locator('.authorization__btn').click()
    await page.locator('.modal-ux').getByRole('button', { name: 'Remove authorization' }).click()
    await page.locator('.modal-ux input').fill('mine')
    await page.locator('.modal-ux button.authorize').click()
    await page.locator('.modal-ux .close-modal').click()
    await operation(page, 'default-basic').locator('.authorization__btn').click()
    await page.locator('.modal-ux').getByRole('button', { name: 'Remove authorization' }).click()
    await page.locator('.modal-ux .close-modal').click()
    await page.reload()
    await unfold(page, 'default-bearer')
    t.match((await execute(page, 'default-bearer')).curl, 'Authorization: Bearer mine')
    t.equal(await page.locator('.unlocked').count(), 1, 'the one that was logged out')
    await page.evaluate('window.mark = 1')
    writeFileSync(join(dir, 'keys.yaml'), readFileSync(join(dir, 'keys.yaml'), 'utf8').replace('title: Ponds', 'title: Lakes'))
    await mock.reload()
    await page.getByRole('heading', { name: 'Lakes' }).waitFor()
    t.match((await execute(page, 'default-bearer')).curl, 'Authorization: Bearer mine', 'a reload of the documents keeps it too')
    t.strictSame(wrongs, [])
  })

  t.test('a required parameter or body without an example is filled with what its schema allows', async (t) => {
    const dir = t.testdir({
      'bare.yaml': API(`  /eels/{eelId}:
    post:
      operationId: feed
      parameters:
        - { name: eelId, in: path, required: true, schema: { type: string, pattern: '^E-[0-9]{4}$' } }
        - { name: day, in: query, required: true, schema: { type: string, format: date } }
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [code], properties: { code: { type: string, pattern: '^[A-Z]{3}-[0-9]{3}$' } } } } } }
      responses: { '201': { description: Fed. } }`),
    })
    const mock = await serve(t, [join(dir, 'bare.yaml')])
    const { page, wrongs } = await open(t, `${mock.url}/docs`)
    await unfold(page, 'default-feed')
    const { status, curl } = await execute(page, 'default-feed')
    t.equal(status, '201')
    t.match(curl, /\/eels\/E-\d{4}\?day=\d{4}-\d{2}-\d{2}'/)
    t.match(curl, /"code": "[A-Z]{3}-\d{3}"/)
    t.strictSame(wrongs, [])
  })

  t.test('OpenAPI 3.2 is shown as it is: the query method and additional operations answer too', async (t) => {
    const dir = t.testdir({
      'new.yaml': `openapi: 3.2.0
info: { title: New ponds, version: '1' }
paths:
  /fish:
    query: { operationId: seek, requestBody: { content: { application/json: { schema: { type: object } } } }, responses: { '200': { description: Fine. } } }
    additionalOperations:
      COPY: { operationId: double, responses: { '200': { description: Fine. } } }
  /eggs:
    get:
      operationId: count
      parameters: [{ in: querystring, name: all, content: { application/x-www-form-urlencoded: { schema: { type: object, required: [size], properties: { size: { type: integer, example: 4 } } } } } }]
  /roe:
    get: { operationId: silent }
`,
    })
    const mock = await serve(t, [join(dir, 'new.yaml')])
    const { page, wrongs } = await open(t, `${mock.url}/docs`)
    t.equal(await page.locator('.version-pragma').count(), 0, 'the version is not refused')
    await unfold(page, 'default-seek')
    t.equal((await execute(page, 'default-seek')).status, '200')
    await unfold(page, 'default-double')
    t.equal((await execute(page, 'default-double')).status, '200')
    await unfold(page, 'default-count')
    t.match((await execute(page, 'default-count')).curl, '/eggs?size=4', 'the form of the query string is sent')
    await unfold(page, 'default-silent')
    t.equal((await execute(page, 'default-silent')).status, '200', 'an operation without responses shows its answer too')
    t.strictSame(wrongs, [])
  })

  t.test(
    'a reload changes the page and leaves what a person did: typed values, open operations, the place on the page',
    async (t) => {
      const dir = t.testdir({
        'ponds.yaml': API(`${MANY}\n${POND}`),
        'other.yaml': API('  /x: { get: { responses: { "200": { description: Fine. } } } }'),
      })
      const file = join(dir, 'ponds.yaml')
      const mock = await serve(t, [join(dir, 'other.yaml'), file])
      const { page, wrongs } = await open(t, `${mock.url}/docs?name=ponds`)
      const field = (id: string, name: string) => operation(page, `default-${id}`).locator(`tr[data-param-name="${name}"] input`)
      const body = operation(page, 'default-fillPond').locator('textarea')
      await unfold(page, 'default-getPond')
      await unfold(page, 'default-fillPond')
      await field('getPond', 'pondId').fill('south')
      await field('getPond', 'depth').fill('7')
      await body.fill('{ "fish": 99 }')
      await execute(page, 'default-fillPond')
      await body.scrollIntoViewIfNeeded()
      await page.evaluate('window.mark = "same page"')
      const top = async () => (await body.boundingBox())?.y ?? 0
      const before = await top()

      const changed = readFileSync(file, 'utf8')
        .replace('title: Ponds', 'title: Lakes')
        .replace('How deep.', 'How deep in metres.')
        .replace('default: dim', 'default: bright')
        .replace(MANY, `${MANY}\n${MANY.replaceAll('reed', 'snail')}`)
      writeFileSync(file, changed)
      await mock.reload()
      await page.locator('[data-path="/snails/3"]').first().waitFor()
      t.equal(await page.title(), 'mockserve · Lakes')
      t.equal(await field('getPond', 'pondId').inputValue(), 'south')
      t.equal(await field('getPond', 'depth').inputValue(), '7', 'typed, though its description changed')
      t.equal(await field('getPond', 'light').inputValue(), 'bright', 'a default that nobody touched follows the document')
      t.equal(await body.inputValue(), '{ "fish": 99 }')
      t.equal(
        await operation(page, 'default-fillPond').locator('.live-responses-table').count(),
        1,
        'the last answer is still shown',
      )
      await page.waitForTimeout(100)
      t.ok(Math.abs((await top()) - before) < 3, `what was looked at has not moved (${before}, ${await top()})`)
      t.equal(await page.locator('#documents select').inputValue(), 'ponds')

      writeFileSync(
        file,
        changed
          .replace('operationId: fillPond', 'operationId: fillPond\n      deprecated: true')
          .replace('{ fish: 12 }', '{ fish: 13 }'),
      )
      await mock.reload()
      await page.locator('.opblock-deprecated').waitFor()
      t.equal(await body.inputValue(), '{ "fish": 99 }', 'and a second time')
      t.equal(await page.evaluate('window.mark'), 'same page')
      t.strictSame(wrongs, [])
    },
  )

  t.test('a reload that fails is told on the page as text, until one succeeds', async (t) => {
    const dir = t.testdir({ 'ponds.yaml': API(POND) })
    const file = join(dir, 'ponds.yaml')
    const mock = await serve(t, [file])
    const { page, wrongs } = await open(t, `${mock.url}/docs`)
    const notice = page.locator('#notice')
    t.equal(await notice.isVisible(), false)
    writeFileSync(file, `${API(POND)}\n"<img src=x onerror=alert(1)>": [`)
    t.equal((await mock.reload()).ok, false)
    await notice.waitFor()
    t.match(await notice.textContent(), /last good version[\s\S]*ponds\.yaml:\d+:\d+: error/)
    t.equal(await notice.locator('img').count(), 0)
    await page.reload()
    await notice.waitFor()
    writeFileSync(file, API(POND).replace('title: Ponds', 'title: Lakes'))
    await mock.reload()
    await page.getByRole('heading', { name: 'Lakes' }).waitFor()
    t.equal(await notice.isVisible(), false)
    t.strictSame(wrongs, [])
  })

  t.test('the list follows: a new document appears in it, and the page of one that is gone shows what is left', async (t) => {
    const dir = t.testdir({ apis: { 'a.yaml': API(POND) } })
    const mock = await serve(t, [join(dir, 'apis')])
    const { page, wrongs } = await open(t, `${mock.url}/docs`)
    t.strictSame(await page.locator('#documents option').allTextContents(), ['Ponds', CONTROL])
    writeFileSync(
      join(dir, 'apis', 'b.yaml'),
      API('  /frogs: { get: { responses: { "200": { description: Fine. } } } }').replace('Ponds', 'Frogs'),
    )
    await mock.reload()
    await page.locator('#documents option', { hasText: 'Frogs' }).waitFor({ state: 'attached' })
    t.strictSame(await page.locator('#documents option').allTextContents(), ['Ponds', 'Frogs', CONTROL])
    t.strictSame(wrongs, [])
  })

  t.test('a server that closes does not wait for open pages, and they go on when it is back', async (t) => {
    const dir = t.testdir({ 'ponds.yaml': API(POND) })
    const file = join(dir, 'ponds.yaml')
    const first = await startMockserve({ documents: [file], port: 0 })
    const { page, wrongs } = await open(t, `${first.url}/docs`, { forgive: /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_EMPTY/ })
    // the stream of the new page: that of the page before may answer as late as this
    await page.reload({ waitUntil: 'commit' })
    await page.waitForResponse(/\/events$/)
    const began = performance.now()
    await first.close()
    t.ok(performance.now() - began < 1000, 'closed at once')
    writeFileSync(file, API(POND).replace('title: Ponds', 'title: Lakes'))
    await serve(t, [file], first.port)
    await page.getByRole('heading', { name: 'Lakes' }).waitFor()
    t.strictSame(wrongs, [])
  })

  t.test('an operation is pinned to a documented answer, shows what it was asked, and is let go again', async (t) => {
    const dir = t.testdir({ 'kennel.yaml': KENNEL })
    const mock = await serve(t, [join(dir, 'kennel.yaml')])
    const { page, wrongs } = await open(t, `${mock.url}/docs`, { forgive: /status of 404/ })
    await unfold(page, 'default-getDog')
    const bar = operation(page, 'default-getDog').getByRole('region', { name: 'This operation in the mock' })
    await bar.getByText('No request yet.').waitFor()
    t.equal(await page.locator('.mock-bar').count(), 1, 'only opened operations have one')
    await bar.getByLabel('Answer').focus()
    await page.keyboard.press('4')
    await page.keyboard.press('Tab')
    t.strictSame(await bar.getByLabel('Example').locator('option').allTextContents(), ['as usual', 'gone', 'sold'])
    await bar.getByLabel('Example').selectOption('sold')
    t.strictSame(await judge(page, '.mock-bar'), [], 'axe, the form')
    await bar.getByRole('button', { name: 'Pin' }).press('Enter')
    await bar.getByText('Pinned: 404 example sold').waitFor()
    t.equal(await page.evaluate('document.activeElement.textContent'), 'Let go', 'the focus goes where the button was')

    const pinned = await execute(page, 'default-getDog')
    t.equal(pinned.status, '404')
    t.match(pinned.body, '"sold"')
    const last = bar.getByRole('link', { name: /GET \/dogs\/7/ })
    await last.filter({ hasText: '404' }).waitFor()
    t.strictSame(await judge(page, '.mock-bar'), [], 'axe, what is pinned')
    const [traffic] = await Promise.all([page.waitForEvent('popup'), last.click()])
    await traffic.getByRole('region', { name: 'Exchange 1' }).waitFor()
    await traffic.close()

    await bar.getByRole('button', { name: 'Let go' }).click()
    await bar.getByLabel('Answer').waitFor()
    await operation(page, 'default-getDog').locator('button.execute').click()
    await operation(page, 'default-getDog').locator('.live-responses-table .response-col_status', { hasText: '200' }).waitFor()
    await last.filter({ hasText: '200' }).waitFor()
    t.strictSame(wrongs, [])
  })

  t.test('what others pin and ask is shown while it happens, and all pages share one stream', async (t) => {
    const dir = t.testdir({ 'kennel.yaml': KENNEL })
    const mock = await serve(t, [join(dir, 'kennel.yaml')])
    const { page, wrongs } = await open(t, `${mock.url}/docs`)
    await unfold(page, 'default-getDog')
    const bar = operation(page, 'default-getDog').locator('.mock-bar')
    await bar.getByLabel('Answer').waitFor()
    const streams: string[] = []
    page.context().on('request', (request) => {
      if (request.resourceType() === 'eventsource') streams.push(request.url())
    })
    const other = await page.context().newPage()
    await other.goto(`${mock.url}/docs`)
    await other.waitForSelector('.opblock-tag')
    await unfold(other, 'default-getDog')
    const traffic = await page.context().newPage()
    await traffic.goto(mock.trafficUrl)
    await traffic.locator('.light.is-live').waitFor()

    const end = mock.mocks.use({ '/dogs/*': [{ status: 404 }, { delayMs: 10 }], listDogs: { status: 200 } })
    for (const each of [page, other])
      await each.locator('.mock-bar').getByText('Pinned: 404, then the usual answer after 10 ms').waitFor()
    await traffic.getByText('2 pinned').waitFor()
    await fetch(`${mock.url}/dogs/9`)
    await fetch(`${mock.url}/dogs`)
    for (const each of [page, other]) await each.getByRole('link', { name: /GET \/dogs\/9/ }).waitFor()
    for (let i = 0; i < 7; i++) await fetch(`${mock.url}/dogs/1${i}`)
    await bar.getByRole('link', { name: /GET \/dogs\/16/ }).waitFor()
    t.equal(await bar.getByRole('link', { name: /GET \/dogs/ }).count(), 5)
    end()
    await bar.getByLabel('Answer').waitFor()
    t.strictSame(streams, [], 'no page after the first opens a stream')

    writeFileSync(join(dir, 'kennel.yaml'), 'openapi: [')
    await mock.reload()
    for (const each of [page, other]) await each.locator('#notice').getByText('last good version').waitFor()
    const late = await page.context().newPage()
    await late.goto(`${mock.url}/docs`)
    await late.locator('#notice').getByText('last good version').waitFor()
    t.strictSame(wrongs, [])
  })

  t.test('who may not use the control API sees the documents and no bar', async (t) => {
    const mock = await serve(t, [SAMPLE])
    const { page, wrongs } = await open(t, `${mock.url}/docs`)
    await page.route('**/docs/content*', async (route) => {
      const response = await route.fetch({ headers: { ...route.request().headers(), 'sec-fetch-site': 'none' } })
      await route.fulfill({ response })
    })
    await page.reload()
    await unfold(page, 'Things-getThing')
    t.equal((await execute(page, 'Things-getThing')).status, '200')
    t.equal(await page.locator('.mock-bar').count(), 0)
    t.strictSame(wrongs, [])
  })

  t.test('a hostile document stays text', async (t) => {
    const bad =
      '<script>window.pwned=1</script><img src=\\"data:,\\" onerror=\\"window.pwned=1\\"><svg onload=\\"window.pwned=1\\"></svg>'
    const link = 'javascript:window.pwned=1//'
    const dir = t.testdir({
      'bad.yaml': `openapi: 3.0.3
info:
  title: "${bad}</title></script>"
  version: "${bad}"
  description: "${bad} [click](${link}) <a href='${link}'>me</a> ![far](https://tracker.example/a.png) <img src='https://tracker.example/b.png'> <iframe src='https://tracker.example/'></iframe> <form action='https://tracker.example/'></form> <style>body{display:none}</style>"
  termsOfService: "${link}"
  contact: { name: "${bad}", url: "${link}", email: "a@b.example\\"${bad}" }
  license: { name: "${bad}", url: "data:text/html,${bad}" }
externalDocs: { url: "${link}", description: "${bad}" }
servers: [{ url: "https://x.example/v1", description: "${bad}" }]
tags: [{ name: "<b>t</b>", description: "${bad}", externalDocs: { url: "${link}", description: docs } }]
paths:
  "/<img src=x onerror=alert(1)>":
    get:
      operationId: bad
      tags: ["<b>t</b>"]
      summary: "${bad}"
      description: "${bad} [click](${link})"
      externalDocs: { url: "${link}", description: "${bad}" }
      parameters: [{ name: "<i>p</i>", in: query, description: "${bad}", schema: { type: string, enum: ["${bad}"], default: "${bad}" } }]
      security: [{ "<u>s</u>": [] }]
      responses: { '200': { description: "${bad}", content: { application/json: { schema: { $ref: '#/components/schemas/S' }, example: { a: "${bad}" } } } } }
components:
  schemas: { S: { title: "${bad}", description: "${bad}", type: object, properties: { "<script>window.pwned=1</script>": { type: string, description: "${bad}" } } } }
  securitySchemes: { "<u>s</u>": { type: oauth2, description: "${bad}", flows: { implicit: { authorizationUrl: "${link}", scopes: { "<b>x</b>": "${bad}" } } } } }
`,
    })
    const mock = await serve(t, [join(dir, 'bad.yaml'), SAMPLE])
    const html = await (await fetch(`${mock.url}/docs`)).text()
    t.notMatch(html, /<script>window|<\/title><\/script>/, 'nothing of it is markup in the page as sent')
    const { page, wrongs } = await open(t, `${mock.url}/docs`, { forgive: /inline event handler/ })
    await page.locator('.opblock-summary-control').first().click()
    await page.locator('button.execute').waitFor()
    await page.locator('.mock-bar select').first().waitFor()
    await page.locator('.model-container').first().click()
    for (const button of await page.locator('.model-toggle, .tab li button').all())
      await button.click({ timeout: 1000 }).catch(() => {})
    await page.waitForTimeout(300)
    t.equal(await page.evaluate('window.pwned'), undefined)
    t.equal(await page.locator('#swagger-ui :is(script, iframe, form:not(.mock-bar form), object, embed, style)').count(), 0)
    const handlers =
      '[...document.querySelectorAll("*")].filter((each) => each.getAttributeNames().some((name) => name.startsWith("on"))).length'
    t.equal(await page.evaluate(handlers), 0)
    const schemes = (await page.evaluate('[...document.links].map((link) => link.protocol)')) as string[]
    t.ok(schemes.length > 5)
    t.strictSame(
      schemes.filter((scheme) => !['http:', 'https:', 'mailto:', 'about:'].includes(scheme)),
      [],
    )
    t.strictSame(wrongs, [], 'and nothing was fetched for it')
  })
})

t.test('the docs page is sent with headers that keep scripts, frames and other hosts out', async (t) => {
  const mock = await serve(t, [SAMPLE])
  const { headers } = await fetch(`${mock.url}/docs`)
  const policy = headers.get('content-security-policy') ?? ''
  t.match(policy, "default-src 'none'")
  t.match(policy, "script-src 'self';")
  t.match(policy, "connect-src 'self';")
  t.match(policy, "frame-ancestors 'none'")
  t.notMatch(policy, '*')
  t.equal(headers.get('x-content-type-options'), 'nosniff')
  t.equal((await fetch(`${mock.url}/docs/static/nothing.js`)).status, 404)
  t.equal((await fetch(`${mock.url}/docs`, { headers: { origin: 'https://evil.example' } })).status, 403)
  t.equal((await fetch(`${mock.url}/__mockserve/events`, { headers: { origin: 'https://evil.example' } })).status, 403)
})

t.test('what a page hears first is the state of the moment', async (t) => {
  const dir = t.testdir({ 'ponds.yaml': API(POND) })
  const mock = await serve(t, [join(dir, 'ponds.yaml')])
  const first = async () => {
    const stop = new AbortController()
    const { headers, body } = await fetch(`${mock.url}/__mockserve/events`, { signal: stop.signal })
    t.match(headers.get('content-type'), 'text/event-stream')
    t.equal(headers.get('x-content-type-options'), 'nosniff')
    const { value } = (await body?.getReader().read()) ?? {}
    stop.abort()
    return new TextDecoder().decode(value)
  }
  const before = await first()
  t.match(before, /^retry: \d+\n\nevent: reload\ndata: \{"generation":"[0-9a-f]+-0"\}\n\n$/)
  await mock.reload()
  t.match(await first(), /event: reload\ndata: \{"generation":"[0-9a-f]+-1"\}/)
  writeFileSync(join(dir, 'ponds.yaml'), 'openapi: [')
  await mock.reload()
  t.match(await first(), /event: reload-failed\ndata: \{"generation":"[0-9a-f]+-1","findings":\[".*ponds\.yaml:1:/)
})

// Contract coverage from outside: what counts as used, the reports, the words at exit, and bounded memory.
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import t, { type Test } from 'tap'
import { colorsFor } from '../../src/cli/colors.ts'
import { createHumanReporter } from '../../src/cli/human-reporter.ts'
import { Output } from '../../src/cli/output.ts'
import { type Coverage, connectMock, type Mock, type MockOptions, SettingsError, startMock } from '../../src/index.ts'
import { run, serve } from '../cli/command.ts'

const KENNEL = `openapi: 3.1.0
info: { title: Kennel, version: '1' }
paths:
  /dogs:
    get:
      operationId: listDogs
      parameters:
        - { name: limit, in: query, schema: { type: integer, maximum: 50, default: 10 } }
        - { name: X-Trace, in: header, schema: { type: string } }
      responses:
        '200': { description: Dogs., content: { application/json: { example: [{ name: Rex }] } } }
        4XX: { description: Wrong., content: { application/json: { schema: { type: object } } } }
        '503': { description: Busy. }
    post:
      operationId: addDog
      requestBody:
        content:
          application/json: { schema: { $ref: '#/components/schemas/Dog' } }
          application/xml: { schema: { $ref: '#/components/schemas/Dog' } }
      responses: { '201': { description: Added. } }
  /dogs/{dogId}:
    get:
      operationId: getDog
      parameters: [{ name: dogId, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: The dog. } }
components:
  schemas:
    Dog:
      type: object
      required: [name]
      properties: { name: { type: string }, age: { type: integer }, password: { type: string, minLength: 8 } }
`

async function kennel(t: Test, options: MockOptions = {}) {
  const folder = t.testdir({ 'kennel.yaml': KENNEL, reports: {} })
  const mock = await startMock({ documents: 'kennel.yaml', folder, stateless: true, ...options })
  t.teardown(() => mock.close())
  return { mock, folder }
}

const get = async ({ url }: { readonly url: string }, path: string, headers: Record<string, string> = {}) =>
  void (await (await fetch(url + path, { headers })).arrayBuffer())
const send = async ({ url }: { readonly url: string }, method: string, path: string, body: string, type = 'application/json') =>
  void (await (await fetch(url + path, { method, body, headers: { 'content-type': type } })).arrayBuffer())

const operation = ({ operations }: Coverage, id: string) => operations.find((each) => each.id === id)
const numbers = (coverage: Coverage, id: string) => {
  const { calls, statuses, parameters, bodies } = operation(coverage, id) ?? {}
  return {
    calls,
    statuses: statuses?.map(({ status, given, isDocumented }) => `${status} ${given}${isDocumented ? '' : ' undocumented'}`),
    parameters: parameters?.map(({ name, sent }) => `${name} ${sent}`),
    bodies: bodies?.map(({ type, sent }) => `${type} ${sent}`),
  }
}

/** Some of everything. */
async function visit(mock: Mock | { readonly url: string }): Promise<void> {
  await get(mock, '/dogs')
  await get(mock, '/dogs?limit=5')
  await get(mock, '/dogs?limit=500')
  await send(mock, 'POST', '/dogs', '{"name":"Rex"}')
  await send(mock, 'POST', '/dogs', '{"age":"old","password":"tiny"}')
  await get(mock, '/cats')
  await get(mock, '/cats?page=2')
  await send(mock, 'PUT', '/dogs/1', '{}')
}

t.test('what was used is counted, and what was not stands beside it', async (t) => {
  const { mock } = await kennel(t)
  await visit(mock)
  const coverage = await mock.coverage()
  t.strictSame(coverage.totals, { requests: 8, operations: 3, used: 2, undeclaredCalls: 3, violations: 4 })
  t.strictSame(numbers(coverage, 'listDogs'), {
    calls: 3,
    statuses: ['200 2', '503 0', '4XX 1'],
    // a default that the document gives is not sent
    parameters: ['limit 2', 'X-Trace 0'],
    bodies: [],
  })
  t.strictSame(numbers(coverage, 'addDog'), {
    calls: 2,
    statuses: ['201 1', '422 1 undocumented'],
    parameters: [],
    bodies: ['application/json 2', 'application/xml 0'],
  })
  t.strictSame(numbers(coverage, 'getDog'), { calls: 0, statuses: [], parameters: [], bodies: [] })
  t.match(operation(coverage, 'listDogs')?.violations, [
    { in: 'query', rule: 'maximum', count: 1, samples: [{ pointer: '/limit', at: 'kennel.yaml:8', exchange: '3' }] },
  ])
  const rules = operation(coverage, 'addDog')?.violations ?? []
  t.strictSame(rules.map(({ rule }) => rule).sort(), ['minLength', 'required', 'type'])
  t.notMatch(JSON.stringify(rules), /tiny/, 'what a secret field held is not told')
  t.match(coverage.undeclared, {
    calls: [
      { method: 'GET', path: '/cats', status: 404, count: 2, exchange: '7' },
      { method: 'PUT', path: '/dogs/1', status: 405, count: 1 },
    ],
    notListed: 0,
  })
})

t.test(
  'preflights and what browsers ask of every site by themselves are no undeclared calls; notes are no violations',
  async (t) => {
    const { mock } = await kennel(t)
    await fetch(`${mock.url}/dogs`, { method: 'OPTIONS' })
    await get(mock, '/favicon.ico')
    await get(mock, '/dogs?limit=1&limit=2')
    const { totals } = await mock.coverage()
    t.match(totals, { requests: 3, used: 1, undeclaredCalls: 0, violations: 0 })
  },
)

t.test(
  'it outlives the journal, a reset and a reload; what is no longer in the contract goes, what now is declared is no longer undeclared',
  async (t) => {
    const { mock, folder } = await kennel(t)
    await visit(mock)
    await mock.reset()
    await get(mock, '/dogs/1')
    await get(mock, '/birds')
    t.equal((await mock.coverage()).totals.requests, 10)

    const [head = '', dog = ''] = KENNEL.split(/(?= {2}\/dogs\/\{dogId\})/)
    const cats = '  /cats:\n    get: { operationId: listCats, responses: { 200: { description: Cats. } } }\n'
    writeFileSync(join(folder, 'kennel.yaml'), head + cats + dog.slice(dog.indexOf('components:')))
    await mock.reload()
    const coverage = await mock.coverage()
    t.strictSame(
      coverage.operations.map(({ id, calls }) => `${id} ${calls}`),
      ['listDogs 3', 'addDog 2', 'listCats 0'],
    )
    t.strictSame(numbers(coverage, 'listDogs').parameters, ['limit 2', 'X-Trace 0'])
    t.strictSame(numbers(coverage, 'addDog').bodies, ['application/json 2', 'application/xml 0'])
    t.strictSame(
      coverage.undeclared.calls.map(({ path }) => path),
      ['/dogs/1', '/birds'],
    )
    t.match(coverage.totals, { undeclaredCalls: 2, violations: 4 })
    await get(mock, '/dogs?limit=7')
    t.strictSame(numbers(await mock.coverage(), 'listDogs').parameters, ['limit 3', 'X-Trace 0'])
  },
)

t.test('a request that began before a reload is counted, for the operation as it is now', async (t) => {
  const { mock, folder } = await kennel(t)
  await get(mock, '/dogs?limit=1')
  const late = fetch(`${mock.url}/dogs?limit=2`, { headers: { prefer: 'delay=400' } })
  await new Promise((resolve) => setTimeout(resolve, 100))
  writeFileSync(join(folder, 'kennel.yaml'), KENNEL.replace('title: Kennel', 'title: Kennels'))
  await mock.reload()
  await late
  const listDogs = numbers(await mock.coverage(), 'listDogs')
  t.match(listDogs, { calls: 2, statuses: ['200 2', '503 0', '4XX 0'] })
  t.strictSame(listDogs.parameters, ['limit 1', 'X-Trace 0'], 'its parameters are of the document that went')
})

t.test('made-up addresses and broken rules without end fill a bounded list, which says what it leaves out', async (t) => {
  const { mock } = await kennel(t)
  const long = 'x'.repeat(5_000)
  for (let i = 0; i < 260; i++) await get(mock, `/nowhere/${i}/${i < 3 ? long : ''}`)
  for (let i = 0; i < 20; i++) await send(mock, 'POST', '/dogs', JSON.stringify({ name: 'Rex', age: `${i}` }))
  for (let i = 0; i < 5; i++) await get(mock, '/nowhere/5/')
  const coverage = await mock.coverage()
  t.equal(coverage.undeclared.calls.length, 200)
  t.equal(coverage.undeclared.notListed, 60)
  t.equal(coverage.totals.undeclaredCalls, 265)
  t.equal(coverage.undeclared.calls.find(({ path }) => path === '/nowhere/5/')?.count, 6)
  t.ok(coverage.undeclared.calls.every(({ path }) => path.length <= 301))
  const [type] = operation(coverage, 'addDog')?.violations ?? []
  t.equal(type?.count, 20)
  t.equal(type?.samples.length, 1, 'one sample a pointer')
  await mock.writeReport(join(t.testdirName, 'reports/coverage.md'))
  t.match(
    readFileSync(join(t.testdirName, 'reports/coverage.md'), 'utf8'),
    /- … and 140 more; a report in JSON has all\n- 60 more requests/,
  )
})

t.test('the control API gives the same, and begins anew when told to; programs ask by connectMock', async (t) => {
  const token = 'a-token-of-this-test'
  const { mock } = await kennel(t, { controlToken: token })
  await visit(mock)
  const ask = (method: string, authorization = `Bearer ${token}`) =>
    fetch(`${mock.url}/__mockserve/api/coverage`, { method, headers: { authorization } })
  const told = await (await ask('GET')).json()
  t.strictSame(told, await mock.coverage())
  t.strictSame(await (await connectMock(mock.url, { token })).coverage(), told)
  t.equal((await ask('DELETE', 'Bearer of-bad-news')).status, 401)
  t.equal((await mock.coverage()).totals.requests, 8)
  t.equal((await ask('DELETE')).status, 204)
  const { totals, undeclared, operations } = await mock.coverage()
  t.strictSame(totals, { requests: 0, operations: 3, used: 0, undeclaredCalls: 0, violations: 0 })
  t.strictSame([undeclared.calls, operations.filter(({ calls }) => calls > 0)], [[], []])
})

// as Jenkins' schema has them (junit-10.xsd of its xunit plugin), which leaves less room than what GitLab reads
const ATTRIBUTES: Readonly<Record<string, { readonly needed: readonly string[]; readonly others: readonly string[] }>> = {
  testsuites: { needed: [], others: ['name', 'time', 'tests', 'failures', 'errors'] },
  testsuite: {
    needed: ['name', 'tests', 'failures', 'errors'],
    others: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id'],
  },
  testcase: { needed: ['name'], others: ['time', 'classname', 'group'] },
  failure: { needed: [], others: ['type', 'message'] },
  skipped: { needed: [], others: ['type', 'message'] },
}

interface Element {
  readonly ':@'?: Readonly<Record<string, string>>
  readonly [name: string]: unknown
}

/** Each element with its name, its attributes and those in it; throws for what the schema does not have. */
function elementsOf(
  list: readonly Element[],
  inside = '',
): { name: string; attributes: Readonly<Record<string, string>>; text: string }[] {
  return list.flatMap((element) => {
    const [name = ''] = Object.keys(element).filter((key) => key !== ':@')
    if (name === '#text' || name === '?xml') return []
    const parent = { testsuites: '', testsuite: 'testsuites', testcase: 'testsuite', failure: 'testcase', skipped: 'testcase' }[
      name
    ]
    if (parent !== inside) throw new Error(`${name} in ${inside}`)
    const attributes = element[':@'] ?? {}
    const { needed = [], others = [] } = ATTRIBUTES[name] ?? {}
    for (const each of needed) if (attributes[each] === undefined) throw new Error(`${name} without ${each}`)
    for (const each of Object.keys(attributes))
      if (![...needed, ...others].includes(each)) throw new Error(`${name} with ${each}`)
    const content = element[name] as readonly Element[]
    const text = content.map((each) => String(each['#text'] ?? '')).join('')
    return [{ name, attributes, text }, ...elementsOf(content, name)]
  })
}

t.test(
  'the JUnit report has a case for each operation and each undeclared call, in the form that Jenkins and GitLab read',
  async (t) => {
    const { mock, folder } = await kennel(t)
    await visit(mock)
    await get(mock, '/a%0Ab&c"d<e>\'?x=1')
    await send(mock, 'POST', '/dogs', '{"name":"x","age":"]]>\\u0001\\ud800<b>"}')
    await get(mock, '/dogs/1')
    const file = join(folder, 'reports/junit.XML')
    await mock.writeReport(file)
    const text = readFileSync(file, 'utf8')
    t.equal(XMLValidator.validate(text), true)
    t.notMatch(text, /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u, 'no character that XML does not know')
    const parser = new XMLParser({
      preserveOrder: true,
      ignoreAttributes: false,
      attributeNamePrefix: '',
      parseAttributeValue: false,
      htmlEntities: true,
    })
    const all = elementsOf(parser.parse(text))
    t.match(all[0]?.attributes, { name: 'mockserve', tests: '6', failures: '5', errors: '0' })
    t.match(
      all.filter(({ name }) => name === 'testsuite').map(({ attributes }) => attributes),
      [
        { name: 'kennel', tests: '3', failures: '2', errors: '0', skipped: '0' },
        { name: 'undeclared calls', tests: '3', failures: '3', errors: '0', skipped: '0' },
      ],
    )
    t.strictSame(
      all.filter(({ name }) => name === 'testcase').map(({ attributes }) => attributes['name']),
      ['GET /dogs', 'POST /dogs', 'GET /dogs/{dogId}', 'GET /cats', 'PUT /dogs/1', "GET /a%0Ab&c%22d%3Ce%3E'"],
    )
    const failures = all.filter(({ name }) => name === 'failure')
    t.match(failures[0], {
      attributes: { type: 'violation', message: 'query maximum (once)' },
      text: /query \/limit: expected.*\(kennel.yaml:8\)/,
    })
    t.match(failures[2], { attributes: { type: 'undeclared', message: /answered 404, 2 times/ } })
  },
)

t.test('an operation that was never used is a skipped case', async (t) => {
  const { mock, folder } = await kennel(t)
  await mock.writeReport(join(folder, 'reports/junit.xml'))
  const text = readFileSync(join(folder, 'reports/junit.xml'), 'utf8')
  t.match(text, '<testcase classname="kennel" name="GET /dogs" time="0"><skipped message="never used"/></testcase>')
  t.match(text, 'name="mockserve" tests="3" failures="0"')
})

t.test('the Markdown report shows what clients sent as it is, without obeying it', async (t) => {
  const { mock, folder } = await kennel(t)
  await visit(mock)
  await get(mock, '/`@team`|[x](https://example.com)')
  await mock.writeReport(join(folder, 'reports/coverage.md'))
  const text = readFileSync(join(folder, 'reports/coverage.md'), 'utf8')
  t.match(
    text,
    /^## Contract coverage\n\n\*\*2 of 3 operations used, 4 undeclared calls, 4 violations\*\* \(9 requests since \d{4}-/,
  )
  t.match(text, '| `GET /dogs` | 3 | 200 × 2, 4XX × 1 | 503 | `header X-Trace` |')
  t.match(text, '| `POST /dogs` | 2 | 201 × 1, 422 × 1 (undocumented) |  | `application/xml` |')
  t.match(text, '### Never used\n\n- `GET /dogs/{dogId}`\n')
  t.match(text, /- `{2,} GET \/.*@team.*`{2,} was answered 404, once|- `GET \/%60@team%60\S*` was answered 404, once/)
})

t.test('the JSON report is what coverage() gives; no draft of it is left behind', async (t) => {
  const { mock, folder } = await kennel(t)
  await visit(mock)
  const file = join(folder, 'reports/coverage.json')
  await mock.writeReport(file)
  t.strictSame(JSON.parse(readFileSync(file, 'utf8')), await mock.coverage())
  t.strictSame(readdirSync(join(folder, 'reports')), ['coverage.json'])
  await t.rejects(mock.writeReport(join(folder, 'coverage.txt')), { message: /a report ends in \.json, \.xml \(JUnit\) or \.md/ })
  await t.rejects(mock.writeReport(join(folder, 'none/coverage.json')), SettingsError)
})

t.test('the command tells it in two lines at the end, and writes what --report names', async (t) => {
  const cwd = t.testdir({ 'kennel.yaml': KENNEL, out: {} })
  const served = await serve(t, ['kennel.yaml', '--report', 'out/c.json', '--report', 'out/c.md', '--report', 'out/c.xml'], {
    cwd,
  })
  await visit(served)
  t.match(await served.stop('SIGINT'), { exitCode: 0 })
  t.match(
    served.stdout(),
    /2 of 3 operations used, 3 undeclared calls, 4 violations\n +written to out\/c.json, out\/c.md, out\/c.xml\n\S+ +stopped \(SIGINT\)\n$/,
  )
  t.strictSame(readdirSync(join(cwd, 'out')), ['c.json', 'c.md', 'c.xml'])
  t.match(JSON.parse(readFileSync(join(cwd, 'out/c.json'), 'utf8')), { v: 1, totals: { requests: 8 } })
})

t.test('as an event of --json; nothing when nothing was asked', async (t) => {
  const cwd = t.testdir({ 'kennel.yaml': KENNEL })
  const json = await serve(t, ['kennel.yaml', '--json', '--report', 'c.json'], { cwd })
  await get(json, '/dogs')
  await json.stop()
  t.match(json.events().at(-2), {
    v: 1,
    event: 'coverage',
    requests: 1,
    operations: 3,
    used: 1,
    undeclaredCalls: 0,
    violations: 0,
    reports: [join(cwd, 'c.json')],
  })
  const unasked = await serve(t, ['kennel.yaml', '--report', 'unasked.xml'], { cwd })
  await unasked.stop()
  t.notMatch(unasked.stdout(), 'operations used')
  t.ok(existsSync(join(cwd, 'unasked.xml')), 'a report that was asked for is there all the same')
})

t.test('--quiet keeps it to itself', async (t) => {
  const totals = { requests: 1, operations: 1, used: 1, undeclaredCalls: 0, violations: 0 }
  const said = (['info', 'error'] as const).map((level) => {
    const streams = { stdout: new PassThrough(), stderr: new PassThrough() }
    const output = new Output(streams)
    const colors = colorsFor({}, {})
    createHumanReporter({
      output,
      colors,
      errorColors: colors,
      level,
      hasKeys: false,
      canRewrite: false,
      hasLinks: false,
    }).coverage(totals, [])
    output.flush()
    return String(streams.stdout.read() ?? '').trim()
  })
  t.strictSame(said, [
    '1 of 1 operation used, 0 undeclared calls, 0 violations\n          --report coverage.md (or .json, .xml) tells which',
    '',
  ])
})

t.test('a report that cannot be is told at the start, in one line', async (t) => {
  const cwd = t.testdir({ 'kennel.yaml': KENNEL, 'a.json': {}, locked: {} })
  const cases: readonly (readonly [string, RegExp])[] = [
    ['coverage.txt', /^mockserve: --report coverage\.txt: a report ends in \.json, \.xml \(JUnit\) or \.md\n$/],
    ['none/c.md', /^mockserve: --report none\/c\.md: there is no folder \S*none\n$/],
    ['a.json', /^mockserve: --report a\.json: that is a folder\n$/],
  ]
  for (const [file, said] of cases)
    t.match(await run(['kennel.yaml', '--report', file], { cwd }), { exitCode: 2, stdout: '', stderr: said })
  if (process.getuid?.() === 0) return
  chmodSync(join(cwd, 'locked'), 0o500)
  t.match(await run(['kennel.yaml', '--report', 'locked/c.md'], { cwd }), { exitCode: 2, stderr: /nothing can be written to/ })
})

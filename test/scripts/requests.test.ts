// The generator of requests and the judge of npm run requests: what is made is accepted, what is broken is named, and a server that does not check is caught.
import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import t, { type Test } from 'tap'
import { judgeRequests, type RequestFindings } from '../../scripts/requests/judge-requests.ts'
import { buildRuntime } from '../../src/app/build-runtime.ts'
import { defaultSettings, type Settings } from '../../src/config/settings.ts'
import { sampleRequest } from '../../src/contract/sample-request.ts'
import { isMade } from '../../src/contract/sample-request-body.ts'
import { createRandom } from '../../src/schema/random.ts'
import { aDocument, everything20, everything30, everything32 } from './request-documents.ts'

function runtimeOf(t: Test, document: object, settings: Partial<Settings> = {}) {
  const folder = t.testdir({ 'api.json': JSON.stringify(document) })
  return buildRuntime(
    { ...defaultSettings, documents: [join(folder, 'api.json')], folder, validate: 'enforce', ...settings },
    () => {},
  ).runtime
}

/** Everything that is not as it should be, in lines. */
const flaws = ({ failures, leftOut }: RequestFindings) => [
  ...failures.map(({ operation, variant, reason, request }) => `${operation} ${variant}: ${reason} (${request})`),
  ...leftOut,
]

const SEEDS = 12

for (const [name, document] of Object.entries({ '2.0': everything20, '3.0': everything30, '3.2': everything32 })) {
  t.test(`every operation of ${name} gets requests that are accepted, and refusals that name the broken rule`, async (t) => {
    const runtime = runtimeOf(t, document)
    for (let seed = 0; seed < SEEDS; seed++) {
      const findings = await judgeRequests(runtime, { seed })
      t.same(flaws(findings), [], `seed ${seed}`)
      t.same(findings.impossible, [])
      t.equal(findings.accepted, runtime.contract.operations.length)
      t.ok(findings.variants > findings.operations * 1.5, `${findings.variants} variants for ${findings.operations} operations`)
    }
  })
}

t.test('the sample document of the package keeps its own contract', async (t) => {
  const entry = resolve(import.meta.dirname, '../../openapi/lending-shed.yaml')
  const settings = { ...defaultSettings, documents: [entry], folder: resolve(entry, '..'), validate: 'enforce' } as const
  const { runtime } = buildRuntime(settings, () => {})
  for (let seed = 0; seed < 3; seed++) t.same(flaws(await judgeRequests(runtime, { seed })), [], `seed ${seed}`)
})

t.test('a request is complete, the same for the same seed, and uses documented examples', async (t) => {
  const parameters = [
    { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 7 },
    { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string' } }, explode: false, example: ['a b', 'c,d'] },
    { name: 'X-Trace', in: 'header', schema: { type: 'string' }, examples: { one: { value: 'abc' } } },
    { name: 'lang', in: 'cookie', schema: { type: 'string' }, example: 'de' },
  ]
  const content = { 'application/json': { schema: { type: 'object', required: ['a'] }, example: { a: 1 } } }
  const security = [{ basic: [], cookieKey: [] }]
  const put = { parameters, requestBody: { content }, security, responses: { 204: { description: 'done' } } }
  const { contract } = runtimeOf(t, aDocument('3.0.3', { '/pets/{id}.json': { put } }))
  const [operation] = contract.operations
  if (operation === undefined) throw new Error('no operation')
  const make = (seed: number) => sampleRequest(operation, { random: createRandom(seed), basePath: '/v1' })
  const made = await make(1)
  if (!isMade(made)) throw new Error(made.reason)
  t.same(made.request, {
    method: 'PUT',
    path: '/v1/pets/7.json',
    query: 'tags=a%20b,c%2Cd',
    headers: {
      'x-trace': 'abc',
      cookie: 'lang=de; session=demo',
      'content-type': 'application/json',
      authorization: 'Basic ZGVtbzpkZW1v',
    },
    body: Buffer.from('{"a":1}'),
  })
  const runtime = runtimeOf(t, everything30)
  let changed = 0
  for (const each of runtime.contract.operations) {
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => sampleRequest(each, { random: createRandom(seed) })))
    t.same(again, first, each.id)
    if (JSON.stringify(first) !== JSON.stringify(other)) changed++
  }
  t.ok(changed > 50, `${changed} requests differ under another seed`)
})

t.test('what no request can keep is told as impossible, what only was not found as a failure', async (t) => {
  const responses = { 204: { description: 'done' } }
  const never = { type: 'integer', enum: ['a'] }
  const post = (schema: object) => ({
    post: { requestBody: { required: true, content: { 'application/json': { schema } } }, responses },
  })
  const spread = {
    name: 'spread',
    in: 'query',
    schema: { type: 'object', properties: { page: { type: 'integer', minimum: 5 } } },
  }
  const page = { name: 'page', in: 'query', required: true, schema: { type: 'integer', maximum: 4 } }
  const findings = await judgeRequests(
    runtimeOf(
      t,
      aDocument('3.0.3', {
        '/never': post(never),
        '/never/{it}': { get: { parameters: [{ name: 'it', in: 'path', required: true, schema: never }], responses } },
        '/left-out': { get: { parameters: [{ name: 'it', in: 'query', schema: never }], responses } },
        '/clash': { get: { parameters: [spread, page], responses } },
        '/same#a': { get: { responses } },
        '/same#b': { get: { responses } },
        '/both': { get: { security: [{ basic: [], bearer: [] }], responses } },
      }),
    ),
  )
  t.match(findings.impossible, [
    /^POST \/never: the body/,
    /^GET \/never\/\{it\}: path it/,
    /^GET \/same#b: has the same address as GET \/same#a$/,
  ])
  t.match(findings.leftOut, [/^GET \/left-out: query it: /, /^GET \/clash: query spread: /])
  t.match(findings.failures, [
    { operation: 'GET /clash', variant: '', reason: /refused/ },
    { operation: 'GET /both', variant: '', reason: /no alternative of the security/ },
  ])
  t.equal(findings.accepted, 2)
})

t.test('a server that does not check is caught for every broken rule', async (t) => {
  for (const settings of [{ validate: 'off' }, { validate: 'report' }] as const) {
    const findings = await judgeRequests(runtimeOf(t, everything20, settings))
    t.equal(findings.named, 0)
    t.equal(findings.failures.length, findings.variants)
    t.match(findings.failures[0], { reason: /^answered 204, wanted / })
  }
})

t.test('the command ends with 0 when all is right, 1 when something is wrong and 2 when it is misused', async (t) => {
  const responses = { 204: { description: 'done' } }
  const security = [{ basic: [], bearer: [] }]
  const folder = t.testdir({
    good: { 'api.json': JSON.stringify(aDocument('3.0.3', { '/a': { get: { responses } } })) },
    bad: { 'api.json': JSON.stringify(aDocument('3.0.3', { '/b': { get: { security, responses } } })) },
  })
  const run = (...args: string[]) =>
    new Promise<{ code: number | string | null | undefined; text: string }>((done) => {
      const script = resolve(import.meta.dirname, '../../scripts/requests.ts')
      execFile(process.execPath, ['--import=tsx', script, ...args], (error, stdout, stderr) => {
        done({ code: error ? error.code : 0, text: stdout + stderr })
      })
    })
  const [good, bad, misused] = await Promise.all([
    run(join(folder, 'good')),
    run(join(folder, 'bad'), '--verbose'),
    run(join(folder, 'nowhere')),
  ])
  t.match(good, { code: 0, text: /1 of 1 documents without a flaw; accepted or proved impossible 100.00 %/ })
  t.match(bad, { code: 1, text: /✗ GET \/b\n +not made: no alternative of the security/ })
  t.match(misused, { code: 2, text: /no folder/ })
})

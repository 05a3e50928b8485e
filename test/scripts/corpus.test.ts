// The judge of npm run corpus: it passes servers that keep their document and catches those that do not.
import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import t, { type Test } from 'tap'
import { type Findings, judgeDocument } from '../../scripts/corpus/judge-document.ts'
import { startServer } from '../../scripts/corpus/server.ts'

/** What the fake server says at a path; a body that is no string goes out as JSON. */
interface Reply {
  readonly status?: number
  readonly type?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A server of fixed answers, the same with and without `/v1`; everything else is a 404. */
function fakeSource(replies: Readonly<Record<string, Reply>>): string {
  return `
    import { createServer } from 'node:http'
    const replies = ${JSON.stringify(replies)}
    const server = createServer((request, response) => {
      const reply = replies[request.url.replace(/^\\/v1(?=\\/)/, '')] ?? { status: 404, body: { title: 'no such path' } }
      const raw = reply.body === undefined || typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
      const type = raw === undefined ? {} : { 'content-type': reply.type ?? 'application/json' }
      response.writeHead(reply.status ?? 200, { ...type, ...reply.headers }).end(raw)
    })
    server.listen(0, '127.0.0.1', () => {
      console.log(JSON.stringify({ v: 1, event: 'ready', url: 'http://127.0.0.1:' + server.address().port, pid: process.pid }))
    })
    process.on('SIGTERM', () => process.exit(0))
  `
}

/** A GET operation whose 200 answer holds `schema`. */
function get(schema: object | undefined, type = 'application/json', more: object = {}): object {
  return { get: { responses: { 200: { description: 'fine', content: { [type]: schema ? { schema } : {} } } }, ...more } }
}

function aDocument(openapi: string, paths: object, schemas: object = {}): object {
  return {
    openapi,
    info: { title: 'a', version: '1' },
    servers: [{ url: 'http://api.test/v1/' }],
    paths,
    components: { schemas },
  }
}

/** Runs the judge on a document against a fake server. */
async function judge(
  t: Test,
  document: object,
  replies: Record<string, Reply>,
  files: Record<string, string> = {},
): Promise<Findings> {
  const folder = t.testdir({ 'api.json': JSON.stringify(document), 'fake.mjs': fakeSource(replies), ...files })
  const entry = join(folder, 'api.json')
  const server = await startServer(`node ${join(folder, 'fake.mjs')}`, entry, [], folder)
  try {
    return await judgeDocument(entry, server.url, { checks: false })
  } finally {
    t.equal(await server.stop(), undefined, 'the server stops when told')
  }
}

function faultsOf({ failures }: Findings): Record<string, string> {
  return Object.fromEntries(failures.map(({ operation, faults }) => [operation, faults.join(' | ')]))
}

const integerBody = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } }

t.test('each way of breaking a 3.0 document is caught', async (t) => {
  const unsatisfiable = {
    type: 'application/problem+json',
    status: 501,
    body: { type: 'http://x/problems/schema-unsatisfiable' },
  }
  const named = { 200: { description: 'fine', headers: { 'X-Total': { required: true, schema: { type: 'integer' } } } } }
  const paths: Record<string, [object, Reply | undefined, RegExp]> = {
    '/undocumented': [get(integerBody), { status: 418 }, /^status 418 is not documented \(200\)$/],
    '/invalid': [get(integerBody), { body: { id: 'one' } }, /^\/id type: must be integer/],
    '/missing': [get(integerBody), undefined, /^status 404 is not documented/],
    '/no-json': [get(integerBody), { body: '{"id":' }, /^the body is no JSON/],
    '/nothing': [get(integerBody), {}, /^no content-type, where content is documented$/],
    '/other-type': [get(integerBody), { body: '<p>', type: 'text/html' }, /^the content-type text\/html is not documented/],
    '/range': [get(undefined, '*/*'), { body: 'a', type: 'text/*' }, /is a range, not a type$/],
    '/too-much': [
      { get: { responses: { 200: { description: 'empty' } } } },
      { body: {} },
      /^a body of 2 bytes .* where none is documented$/,
    ],
    '/failing': [
      { get: { responses: { '2XX': { description: 'empty' }, '4XX': { description: 'no' } } } },
      { status: 404 },
      /^status 404 though a success is documented/,
    ],
    '/secret': [
      get({ properties: { word: { type: 'string', writeOnly: true } } }),
      { body: { word: 'a' } },
      /^\/word false schema/,
    ],
    '/bound': [get({ minimum: 5, exclusiveMinimum: true }), { body: 5 }, /exclusiveMinimum: must be > 5/],
    '/null': [get({ type: 'string' }), { body: null }, /type: must be string/],
    '/elsewhere': [get({ $ref: 'models.yaml#/Pet', nullable: false }), { body: { name: 1 } }, /^\/name type: must be string/],
    '/header': [{ get: { responses: named } }, { headers: { 'x-total': 'many' } }, /^the header X-Total: many does not fit/],
    '/no-header': [{ get: { responses: named } }, {}, /^the required header X-Total is missing$/],
    '/lines': [
      get(integerBody, 'application/x-ndjson'),
      { type: 'application/x-ndjson', body: '{"id":1}\n{"id":"2"}\n' },
      /^item 1: \/id type/,
    ],
    '/events': [
      get(integerBody, 'text/event-stream'),
      { type: 'text/event-stream', body: 'data: {"id":"1"}\n\n' },
      /^event 0: \/id type/,
    ],
    '/xml': [get({}, 'application/xml'), { type: 'application/xml', body: '<a><b></a>' }, /^the body is no XML/],
    '/png': [
      get({ type: 'string' }, 'image/png'),
      { type: 'image/png', body: 'GIF89a' },
      /^no image\/png: it begins with 474946/,
    ],
    '/word': [get({ enum: ['on', 'off'] }, 'text/plain'), { type: 'text/plain', body: 'up' }, /enum: must be equal to one of/],
    '/zip': [
      get(integerBody),
      { body: { id: 1 }, headers: { 'content-encoding': 'br' } },
      /^content-encoding br, which was not asked for$/,
    ],
    '/pets/mine': [
      get(integerBody, 'application/json', { operationId: 'getMine' }),
      { body: { id: 1 }, headers: { 'mockserve-operation': 'getPet' } },
      /^answered as getPet, meant was getMine$/,
    ],
    '/broken': [get(integerBody), { ...unsatisfiable, body: { title: 'broken $ref' } }, /^501: broken \$ref$/],
    '/lazy': [get(integerBody), unsatisfiable, /^501 says that no body fits, but this one does: \{"id":1\}$/],
  }
  const replies = Object.fromEntries(Object.entries(paths).flatMap(([path, [, reply]]) => (reply ? [[path, reply]] : [])))
  const document = aDocument('3.0.3', Object.fromEntries(Object.entries(paths).map(([path, [item]]) => [path, item])))
  const findings = await judge(t, document, replies, { 'models.yaml': 'Pet:\n  properties:\n    name: { type: string }\n' })
  const faults = faultsOf(findings)
  for (const [path, [, , expected]] of Object.entries(paths)) t.match(faults[`GET ${path}`] ?? 'passed', expected, path)
  t.match(findings, { operations: Object.keys(paths).length, valid: 0, impossible: [], notes: [] })
})

t.test('what a 3.0 document allows is passed, and what only its author meant is told', async (t) => {
  const hidden = { allOf: [{ required: ['id', 'word'] }, { properties: { word: { type: 'string', writeOnly: true } } }] }
  const pets = {
    get: { operationId: 'getPet', responses: { default: { description: 'empty' } } },
    put: { responses: { 204: {} } },
  }
  const paths = {
    '/null': get({ type: 'string', nullable: true }),
    '/meant': get({ nullable: true, allOf: [{ type: 'object' }] }),
    '/hidden': get(hidden),
    '/ref-alone': get({ $ref: '#/components/schemas/Id', maximum: 0 }),
    '/cycle': get({
      $ref: '#/paths/~1cycle/get/responses/200/content/application~1json/schema/properties/next',
      properties: { next: {} },
    }),
    '/step': get({ type: 'number', multipleOf: 0.01 }),
    '/text': get({ type: 'integer' }, 'text/plain; charset=utf-8'),
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', enum: ['mine', 'a b'] } }],
      ...pets,
    },
    '/pets/mine': get({ type: 'string' }),
    '/old#first': { get: { operationId: 'first', responses: { 200: { description: 'empty' } } } },
    '/old#second': { get: { operationId: 'second', responses: { 201: { description: 'empty' } } } },
    '/never': get({ not: {} }),
  }
  const findings = await judge(t, aDocument('3.0.3', paths, { Id: { type: 'integer' } }), {
    '/null': { body: 'null' },
    '/meant': { body: 'null' },
    '/hidden': { body: { id: 1 } },
    '/ref-alone': { body: 7 },
    '/cycle': { body: [] },
    '/step': { body: 0.07 },
    '/text': { body: '12', type: 'text/plain' },
    '/pets/a%20b': { status: 204, headers: { 'mockserve-operation': 'getPet' } },
    '/pets/mine': { body: '"me"' },
    '/old': { headers: { 'mockserve-operation': 'first' } },
    '/never': { status: 501, type: 'application/problem+json', body: { code: 'schema-unsatisfiable' } },
  })
  // The fake knows no methods: its answer to PUT names the wrong operation.
  t.same(faultsOf(findings), { 'PUT /pets/{id}': 'answered as getPet, meant was PUT /pets/{id}' })
  t.match(findings, { operations: 13, valid: 11, impossible: ['GET /never'], byIntent: ['GET /meant'] })
  t.same(findings.indistinct, ['GET /old#first', 'GET /old#second'])
})

t.test(
  '3.1 schemas are read as JSON Schema 2020-12: no nullable, siblings of $ref count, dynamic references resolve',
  async (t) => {
    const page = {
      $id: 'http://x.test/page',
      $defs: { item: { $dynamicAnchor: 'item', not: {} } },
      items: { $dynamicRef: '#item' },
    }
    const pets = {
      $id: 'http://x.test/pets',
      $defs: { item: { $dynamicAnchor: 'item', type: 'string' } },
      $ref: '#/components/schemas/Page',
    }
    const paths = {
      '/nullable': get({ type: 'integer', nullable: true, enum: [1] }),
      '/sibling': get({ $ref: '#/components/schemas/Id', maximum: 0 }),
      '/good-page': get(pets),
      '/bad-page': get(pets),
      '/anchor': get({ $ref: '#named' }),
    }
    const schemas = { Id: { type: 'integer' }, Page: page, Named: { $anchor: 'named', const: 1 } }
    const findings = await judge(t, aDocument('3.1.0', paths, schemas), {
      '/nullable': { body: 2 },
      '/sibling': { body: 7 },
      '/good-page': { body: ['rex'] },
      '/bad-page': { body: [7] },
      '/anchor': { body: 2 },
    })
    t.match(faultsOf(findings), {
      'GET /nullable': /enum/,
      'GET /sibling': /maximum/,
      'GET /bad-page': /^\/0 type: must be string/,
      'GET /anchor': /const/,
    })
    t.equal(findings.valid, 1)
  },
)

t.test('a 2.0 document is held to its produces, and to no body where no schema stands', async (t) => {
  const responses = { 200: { description: 'fine', schema: { $ref: '#/definitions/Pet' } } }
  const document = {
    swagger: '2.0',
    basePath: '/v1',
    produces: ['application/json'],
    definitions: { Pet: { type: 'object', required: ['name'] } },
    paths: {
      '/good': { get: { responses } },
      '/xml': { get: { produces: ['application/xml'], responses } },
      '/file': { get: { produces: ['image/png'], responses: { 200: { description: 'fine', schema: { type: 'file' } } } } },
      '/empty': { get: { responses: { 200: { description: 'fine' } } } },
    },
  }
  const findings = await judge(t, document, {
    '/good': { body: { name: 'rex' } },
    '/xml': { body: { name: 'rex' } },
    '/file': { body: 'no picture', type: 'image/png' },
    '/empty': { body: { name: 'rex' } },
  })
  t.match(faultsOf(findings), {
    'GET /xml': /application\/json is not documented \(application\/xml\)/,
    'GET /file': /^no image\/png/,
    'GET /empty': /where none is documented/,
  })
  t.match(findings, { operations: 4, answered: 4, valid: 1 })
})

t.test('the command ends with 0 when all is right, 1 when something is wrong and 2 when it is misused', async (t) => {
  const folder = t.testdir({
    docs: { 'good.json': JSON.stringify(aDocument('3.0.3', { '/id': get({ type: 'integer' }) })) },
    'good.mjs': fakeSource({ '/id': { body: 7 } }),
    'bad.mjs': fakeSource({ '/id': { body: '"seven"' } }),
  })
  const run = (...args: string[]) =>
    new Promise<{ code: number | string | null | undefined; text: string }>((done) => {
      const script = resolve(import.meta.dirname, '../../scripts/corpus.ts')
      execFile(process.execPath, ['--import=tsx', script, ...args], (error, stdout, stderr) => {
        done({ code: error ? error.code : 0, text: stdout + stderr })
      })
    })
  const docs = join(folder, 'docs')
  const [good, bad, misused] = await Promise.all([
    run(docs, '--bin', `node ${join(folder, 'good.mjs')}`, '--determinism'),
    run(docs, '--bin', `node ${join(folder, 'bad.mjs')}`, '--verbose'),
    run(join(folder, 'nowhere')),
  ])
  t.match(good, {
    code: 0,
    text: /same seed: 1 equal, 0 differing; other seed: 0 changed[\s\S]*answered 100.00 %, valid 100.00 %/,
  })
  t.match(bad, { code: 1, text: /✗ GET \/id +200[\s\S]*must be integer[\s\S]*valid 0.00 %/ })
  t.match(misused, { code: 2, text: /no folder/ })
})

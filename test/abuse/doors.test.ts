// Whatever comes in by the doors that lead outside, there is an answer or a finding, soon, and never an uncaught error.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { buildRuntime } from '../../src/app/build-runtime.ts'
import { inspect } from '../../src/app/inspect-documents.ts'
import { readConfigFile } from '../../src/config/config-file.ts'
import { defaultSettings } from '../../src/config/settings.ts'
import { formatWithFrame } from '../../src/diagnostics/code-frame.ts'
import { formatDiagnostic } from '../../src/diagnostics/diagnostic.ts'
import { SettingsError } from '../../src/diagnostics/errors.ts'
import { answerRequest, causeOf } from '../../src/pipeline/answer-request.ts'
import { servedDocument } from '../../src/server/served-document.ts'
import { ask, mockOf, patient, send } from './kit.ts'

/** The same cases at every run: a failure repeats. `MOCKSERVE_TEST_SEED` tries others. */
const seed = Number(process.env['MOCKSERVE_TEST_SEED'] ?? 20_260_101)
const ANSWER_MS = 3_000
t.comment(`MOCKSERVE_TEST_SEED=${seed}`)

const stray: unknown[] = []
for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, (error) => stray.push(error))
const nothingStray = (t: Test) => t.same(stray.splice(0), [])

const document = {
  openapi: '3.1.0',
  info: { title: 'doors', version: '1' },
  servers: [{ url: '/v1' }],
  security: [{ key: [] }, {}],
  paths: {
    '/items/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }],
      get: {
        operationId: 'get',
        parameters: [
          { name: 'page', in: 'query', schema: { type: 'integer', default: 1 } },
          {
            name: 'tags',
            in: 'query',
            style: 'pipeDelimited',
            explode: false,
            schema: { type: 'array', items: { type: 'string', pattern: '^[a-z]+$' } },
          },
          {
            name: 'filter',
            in: 'query',
            style: 'deepObject',
            explode: true,
            schema: { type: 'object', additionalProperties: { type: 'string' } },
          },
          { name: 'json', in: 'query', content: { 'application/json': { schema: { type: 'object' } } } },
          { name: 'X-Trace', in: 'header', schema: { type: 'string', format: 'uuid' } },
          { name: 'theme', in: 'cookie', schema: { enum: ['dark', 'light'] } },
        ],
        responses: {
          '200': {
            description: 'ok',
            headers: { 'X-Rate': { schema: { type: 'integer' } }, ETag: { example: '"a"' } },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Item' },
                examples: { one: { value: { id: 1, name: 'a' } } },
              },
              'application/xml': { schema: { $ref: '#/components/schemas/Item' } },
              'text/csv': {},
            },
          },
          '4XX': {
            description: 'wrong',
            content: {
              'application/problem+json': {
                schema: { type: 'object', properties: { title: { type: 'string' }, status: { type: 'integer' } } },
              },
            },
          },
          default: { description: 'else', content: { 'text/plain': { schema: { type: 'string' } } } },
        },
      },
      post: {
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/Item' } },
            'application/xml': { schema: { $ref: '#/components/schemas/Item' } },
            'application/x-www-form-urlencoded': {
              schema: { type: 'object', properties: { a: { type: 'array', items: { type: 'integer' } } } },
              encoding: { a: { style: 'spaceDelimited', explode: false } },
            },
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: { file: { type: 'string', contentMediaType: 'image/png' }, meta: { type: 'object' } },
              },
              encoding: { file: { contentType: 'image/png' } },
            },
            'text/plain': { schema: { type: 'string', maxLength: 10 } },
            'application/octet-stream': {},
          },
        },
        responses: {
          '201': {
            description: 'made',
            headers: { Location: { schema: { type: 'string', format: 'uri-reference' } } },
            links: { self: { operationId: 'get', parameters: { id: '$response.body#/id' } } },
          },
        },
        callbacks: { done: { '{$request.body#/url}': { post: { responses: { '200': { description: 'ok' } } } } } },
      },
    },
    '/search': { get: { tags: ['a'], deprecated: true, responses: { '200': { $ref: '#/components/responses/List' } } } },
  },
  webhooks: { made: { post: { responses: { '200': { description: 'ok' } } } } },
  components: {
    schemas: {
      Item: {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id: { type: 'integer', readOnly: true },
          name: { type: 'string', minLength: 1, maxLength: 40, examples: ['rex'] },
          born: { type: 'string', format: 'date' },
          kind: {
            oneOf: [
              { type: 'string' },
              { type: 'array', items: { type: 'number', multipleOf: 0.5 }, uniqueItems: true, minItems: 1 },
            ],
          },
          parent: { anyOf: [{ $ref: '#/components/schemas/Item' }, { type: 'null' }] },
          more: {
            allOf: [{ type: 'object', properties: { a: { const: 1 } } }, { not: { required: ['b'] } }],
            unevaluatedProperties: false,
          },
        },
        patternProperties: { '^x-': { type: 'string' } },
        additionalProperties: { if: { type: 'string' }, then: { minLength: 1 }, else: { type: ['integer', 'boolean'] } },
        xml: { name: 'item' },
      },
      Pet: {
        discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Item' } },
        oneOf: [{ $ref: '#/components/schemas/Item' }],
        $defs: { x: { $anchor: 'x', type: 'string' } },
      },
    },
    responses: {
      List: {
        description: 'list',
        content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Pet' } } } },
      },
    },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  },
}

t.test('requests', async (t) => {
  let defects: string[] = []
  const mock = await mockOf(
    t,
    { 'a.json': JSON.stringify(document) },
    { documents: ['a.json'] },
    {
      request: ({ refusal }) => refusal?.code === 'internal' && defects.push(String((causeOf(refusal) as Error).stack)),
      refused: (_request, status, reason) => status === 500 && defects.push(reason),
    },
  )
  const { port } = mock
  const holds = (run: () => Promise<boolean | undefined>) =>
    run().then((isFine) => {
      const found = defects
      defects = []
      if (found.length > 0) throw new Error(found.join('\n'))
      return isFine ?? true
    })
  const check = async (t: Test, property: fc.IAsyncProperty<unknown>, numRuns: number) => {
    await fc.assert(property, { seed, numRuns })
    t.equal((await ask(port, 'GET /__mockserve/health')).status, 200)
    nothingStray(t)
  }
  const isAnswered = ({ status, ms }: { status: number; ms: number }) => status >= 200 && status < 500 && ms < patient(ANSWER_MS)

  /** Text of one byte a character, now and then of a kind that means something. */
  const octets = fc.oneof(
    fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 60 }),
    fc.constantFrom(
      '',
      '%',
      '%zz',
      '%c3%28',
      '*/*',
      ';q=',
      'a;q=1e999',
      ',,,',
      '"',
      '=',
      '__proto__',
      '\x00',
      '1e999',
      '-0',
      'code=1',
      'bytes=0-',
      'a/b;c="\\',
    ),
  )
  const fieldValue = octets.map((text) => text.replace(/[\r\n\0]/g, ' '))
  const fieldName = fc.constantFrom(
    'Accept',
    'Accept-Encoding',
    'Accept-Language',
    'Prefer',
    'Content-Type',
    'Content-Encoding',
    'Cookie',
    'Authorization',
    'X-Key',
    'X-Trace',
    'Range',
    'If-None-Match',
    'Origin',
    'Sec-Fetch-Site',
    'Sec-Fetch-Mode',
    'Access-Control-Request-Method',
    'Access-Control-Request-Headers',
    'X-Forwarded-For',
    'Expect',
    'Upgrade',
    'Host',
    '__proto__',
    'constructor',
  )
  const method = fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'QUERY', 'TRACE', 'PROPFIND')
  const path = fc.constantFrom(
    '/items/1',
    '/v1/items/2',
    '/search',
    '/',
    '/docs/',
    '/openapi.json',
    '/openapi.yaml',
    '/__mockserve/events',
    '/__mockserve/documents/a.json',
    '/__mockserve/problems/x',
    '/none',
  )

  t.test('any bytes', (t) =>
    check(
      t,
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 3_000 }),
          fc
            .tuple(method, path, octets, octets)
            .map(([verb, at, a, b]) =>
              Buffer.from(`${verb} ${at}${a} HTTP/1.1\r\nHost: 127.0.0.1\r\n${b}\r\n\r\n${a}`, 'latin1'),
            ),
        ),
        (bytes) =>
          holds(async () => {
            const { closed, ms } = await send(port, Buffer.from(bytes), { ends: true })
            return closed && ms < patient(ANSWER_MS)
          }),
      ),
      400,
    ),
  )
  t.test('any header values', (t) =>
    check(
      t,
      fc.asyncProperty(method, path, fc.dictionary(fieldName, fieldValue, { maxKeys: 6 }), (verb, at, headers) =>
        holds(async () => {
          const { Host: host, ...others } = headers
          // a stream of events goes on; a machine that is busy with other tests may need long for anything else
          const isStream = at.endsWith('/events')
          const answer = await ask(port, `${verb} ${at}`, { ...others, ...(host !== undefined && { Host: host }) }, '', {
            limitMs: isStream ? 500 : 4_000,
          })
          return isStream || isAnswered(answer)
        }),
      ),
      400,
    ),
  )
  t.test('any query and any path', (t) =>
    check(
      t,
      fc.asyncProperty(
        path,
        fc.array(
          fc.tuple(
            fc.oneof(
              octets,
              fc.constantFrom(
                'page',
                'tags',
                'filter[a]',
                'filter[__proto__]',
                'filter',
                'json',
                '__code',
                '__example',
                '__seed',
                'name',
              ),
            ),
            octets,
          ),
          { maxLength: 5 },
        ),
        octets,
        fc.boolean(),
        (at, pairs, tail, isEncoded) =>
          holds(async () => {
            const encode = (text: string) => (isEncoded ? encodeURIComponent(text) : text.replace(/[\s\x00-\x20\x7f-\xff#]/g, ''))
            return (
              at.endsWith('/events') ||
              isAnswered(
                await ask(
                  port,
                  `GET ${at}${encode(tail)}?${pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')}`,
                ),
              )
            )
          }),
      ),
      400,
    ),
  )
  t.test('any body in any media type', (t) =>
    check(
      t,
      fc.asyncProperty(
        fc.constantFrom(
          'application/json',
          'application/xml',
          'application/x-www-form-urlencoded',
          'multipart/form-data; boundary=b',
          'text/plain',
          'text/plain; charset=utf-16',
          'application/octet-stream',
          'application/x-ndjson',
          'image/svg+xml; charset="',
          'multipart/mixed',
          '*/*',
        ),
        fc.constantFrom('', 'gzip', 'br', 'deflate', 'identity', 'x'),
        fc.oneof(
          fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
          fc.json().map((text) => Buffer.from(text)),
          fc
            .array(
              fc.constantFrom(
                '<a>',
                '</a>',
                '<item id="1">',
                '<!DOCTYPE a [<!ENTITY b "c">]>',
                '&b;',
                '<![CDATA[',
                ']]>',
                '<?xml version="1.0"?>',
                '--b\r\n',
                '--b--',
                'Content-Disposition: form-data; name="file"\r\n',
                '\r\n',
                'a=1&',
                'a[]=2&',
                '%',
                'x',
                '{"id":',
                '}',
                '[',
                '1',
              ),
              { maxLength: 12 },
            )
            .map((parts) => Buffer.from(parts.join(''))),
        ),
        (type, coding, body) =>
          holds(async () =>
            isAnswered(
              await ask(
                port,
                'POST /items/1',
                { 'Content-Type': type, ...(coding !== '' && { 'Content-Encoding': coding }) },
                body,
              ),
            ),
          ),
      ),
      500,
    ),
  )

  t.test('anything asked of the control API', (t) => {
    const part = fc.oneof(octets, fc.constantFrom('1', '0', '-1', '1e9', '__proto__', '..', 'har', 'getPet'))
    const call = fc.constantFrom(
      'GET openapi.json',
      'GET documents',
      'GET documents/',
      'GET exchanges',
      'GET exchanges/',
      'DELETE exchanges',
      'GET findings',
      'GET overrides',
      'POST overrides',
      'DELETE overrides/',
      'POST reset',
      'POST verify',
      'POST send',
      'POST exchanges/1/send',
    )
    const wish = fc.record(
      {
        operation: fc.constantFrom<unknown>('get', 'GET /items/{id}', 'none', '__proto__', 1),
        answer: fc.jsonValue({ maxDepth: 2 }),
        status: fc.constantFrom<unknown>(200, 99, 9999, -1, 'x', null),
        body: fc.jsonValue({ maxDepth: 2 }),
        headers: fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), { maxKeys: 3 }),
        method: fc.constantFrom<unknown>('GET', 'POST', 'CONNECT', 'TRACE', 'A B', ''),
        path: octets,
        times: fc.constantFrom<unknown>(0, 1, -1, 1e9, 'x'),
        match: fc.jsonValue({ maxDepth: 3 }),
      },
      { requiredKeys: [] },
    )
    return check(
      t,
      fc.asyncProperty(call, part, fc.oneof(wish, fc.jsonValue()), octets, fc.boolean(), (line, more, json, bytes, isJson) =>
        holds(async () => {
          const [method, path = ''] = line.split(' ')
          const answer = await ask(
            port,
            `${method} /__mockserve/api/${path}${path.endsWith('/') ? encodeURIComponent(more) : ''}?limit=${encodeURIComponent(more)}`,
            { Authorization: `Bearer ${mock.controlToken}`, ...(method === 'POST' && { 'Content-Type': 'application/json' }) },
            method === 'POST' ? (isJson ? JSON.stringify(json) : bytes) : '',
          )
          return isAnswered(answer)
        }),
      ),
      200,
    )
  })
})

/** What files that people write may hold: any bytes, and pieces of the language that do no harm when they run. */
const bytesOf = (pieces: readonly string[]) =>
  fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => Buffer.from(parts.join(''))),
  )
const CODE = [
  'export default ',
  'mocks(',
  "import { mocks } from 'mockserve'\n",
  "import './none.ts'\n",
  "import x from 'no-such-package'\n",
  '{',
  '}',
  '(',
  ')',
  '=> ',
  'get: ',
  "'GET /search': ",
  "'*': ",
  "'__proto__': ",
  '[',
  ']',
  ',',
  '() => ({ body: 1 })',
  '({ next }) => next()',
  '{ status: 999 }',
  '{ delayMs: -1 }',
  '{ times: 0 }',
  'null',
  'undefined',
  'Symbol()',
  '1n',
  'async ',
  'await ',
  'new Proxy({}, {})',
  'class A {}\n',
  'throw new Error()\n',
  'throw null\n',
  'Promise.reject()\n',
  '`',
  '/*',
  '\u0000',
  '\n',
]

t.test('handler files', async (t) => {
  const defects: string[] = []
  const mock = await mockOf(
    t,
    { 'a.json': JSON.stringify(document), mocks: '' },
    { documents: ['a.json'], mocks: 'handlers', watch: false },
    { request: ({ refusal }) => refusal?.code === 'internal' && defects.push(String((causeOf(refusal) as Error).stack)) },
  )
  const folder = join(t.testdirName, 'handlers')
  mkdirSync(folder)
  const holds = async (text: Buffer | string) => {
    writeFileSync(join(folder, 'a.ts'), text)
    const { findings } = await mock.reload()
    for (const finding of [...findings, ...mock.findings]) formatDiagnostic(finding)
    for (const path of ['/items/1', '/search']) {
      const { status } = await ask(mock.port, `GET ${path}`)
      if (status < 200 || status > 599) throw new Error(`${path}: ${status}`)
    }
    if (defects.length > 0) throw new Error(defects.splice(0).join('\n'))
  }
  await fc.assert(fc.asyncProperty(bytesOf(CODE), holds), { seed, numRuns: 60 })
  const key = fc.constantFrom('get', 'GET /search', '*', '/items/*', 'GET', '__proto__', 'constructor', '')
  const map = fc.dictionary(key, fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom({ body: 1 }, { status: 204 }, [])), {
    maxKeys: 4,
  })
  await fc.assert(
    fc.asyncProperty(map, (value) => holds(`export default ${JSON.stringify(value)}`)),
    { seed, numRuns: 60 },
  )
  t.equal((await ask(mock.port, 'GET /__mockserve/health')).status, 200)
  // `Promise.reject()` in a handler file is that file's own, and told by the process that runs it
  t.same(
    stray.splice(0).filter((error) => error instanceof Error && String(error.stack).includes('/src/')),
    [],
  )
})

t.test('config files are settings, or refused with a reason', async (t) => {
  const folder = t.testdir({})
  const holds = async (name: string, bytes: Uint8Array | string) => {
    writeFileSync(join(folder, name), bytes)
    try {
      await readConfigFile(join(folder, name))
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error
      if (error.message === '' || /\n\s+at /.test(error.message)) throw new Error(`no reason: ${error.message}`, { cause: error })
    }
  }
  const data = [
    'port: ',
    'host: ',
    '"port": ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '1',
    '99999',
    'x',
    'null',
    '&a ',
    '*a',
    '<<: *a',
    '\n',
    '- ',
    '"',
    '\t',
  ]
  const keys = fc.constantFrom(...Object.keys(defaultSettings), '__proto__', 'constructor', 'prot')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('a.json', 'a.yaml'),
      fc.oneof(
        bytesOf(data),
        fc.dictionary(keys, fc.jsonValue({ maxDepth: 2 })).map((value) => JSON.stringify(value)),
      ),
      holds,
    ),
    { seed, numRuns: 300 },
  )
  await fc.assert(
    fc.asyncProperty(bytesOf(CODE), (bytes) => holds('a.ts', bytes)),
    { seed, numRuns: 30 },
  )
  stray.length = 0
})

t.test('documents', async (t) => {
  const folder = t.testdir({})
  /** Loads, asks every operation and every part of the docs; all that may come of it is findings and answers. */
  const survives = async (name: string, bytes: string | Uint8Array): Promise<boolean> => {
    writeFileSync(join(folder, name), bytes)
    const began = performance.now()
    const built = buildRuntime({ ...defaultSettings, folder, documents: [name], mocks: false }, (finding) =>
      formatWithFrame(finding),
    )
    const { contract } = built
    for (const finding of built.diagnostics) formatWithFrame(finding)
    for (const finding of inspect(contract, true)) if (finding !== undefined) formatWithFrame(finding)
    for (const { document: loaded } of contract.documents)
      servedDocument(
        contract.documents.find((each) => each.document === loaded) ?? (contract.documents[0] as never),
        '127.0.0.1',
        contract,
      )
    for (const operation of contract.operations) {
      const request = {
        method: operation.method,
        path: operation.path.replace(/\{[^}]*\}/g, '1'),
        query: '',
        headers: { host: '127.0.0.1', 'content-type': 'application/json' },
        body: Buffer.from('{"a":1}'),
      }
      for (const headers of [{}, { prefer: 'code=404' }, { accept: 'application/xml' }]) {
        const { refusal, response } = await answerRequest(
          { ...request, headers: { ...request.headers, ...headers } },
          built.runtime,
        )
        if (refusal?.code === 'internal') throw causeOf(refusal)
        if (response.status < 200 || response.status > 599) throw new Error(`status ${response.status}`)
      }
    }
    return performance.now() - began < patient(ANSWER_MS)
  }
  const check = async (t: Test, property: fc.IAsyncProperty<unknown>, numRuns: number) => {
    await fc.assert(property, { seed, numRuns })
    nothingStray(t)
  }

  t.test('any bytes are no document, or one that is served', (t) =>
    check(
      t,
      fc.asyncProperty(
        fc.constantFrom('a.json', 'a.yaml'),
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc
            .array(
              fc.constantFrom(
                'openapi: 3.0.3\n',
                '"openapi": "3.1.0"',
                'paths:\n',
                '  /a:\n',
                '    get:\n',
                '- ',
                '? ',
                ': ',
                '{',
                '}',
                '[',
                ']',
                ',',
                '&a ',
                '*a',
                '<<: *a\n',
                '!!js/function ',
                '|\n',
                '>-\n',
                '"',
                "'",
                '\t',
                '#',
                '%YAML 1.2\n',
                '---\n',
                '...\n',
                '\ufeff',
                '\u0000',
                '\u2028',
                'x',
                '\n',
                '  ',
              ),
              { maxLength: 30 },
            )
            .map((parts) => Buffer.from(parts.join(''))),
        ),
        survives,
      ),
      400,
    ),
  )
  t.test('a real document with bytes changed, lost, or there twice', async (t) => {
    const real = readFileSync(fileURLToPath(new URL('../../openapi/lending-shed.yaml', import.meta.url)))
    const change = fc.record({
      at: fc.nat(real.length - 1),
      kind: fc.constantFrom('change', 'lose', 'repeat'),
      length: fc.nat(40),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
    })
    await check(
      t,
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let bytes = real
        for (const { at: from, kind, length, bytes: others } of changes) {
          const [before, part, after] = [
            bytes.subarray(0, from),
            bytes.subarray(from, from + length),
            bytes.subarray(from + length),
          ]
          bytes = Buffer.concat(kind === 'lose' ? [before, after] : [before, kind === 'repeat' ? part : others, part, after])
        }
        return survives('real.yaml', bytes)
      }),
      60,
    )
  })
  t.test('a good document with a part replaced, dropped or moved', async (t) => {
    const places = allPlaces(document)
    const value = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom<unknown>(
          null,
          true,
          false,
          0,
          -1,
          1.5,
          1e308,
          '',
          'x',
          '#/components/schemas/Item',
          '#/nothing',
          '#',
          'string',
          'object',
          '__proto__',
          [],
          {},
          [[]],
          { $ref: '#/components/schemas/Item' },
          { $ref: '#/paths' },
          { $ref: 1 },
          [null],
          { type: 'array' },
          { not: {} },
          '^(a+)+$',
          '([',
        ),
      },
      { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
      { weight: 2, arbitrary: fc.constantFrom(...places).map((path) => at(document, path)) },
    )
    const change = fc.record({
      path: fc.constantFrom(...places.filter((path) => path.length > 0)),
      value: fc.option(value, { nil: undefined }),
    })
    await check(
      t,
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('3.1.0', '3.0.3', '3.2.0', '2.0'),
        (changes, version) => {
          const changed = structuredClone(document) as Record<string, unknown>
          if (version === '2.0') changed['swagger'] = '2.0'
          else changed['openapi'] = version
          if (version === '2.0') delete changed['openapi']
          for (const { path, value: part } of changes) put(changed, path, part)
          return survives('m.json', JSON.stringify(changed))
        },
      ),
      300,
    )
  })
})

type Path = readonly (string | number)[]

function allPlaces(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [
    path,
    ...Object.entries(value).flatMap(([key, part]) => allPlaces(part, [...path, Array.isArray(value) ? Number(key) : key])),
  ]
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key as string], value)

/** Undefined takes the part away. A place that an earlier change has removed is left alone. */
function put(value: unknown, path: Path, part: unknown): void {
  const parent = at(value, path.slice(0, -1))
  const key = path.at(-1)
  if (typeof parent !== 'object' || parent === null || key === undefined) return
  if (part === undefined) delete (parent as Record<string, unknown>)[key as string]
  else (parent as Record<string, unknown>)[key as string] = structuredClone(part)
}

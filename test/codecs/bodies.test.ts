// Bodies of requests: which documented type is meant, what the bytes say, and what is told when they say nothing.
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import t from 'tap'
import { inflate } from '../../src/codecs/bodies/decode-content-encoding.ts'
import { encodeBody } from '../../src/codecs/body-codec.ts'
import { type BodyEncoding, type BodyProblem, type DecodedBody, decodeBody } from '../../src/codecs/decode-body.ts'
import { readText } from '../../src/codecs/read-as.ts'
import { DocumentReader } from '../../src/contract/reader.ts'
import { matchRequestMedia, readRequestBody } from '../../src/contract/request-body.ts'
import { validate } from '../../src/schema/compile-validator.ts'
import { loadDocuments } from '../../src/spec/load-documents.ts'
import { aSchema } from '../helpers/schema.ts'

interface Sent {
  readonly type: string
  readonly body: string | Buffer
  readonly schema?: unknown
  readonly itemSchema?: unknown
  readonly encoding?: Readonly<Record<string, BodyEncoding>>
  /** The documented type, where it is another than the one sent. */
  readonly documented?: string
}

const decode = ({ type, body, schema, itemSchema, encoding = {}, documented = type }: Sent) =>
  decodeBody(Buffer.from(body as string), type, {
    type: documented,
    schema: schema === undefined ? undefined : aSchema(schema),
    itemSchema: itemSchema === undefined ? undefined : aSchema(itemSchema),
    encoding: new Map(Object.entries(encoding)),
  })

async function read(sent: Sent): Promise<DecodedBody> {
  const result = await decode(sent)
  if ('problem' in result) throw new Error(JSON.stringify(result.problem))
  return result
}

const bodyValue = async (sent: Sent): Promise<unknown> => (await read(sent)).value

async function problemOf(sent: Sent): Promise<BodyProblem> {
  const result = await decode(sent)
  if (!('problem' in result)) throw new Error(`no problem, but ${JSON.stringify(result.value)}`)
  return result.problem
}

const FORM = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data; boundary=cut'
const multipart = (...parts: readonly string[]) =>
  Buffer.from(`${parts.map((part) => `--cut\r\n${part}\r\n`).join('')}--cut--\r\n`, 'latin1')
const field = (name: string, text: string, ...headers: readonly string[]) =>
  [`Content-Disposition: form-data; name="${name}"`, ...headers, '', text].join('\r\n')
const file = (name: string, fileName: string, type: string, bytes: string) =>
  [`Content-Disposition: form-data; name="${name}"; filename="${fileName}"`, `Content-Type: ${type}`, '', bytes].join('\r\n')
const integers = { type: 'array', items: { type: 'integer' } }

t.test('a Content-Type means the most specific documented type that covers it', async (t) => {
  const media = [
    '*/*',
    'text/*',
    'application/*+json',
    'application/json',
    'application/json; version=2',
    'TEXT/csv; charset=utf-8',
  ].map((type) => ({ type }))
  const meant = (sent: string | undefined, among = media) => {
    const match = matchRequestMedia(sent, among)
    return typeof match === 'string' ? match : match.type
  }
  t.equal(meant('application/json'), 'application/json')
  t.equal(meant('application/json;version=2'), 'application/json; version=2')
  t.equal(meant('application/json; version=3'), 'application/json', 'another value of a documented parameter is another type')
  t.equal(meant('application/json; charset=latin1'), 'application/json', 'the charset is no part of the type')
  t.equal(meant('application/vnd.acme+json'), 'application/*+json')
  t.equal(meant('text/csv; charset=utf-16'), 'TEXT/csv; charset=utf-8')
  t.equal(meant('text/plain'), 'text/*')
  t.equal(meant('image/png'), '*/*')
  t.equal(meant('no type at all'), '*/*')
  t.equal(meant(undefined), 'missing')
  t.equal(meant('  '), 'missing')
  const json = [{ type: 'application/json' }]
  for (const odd of [
    'application/json\tx',
    ' application/json',
    'APPLICATION/JSON',
    'application/json garbage',
    'application/json, text/plain',
  ])
    t.equal(meant(odd, json), 'application/json', `${JSON.stringify(odd)} cannot skip the checks`)
  for (const other of [
    'text/plain',
    'application/jsonx',
    'application/merge-patch+json',
    'json',
    '/',
    ';',
    '\u0000',
    'a/b'.repeat(1000),
  ])
    t.equal(meant(other, json), 'unsupported', JSON.stringify(other.slice(0, 40)))
  t.equal(meant('application/json', []), 'unsupported')
})

t.test('a body is read by the type it was sent with, and by the documented one where that says nothing', async (t) => {
  const schema = { type: 'object' }
  t.same(await bodyValue({ type: 'application/json', documented: '*/*', body: '{"a":1}', schema }), { a: 1 })
  t.same(await bodyValue({ type: FORM, documented: '*/*', body: 'a=1', schema }), { a: '1' })
  t.same(await bodyValue({ type: 'application/json\tx', documented: 'application/json', body: '{"a":1}', schema }), { a: 1 })
  t.same(await bodyValue({ type: '???', documented: '*/*', body: '{"a":1}', schema }), { a: 1 }, 'nothing escapes as bytes')
  const media = { type: 'application/json', schema: undefined, itemSchema: undefined, encoding: new Map() }
  t.match(await decodeBody(Buffer.from('[1]'), undefined, media), { value: [1] })
})

t.test('JSON that is none is told with its line, its column and a sentence', async (t) => {
  const type = 'application/json'
  t.same(await problemOf({ type, body: '[' }), {
    status: 400,
    detail: 'this is no valid JSON: the text ends here, but the "[" of line 1 is not closed',
    line: 1,
    column: 2,
  })
  t.match(await problemOf({ type, body: '{"a": 1,\n "b" 2}' }), {
    detail: /a ":" is missing after the key "b"/,
    line: 2,
    column: 5,
  })
  t.match(await problemOf({ type: 'application/vnd.acme+json', body: "{'a': 1}" }), { status: 400, line: 1, column: 2 })
  t.match(await problemOf({ type, body: ' \n' }), { detail: 'JSON is expected, but there is nothing', line: 1 })
  t.match(await problemOf({ type, body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` }), {
    status: 400,
    detail: /nested more than 200 levels deep/,
    column: 201,
  })
  t.match(await problemOf({ type, body: `${'{"a":'.repeat(201)}1${'}'.repeat(201)}` }), { detail: /nested more than 200/ })
  const deepest = `${'['.repeat(200)}${']'.repeat(200)}`
  t.equal(JSON.stringify(await bodyValue({ type, body: deepest })), deepest)
  t.same(await bodyValue({ type, body: JSON.stringify('['.repeat(500)) }), '['.repeat(500), 'brackets in a text are no levels')
})

t.test('JSON comes in any charset that is known, with or without a byte order mark', async (t) => {
  const text = '{"name":"Zoë 🐕"}'
  const value = { name: 'Zoë 🐕' }
  t.same(await bodyValue({ type: 'application/json', body: `\ufeff${text}` }), value)
  t.same(await bodyValue({ type: 'application/json; charset="UTF-8"', body: text }), value)
  t.same(
    await bodyValue({ type: 'application/json; charset=utf-16', body: Buffer.from(`\ufeff${text}`, 'utf16le').swap16() }),
    value,
  )
  t.same(await bodyValue({ type: 'application/json; charset=utf-16le', body: Buffer.from(text, 'utf16le') }), value)
  t.same(await bodyValue({ type: 'application/json; charset=iso-8859-1', body: Buffer.from('"Zoë"', 'latin1') }), 'Zoë')
  t.match(await problemOf({ type: 'application/json; charset=klingon', body: text }), {
    status: 415,
    detail: 'the charset "klingon" is not known',
  })
  t.match(await problemOf({ type: 'application/json', body: Buffer.from('{"a":\n"Zoë"}', 'latin1') }), {
    status: 400,
    detail: 'the bytes here are not valid UTF-8',
    line: 2,
    column: 4,
  })
  t.match(await problemOf({ type: 'application/json; charset=utf-16le', body: Buffer.from([0x00, 0xd8]) }), {
    status: 400,
    detail: /UTF-16LE/,
  })
  t.same(await bodyValue({ type: 'application/json', body: '"\\ud800"' }), '\ud800', 'a lone surrogate that is escaped is JSON')
})

t.test('names such as __proto__ are data in every kind of body', async (t) => {
  const schema = { type: 'object', properties: { f: { type: 'object' } } }
  const values = [
    await bodyValue({ type: 'application/json', body: '{"__proto__":"x","a":1,"a":"2"}' }),
    await bodyValue({ type: FORM, body: '__proto__=x&a=2' }),
    await bodyValue({ type: MULTIPART, body: multipart(field('__proto__', 'x'), field('a', '2')) }),
    await bodyValue({ type: 'application/xml', body: '<r><__proto__>x</__proto__><a>2</a></r>' }),
    await bodyValue({ type: 'application/xml', body: '<r __proto__="x" a="2"/>' }),
  ]
  for (const value of values)
    t.same(Object.entries(value as object).sort(), [
      ['__proto__', 'x'],
      ['a', '2'],
    ])
  const nested = await bodyValue({
    type: FORM,
    body: 'f[__proto__][polluted]=1&f[constructor][prototype]=1',
    schema,
    encoding: { f: { style: 'deepObject' } },
  })
  t.equal(JSON.stringify(nested), '{"f":{"__proto__":{"polluted":"1"},"constructor":{"prototype":"1"}}}')
  t.equal(({} as Record<string, unknown>)['polluted'], undefined)
})

t.test('a text becomes the value that its schema asks for, and stays a text when it cannot', async (t) => {
  const cases: readonly (readonly [schema: unknown, text: string, value: unknown])[] = [
    [{ type: 'integer' }, '7', 7],
    [{ type: 'integer' }, '007', '007'],
    [{ type: 'integer' }, '1.5', 1.5],
    [{ type: 'integer' }, '7 ', '7 '],
    [{ type: 'number' }, '-1e3', -1000],
    [{ type: 'number' }, '1e999', '1e999'],
    [{ type: 'boolean' }, 'true', true],
    [{ type: 'boolean' }, 'yes', 'yes'],
    [{ type: 'string' }, '7', '7'],
    [{ type: ['string', 'null'] }, 'null', 'null'],
    [{ type: ['integer', 'null'] }, '', null],
    [{ type: ['string', 'null'] }, '', ''],
    [{ enum: [1, 'two', null] }, '1', 1],
    [{ enum: [1, 'two', null] }, 'two', 'two'],
    [{ const: true }, 'true', true],
    [{ anyOf: [{ type: 'integer' }, { type: 'string', format: 'uuid' }] }, '7', 7],
    [{ anyOf: [{ type: 'integer', maximum: 5 }, { type: 'string' }] }, '7', '7'],
    [{ allOf: [{ type: ['string', 'integer'] }, { type: ['integer', 'boolean'] }] }, '7', 7],
    [{ allOf: [{ type: 'integer' }, { minimum: 5 }] }, '7', 7],
    [{ $ref: '#/$defs/n', $defs: { n: { type: 'number' } } }, '7', 7],
    [{ $ref: '#' }, '7', '7'],
    [{ type: 'object' }, '{"a":1}', { a: 1 }],
    [{ type: 'object' }, '{"a":', '{"a":'],
    [integers, '[1,2]', [1, 2]],
    [{}, '7', '7'],
  ]
  for (const [schema, text, value] of cases) t.same(readText(text, aSchema(schema)), value, `${JSON.stringify(schema)} ${text}`)
  t.equal(readText('7', aSchema({ type: 'integer', nullable: true }, 'openapi-3.0')), 7)
  t.equal(readText('7', undefined), '7')
})

t.test('a form field that repeats is a list, alone too where the schema says so', async (t) => {
  const schema = {
    type: 'object',
    properties: { tag: { type: 'array', items: { type: 'string' } }, ids: integers, n: { type: 'integer' } },
  }
  const form = (body: string, encoding: Sent['encoding'] = {}) => bodyValue({ type: FORM, body, schema, encoding })
  t.same(await form('tag=a&tag=b'), { tag: ['a', 'b'] })
  t.same(await form('tag=a'), { tag: ['a'] })
  t.same(await form('tag='), { tag: [''] })
  t.same(await form('ids[]=1&ids[]=2&ids[2]=3'), { ids: [1, 2, 3] })
  t.same(await form('n=1&n=2'), { n: [1, 2] }, 'for the check of the value to refuse')
  t.same(await form('x=1&x=2&y=3'), { x: ['1', '2'], y: '3' })
  t.same(await form('a+b=%C3%A9+%2B&&=&c'), { 'a b': 'é +', '': '', c: '' })
  t.same(await form(''), {})
  t.same(await form('ids=1,2,x', { ids: { explode: false } }), { ids: [1, 2, 'x'] })
  t.same(
    await form('tag=a%2Cb,c', { tag: { style: 'form', explode: false } }),
    { tag: ['a,b', 'c'] },
    'an escaped comma is part of an item',
  )
  t.same(
    await form('ids=1%2C2', { ids: { style: 'form', explode: false } }),
    { ids: [1, 2] },
    'unless the client escapes them all',
  )
  t.same(await form('ids=1+2', { ids: { style: 'spaceDelimited' } }), { ids: [1, 2] })
  t.same(await form('ids=1%7C2', { ids: { style: 'pipeDelimited' } }), { ids: [1, 2] })
  t.same(await form('ids=', { ids: { explode: false } }), { ids: [] })
})

t.test('a form field holds JSON where the encoding says so, and where its property is an object', async (t) => {
  const request = { type: 'object', properties: { a: { type: 'integer' } } }
  const schema = { type: 'object', properties: { request, list: { type: 'array', items: request }, any: {} } }
  const json = { contentType: 'application/json' }
  const body = `request=${encodeURIComponent('{"a":1}')}`
  t.same(await bodyValue({ type: FORM, body, schema, encoding: { request: json } }), { request: { a: 1 } })
  t.same(await bodyValue({ type: FORM, body, schema }), { request: { a: 1 } })
  t.same(await bodyValue({ type: FORM, body: 'request=no', schema }), { request: 'no' }, 'for the check of the value to refuse')
  t.same(await bodyValue({ type: FORM, body: 'list={"a":1}&list={"a":2}', schema }), { list: [{ a: 1 }, { a: 2 }] })
  t.same(await bodyValue({ type: FORM, body: 'list=[{"a":1}]', schema }), { list: [{ a: 1 }] })
  t.same(await bodyValue({ type: FORM, body: 'any=[1]', schema, encoding: { any: json } }), { any: [1] })
  t.match(await problemOf({ type: FORM, body: 'x=1&request={"a"=1}', schema }), {
    status: 400,
    pointer: '/request',
    line: 1,
    column: 5,
  })
})

t.test('brackets in the names of a form make nested values where the style says so', async (t) => {
  const filter = {
    type: 'object',
    properties: { owner: { type: 'object', properties: { age: { type: 'integer' } } }, ids: integers, on: { type: 'boolean' } },
  }
  const schema = { type: 'object', properties: { filter, point: { type: 'object', properties: { x: { type: 'integer' } } } } }
  const body = 'filter[owner][age]=3&filter[ids][]=1&filter[ids][]=2&filter[on]=true&filter[more][x][0]=a&filter[more][x][1]=b'
  const value = { owner: { age: 3 }, ids: [1, 2], on: true, more: { x: ['a', 'b'] } }
  t.same(await bodyValue({ type: FORM, body, schema, encoding: { filter: { style: 'deepObject', explode: true } } }), {
    filter: value,
  })
  t.same(await bodyValue({ type: FORM, body: 'filter[on]=true', schema }), { 'filter[on]': 'true' })
  const exploded = { point: { style: 'form', explode: true } }
  t.same(await bodyValue({ type: FORM, body: 'x=1&y=2', schema, encoding: exploded }), { point: { x: 1 }, y: '2' })
  t.same(await bodyValue({ type: FORM, body: 'point=x,1,y,2', schema, encoding: { point: { explode: false } } }), {
    point: { x: 1, y: '2' },
  })
  const open = { type: FORM, body: 'filter[on=1', schema, encoding: { filter: { style: 'deepObject' } } }
  t.match(await problemOf(open), { status: 400, detail: /brackets that do not close/, pointer: '/filter' })
  const deep = { type: FORM, body: `filter${'[a]'.repeat(300)}=1`, schema, encoding: { filter: { style: 'deepObject' } } }
  t.match(await problemOf(deep), { status: 400, pointer: '/filter' })
})

t.test('a form that is badly encoded or endless is refused, and named', async (t) => {
  t.match(await problemOf({ type: FORM, body: 'ok=1&bad=a%zz' }), {
    status: 400,
    detail: /the field "bad" holds "%zz"/,
    pointer: '/bad',
  })
  t.match(await problemOf({ type: FORM, body: 'bad=%E9' }), { status: 400, detail: /"%E9"/, pointer: '/bad' })
  t.same(await bodyValue({ type: `${FORM}; charset=iso-8859-1`, body: 'a=%E9t%E9' }), { a: 'été' })
  t.match(await problemOf({ type: FORM, body: 'a=1&'.repeat(10_001) }), {
    status: 400,
    detail: 'the form has more than 10,000 fields',
  })
})

t.test('properties are found through references, allOf and branches', async (t) => {
  const schema = {
    allOf: [
      { $ref: '#/$defs/base' },
      { oneOf: [{ properties: { size: { type: 'integer' } } }, { properties: { size: { type: 'boolean' } } }] },
    ],
    unevaluatedProperties: { type: 'number' },
    patternProperties: { '^x-': { type: 'boolean' } },
    $defs: { base: { type: 'object', properties: { id: { type: 'integer' } }, anyOf: [{ $ref: '#' }] } },
  }
  const typed = { id: 1, size: true, 'x-on': false, rest: 1.5 }
  t.same(await bodyValue({ type: FORM, body: 'id=1&size=true&x-on=false&rest=1.5', schema }), typed)
  t.same(await bodyValue({ type: FORM, body: 'size=4', schema }), { size: 4 })
})

t.test('a form is read by the branch that it fits, else by the one that it is nearest to', async (t) => {
  const branch = (kind: string, size: unknown) => ({ required: ['kind'], properties: { kind: { const: kind }, size } })
  const schema = { type: 'object', oneOf: [branch('a', { type: 'integer' }), branch('b', { type: 'string' })] }
  const form = (body: string) => bodyValue({ type: FORM, body, schema })
  t.same(await form('kind=a&size=4'), { kind: 'a', size: 4 })
  t.same(await form('kind=b&size=4'), { kind: 'b', size: '4' })
  const parts = multipart(field('kind', 'b'), field('size', '4'))
  t.same(await bodyValue({ type: MULTIPART, body: parts, schema }), { kind: 'b', size: '4' })
  const pet = {
    type: 'object',
    oneOf: [
      { properties: { kind: { const: 'cat' } }, required: ['kind', 'lives', 'name'] },
      { properties: { kind: { const: 'dog' }, age: { type: 'integer' } }, required: ['kind', 'age', 'name'] },
    ],
  }
  t.same(await bodyValue({ type: FORM, body: 'kind=dog&age=5', schema: pet }), { kind: 'dog', age: 5 })
})

t.test('the parts of a multipart form are files, lists of files, JSON and fields', async (t) => {
  const schema = {
    type: 'object',
    properties: {
      meta: { type: 'object', properties: { title: { type: 'string' } } },
      photo: { type: 'string', contentMediaType: 'image/png' },
      files: { type: 'array', items: { type: 'string', format: 'binary' } },
      count: { type: 'integer' },
      tags: { type: 'array', items: { type: 'string' } },
    },
  }
  const body = multipart(
    field('meta', '{"title":"Zoë"}'.replace('ë', Buffer.from('ë').toString('latin1')), 'Content-Type: application/json'),
    file('photo', 'C:\\pictures\\rex.png', 'image/png', '\x89PNG\r\n\x00\xff'),
    file('files', 'a.txt', 'text/plain', 'one'),
    file('files', 'b.txt', 'text/plain', ''),
    field('count', '7'),
    field('tags', 'x'),
    field('tags', 'y', 'Content-Type: text/plain; charset=utf-8'),
    field('other', 'z'),
  )
  const { value, files, violations } = await read({ type: MULTIPART, body, schema })
  t.same(value, {
    meta: { title: 'Zoë' },
    photo: '\x89PNG\r\n\x00\xff',
    files: ['one', ''],
    count: 7,
    tags: ['x', 'y'],
    other: 'z',
  })
  t.same(
    files.map(({ pointer, fileName, contentType, bytes }) => [pointer, fileName, contentType, bytes.length]),
    [
      ['/photo', 'rex.png', 'image/png', 8],
      ['/files/0', 'a.txt', 'text/plain', 3],
      ['/files/1', 'b.txt', 'text/plain', 0],
    ],
  )
  t.same(violations, [])
  t.same(await bodyValue({ type: MULTIPART, body: multipart(file('files', 'a', 'text/plain', '1')), schema }), { files: ['1'] })
  t.same(
    await bodyValue({
      type: MULTIPART,
      body: multipart(file('files[]', 'a', 'x/y', '1'), file('files[]', 'b', 'x/y', '2')),
      schema,
    }),
    {
      files: ['1', '2'],
    },
  )
  const blob = multipart(file('meta', 'blob', 'application/json', '{"title":"a"}'))
  t.same(
    await bodyValue({ type: MULTIPART, body: blob, schema }),
    { meta: { title: 'a' } },
    'fetch sends JSON as a file named blob',
  )
})

t.test('what fetch makes of a FormData is read', async (t) => {
  const form = new FormData()
  form.append('meta', new Blob(['{"title":"Zoë"}'], { type: 'application/json' }))
  form.append('na"me\n', 'été')
  form.append('photo', new Blob([Buffer.from([0, 255])], { type: 'image/png' }), 'été.png')
  const sent = new Response(form)
  const schema = {
    type: 'object',
    properties: { meta: { type: 'object' }, photo: { type: 'string', format: 'binary' } },
  }
  const type = sent.headers.get('content-type') ?? ''
  const { value, files } = await read({ type, body: Buffer.from(await sent.arrayBuffer()), schema })
  t.same(value, { meta: { title: 'Zoë' }, 'na"me\r\n': 'été', photo: '\x00\xff' })
  t.equal(files.find(({ pointer }) => pointer === '/photo')?.fileName, 'été.png')
})

t.test('a part is JSON by its own type, by the encoding, or because its property is an object', async (t) => {
  const schema = {
    type: 'object',
    properties: { meta: { type: 'object' }, list: { type: 'array', items: { type: 'string' } }, text: { type: 'string' } },
  }
  const encoding = { meta: { contentType: 'application/json' } }
  const send = (part: string, more: Partial<Sent> = {}) => ({ type: MULTIPART, body: multipart(part), schema, ...more })
  t.same(await bodyValue(send(field('meta', '{"a":1}'), { encoding })), { meta: { a: 1 } })
  t.same(await bodyValue(send(field('meta', '{"a":1}'))), { meta: { a: 1 } })
  t.same(await bodyValue(send(field('meta', 'text'))), { meta: 'text' }, 'for the check of the value to refuse')
  t.match(await problemOf(send(field('meta', 'text'), { encoding })), { status: 400, pointer: '/meta', line: 1, column: 1 })
  t.match(await problemOf(send(field('meta', '{"a":\n}', 'Content-Type: application/json'))), {
    status: 400,
    pointer: '/meta',
    line: 2,
  })
  t.same(await bodyValue(send(field('list', '["a"]', 'Content-Type: application/json'))), { list: ['a'] })
  t.same(await bodyValue(send(field('list', '"a"', 'Content-Type: application/json'))), { list: ['a'] })
  t.same(await bodyValue(send(field('text', '"a"', 'Content-Type: application/json'))), { text: 'a' })
  t.same(await bodyValue(send(field('text', '7', 'Content-Type: application/json'))), { text: '7' })
  t.same(await bodyValue(send(field('meta', '<meta><a>1</a></meta>', 'Content-Type: application/xml'))), { meta: { a: '1' } })
})

t.test('the type and the headers of a part are held to the encoding', async (t) => {
  const schema = {
    type: 'object',
    properties: { photo: { type: 'array', items: { type: 'string', format: 'binary' } }, ids: integers },
  }
  const encoding = {
    photo: {
      contentType: 'image/png, image/jp*, audio/*',
      headers: [
        { name: 'X-Width', schema: aSchema({ type: 'integer', minimum: 1 }), isRequired: true },
        { name: 'Content-Type', schema: aSchema(false), isRequired: true },
      ],
    },
    ids: { style: 'form', explode: false },
  }
  const part = (type: string, ...headers: readonly string[]) => [
    file('photo', 'a', type, 'x').replace('\r\n\r\n', ['', ...headers, '', ''].join('\r\n')),
  ]
  const sent = (...parts: readonly string[]) => ({ type: MULTIPART, body: multipart(...parts), schema, encoding })
  t.match(await problemOf(sent(...part('text/plain', 'X-Width: 3'))), {
    status: 415,
    pointer: '/photo/0',
    detail: 'the part is text/plain, where image/png or image/jp* or audio/* is documented',
  })
  t.same((await read(sent(...part('IMAGE/PNG', 'x-width: 3'), ...part('audio/wav', 'X-Width: 5')))).violations, [])
  const { violations } = await read(
    sent(...part('image/png'), ...part('image/png', 'X-Width: 0'), ...part('image/png', 'X-Width: wide')),
  )
  t.same(
    violations.map(({ pointer, keyword, expected }) => [pointer, keyword, expected]),
    [
      ['/photo/0', 'required', 'a header X-Width of the part'],
      ['/photo/1', 'minimum', "in the part's header X-Width: at least 1"],
      ['/photo/2', 'type', "in the part's header X-Width: integer"],
    ],
  )
  t.same(await bodyValue(sent(field('ids', '1,2'))), { ids: [1, 2] })
})

t.test('what is wrong inside of an XML part is told with the place of the part', async (t) => {
  const schema = { type: 'object', properties: { meta: { type: 'object', xml: { name: 'Meta' } } } }
  const body = multipart(field('meta', '<wrong><a>1</a></wrong>', 'Content-Type: text/xml'))
  const { value, violations } = await read({ type: MULTIPART, body, schema })
  t.same(value, { meta: { a: '1' } })
  t.match(violations, [{ pointer: '/meta', keyword: 'xml', received: '<wrong>' }])
})

t.test('odd names and damaged multipart bodies are data or a 400', async (t) => {
  const odd = ['{"inputBy" :  true}";type', 'a\r\nb', '', 'naïve', 'a\\b']
  for (const name of odd) {
    const written = Buffer.from(name.replaceAll('"', '%22').replaceAll('\r\n', '%0D%0A')).toString('latin1')
    t.same(await bodyValue({ type: MULTIPART, body: multipart(field(written, 'x')) }), { [name]: 'x' }, JSON.stringify(name))
  }
  t.same(
    await bodyValue({ type: MULTIPART, body: multipart(field('say \\"hi\\"', 'x')) }),
    { 'say "hi"': 'x' },
    'as older clients write it',
  )
  t.same(
    await bodyValue({
      type: 'multipart/form-data; boundary="a b"',
      body: '--a b\r\nContent-Disposition: form-data; name=n\r\n\r\n1\r\n--a b--',
    }),
    { n: '1' },
  )
  t.same(
    await bodyValue({
      type: 'multipart/form-data; boundary=--=_1:2',
      body: '----=_1:2\r\nContent-Disposition: form-data; name="n"\r\n\r\n1\r\n----=_1:2--',
    }),
    {
      n: '1',
    },
  )
  t.match(await problemOf({ type: 'multipart/form-data', body: 'x' }), { status: 400, detail: /names the boundary/ })
  t.match(await problemOf({ type: `multipart/form-data; boundary=${'x'.repeat(300)}`, body: 'x' }), {
    status: 400,
    detail: /70 characters/,
  })
  t.match(await problemOf({ type: MULTIPART, body: 'x' }), { status: 400, detail: /cut off, or the boundary/ })
  t.match(await problemOf({ type: MULTIPART, body: multipart(field('a', '1')).subarray(0, -9) }), {
    status: 400,
    detail: /cut off/,
  })
  t.match(await problemOf({ type: MULTIPART, body: multipart('\r\nno header') }), { status: 400, detail: /part 1 has no name/ })
  const many = (count: number) => multipart(...Array.from({ length: count }, () => field('a', '1')))
  t.match(await problemOf({ type: MULTIPART, body: many(5000) }), { status: 400, detail: 'the body has more than 1,000 parts' })
  t.equal(((await bodyValue({ type: MULTIPART, body: many(1000) })) as { a: unknown[] }).a.length, 1000)
})

t.test('multipart bodies that are no forms are lists, or objects in the order of their properties', async (t) => {
  const type = 'multipart/mixed; boundary=cut'
  const body = multipart('Content-Type: application/json\r\n\r\n{"a":1}', 'Content-Type: image/png\r\n\r\n\xff', '\r\n7')
  const itemSchema = { type: ['integer', 'object', 'string'] }
  t.same(await bodyValue({ type, body, itemSchema }), [{ a: 1 }, '\xff', 7])
  t.same(await bodyValue({ type, body }), [{ a: 1 }, '\xff', '7'])
  const schema = {
    type: 'object',
    properties: { meta: { type: 'object' }, photo: { type: 'string', format: 'binary' }, n: { type: 'integer' } },
  }
  t.same(await bodyValue({ type, body, schema }), { meta: { a: 1 }, photo: '\xff', n: 7 })
  const inner = multipart('Content-Type: multipart/mixed; boundary=inner\r\n\r\n--inner\r\n\r\nx\r\n--inner--')
  t.same(await bodyValue({ type, body: inner }), ['--inner\r\n\r\nx\r\n--inner--'], 'a multipart body inside stays closed')
})

t.test('XML is read by the xml keyword: names, attributes, lists, namespaces, types', async (t) => {
  const schema = {
    type: 'object',
    xml: { name: 'pet', namespace: 'urn:pets', prefix: 'p' },
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      fullName: { type: 'string', xml: { name: 'full-name' } },
      tags: { type: 'array', xml: { wrapped: true }, items: { type: 'string', xml: { name: 'tag' } } },
      photos: { type: 'array', items: { type: 'string', xml: { name: 'photo' } } },
      scores: { type: 'array', items: { type: 'number' } },
      alive: { type: ['boolean', 'null'] },
      owner: { $ref: '#/$defs/owner' },
    },
    $defs: {
      owner: {
        type: 'object',
        xml: { name: 'Owner' },
        properties: { age: { type: 'integer' }, note: { type: 'string', xml: { nodeType: 'text' } } },
      },
    },
  }
  const body = `<?xml version="1.0"?>
    <!-- a pet --><p:pet xmlns:p="urn:pets" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="7" xsi:type="dog">
      <p:full-name>A &amp; B&#x21; <![CDATA[<&amp;>]]></p:full-name>
      <tags><tag>a</tag><tag/></tags>
      <photo>1.png</photo><scores>1.5</scores><photo>2.png</photo>
      <alive xsi:nil="true"/>
      <Owner age="x"><age>30</age>hello</Owner>
      <constructor>7</constructor>
    </p:pet>`
  const { value, violations } = await read({ type: 'application/xml', body, schema })
  t.same(value, {
    id: 7,
    fullName: 'A & B! <&amp;>',
    tags: ['a', ''],
    photos: ['1.png', '2.png'],
    scores: [1.5],
    alive: null,
    owner: { age: 30, note: 'hello' },
    constructor: '7',
  })
  t.same(violations, [])
  const wrong = await read({
    type: 'text/xml',
    body: '<dog><id>x</id><tags><wrong>a</wrong></tags><alive>maybe</alive></dog>',
    schema,
  })
  t.same(
    wrong.violations.map(({ pointer, keyword, expected, received }) => [pointer, keyword, expected, received]),
    [
      ['', 'xml', 'an element <pet>', '<dog>'],
      ['/tags/0', 'xml', 'an element <tag>', '<wrong>'],
    ],
  )
  t.same(wrong.value, { tags: ['a'], alive: 'maybe', id: 'x' })
  t.same(await bodyValue({ type: 'application/xml', body: '<a><b>1</b><b x="2">3</b><c/></a>' }), { b: ['1', { x: '2' }], c: '' })
  t.same(await bodyValue({ type: 'application/xml', body: '<list><i>1</i><i>2</i></list>', schema: integers }), [1, 2])
  t.same(await bodyValue({ type: 'application/xml', body: '<a>\n</a>', schema: { type: 'object' } }), {})
  t.same(await bodyValue({ type: 'application/xml', body: '<a>{"b":1}</a>', schema: { type: 'object' } }), '{"b":1}')
})

t.test('XML that is not well-formed is told with its place, and no entity of a DTD is read', async (t) => {
  const type = 'application/xml'
  t.match(await problemOf({ type, body: '<a>\n <b></a>' }), { status: 400, detail: /no well-formed XML/, line: 2, column: 5 })
  t.match(await problemOf({ type, body: '' }), { status: 400, line: 1, column: 1 })
  t.match(await problemOf({ type, body: '<a/><b/>' }), { status: 400 })
  t.match(await problemOf({ type, body: '<!DOCTYPE a [<!ENTITY x "boo">]>\n<a>&x;</a>' }), {
    status: 400,
    detail: /&x;/,
    line: 2,
    column: 4,
  })
  t.match(await problemOf({ type, body: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>' }), { status: 400 })
  t.match(await problemOf({ type, body: '<a>&#xD800;</a>' }), { status: 400 })
  t.match(await problemOf({ type, body: `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}` }), {
    status: 400,
    detail: /more than 200 levels/,
  })
  t.match(await problemOf({ type, body: '<a>'.repeat(100_000) }), { status: 400, detail: /not closed/ })
  t.equal(await bodyValue({ type, body: Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1') }), 'é')
  t.equal(await bodyValue({ type, body: Buffer.from('\ufeff<a>é</a>', 'utf16le') }), 'é')
})

t.test('text is a text, or the number the schema wants; other kinds that cannot be read are not judged', async (t) => {
  t.equal(await bodyValue({ type: 'text/plain', body: '42\n' }), '42\n')
  t.equal(await bodyValue({ type: 'text/plain', body: '42\n', schema: { type: 'integer' } }), 42)
  t.equal(await bodyValue({ type: 'text/plain', body: 'true', schema: { type: 'boolean' } }), true)
  t.same(await bodyValue({ type: 'text/plain', body: '{"a":1}', schema: { type: 'object' } }), { a: 1 })
  t.match(await read({ type: 'text/plain', body: 'x', schema: { type: 'object' } }), { value: 'x', isOpaque: false })
  t.match(await read({ type: 'application/yaml', body: 'a: 1', schema: { type: 'object' } }), { value: 'a: 1', isOpaque: true })
  t.match(await read({ type: 'text/csv', body: 'a,b', schema: { type: 'array' } }), { value: 'a,b', isOpaque: true })
  t.match(
    await read({ type: 'application/octet-stream', body: Buffer.from([0, 255]), schema: { type: 'string', format: 'binary' } }),
    {
      value: '\x00\xff',
      isOpaque: false,
    },
  )
  t.same(await bodyValue({ type: 'application/vnd.acme.v1', body: '{"a":1}', schema: { type: 'object' } }), { a: 1 })
  t.match(await read({ type: 'application/x-protobuf', body: Buffer.from([8, 1]), schema: { type: 'object' } }), {
    isOpaque: true,
  })
})

t.test('a sequence of JSON is a list, and the line of a mistake is that of the whole', async (t) => {
  t.same(await bodyValue({ type: 'application/x-ndjson', body: '{"a":1}\r\n\n[2]\n' }), [{ a: 1 }, [2]])
  t.same(await bodyValue({ type: 'application/jsonl', body: '' }), [])
  t.same(await bodyValue({ type: 'application/json-seq', body: '\u001e{"a":\n1}\n\u001e2\n' }), [{ a: 1 }, 2])
  t.match(await problemOf({ type: 'application/x-ndjson', body: '1\n\n{"a":}' }), {
    status: 400,
    pointer: '/1',
    line: 3,
    column: 6,
  })
  t.match(await problemOf({ type: 'application/json-seq', body: '\u001e1\n\u001e[2,\n]\n' }), {
    pointer: '/1',
    line: 3,
    column: 1,
  })
})

t.test('packed bodies are unpacked up to a limit', async (t) => {
  const text = Buffer.from('{"a":1}'.repeat(50))
  const unpack = async (bytes: Buffer, coding: string | undefined, limit = 1000) => {
    const result = await inflate(bytes, coding, limit)
    return 'problem' in result ? result.problem.status : result.bytes.toString()
  }
  for (const [coding, packed] of [
    [undefined, text],
    ['identity', text],
    ['gzip', gzipSync(text)],
    ['X-GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
  ] as const)
    t.equal(await unpack(packed, coding), text.toString(), coding ?? 'none')
  t.equal(await unpack(gzipSync(Buffer.alloc(50_000_000)), 'gzip'), 413)
  t.equal(await unpack(brotliCompressSync(Buffer.alloc(5_000_000)), 'br'), 413)
  t.equal(await unpack(text, 'gzip'), 400)
  t.equal(await unpack(gzipSync(text).subarray(0, 20), 'gzip'), 400)
  t.equal(await unpack(text, 'compress'), 415)
  t.equal(await unpack(text, 'constructor'), 415)
  t.equal(await unpack(text, 'gzip, gzip, gzip, gzip'), 415)
})

const words = fc.string({ unit: 'grapheme', maxLength: 12 })
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)

t.test('what encodeBody writes, decodeBody reads', async (t) => {
  const schema = {
    type: 'object',
    xml: { name: 'thing' },
    properties: {
      'odd "name"': { type: 'string' },
      n: { type: 'number' },
      i: { type: 'integer', xml: { attribute: true } },
      b: { type: 'boolean' },
      words: { type: 'array', items: { type: 'string' } },
      wrapped: { type: 'array', xml: { wrapped: true }, items: { type: 'integer', xml: { name: 'one' } } },
      o: { type: 'object', properties: { x: { type: 'number' }, s: { type: 'string' } }, required: ['x'] },
      os: { type: 'array', items: { type: 'object', properties: { y: { type: 'boolean' } } } },
    },
  }
  const values = fc.record(
    {
      'odd "name"': words,
      n: numbers,
      i: fc.integer(),
      b: fc.boolean(),
      words: fc.array(words, { minLength: 1, maxLength: 3 }),
      wrapped: fc.array(fc.integer(), { minLength: 1, maxLength: 3 }),
      o: fc.record({ x: numbers, s: words }),
      os: fc.array(fc.record({ y: fc.boolean() }), { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: [] },
  )
  const node = aSchema(schema)
  for (const mediaType of ['application/json', FORM, 'multipart/form-data', 'application/xml', 'application/x-ndjson']) {
    const isList = mediaType.includes('ndjson')
    await fc.assert(
      fc.asyncProperty(isList ? fc.array(values, { maxLength: 3 }) : values, async (value) => {
        const { bytes, contentType } = await encodeBody(value, { mediaType, schema: node })
        const result = await decodeBody(Buffer.from(bytes as string), contentType, {
          type: mediaType,
          schema: isList ? aSchema({ type: 'array', items: schema }) : node,
          itemSchema: undefined,
          encoding: new Map(),
        })
        return (
          'value' in result &&
          JSON.stringify(sorted(result.value)) === JSON.stringify(sorted(value)) &&
          result.violations.length === 0
        )
      }),
      { numRuns: 150 },
    )
    t.pass(mediaType)
  }
})

/** The order of properties is nothing that a body has to keep. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, part]) => [key, sorted(part)]),
        )
      : value

t.test('any bytes under any Content-Type become a value or a problem, soon', async (t) => {
  const schema = {
    type: 'object',
    properties: {
      a: { type: 'integer' },
      f: { type: 'object', properties: { l: integers } },
      file: { type: 'string', format: 'binary' },
    },
  }
  const encoding = new Map<string, BodyEncoding>([
    ['f', { style: 'deepObject' }],
    [
      'a',
      { contentType: 'application/json', headers: [{ name: 'X-A', schema: aSchema({ type: 'integer' }), isRequired: true }] },
    ],
  ])
  const types = fc.oneof(
    fc.constantFrom(
      'application/json',
      FORM,
      MULTIPART,
      'multipart/mixed; boundary=cut',
      'application/xml',
      'text/plain',
      'application/x-ndjson',
      'application/json-seq',
      'image/png',
    ),
    fc.string(),
    fc
      .tuple(fc.constantFrom('application/json', 'multipart/form-data', 'text/xml'), fc.string())
      .map(([type, rest]) => `${type};${rest}`),
  )
  const pieces = fc.constantFrom(
    '--cut',
    '\r\n',
    '--',
    'Content-Disposition: form-data; name="a"',
    '; filename="',
    'Content-Type: application/json',
    ':',
    '<a>',
    '</a>',
    '<f><l>1</l></f>',
    '<!DOCTYPE a [',
    '<!ENTITY x "',
    '<![CDATA[',
    ']]>',
    '<?xml ?>',
    '&',
    '&x;',
    '&#0;',
    '=',
    'f[l][]',
    'f[',
    ']',
    '%',
    '%41',
    '+',
    '{',
    '}',
    '[',
    '"',
    '\\',
    ',',
    '1',
    'a',
    '\u001e',
    '\ufeff',
    '\u0000',
    '__proto__',
  )
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.array(pieces, { maxLength: 30 }).map((parts) => Buffer.from(parts.join(''))),
  )
  let slowest = 0
  await fc.assert(
    fc.asyncProperty(
      types,
      bodies,
      fc.constantFrom('*/*', 'application/json', FORM, 'multipart/form-data', 'application/xml'),
      async (type, body, documented) => {
        const media = { type: documented, schema: aSchema(schema), itemSchema: undefined, encoding }
        matchRequestMedia(type, [media])
        const started = performance.now()
        const result = await decodeBody(body, type, media)
        slowest = Math.max(slowest, performance.now() - started)
        return (
          'value' in result ||
          (result.problem.status >= 400 && result.problem.detail.length > 10 && result.problem.detail.length < 400)
        )
      },
    ),
    { numRuns: 3000 },
  )
  t.ok(slowest < 1000, `the slowest took ${slowest.toFixed(0)} ms`)
  t.equal(({} as Record<string, unknown>)['x'], undefined)
})

t.test('large hostile bodies end within two seconds', async (t) => {
  const schema = { type: 'object', properties: { p: integers, f: { type: 'object' } } }
  const encoding = { p: { explode: false }, f: { style: 'deepObject' } }
  const bodies: readonly (readonly [type: string, body: string])[] = [
    ['application/json', '"\\"'.repeat(300_000)],
    ['application/json', `[${'1,'.repeat(500_000)}`],
    [FORM, `p=${','.repeat(1_000_000)}`],
    [FORM, `f${'['.repeat(1_000_000)}=1`],
    [FORM, Array.from({ length: 10_000 }, (_, i) => `k${i}=${i}`).join('&')],
    ['application/xml', `<r>${Array.from({ length: 40_000 }, (_, i) => `<e${i}/>`).join('')}</r>`],
    ['application/xml', `<r ${Array.from({ length: 40_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
    ['application/xml', `<!DOCTYPE a [${'<!ENTITY a "b">'.repeat(60_000)}]><a/>`],
    ['application/xml', `<a ${'"\''.repeat(500_000)}`],
    [MULTIPART, `--cut\r\nContent-Disposition: form-data${';a='.repeat(25_000)}\r\n\r\n1\r\n--cut--`],
    [MULTIPART, '--cut\r\n'.repeat(100_000)],
    [`application/json${';a="'.repeat(15_000)}`, '{}'],
  ]
  for (const [type, body] of bodies) {
    const started = performance.now()
    await decode({ type, body, schema, encoding })
    t.ok(performance.now() - started < 2000, `${type.slice(0, 40)} ${body.slice(0, 20)}`)
  }
})

const readerOf = (dir: string, name: string) => {
  const { documents } = loadDocuments({ documents: [name], folder: dir })
  const [document] = documents
  if (document === undefined) throw new Error('no document')
  const reader = new DocumentReader(document)
  const paths = reader.at(reader.root, 'paths')
  return (path: string, method: string) => {
    const item = paths && reader.at(paths, path)
    const operation = item && reader.at(item, method)
    if (item === undefined || operation === undefined) throw new Error(`${method} ${path}`)
    return readRequestBody(reader, operation, item)
  }
}

t.test('the body of a 3.x operation: references, media types, encodings, examples', async (t) => {
  const dir = t.testdir({
    'api.json': JSON.stringify({
      openapi: '3.1.0',
      info: { title: 't', version: '1' },
      paths: {
        '/a': {
          post: { requestBody: { $ref: 'parts.json#/Body' }, responses: {} },
          put: { requestBody: { $ref: '#/components/requestBodies/None' }, responses: {} },
          patch: { requestBody: { content: { 'application/json': {} } }, responses: {} },
          get: { responses: {} },
        },
      },
    }),
    'parts.json': JSON.stringify({
      Body: {
        required: true,
        content: {
          'application/json': { schema: { $ref: '#/Pet' }, examples: { rex: { $ref: '#/Rex' }, far: { externalValue: 'x' } } },
          'multipart/form-data': {
            schema: { type: 'object' },
            encoding: {
              photo: {
                contentType: 'image/png',
                explode: true,
                headers: { 'X-Size': { required: true, schema: { type: 'integer' } } },
              },
            },
          },
        },
      },
      Pet: { type: 'object', properties: { id: { $ref: '#/Id' } } },
      Id: { type: 'integer' },
      Rex: { value: { id: 1 } },
    }),
  })
  const bodyOf = readerOf(dir, 'api.json')
  const { body, problems } = bodyOf('/a', 'post')
  t.same(problems, [])
  t.equal(body?.isRequired, true)
  t.match(body?.place(), { file: 'parts.json', pointer: '/Body' })
  const [json, form] = body?.media ?? []
  t.equal(json?.type, 'application/json')
  t.same(
    json?.examples.map(({ name, value }) => [name, value]),
    [['rex', { id: 1 }]],
  )
  t.equal(json?.examples[0]?.place().pointer, '/Rex/value')
  t.equal(json?.schema && validate(json.schema, { id: 'x' })[0]?.pointer, '/id')
  t.match(form?.encoding.get('photo'), {
    contentType: 'image/png',
    explode: true,
    headers: [{ name: 'X-Size', isRequired: true }],
  })
  t.notOk(form?.encoding.get('photo') && 'style' in (form.encoding.get('photo') ?? {}), 'what is not said stays unsaid')
  t.same(
    bodyOf('/a', 'put').problems.map(({ code }) => code),
    ['ref-unresolved'],
  )
  t.equal(bodyOf('/a', 'put').body, undefined)
  t.equal(bodyOf('/a', 'patch').body?.isRequired, false)
  t.equal(bodyOf('/a', 'get').body, undefined)
})

t.test('the body of a 2.0 operation: a body parameter, or the fields of a form', async (t) => {
  const fields = [
    { in: 'formData', name: 'ids', type: 'array', items: { type: 'integer' }, required: true },
    { in: 'formData', name: 'tags', type: 'array', items: { type: 'string' }, collectionFormat: 'multi' },
    { in: 'formData', name: 'tsv', type: 'array', items: { type: 'string' }, collectionFormat: 'tsv' },
    { $ref: '#/parameters/Age' },
  ]
  const dir = t.testdir({
    'api.json': JSON.stringify({
      swagger: '2.0',
      info: { title: 't', version: '1' },
      consumes: ['application/vnd.acme+json', 'text/xml'],
      parameters: {
        Age: { in: 'formData', name: 'age', type: 'integer', maximum: 9 },
        Shared: { in: 'body', name: 'b', schema: { type: 'object' } },
      },
      paths: {
        '/body': {
          parameters: [{ $ref: '#/parameters/Shared' }, { in: 'query', name: 'q', type: 'string' }],
          post: { parameters: [{ in: 'body', name: 'b', required: true, schema: { type: 'array' } }], responses: {} },
          put: { responses: {}, consumes: [] },
        },
        '/form': {
          post: { parameters: fields, consumes: [FORM], responses: {} },
          put: { parameters: fields, responses: {} },
          patch: { parameters: [{ in: 'formData', name: 'f', type: 'file' }], responses: {} },
          get: { parameters: [{ in: 'query', name: 'q', type: 'string' }], responses: {} },
        },
      },
    }),
  })
  const bodyOf = readerOf(dir, 'api.json')
  const typesOf = (path: string, method: string) => bodyOf(path, method).body?.media.map(({ type }) => type)
  t.same(typesOf('/body', 'post'), ['application/vnd.acme+json', 'text/xml'])
  t.same(bodyOf('/body', 'post').body?.media[0]?.schema?.value, { type: 'array' }, 'the parameter of the operation counts')
  t.equal(bodyOf('/body', 'post').body?.isRequired, true)
  t.same(bodyOf('/body', 'put').body?.media[0]?.schema?.value, { type: 'object' })
  t.same(typesOf('/body', 'put'), ['application/json'])
  t.same(typesOf('/form', 'put'), ['multipart/form-data', FORM], 'types that no form can have are left out')
  t.same(typesOf('/form', 'patch'), ['multipart/form-data'])
  t.equal(bodyOf('/form', 'patch').body?.isRequired, false)
  t.equal(bodyOf('/form', 'get').body, undefined)

  const { body } = bodyOf('/form', 'post')
  const [media] = body?.media ?? []
  if (media === undefined) throw new Error('no media')
  t.equal(body?.isRequired, true)
  const result = await decodeBody(Buffer.from('ids=1,2&tags=a,b&tags=c&tsv=x%09y&age=10'), FORM, media)
  t.match(result, { value: { ids: [1, 2], tags: ['a,b', 'c'], tsv: ['x', 'y'], age: 10 } })
  const violations = media.schema && 'value' in result ? validate(media.schema, result.value, 'request') : []
  t.same(
    violations.map(({ pointer, keyword }) => [pointer, keyword]),
    [['/age', 'maximum']],
  )
  t.same(media.schema && validate(media.schema, {}, 'request').map(({ keyword }) => keyword), ['required'])
})

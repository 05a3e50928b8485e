// Parameters: what stands in the document, texts to values and back, in every style and place.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect, isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import type { CodedParameter, ParameterWire } from '../../src/codecs/coded-parameter.ts'
import { encodeParameter } from '../../src/codecs/encode-parameter.ts'
import { compileParameterDecoder, compileParameterDecoders, queryNames } from '../../src/codecs/parameter-codec.ts'
import { ParameterTexts } from '../../src/codecs/parameter-texts.ts'
import { readText } from '../../src/codecs/read-as.ts'
import { readParameters } from '../../src/contract/parameters.ts'
import { DocumentReader, type Part } from '../../src/contract/reader.ts'
import { parseCookies } from '../../src/http/cookies.ts'
import { parseQuery } from '../../src/http/query.ts'
import { validate } from '../../src/schema/compile-validator.ts'
import type { Dialect } from '../../src/schema/dialect.ts'
import { loadDocuments } from '../../src/spec/load-documents.ts'
import { aSchema } from '../helpers/schema.ts'

type Style = (ParameterWire & { kind: 'style' })['style']
type More = Partial<Omit<CodedParameter, 'schema' | 'wire'>> & {
  wire?: ParameterWire
  style?: Style
  explode?: boolean
  allowReserved?: boolean
  dialect?: Dialect['name']
}

const DEFAULTS = { path: 'simple', query: 'form', header: 'simple', cookie: 'form', querystring: 'form' } as const

/** A parameter named color. */
function aParameter(schema: unknown, more: More = {}): CodedParameter {
  const place = more.in ?? 'query'
  const style = more.style ?? DEFAULTS[place]
  const explode = more.explode ?? (style === 'form' || style === 'cookie')
  return {
    name: more.name ?? 'color',
    in: place,
    allowEmptyValue: more.allowEmptyValue ?? false,
    schema: schema === undefined ? undefined : aSchema(schema, more.dialect),
    wire: more.wire ?? { kind: 'style', style, explode, allowReserved: more.allowReserved ?? false },
  }
}

/** A request that holds one text in the place of the parameter. */
function aRequest({ in: place, name }: CodedParameter, text: string): ParameterTexts {
  const path = new Map(place === 'path' ? [[name, { raw: text, decoded: text }]] : [])
  const headers = place === 'header' ? { [name.toLowerCase()]: text } : place === 'cookie' ? { cookie: text } : {}
  return new ParameterTexts(path, place === 'query' || place === 'querystring' ? text : '', headers)
}

const decode = (parameter: CodedParameter, text: string) => compileParameterDecoder(parameter)(aRequest(parameter, text))
/** The value alone; anything else than a value comes back whole, so that it equals no value. */
function valueIn(parameter: CodedParameter, text: string): unknown {
  const decoded = decode(parameter, text)
  return decoded.kind === 'value' ? decoded.value : decoded
}
const read = (schema: unknown, text: string, dialect?: Dialect['name']) => readText(text, aSchema(schema, dialect))

const strings = { type: 'array', items: { type: 'string' } }
const rgb = { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } } }
const colors = ['blue', 'black', 'brown']
const channels = { R: 100, G: 200, B: 150 }

t.test('the table of styles in the OpenAPI Specification holds in both directions', async (t) => {
  const rows: [CodedParameter['in'], Style, boolean, string, string, string, string][] = [
    ['path', 'matrix', false, ';color', ';color=blue', ';color=blue,black,brown', ';color=R,100,G,200,B,150'],
    ['path', 'matrix', true, ';color', ';color=blue', ';color=blue;color=black;color=brown', ';R=100;G=200;B=150'],
    ['path', 'label', false, '.', '.blue', '.blue,black,brown', '.R,100,G,200,B,150'],
    ['path', 'label', true, '.', '.blue', '.blue.black.brown', '.R=100.G=200.B=150'],
    ['path', 'simple', false, '', 'blue', 'blue,black,brown', 'R,100,G,200,B,150'],
    ['path', 'simple', true, '', 'blue', 'blue,black,brown', 'R=100,G=200,B=150'],
    ['header', 'simple', false, '', 'blue', 'blue,black,brown', 'R,100,G,200,B,150'],
    ['header', 'simple', true, '', 'blue', 'blue,black,brown', 'R=100,G=200,B=150'],
    ['query', 'form', false, 'color=', 'color=blue', 'color=blue,black,brown', 'color=R,100,G,200,B,150'],
    ['query', 'form', true, 'color=', 'color=blue', 'color=blue&color=black&color=brown', 'R=100&G=200&B=150'],
    ['cookie', 'form', false, 'color=', 'color=blue', 'color=blue,black,brown', 'color=R,100,G,200,B,150'],
    ['cookie', 'form', true, 'color=', 'color=blue', 'color=blue; color=black; color=brown', 'R=100; G=200; B=150'],
    ['cookie', 'cookie', true, 'color=', 'color=blue', 'color=blue; color=black; color=brown', 'R=100; G=200; B=150'],
  ]
  for (const [place, style, explode, empty, text, list, object] of rows) {
    const title = `${place} ${style} ${explode}`
    const cases: [unknown, unknown, string][] = [
      [{ type: 'string' }, '', empty],
      [{ type: 'string' }, 'blue', text],
      [strings, colors, list],
      [rgb, channels, object],
    ]
    for (const [schema, value, written] of cases) {
      const parameter = aParameter(schema, { in: place, style, explode })
      t.equal(encodeParameter(parameter, value), written, `${title}: written`)
      t.strictSame(valueIn(parameter, written), value, `${title}: read ${written}`)
    }
  }
  const delimited: [Style, unknown, unknown, string][] = [
    ['spaceDelimited', strings, colors, 'color=blue%20black%20brown'],
    ['spaceDelimited', rgb, channels, 'color=R%20100%20G%20200%20B%20150'],
    ['pipeDelimited', strings, colors, 'color=blue%7Cblack%7Cbrown'],
    ['pipeDelimited', rgb, channels, 'color=R%7C100%7CG%7C200%7CB%7C150'],
    ['deepObject', rgb, channels, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
  ]
  for (const [style, schema, value, written] of delimited) {
    const parameter = aParameter(schema, { style, explode: false })
    t.equal(encodeParameter(parameter, value), written, `${style}: written`)
    t.strictSame(valueIn(parameter, written), value, `${style}: read`)
  }
})

t.test('an undefined value takes no room, as the table of 3.2 has it', async (t) => {
  const nullable = { type: ['integer', 'null'] }
  t.equal(encodeParameter(aParameter(nullable, { in: 'path', style: 'matrix' }), null), '')
  t.equal(encodeParameter(aParameter(nullable, { in: 'path', style: 'label' }), null), '')
  t.equal(encodeParameter(aParameter(nullable), null), 'color=')
  t.equal(encodeParameter(aParameter(nullable), undefined), '')
  t.equal(valueIn(aParameter(nullable), 'color='), null)
})

t.test('spaces and pipes separate however they are sent, commas only unencoded', async (t) => {
  const space = aParameter(strings, { style: 'spaceDelimited' })
  for (const text of ['color=a%20b', 'color=a+b']) t.strictSame(valueIn(space, text), ['a', 'b'])
  const pipe = aParameter(strings, { style: 'pipeDelimited' })
  for (const text of ['color=a|b', 'color=a%7Cb', 'color=a%7cb']) t.strictSame(valueIn(pipe, text), ['a', 'b'])
  const comma = aParameter(strings, { explode: false })
  t.strictSame(valueIn(comma, 'color=a%2Cb,c'), ['a,b', 'c'])
  const integers = aParameter({ type: 'array', items: { type: 'integer' } }, { explode: false })
  t.match(decode(integers, 'color=1%2C2'), {
    kind: 'value',
    value: [1, 2],
    notes: [{ kind: 'encoded-delimiter', detail: /"1%2C2"/ }],
  })
  t.strictSame(decode(integers, 'color=1%2Cx'), { kind: 'value', value: ['1,x'], notes: [] })
})

t.test('a plus is a space in queries and a plus elsewhere', async (t) => {
  t.equal(valueIn(aParameter({ type: 'string' }), 'color=a+b%2B'), 'a b+')
  t.equal(valueIn(aParameter({ type: 'string' }, { in: 'path' }), 'a+b%2B'), 'a+b+')
  t.equal(valueIn(aParameter({ type: 'string' }, { in: 'cookie' }), 'color=a+b'), 'a+b')
  t.equal(valueIn(aParameter({ type: 'string' }, { in: 'header' }), 'a+b%2B'), 'a+b%2B')
})

t.test('bad percent-encoding is malformed in paths and queries, and a plain text in cookies', async (t) => {
  for (const text of ['%', '100%', '%zz', '%E4', '%ff', 'a%2']) {
    t.match(decode(aParameter({ type: 'string' }), `color=${text}`), { kind: 'malformed', detail: /query parameter "color".*%/ })
    t.match(decode(aParameter({ type: 'string' }, { in: 'path' }), text), {
      kind: 'malformed',
      detail: /path parameter "color".*%/,
    })
    t.equal(valueIn(aParameter({ type: 'string' }, { in: 'cookie' }), `color=${text}`), text)
    t.equal(valueIn(aParameter({ type: 'string' }, { in: 'header' }), text), text)
  }
  t.equal(valueIn(aParameter({ type: 'string' }), 'other=%zz&color=a'), 'a', 'what another sends badly is not ours')
})

t.test('a text becomes what the schema asks for, and stays as received when it is not that', async (t) => {
  const cases: [unknown, string, unknown][] = [
    [{ type: 'integer' }, '12', 12],
    [{ type: 'integer' }, '-0.5e1', -5],
    [{ type: 'integer' }, '5.5', 5.5],
    [{ type: 'integer' }, '12abc', '12abc'],
    [{ type: 'integer' }, '007', '007'],
    [{ type: 'integer' }, '+5', '+5'],
    [{ type: 'integer' }, ' 5', ' 5'],
    [{ type: 'integer' }, '0x10', '0x10'],
    [{ type: 'integer' }, '', ''],
    [{ type: 'integer' }, 'null', 'null'],
    [{ type: 'number' }, '1e999', '1e999'],
    [{ type: 'number' }, '.5', '.5'],
    [{ type: 'number' }, 'Infinity', 'Infinity'],
    [{ type: 'boolean' }, 'true', true],
    [{ type: 'boolean' }, 'True', 'True'],
    [{ type: 'boolean' }, '1', '1'],
    [{ type: 'string' }, '12', '12'],
    [{ type: 'string' }, 'null', 'null'],
    [{ type: 'null' }, '', null],
    [{ type: ['integer', 'null'] }, 'null', null],
    [{ type: ['string', 'null'] }, 'null', 'null'],
    [{ type: ['string', 'null'], minLength: 1 }, '', null],
    [{ type: ['string', 'integer'] }, '5', 5],
    [{ type: ['string', 'integer'], enum: ['5', 7] }, '5', '5'],
    [{ type: ['string', 'integer'] }, '12345678901234567890', '12345678901234567890'],
    [{ enum: [1, 2, 3] }, '2', 2],
    [{ enum: [1, 'auto', true, null] }, 'auto', 'auto'],
    [{ enum: [1, 'auto', true, null] }, 'true', true],
    [{ enum: [1, 'auto', true, null] }, '', null],
    [{ const: 5 }, '5', 5],
    [{ minimum: 3 }, '5', 5],
    [{ format: 'int32' }, '5', 5],
    [{ pattern: '^5' }, '5', '5'],
    [{}, '5', '5'],
    [true, 'true', 'true'],
    [{ allOf: [{ type: 'number' }, { type: 'integer' }] }, '5', 5],
    [{ $ref: '#/$defs/id', $defs: { id: { type: 'integer' } } }, '5', 5],
    [{ $ref: '#/$defs/none' }, '5', '5'],
    [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, '5', 5],
    [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, '5', '5'],
    [{ anyOf: [{ type: 'integer', maximum: 3 }, { type: 'string' }] }, '5', '5'],
    [{ anyOf: [{ type: 'integer', maximum: 3 }, { type: 'boolean' }] }, '5', 5],
    [{ anyOf: [{ type: 'integer', maximum: 3 }, { type: 'boolean' }] }, 'five', 'five'],
    [{ oneOf: [{ type: 'string', format: 'date' }, { type: 'integer' }] }, '2024-02-30', '2024-02-30'],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, '', null],
    [{ type: 'integer', if: { minimum: 5 }, then: { multipleOf: 5 } }, '7', 7],
  ]
  for (const [schema, text, value] of cases)
    t.strictSame(read(schema, text), value, `${JSON.stringify(schema)} reads ${JSON.stringify(text)}`)
  t.equal(read({ type: 'integer', nullable: true }, '', 'openapi-3.0'), null)
  t.equal(read({ nullable: true, anyOf: [{ type: 'integer' }] }, 'null', 'openapi-3.0'), null)
  t.equal(read({ type: 'integer' }, 'null', 'openapi-3.0'), 'null')
})

t.test('a number with more digits than a double keeps is read as JSON reads it, and a note says so', async (t) => {
  const id = aParameter({ type: 'integer', format: 'int64' })
  t.match(decode(id, 'color=9223372036854775807'), { kind: 'value', value: 2 ** 63, notes: [{ kind: 'rounded' }] })
  t.strictSame(decode(id, 'color=9007199254740992'), { kind: 'value', value: 2 ** 53, notes: [] })
})

t.test('a name given twice is a list where the schema has one, else the first counts and a note says so', async (t) => {
  t.match(decode(aParameter({ type: 'integer' }), 'color=1&color=2'), { value: 1, notes: [{ kind: 'repeated' }] })
  t.strictSame(decode(aParameter(strings), 'color=1&color=2'), { kind: 'value', value: ['1', '2'], notes: [] })
  t.strictSame(valueIn(aParameter(undefined), 'color=1&color=2'), ['1', '2'])
  t.strictSame(valueIn(aParameter({ anyOf: [{ type: 'string' }, strings] }), 'color=1&color=2'), ['1', '2'])
  t.equal(valueIn(aParameter({ anyOf: [{ type: 'string' }, strings] }), 'color=1'), '1')
  t.match(decode(aParameter(strings, { explode: false }), 'color=1,2&color=3'), {
    value: ['1', '2', '3'],
    notes: [{ kind: 'repeated' }],
  })
})

t.test('empty texts: an empty list where one text holds it, allowed emptiness is neither missing nor checked', async (t) => {
  t.strictSame(valueIn(aParameter(strings, { explode: false }), 'color='), [])
  t.strictSame(valueIn(aParameter(strings), 'color='), [''])
  t.strictSame(decode(aParameter(strings), 'colour=a'), { kind: 'absent' })
  t.strictSame(valueIn(aParameter({ type: 'boolean' }), 'color'), '')
  for (const text of ['color', 'color=', 'color=&color='])
    t.strictSame(decode(aParameter({ type: 'boolean' }, { allowEmptyValue: true }), text), { kind: 'empty' })
  t.strictSame(valueIn(aParameter({ type: 'boolean' }, { allowEmptyValue: true }), 'color=true'), true)
  t.strictSame(decode(aParameter({ type: 'string', enum: ['a'] }, { allowEmptyValue: true }), 'color='), { kind: 'empty' })
  t.strictSame(valueIn(aParameter({ type: 'string' }, { allowEmptyValue: true }), 'color='), '')
})

t.test('a text without the form of its style is malformed, with a sentence', async (t) => {
  const label = aParameter(strings, { in: 'path', style: 'label' })
  t.match(decode(label, 'blue'), { kind: 'malformed', detail: /should begin with "\.", but is "blue"/ })
  const matrix = aParameter(strings, { in: 'path', style: 'matrix' })
  t.match(decode(matrix, 'blue'), { kind: 'malformed', detail: /should begin with ";color="/ })
  t.match(decode(matrix, ';colour=blue'), { kind: 'malformed' })
  t.match(decode(aParameter(rgb, { explode: false }), 'color=R,100,G'), {
    kind: 'malformed',
    detail: /names and values in turn.*3 parts/,
  })
  t.match(decode(aParameter(rgb, { in: 'header', explode: true }), 'R=1,G'), { kind: 'malformed', detail: /"G" has no "="/ })
  const either = aParameter({ anyOf: [rgb, { type: 'string' }] }, { explode: false })
  t.equal(valueIn(either, 'color=R,100,G'), 'R,100,G', 'a text that is allowed is none')
})

t.test('a label cut at dots, as older tables have it, is understood where commas make no sense', async (t) => {
  const integers = aParameter({ type: 'array', items: { type: 'integer' } }, { in: 'path', style: 'label' })
  t.match(decode(integers, '.1.2.3'), { value: [1, 2, 3], notes: [{ kind: 'older-label' }] })
  const numbers = aParameter({ type: 'array', items: { type: 'number' } }, { in: 'path', style: 'label' })
  t.strictSame(decode(numbers, '.1.5'), { kind: 'value', value: [1.5], notes: [] })
})

t.test('header lists may have blanks and empty parts, header names any case', async (t) => {
  const list = aParameter({ type: 'array', items: { type: 'integer' } }, { in: 'header', name: 'X-Ids' })
  t.strictSame(valueIn(list, '1, 2 ,\t3,, '), [1, 2, 3])
  const repeated = new ParameterTexts(new Map(), '', { 'x-ids': ['1', '2,3'] })
  t.match(compileParameterDecoder(list)(repeated), { value: [1, 2, 3] })
  t.equal(valueIn(aParameter({ type: 'string' }, { in: 'header' }), 'a, b'), 'a, b')
  const odd = aParameter({ type: 'string' }, { in: 'header', name: 'constructor' })
  t.strictSame(compileParameterDecoder(odd)(new ParameterTexts(new Map(), '', {})), { kind: 'absent' })
})

t.test('cookies have exact names, and lists in any of the forms that clients send', async (t) => {
  t.strictSame(parseCookies('a=1; b = 2;c;d="x";a=3'), [
    { name: 'a', raw: '1' },
    { name: 'b', raw: '2' },
    { name: 'd', raw: '"x"' },
    { name: 'a', raw: '3' },
  ])
  const text = aParameter({ type: 'string' }, { in: 'cookie' })
  t.strictSame(decode(text, 'mycolor=1; Color=2'), { kind: 'absent' })
  t.equal(valueIn(text, 'color="a%20b"'), 'a b')
  t.equal(valueIn(text, 'color=a&b=c'), 'a&b=c')
  const list = aParameter(strings, { in: 'cookie' })
  for (const cookie of ['color=a; color=b', 'color=a&color=b']) t.strictSame(valueIn(list, cookie), ['a', 'b'])
  t.strictSame(valueIn(aParameter(strings, { in: 'cookie', explode: false }), 'color="a,b"'), ['a', 'b'])
  t.strictSame(valueIn(aParameter(rgb, { in: 'cookie' }), 'R=1&G=2; session=x'), { R: 1, G: 2 })
  t.equal(valueIn(aParameter({ type: 'string' }, { in: 'cookie', style: 'cookie' }), 'color=a%20b'), 'a%20b')
})

t.test('deep objects nest, hold lists, and read as anyOf says', async (t) => {
  const deep = (schema: unknown) => aParameter(schema, { style: 'deepObject', name: 'f' })
  const range = { type: 'object', properties: { gt: { type: 'integer' }, lt: { type: 'integer' } } }
  t.strictSame(valueIn(deep({ anyOf: [range, { type: 'integer' }] }), 'f[gt]=1&f%5Blt%5D=2'), { gt: 1, lt: 2 })
  t.strictSame(valueIn(deep({ anyOf: [range, { type: 'integer' }] }), 'f=5'), 5)
  t.strictSame(valueIn(deep(range), 'f=x'), 'x')
  t.strictSame(decode(deep(range), 'ff[gt]=1&g[f]=1'), { kind: 'absent' })
  const nested = { type: 'object', properties: { a: { type: 'object', properties: { b: { type: 'boolean' } } } } }
  t.strictSame(valueIn(deep(nested), 'f[a][b]=true&f[c][d]=1'), { a: { b: true }, c: { d: '1' } })
  const list = { type: 'array', items: { type: 'integer' } }
  for (const text of ['f[]=1&f[]=2', 'f[1]=2&f[0]=1', 'f[7]=1&f[1000000000]=2', 'f=1&f=2'])
    t.strictSame(valueIn(deep(list), text), [1, 2], text)
  const inside = { type: 'object', properties: { ids: list } }
  for (const text of ['f[ids][]=1&f[ids][]=2', 'f[ids]=1&f[ids]=2', 'f[ids]=[1,2]', 'f[ids][0]=1&f[ids][1]=2'])
    t.strictSame(valueIn(deep(inside), text), { ids: [1, 2] }, text)
  t.strictSame(valueIn(deep(inside), 'f[ids]=1'), { ids: [1] })
  const objects = { type: 'array', items: range }
  t.strictSame(valueIn(deep(objects), 'f[][gt]=1&f[][lt]=2&f[][gt]=3'), [{ gt: 1, lt: 2 }, { gt: 3 }])
  t.strictSame(valueIn(deep({ type: 'object' }), 'f[2024]=a'), { 2024: 'a' })
  t.strictSame(valueIn(deep({}), 'f[0]=a&f[1]=b'), ['a', 'b'])
  t.strictSame(valueIn(deep({ type: 'object', additionalProperties: { type: 'integer' } }), 'f[x]=1&f[y]=b'), { x: 1, y: 'b' })
  for (const text of ['f[a=1', 'f[a]b=1', 'f[a][b]=1&f[a]=2', 'f[a]=2&f[a][b]=1', `f${'[a]'.repeat(40)}=1`])
    t.match(decode(deep({ type: 'object' }), text), { kind: 'malformed', detail: /query parameter "f"/ }, text)
  t.match(decode(deep({ type: 'object' }), 'f[a]=%zz'), { kind: 'malformed' })
})

t.test('prototype names are ordinary names', async (t) => {
  const free = { type: 'object', additionalProperties: { type: 'string' } }
  const deep = aParameter(free, { style: 'deepObject', name: 'f' })
  const value = valueIn(deep, 'f[__proto__]=a&f[constructor]=b&f[toString]=c') as object
  t.strictSame(Object.entries(value), [
    ['__proto__', 'a'],
    ['constructor', 'b'],
    ['toString', 'c'],
  ])
  t.equal(Object.getPrototypeOf(value), Object.prototype)
  t.strictSame(Object.keys(valueIn(aParameter(free), '__proto__=1&hasOwnProperty=2') as object), ['__proto__', 'hasOwnProperty'])
  t.strictSame(decode(aParameter({ type: 'string' }, { name: '__proto__' }), 'a=1'), { kind: 'absent' })
  t.equal(valueIn(aParameter({ type: 'string' }, { name: '__proto__' }), '__proto__=1'), '1')
})

t.test('an exploded object takes the names of its properties, and further ones only when the document says so', async (t) => {
  t.strictSame(valueIn(aParameter(rgb), 'R=1&utm=2&B=x'), { R: 1, B: 'x' })
  t.strictSame(decode(aParameter(rgb), 'color=1&utm=2'), { kind: 'absent' })
  const open = aParameter({ ...rgb, additionalProperties: { type: 'boolean' } })
  const limit = aParameter({ type: 'integer' }, { name: 'limit' })
  const filter = aParameter({ type: 'object' }, { name: 'filter', style: 'deepObject' })
  const [decodeOpen] = compileParameterDecoders([open, limit, filter], new Set(['api_key']))
  const texts = aRequest(open, 'R=1&limit=5&filter[a]=1&api_key=x&bold=true&page=')
  t.strictSame(decodeOpen?.(texts), { kind: 'value', value: { R: 1, bold: true, page: '' }, notes: [] })
  const merged = aParameter({ allOf: [rgb, { type: 'object', properties: { A: { type: 'number' } } }] })
  t.strictSame(valueIn(merged, 'A=0.5&R=1'), { R: 1, A: 0.5 })
  const patterned = aParameter({ type: 'object', patternProperties: { '^x-': { type: 'integer' } }, additionalProperties: false })
  t.strictSame(valueIn(patterned, 'x-a=1&b=2'), { 'x-a': 1 })
  t.strictSame(valueIn(aParameter(rgb), 'R=1&R=2'), { R: ['1', '2'] }, 'nothing that was received is lost')
})

t.test('the query names that parameters take are known', async (t) => {
  const takes = queryNames([aParameter(rgb), aParameter({ type: 'object' }, { name: 'f', style: 'deepObject' })])
  for (const name of ['R', 'f[a]', 'f']) t.ok(takes(name), name)
  for (const name of ['color', 'r', 'ff[a]', 'toString']) t.notOk(takes(name), name)
  t.ok(queryNames([aParameter({ type: 'object' })])('anything'))
})

t.test('values inside values are JSON, which is no way to write a whole parameter', async (t) => {
  const objects = aParameter({ type: 'array', items: rgb })
  t.strictSame(valueIn(objects, 'color={"R":1}&color=%7B%22R%22:2%7D'), [{ R: 1 }, { R: 2 }])
  t.strictSame(valueIn(aParameter(strings), 'color=["a"]'), ['["a"]'])
  t.strictSame(valueIn(objects, 'color={"R":1'), ['{"R":1'])
})

t.test('tuples and nested choices are read item by item', async (t) => {
  const tuple = { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], items: { type: 'boolean' } }
  t.strictSame(valueIn(aParameter(tuple, { explode: false }), 'color=1,2,true,x'), [1, '2', true, 'x'])
  const mixed = { type: 'array', items: { oneOf: [{ type: 'integer' }, { type: 'string', pattern: '^[a-z]+$' }] } }
  t.strictSame(valueIn(aParameter(mixed), 'color=1&color=a&color=B'), [1, 'a', 'B'])
  const either = {
    oneOf: [
      { type: 'array', items: { type: 'integer' } },
      { type: 'string', enum: ['all'] },
    ],
  }
  t.strictSame(valueIn(aParameter(either, { explode: false }), 'color=all'), 'all')
  t.strictSame(valueIn(aParameter(either, { explode: false }), 'color=1'), [1])
})

t.test('recursive schemas with choices end soon', async (t) => {
  const node = (name: string) => ({
    type: 'object',
    required: [name],
    properties: { next: { $ref: '#' }, [name]: { type: 'integer' } },
  })
  const parameter = aParameter({ anyOf: [node('a'), node('b'), node('c')] }, { style: 'deepObject', name: 'f' })
  const started = performance.now()
  const decoded = decode(parameter, `f${'[next]'.repeat(20)}=x`)
  t.equal(decoded.kind, 'value')
  t.ok(performance.now() - started < 2000, 'although every level could be read in three ways')
  let nested: unknown = 'x'
  for (let depth = 0; depth < 60; depth++) nested = { next: nested }
  t.ok(validate(aSchema({ anyOf: [node('a'), node('b'), node('c')] }), nested).length > 60)
  t.ok(performance.now() - started < 4000, 'and every level is judged once')
})

t.test('collection formats of 2.0, also lists in lists', async (t) => {
  const integers = { type: 'array', items: { type: 'integer' } }
  const format = (name: 'csv' | 'ssv' | 'tsv' | 'pipes' | 'multi', schema: unknown = integers, more: More = {}) =>
    aParameter(schema, { ...more, wire: { kind: 'collection', format: name }, dialect: 'openapi-2.0' })
  const cases = {
    csv: 'color=1,2',
    ssv: 'color=1%202',
    tsv: 'color=1%092',
    pipes: 'color=1%7C2',
    multi: 'color=1&color=2',
  } as const
  for (const [name, text] of Object.entries(cases) as [keyof typeof cases, string][]) {
    t.strictSame(decode(format(name), text), { kind: 'value', value: [1, 2], notes: [] }, name)
    t.equal(encodeParameter(format(name), [1, 2]), text, name)
  }
  t.strictSame(valueIn(format('pipes'), 'color=1|2'), [1, 2])
  t.match(decode(format('csv'), 'color=1&color=2'), { value: [1, 2], notes: [{ kind: 'repeated' }] })
  const nested = { type: 'array', items: { type: 'array', collectionFormat: 'pipes', items: { type: 'integer' } } }
  t.strictSame(valueIn(format('csv', nested), 'color=1|2,3'), [[1, 2], [3]])
  t.strictSame(valueIn(format('multi', nested), 'color=1|2&color=3'), [[1, 2], [3]])
  t.equal(encodeParameter(format('csv', nested), [[1, 2], [3]]), 'color=1%7C2,3')
  t.strictSame(valueIn(format('ssv', integers, { in: 'header' }), '1 2'), [1, 2])
  t.equal(valueIn(format('csv', { type: 'integer' }, { in: 'path' }), '5'), 5)
  t.match(decode(format('multi', { type: 'integer' }), 'color=5&color=6'), { value: 5, notes: [{ kind: 'repeated' }] })
  t.match(decode(format('csv', { type: 'integer' }), 'color=5&color=6'), { value: 5, notes: [{ kind: 'repeated' }] })
})

t.test('content is read by its media type in every place, and broken JSON is malformed', async (t) => {
  const wire = { kind: 'content', mediaType: 'application/json', encodings: new Map() } as const
  const value = { a: [1, null], 'ü&': '%2F+ ;"' }
  for (const place of ['path', 'query', 'header', 'cookie', 'querystring'] as const) {
    const parameter = aParameter({ type: 'object' }, { in: place, wire })
    t.strictSame(valueIn(parameter, encodeParameter(parameter, value)), value, place)
  }
  t.match(decode(aParameter({}, { wire }), 'color={a'), { kind: 'malformed', detail: /query parameter "color" is no JSON: / })
  t.match(decode(aParameter({}, { wire }), 'color=%zz'), { kind: 'malformed', detail: /percent-encoded/ })
  t.strictSame(valueIn(aParameter({}, { in: 'cookie', wire }), 'color={"a":1}'), { a: 1 })
  const text = { kind: 'content', mediaType: 'text/plain', encodings: new Map() } as const
  t.equal(valueIn(aParameter({ type: 'integer' }, { wire: text }), 'color=5'), 5)
})

t.test('the whole query is one value where the document says so (3.2)', async (t) => {
  const schema = {
    type: 'object',
    properties: { ids: { type: 'array', items: { type: 'integer' } }, at: rgb, tags: strings, on: { type: 'boolean' } },
  }
  const encodings = new Map([['tags', { style: 'pipeDelimited' as const, explode: false }]])
  const wire = { kind: 'content', mediaType: 'application/x-www-form-urlencoded', encodings } as const
  const form = aParameter(schema, { in: 'querystring', wire })
  const value = { ids: [1, 2], at: channels, on: true, tags: ['a', 'b c'] }
  t.equal(encodeParameter(form, { ids: [1], tags: ['a', 'b'] }), 'ids=1&tags=a%7Cb')
  t.strictSame(valueIn(form, encodeParameter(form, value)), value)
  t.strictSame(valueIn(form, 'ids=5&on=yes&more=a+b'), { ids: [5], on: 'yes', more: 'a b' })
  t.strictSame(decode(form, ''), { kind: 'absent' })
  t.match(decode(form, 'a=%zz'), { kind: 'malformed', detail: /^the query is badly/ })
  const plain = aParameter({ type: 'string' }, { in: 'querystring', wire: { ...wire, mediaType: 'application/jsonpath' } })
  t.equal(valueIn(plain, '%24.a+b'), '$.a+b')
})

t.test('allowReserved leaves what separates nothing in its place, and what is encoded already', async (t) => {
  const query = aParameter({ type: 'string' }, { allowReserved: true })
  t.equal(encodeParameter(query, "/?:@!$'()*;[]#&=+, %2Fü"), "color=/?:@!$'()*;%5B%5D%23%26%3D%2B%2C%20%2F%C3%BC")
  const path = aParameter({ type: 'string' }, { in: 'path', allowReserved: true })
  t.equal(encodeParameter(path, 'a/b?c:d@e+f;g,h'), 'a%2Fb%3Fc:d@e+f%3Bg%2Ch')
})

t.test('ten thousand query pairs are no burden', async (t) => {
  const text = Array.from({ length: 10_000 }, (_, i) => `f[k${i}]=${i}&n${i}=${i}`).join('&')
  const free = { type: 'object', additionalProperties: { type: 'integer' } }
  const parameters = [
    aParameter(free),
    ...Array.from({ length: 50 }, (_, i) => aParameter({ type: 'integer' }, { name: `n${i}` })),
  ]
  const deep = aParameter(free, { style: 'deepObject', name: 'f' })
  const started = performance.now()
  const texts = aRequest(deep, text)
  const decoded = compileParameterDecoders([deep, ...parameters]).map((each) => each(texts))
  t.ok(performance.now() - started < 1500)
  t.match(decoded[0], { kind: 'value', value: { k9999: 9999 } })
  t.match(decoded[1], { kind: 'value', value: { n9999: 9999 } })
  t.match(decoded.at(-1), { kind: 'value', value: 49 })
})

t.test('queries keep order, repeats and what is badly encoded', async (t) => {
  const { pairs } = parseQuery('b=1&&a=%zz&b&c=x=y&%C3%BC=+')
  t.strictSame(pairs, [
    { name: 'b', raw: '1', value: '1' },
    { name: 'a', raw: '%zz', value: undefined },
    { name: 'b', raw: '', value: '' },
    { name: 'c', raw: 'x=y', value: 'x=y' },
    { name: 'ü', raw: '+', value: ' ' },
  ])
})

// What each style cannot keep, and why:
// - a list or object that is exploded in a query or cookie has no pair when it is empty; in one text an empty list and a list of one '' look alike
// - label that is exploded: dots in texts and numbers, since a dot is never encoded
// - spaceDelimited: spaces in items; pipeDelimited: pipes: their delimiters may be encoded, so nothing can escape them
// - headers and style cookie encode nothing: no delimiter, blank at an end or control character in a text, no empty item
// - deepObject: brackets and emptiness in names, which name parts of the value there; empty lists and objects
// - names of an exploded object are names of their own: what it shares with others is not its own any more
// - null is '' or "null", which a string may be as well; -0 is written 0
t.test('what was encoded is decoded to the same value', async (t) => {
  const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((each) => !/\p{Surrogate}/u.test(each))
  const some = text.filter((each) => each !== '')
  const token = fc.stringMatching(/^[a-zA-Z0-9!#$%&'*+.^_`|~/:@?"-]{1,12}$/)
  const cookieToken = fc.stringMatching(/^[a-zA-Z0-9!#$%'*+.^_`|~/:@?-]{1,12}$/)
  const integer = fc.integer()
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0)
  const boolean = fc.boolean()
  const nullable = fc.option(integer)
  const object = (texts: fc.Arbitrary<string>) =>
    fc.record({ R: integer, 'ü&=': boolean, s: texts, l: fc.array(integer) }, { requiredKeys: ['R'], noNullPrototype: true })
  const schemas = {
    text: { type: 'string' },
    integer: { type: 'integer' },
    number: { type: 'number' },
    boolean: { type: 'boolean' },
    nullable: { type: ['integer', 'null'] },
    texts: strings,
    numbers: { type: 'array', items: { type: 'number' } },
    nullables: { type: 'array', items: { type: ['boolean', 'null'] } },
    objects: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
    object: {
      type: 'object',
      properties: {
        R: { type: 'integer' },
        'ü&=': { type: 'boolean' },
        s: { type: 'string' },
        l: { type: 'array', items: { type: 'integer' } },
      },
    },
  }
  type Kind = keyof typeof schemas
  interface Row {
    readonly more: More
    readonly texts: fc.Arbitrary<string>
    readonly least: number
    readonly only?: readonly Kind[]
  }
  const lists: readonly Kind[] = ['texts', 'numbers', 'nullables', 'objects', 'object']
  const flat: readonly Kind[] = ['text', 'integer', 'number', 'boolean', 'texts', 'numbers']
  const rows: Row[] = [
    ...(['simple', 'matrix'] as const).flatMap((style) =>
      [false, true].map((explode): Row => ({ more: { in: 'path', style, explode }, texts: some, least: 0 })),
    ),
    { more: { in: 'path', style: 'label' }, texts: some, least: 0 },
    {
      more: { in: 'path', style: 'label', explode: true },
      texts: some.filter((each) => !each.includes('.')),
      least: 0,
      only: ['text', 'integer', 'boolean', 'nullable', 'texts', 'nullables', 'objects', 'object'],
    },
    { more: { explode: true }, texts: text, least: 1 },
    { more: { explode: false }, texts: some, least: 0 },
    {
      more: { style: 'spaceDelimited' },
      texts: some.filter((each) => !each.includes(' ')),
      least: 0,
      only: lists,
    },
    { more: { style: 'pipeDelimited' }, texts: some.filter((each) => !each.includes('|')), least: 0, only: lists },
    { more: { style: 'deepObject' }, texts: text, least: 1, only: lists },
    { more: { in: 'cookie', explode: true }, texts: text, least: 1 },
    { more: { in: 'cookie', explode: false }, texts: some, least: 0 },
    { more: { in: 'cookie', style: 'cookie' }, texts: cookieToken, least: 1, only: flat },
    { more: { in: 'header', explode: false }, texts: token, least: 0, only: flat },
    ...(['csv', 'multi'] as const).map(
      (format): Row => ({
        more: { wire: { kind: 'collection', format }, dialect: 'openapi-2.0' },
        texts: some,
        least: format === 'multi' ? 1 : 0,
        only: flat,
      }),
    ),
  ]
  const fail = (what: unknown): never => {
    throw new Error(inspect(what, { depth: 6 }))
  }
  let checked = 0
  for (const { more, texts, least, only = Object.keys(schemas) as Kind[] } of rows) {
    const values: Record<Kind, fc.Arbitrary<unknown>> = {
      text: texts,
      integer,
      number,
      boolean,
      nullable,
      texts: fc.array(texts, { minLength: least, maxLength: 6 }),
      numbers: fc.array(number, { minLength: least, maxLength: 6 }),
      nullables: fc.array(fc.option(boolean), { minLength: Math.max(1, least), maxLength: 6 }),
      objects: fc.array(fc.record({ a: texts }, { noNullPrototype: true }), { minLength: least, maxLength: 3 }),
      object:
        more.style === 'deepObject'
          ? object(texts).map(({ l, ...rest }) => (l === undefined || l.length === 0 ? rest : { ...rest, l }))
          : object(texts),
    }
    for (const kind of only) {
      const parameter = aParameter(schemas[kind], more)
      const decoder = compileParameterDecoder(parameter)
      fc.assert(
        fc.property(values[kind], (value) => {
          const written = encodeParameter(parameter, value)
          const decoded = decoder(aRequest(parameter, written))
          return (decoded.kind === 'value' && isDeepStrictEqual(decoded.value, value)) || fail({ kind, more, written, decoded })
        }),
        { numRuns: 60 },
      )
      checked++
    }
  }
  t.ok(checked > 100, `${checked} combinations of style, place and type`)
})

/** The parameters of the one operation `get /a/{id}`. */
function parametersOf(document: Record<string, unknown>, item: Record<string, unknown>, operation: Record<string, unknown>) {
  const path = '/a/{id}'
  const folder = mkdtempSync(join(tmpdir(), 'mockserve-'))
  const text = JSON.stringify({ info: {}, ...document, paths: { [path]: { ...item, get: { responses: {}, ...operation } } } })
  writeFileSync(join(folder, 'openapi.json'), text)
  const [loaded] = loadDocuments({ documents: ['openapi.json'], folder }).documents
  if (loaded === undefined) throw new Error('the document does not load')
  const reader = new DocumentReader(loaded)
  const partOf = (part: Part | undefined, key: string): Part => reader.at(part ?? reader.root, key) ?? reader.root
  const itemPart = partOf(partOf(undefined, 'paths'), path)
  return readParameters(reader, partOf(itemPart, 'get'), itemPart)
}

t.test('an operation replaces parameters of its path, references are followed, what cannot be read is told', async (t) => {
  const components = { parameters: { Limit: { name: 'limit', in: 'query', schema: { type: 'integer' }, example: 5 } } }
  const { parameters, problems } = parametersOf(
    { openapi: '3.1.0', components },
    {
      parameters: [
        { name: 'id', in: 'path', schema: { type: 'string' } },
        { name: 'X-Trace', in: 'header', required: true, schema: {} },
        { name: 'limit', in: 'header', schema: {} },
      ],
    },
    {
      parameters: [
        { $ref: '#/components/parameters/Limit' },
        { $ref: '#/components/parameters/None' },
        { name: 'x-trace', in: 'header', deprecated: true, schema: {} },
        { name: 'limit', in: 'query', schema: { type: 'string' } },
        { name: 'Accept', in: 'header', schema: {} },
        { name: 'content-type', in: 'header', schema: {} },
        { name: 'Authorization', in: 'header', schema: {} },
        { in: 'query' },
        { name: 'x', in: 'body' },
        null,
      ],
    },
  )
  t.strictSame(
    parameters.map(({ name, in: place, isRequired, isDeprecated }) => [place, name, isRequired, isDeprecated]),
    [
      ['path', 'id', true, false],
      ['header', 'x-trace', false, true],
      ['header', 'limit', false, false],
      ['query', 'limit', false, false],
    ],
  )
  t.equal(parameters[3]?.schema?.get('type'), 'integer')
  t.equal(parameters[3]?.example, 5)
  t.equal(parameters[3]?.place().pointer, '/components/parameters/Limit')
  t.strictSame(
    problems.map(({ code }) => code),
    ['ref-unresolved'],
  )
})

t.test('each place has its own styles, and its own when none or an unknown one is named', async (t) => {
  const rows: [Record<string, unknown>, ParameterWire][] = [
    [{ in: 'query' }, { kind: 'style', style: 'form', explode: true, allowReserved: false }],
    [
      { in: 'query', style: 'deepObject' },
      { kind: 'style', style: 'deepObject', explode: false, allowReserved: false },
    ],
    [
      { in: 'query', style: 'pipeDelimited', allowReserved: true },
      { kind: 'style', style: 'pipeDelimited', explode: false, allowReserved: true },
    ],
    [
      { in: 'query', style: 'simple', explode: false },
      { kind: 'style', style: 'form', explode: false, allowReserved: false },
    ],
    [{ in: 'path' }, { kind: 'style', style: 'simple', explode: false, allowReserved: false }],
    [
      { in: 'path', style: 'matrix', explode: true },
      { kind: 'style', style: 'matrix', explode: true, allowReserved: false },
    ],
    [
      { in: 'header', style: 'label' },
      { kind: 'style', style: 'simple', explode: false, allowReserved: false },
    ],
    [{ in: 'cookie' }, { kind: 'style', style: 'form', explode: true, allowReserved: false }],
    [
      { in: 'cookie', style: 'cookie' },
      { kind: 'style', style: 'cookie', explode: true, allowReserved: false },
    ],
    [
      { in: 'query', content: { 'text/plain': {} } },
      { kind: 'content', mediaType: 'text/plain', encodings: new Map() },
    ],
    [
      {
        in: 'querystring',
        content: {
          'application/x-www-form-urlencoded': { encoding: { a: { style: 'pipeDelimited' }, b: { contentType: 'text/plain' } } },
        },
      },
      {
        kind: 'content',
        mediaType: 'application/x-www-form-urlencoded',
        encodings: new Map([['a', { style: 'pipeDelimited', explode: false }]]),
      },
    ],
  ]
  for (const [written, wire] of rows) {
    const { parameters } = parametersOf({ openapi: '3.2.0' }, {}, { parameters: [{ name: 'a', ...written }] })
    t.strictSame(parameters[0]?.wire, wire, JSON.stringify(written))
  }
})

t.test('in 2.0 a parameter is its own schema, and bodies are no parameters', async (t) => {
  const { parameters } = parametersOf(
    { swagger: '2.0' },
    {},
    {
      parameters: [
        { name: 'ids', in: 'query', required: true, type: 'array', items: { type: 'integer' }, collectionFormat: 'multi' },
        { name: 'id', in: 'path', type: 'integer', minimum: 3, collectionFormat: 'multi' },
        { name: 'Authorization', in: 'header', type: 'string', 'x-example': 'token' },
        { name: 'pet', in: 'body', schema: {} },
        { name: 'file', in: 'formData', type: 'file' },
      ],
    },
  )
  t.strictSame(
    parameters.map(({ name, wire, example }) => [name, wire, example]),
    [
      ['ids', { kind: 'collection', format: 'multi' }, undefined],
      ['id', { kind: 'collection', format: 'csv' }, undefined],
      ['Authorization', { kind: 'collection', format: 'csv' }, 'token'],
    ],
  )
  const [ids, id] = parameters
  t.strictSame(ids && valueIn(ids, 'ids=1&ids=2'), [1, 2])
  t.equal(id && valueIn(id, '7'), 7)
  t.equal(id?.schema?.get('minimum'), 3)
})

// Text -> value with located findings: encodings, JSON, YAML and its limits, places, versions.
import fc from 'fast-check'
import { dump } from 'js-yaml'
import t from 'tap'
import { formatDiagnostic } from '../../src/diagnostics/diagnostic.ts'
import { decodeText } from '../../src/spec/decode-text.ts'
import { describeVersionProblem, detectVersion } from '../../src/spec/detect-version.ts'
import { findDuplicateKeys } from '../../src/spec/duplicate-keys.ts'
import { child, joinPointer } from '../../src/spec/json-pointer.ts'
import { locatePointer } from '../../src/spec/locate-pointer.ts'
import { parseText } from '../../src/spec/parse-text.ts'
import type { SourceFile, TextFormat } from '../../src/spec/source-file.ts'

const parse = (text: string, format: TextFormat = 'yaml') => parseText({ label: 'api', text, format })
const messages = (text: string, format: TextFormat = 'yaml') => parse(text, format).diagnostics.map(formatDiagnostic)
/** `line:column` of the first finding and its message. */
const first = (text: string, format: TextFormat = 'yaml') => {
  const [finding] = parse(text, format).diagnostics
  const { line, column } = finding?.place.position() ?? { line: 0, column: 0 }
  return { at: `${line}:${column}`, message: finding?.message ?? 'nothing', code: finding?.code }
}

t.test('decodeText', async (t) => {
  const text = 'openapi: 3.1.0 # ä€😀\n'
  const utf16 = Buffer.from(text, 'utf16le')
  t.test('UTF-8 and UTF-16 are read, with and without a byte order mark', async (t) => {
    t.equal(decodeText(Buffer.from(text)), text)
    t.equal(decodeText(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])), text)
    t.equal(decodeText(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])), text)
    t.equal(decodeText(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])), text)
    t.equal(decodeText(utf16), text)
    t.equal(decodeText(Buffer.from(utf16).swap16()), text)
    t.equal(decodeText(Buffer.alloc(0)), '')
  })
  t.test('what is no text is undefined, and the bytes are left as they were', async (t) => {
    t.equal(decodeText(Buffer.from([0x61, 0xff, 0x62])), undefined)
    t.equal(decodeText(Buffer.from('abc\0def')), undefined)
    t.equal(decodeText(Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00])), undefined, 'a lone surrogate')
    t.equal(decodeText(Buffer.from([0xff, 0xfe, 0x61])), undefined, 'half a character')
    t.equal(decodeText(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), undefined, 'a PNG')
    const bytes = Buffer.from(utf16).swap16()
    const before = Buffer.from(bytes)
    decodeText(bytes)
    t.same(bytes, before)
  })
})

t.test('JSON', async (t) => {
  t.test('a mistake is said with its line and column, and with what was expected there', async (t) => {
    const cases: [text: string, at: string, message: RegExp][] = [
      ['{\n  "a": 1\n  "b": 2\n}', '2:9', /a "," is missing after the value of "a", before "b"/],
      ['{"a" 1}', '1:5', /a ":" is missing after the key "a"/],
      ['{"a":1,,"b":2}', '1:8', /expected a key in double quotes, found ","/],
      ["{'a': 1}", '1:2', /a key in double quotes/],
      ['{"a": \'x\'}', '1:7', /text in double quotes/],
      ['{"a": tru}', '1:7', /expected a value, found "tru"/],
      ['{"a": 01}', '1:7', /"01" is no number/],
      ['{"a": "\\d"}', '1:8', /"\\d" is no escape/],
      ['{"a": "x\ny"}', '1:7', /string that opens here is not closed on its line/],
      ['{"a": "x\u0001"}', '1:9', /write \\u0001/],
      ['{"a": [1, 2}', '1:12', /expected "," or "\]"/],
      ['{"a": 1} x', '1:10', /text after the end/],
      ['{\n"a": {', '2:7', /the "\{" of line 2 is not closed/],
      ['hello', '1:1', /expected a value, found "hello"/],
      ['  \n', '1:1', /the file is empty/],
      ['<html>', '1:1', /HTML or XML/],
    ]
    for (const [text, at, message] of cases) {
      t.match(first(text, 'json'), { at, message, code: 'syntax' }, JSON.stringify(text))
      t.equal(parse(text, 'json').ok, false)
    }
  })
  t.test('whatever one character is taken away, the answer is a value or one error within the text', async (t) => {
    const cut = fc.tuple(fc.jsonValue(), fc.nat(), fc.nat())
    fc.assert(
      fc.property(cut, ([value, where, indent]) => {
        const whole = JSON.stringify({ a: value, b: [1, 'x'] }, null, indent % 3)
        const text = whole.slice(0, where % whole.length) + whole.slice((where % whole.length) + 1)
        const result = parse(text, 'json')
        if (result.ok) return true
        const [finding] = result.diagnostics
        const { line = 0, column = 0 } = finding?.place.position() ?? {}
        return column >= 1 && column <= (text.split('\n')[line - 1] ?? '').length + 1
      }),
      { numRuns: 300 },
    )
    t.pass()
  })
  t.test('comments and trailing commas are read, with a warning at the first', async (t) => {
    const text = '{\n // "x": {\n "a": "// no", /* , */ "b": [1, 2,],\n}'
    t.same(parse(text, 'json').value, { a: '// no', b: [1, 2] })
    t.match(first(text, 'json'), { at: '2:2', code: 'syntax-tolerated', message: /comment/ })
    t.match(first('{"a": [1,\n]}', 'json'), { at: '1:9', code: 'syntax-tolerated', message: /comma/ })
  })
  t.test('YAML under the name of JSON is read as YAML and says so; JSON under the name of YAML is just read', async (t) => {
    t.match(parse('openapi: 3.0.0\n', 'json'), { ok: true, format: 'yaml', value: { openapi: '3.0.0' } })
    t.equal(first('openapi: 3.0.0\n', 'json').code, 'syntax-tolerated')
    t.match(first('info:\n\ttitle: x\n', 'json'), { at: '2:1', message: /tab/ })
    t.match(parse('{"a": 1}', 'yaml'), { ok: true, format: 'json', diagnostics: [] })
    t.match(parse('{a: 1}', 'yaml'), { ok: true, format: 'yaml', value: { a: 1 } })
    t.match(first('{"a": 1 "b": 2}', 'yaml'), { at: '1:8', message: /"," is missing/ })
  })
  t.test('__proto__ is an ordinary key', async (t) => {
    for (const text of ['{"__proto__": {"x": 1}, "constructor": 2}', '__proto__: {x: 1}\nconstructor: 2\n']) {
      const { value } = parse(text)
      t.same(Object.keys(value as object), ['__proto__', 'constructor'])
      t.same(child(value, '__proto__'), { x: 1 })
    }
    t.equal(child({}, 'x'), undefined)
  })
  t.test('findDuplicateKeys names key, place and first place, also of keys written with escapes', async (t) => {
    const text = '{\n "a": 1,\n "b": [{"x": "}\\"", "x": 2}],\n "\\u0061": 3, "x": {"a": {}, "b": {}}\n}'
    const found = findDuplicateKeys({ label: 'api', text })
    t.same(
      found.map((finding) => [finding.place.pointer, formatDiagnostic(finding).slice(0, 46)]),
      [
        ['/b/0/x', 'api:3:21: warning: the key "x" stands here a s'],
        ['/a', 'api:4:2: warning: the key "a" stands here a se'],
      ],
    )
    t.match(found[0]?.message, /first in line 3/)
    t.same(findDuplicateKeys({ label: 'api', text: '[{"a": {"a": ["a", "a"]}}, {"a": "a"}]' }), [])
  })
})

t.test('YAML', async (t) => {
  t.test('a mistake is said in plain words at its own place', async (t) => {
    const cases: [text: string, at: string, message: RegExp][] = [
      ['info:\n\ttitle: x\n', '2:1', /tab/],
      ['info:\n  title: "Foo\n  version: "1.0"\n', '2:10', /the " that opens here is not closed/],
      ['info:\n  title: "Foo\n  version: 1\n', '2:10', /the " that opens here is not closed/],
      ['a: b\nc: "x\n', '2:4', /the " that opens here is not closed/],
      ['tags: [a, b\nfoo: bar\n', '1:7', /the \[ that opens here is not closed/],
      ['a:\n  description: foo: bar\n', '2:19', /must stand in quotes/],
      ['a: {b: c: d}\n', '1:9', /must stand in quotes/],
      ["title: 'Foo's bar'\n", '1:13', /text after the closing '/],
      ['pattern: [a-z]+\n', '1:15', /text after the closing \]/],
      ['content:\n  */*:\n    schema: {}\n', '2:3', /cannot begin with "\*"/],
      ['a: @foo\n', '1:4', /cannot begin with "@"/],
      ['info:\n  title: x\n   version: y\n', '3:4', /indented deeper/],
      ['info:\n   title: x\n  version: y\n', '3:3', /indentation of this line/],
      ['a: 1\nfoo\nb: 2\n', '2:1', /this line has no ":"/],
      ['a:\n- b\nc\n- d\n', '3:1', /this line has no ":"/],
      ['openapi:3.0.0\ninfo:\n  title: x\n', '1:9', /a space is missing after the ":"/],
      ['a: 1\n- b\n', '2:1', /a list item/],
      ['a: "\\d+"\n', '1:5', /"\\d" is no escape/],
      ['a: *nope\n', '1:4', /no "&nope" stands above/],
      ['host: {{ .Host }}\n', '1:7', /template/],
      ['a: 1\n<<<<<<< HEAD\nb: 2\n', '2:1', /merge conflict/],
      ['a:\n  <<: 5\n', '2:3', /"<<" takes a map/],
      ['paths:\n  {id}:\n    get: 1\n', '2:3', /cannot be a key/],
      ['%YAML 1.2\na: 1\n', '2:1', /"---" is missing/],
      ['# nothing\n', '1:1', /empty/],
    ]
    for (const [text, at, message] of cases) t.match(first(text), { at, message, code: 'syntax' }, JSON.stringify(text))
  })
  t.test('no message holds a line break or a word of the parser', async (t) => {
    for (const text of [
      'a: &',
      '? [a]\n: b',
      'a: !<x',
      '- a\n b',
      'a: |0\n',
      '&a &b c',
      '"a',
      "'a",
      '[',
      'a: b: c',
      '!x!y z',
      'a\tb: c\n\t- d',
    ]) {
      for (const message of messages(text))
        t.notMatch(message, /\n|YAMLException|flow|scalar|mapping|node|stream|at \w+ \(/, JSON.stringify(text))
    }
  })
  t.test('keys are the text that is written, and dates stay text', async (t) => {
    const { value } = parse('200: a\n1.0: b\nTrue: c\n0x1F: d\n~: e\n"on": f\ndate: 2024-01-01\nyes: no\nnull: null\n')
    t.same(value, { 200: 'a', '1.0': 'b', True: 'c', '0x1F': 'd', '~': 'e', on: 'f', date: '2024-01-01', yes: 'no', null: null })
  })
  t.test('merge keys and aliases work, own keys win', async (t) => {
    const text = 'a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\nd:\n  <<: *a\n  <<: *b\n'
    t.same(parse(text).value, { a: { x: 1, y: 1 }, b: { y: 2, z: 2 }, c: { x: 3, y: 1, z: 2 }, d: { x: 1, y: 1, z: 2 } })
    t.same(messages(text), [])
    const many = `base: &base\n${Array.from({ length: 500 }, (_, i) => `  k${i}: ${i}\n`).join('')}${Array.from({ length: 500 }, (_, i) => `m${i}: {<<: *base}\n`).join('')}`
    t.equal(parse(many).ok, true, '250,000 merged keys are an honest document')
  })
  t.test('of a key that stands twice the last counts; each is named, twenty at most', async (t) => {
    const text = 'a: 1\nb:\n  - c: 1\n    c: 2\n"a": 3\n'
    t.same(parse(text).value, { a: 3, b: [{ c: 2 }] })
    t.same(
      parse(text).diagnostics.map(({ code, place }) => [code, place.pointer, place.position().line]),
      [
        ['duplicate-key', '/b/0/c', 4],
        ['duplicate-key', '/a', 5],
      ],
    )
    t.equal(messages('a: 1\n'.repeat(50)).length, 20)
  })
  t.test('tags run nothing: the value is kept as it is written, with one warning for each tag', async (t) => {
    const text = [
      'a: !!js/function "function () { throw 1 }"',
      'b: !Ref 007',
      'c: !!python/object:os.system {x: 1}',
      'd: !!binary aGk=',
      'e: !Ref x',
      'f: !!str 5',
      'g: !!int "7"',
      'h: !!int x',
      'i: !!set {a, b}',
      'j: !!timestamp 2024-01-01',
    ].join('\n')
    const { value, diagnostics } = parse(text)
    t.same(value, {
      a: 'function () { throw 1 }',
      b: '007',
      c: { x: 1 },
      d: 'aGk=',
      e: 'x',
      f: '5',
      g: 7,
      h: 'x',
      i: { a: null, b: null },
      j: '2024-01-01',
    })
    t.same([...new Set(diagnostics.map(({ code }) => code))], ['unknown-tag'])
    t.match(
      diagnostics.map(({ message }) => message),
      [/!!js\/function/, /!Ref is ignored \(2 times\)/, /!!python/, /!!binary/, /!!int/, /!!set/, /!!timestamp/],
    )
  })
  t.test('of several documents the first that is not empty is read', async (t) => {
    const text = '---\n---\na: 1\n---\nb: 2\n'
    t.same(parse(text).value, { a: 1 })
    t.match(first(text), { at: '5:1', code: 'several-documents', message: /line 5/ })
    t.same(messages('%YAML 1.2\n---\na: 1\n---\n'), [], 'an empty one at the end is no document')
  })
  t.test('brackets and quotes whose lines are indented too little are read, with a warning', async (t) => {
    const text = 'a:\n  b: {\n    "x": [1, # }\n2]\n  }\n  c: |\n    d: {\n    }\n  e: [\n  1\n  ]\nf: "long\ntext"\n'
    t.same(parse(text).value, { a: { b: { x: [1, 2] }, c: 'd: {\n}\n', e: [1] }, f: 'long text' })
    t.match(first(text), { at: '4:1', code: 'syntax-tolerated' })
    t.equal(messages(text).length, 1)
    t.same(locatePointer(text, 'yaml', '/a/e/0', 'value'), { line: 10, column: 3 })
  })
})

t.test('limits', async (t) => {
  const withinMs = (limit: number, text: string, format: TextFormat = 'yaml') => {
    const start = performance.now()
    const { code } = first(text, format)
    t.ok(performance.now() - start < limit, `${code} in ${Math.round(performance.now() - start)} ms`)
    return code
  }
  const nine = (alias: string) => `[${Array.from({ length: 9 }, () => alias).join(', ')}]`
  const bomb = (levels: number) =>
    `a0: &a0 ${nine('x')}\n${Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} ${nine(`*a${i}`)}\n`).join('')}`
  t.test('aliases are counted as if they were written out', async (t) => {
    t.equal(parse(bomb(5)).ok, true)
    t.equal(withinMs(2000, bomb(7)), 'too-many-nodes')
    t.match(first('a: &a\n  b: *a\n'), { code: 'too-many-nodes', message: /never end/ })
    const chain = `a0: &a0 [x]\n${Array.from({ length: 3000 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]\n`).join('')}`
    t.equal(withinMs(2000, chain), 'too-deep')
  })
  t.test('a bomb of merge keys ends quickly', async (t) => {
    const chain = `m0: &m0 {a: 1}\n${Array.from({ length: 5000 }, (_, i) => `m${i + 1}: &m${i + 1} {<<: *m${i}, k${i}: 1}\n`).join('')}`
    t.equal(withinMs(2000, chain), 'too-many-nodes')
  })
  t.test('depth is bounded at a place', async (t) => {
    t.match(first(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'json'), { code: 'too-deep', at: '1:5001' })
    t.equal(withinMs(2000, '[\n'.repeat(20_000)), 'too-deep')
    t.equal(parse(`${'['.repeat(900)}${']'.repeat(900)}`).ok, true)
  })
  t.test('junk of many megabytes is refused before it is parsed', async () => {
    t.equal(withinMs(2000, '- a\n'.repeat(4_000_000)), 'too-many-nodes')
    t.equal(withinMs(2000, `[${'[],'.repeat(6_000_000)}[]]`, 'json'), 'too-many-nodes')
    t.equal(withinMs(3000, `{"a": "${'x'.repeat(20_000_000)}" "b"`, 'json'), 'syntax')
  })
})

t.test('locatePointer', async (t) => {
  const at = (text: string, pointer: string, on: 'key' | 'value' = 'value', format: TextFormat = 'yaml') => {
    const { line, column } = locatePointer(text, format, pointer, on)
    return (text.split('\n')[line - 1] ?? '').slice(column - 1)
  }
  t.test('keys in quotes, with slashes, as numbers; lists; braces; blocks of text', async (t) => {
    const text = 'paths:\n  /a/{id}: {get: {x: 1}}\n  "b ~c": \'v\'\n  200:\n    - one\n    - |\n      two\n  e:\n'
    t.equal(at(text, '/paths/~1a~1{id}/get/x'), '1}}')
    t.equal(at(text, '/paths/~1a~1{id}', 'key'), '/a/{id}: {get: {x: 1}}')
    t.equal(at(text, '/paths/b ~0c', 'key'), '"b ~c": \'v\'')
    t.equal(at(text, '/paths/b ~0c'), "'v'")
    t.equal(at(text, '/paths/200/0'), 'one')
    t.equal(at(text, '/paths/200/1'), '|')
    t.equal(at(text, '/paths/e'), 'e:')
    t.equal(at(text, ''), 'paths:')
  })
  t.test('an alias stands where it is written, what is below it where its anchor is; merged keys likewise', async (t) => {
    const text = 'a: &a\n  x: 1\nb: *a\nc:\n  <<: *a\n  y: 2\n'
    t.equal(at(text, '/b'), '*a')
    t.same(locatePointer(text, 'yaml', '/b/x', 'value'), { line: 2, column: 6 })
    t.same(locatePointer(text, 'yaml', '/c/x', 'key'), { line: 2, column: 3 })
    t.equal(at(text, '/c/y'), '2')
  })
  t.test('what is not there is shown at the nearest part that is', async (t) => {
    t.equal(at('a:\n  b: 1\n', '/a/b/c/d', 'key'), 'b: 1')
    t.equal(at('{"a": {"b": 1}}', '/a/x', 'value', 'json'), '{"b": 1}}')
    t.equal(at('a: [', '/a', 'key'), 'a: [', 'a text that cannot be parsed')
  })
  t.test('in JSON comments are stepped over and the last of equal keys counts', async (t) => {
    const text = '{ // "a": 0\n "a": 1, "b": ["}", {"c": "\\"]"}],\n "a": 2 }'
    t.equal(at(text, '/a', 'value', 'json'), '2 }')
    t.equal(at(text, '/b/1/c', 'value', 'json'), '"\\"]"}],')
  })
  t.test('every part of any value is found where it stands, in JSON and YAML', async (t) => {
    const pointers = function* (value: unknown, pointer = ''): Generator<[string, unknown]> {
      yield [pointer, value]
      if (typeof value === 'object' && value !== null) {
        for (const [key, item] of Object.entries(value)) yield* pointers(item, joinPointer(pointer, key))
      }
    }
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (value) => {
        const json = JSON.stringify(value, null, 2)
        const yaml = dump(value, { flowLevel: 2, quoteStyle: 'double' })
        const numbers = [...pointers(value)].filter(([, part]) => typeof part === 'number')
        const flags = [...pointers(parse(yaml).value)].filter(([, part]) => typeof part === 'boolean')
        return (
          numbers.every(([pointer, part]) => at(json, pointer, 'value', 'json').startsWith(JSON.stringify(part))) &&
          flags.every(([pointer, part]) => at(yaml, pointer).startsWith(String(part)))
        )
      }),
      { numRuns: 200 },
    )
    t.pass()
  })
})

t.test('detectVersion', async (t) => {
  t.test('text or number, with any patch version', async (t) => {
    const cases: [root: unknown, version: string | undefined][] = [
      [{ swagger: '2.0' }, '2.0'],
      [{ swagger: 2 }, '2.0'],
      [{ openapi: '3.0.4' }, '3.0'],
      [{ openapi: 3 }, '3.0'],
      [{ openapi: 3.1 }, '3.1'],
      [{ openapi: '3.1' }, '3.1'],
      [{ openapi: '3.2.0-rc1' }, '3.2'],
      [{ openapi: '3.3.0' }, undefined],
      [{ openapi: '3.10.0' }, undefined],
      [{ openapi: '2.0' }, undefined],
      [{ swagger: '3.0' }, undefined],
      [{ openapi: {} }, undefined],
      [['openapi'], undefined],
      [null, undefined],
    ]
    for (const [root, version] of cases) t.equal(detectVersion(root), version, JSON.stringify(root))
  })
  t.test('what is no document is told for what it is', async (t) => {
    const why = (text: string) => {
      const file: SourceFile = { path: '/api', label: 'api', text, format: 'yaml', root: parse(text).value }
      return formatDiagnostic(describeVersionProblem(file))
    }
    t.match(why('a: 1\nopenapi: 4.0.0\n'), /^api:2:1: error: openapi 4.0.0 is no version .*2\.0, 3\.0, 3\.1 and 3\.2/)
    t.match(why('swagger: 3.0.0\n'), /written as openapi: 3.0.0/)
    t.match(why('info: {}\nopeanpi: 3.0.0\n'), /^api:2:1: .*"opeanpi" \(did you mean "openapi"\?\)/)
    t.match(why('asyncapi: 2.0.0\n'), /AsyncAPI/)
    t.match(why('info: {name: x}\nitem: []\n'), /Postman/)
    t.match(why('services: {web: {}}\n'), /Docker Compose/)
    t.match(why('type: object\nproperties: {}\n'), /JSON Schema/)
    t.match(why('paths: {}\n'), /the version is missing/)
    t.match(why('get: {}\n'), /part of an OpenAPI document/)
    t.match(why('- a\n'), /a list/)
    t.match(why('just words\n'), /text/)
    t.match(why('foo: 1\n'), /neither "openapi" nor "swagger"/)
  })
})

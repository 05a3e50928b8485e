// Overlays: what lies beside a document changes it, each finding at its own place, and answers are saved into one.
import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { startMockserve } from '../../src/app/mockserve.ts'
import { formatDiagnostic } from '../../src/diagnostics/diagnostic.ts'
import { loadDocuments } from '../../src/spec/load-documents.ts'
import { appendActions } from '../../src/spec/overlay/append-actions.ts'
import { parseTarget, targetOf } from '../../src/spec/overlay/target.ts'
import { parseText } from '../../src/spec/parse-text.ts'
import { checkDocument } from '../../src/spec/rules/index.ts'
import { placeAt, type SourceFile } from '../../src/spec/source-file.ts'

const PETS = `openapi: 3.1.0
info: { title: Pets, version: '1' }
tags:
  - name: first
  - name: second
  - name: third
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pets' }
  /old:
    get: { operationId: old, responses: { '200': { description: ok } } }
components:
  schemas:
    Pets: { type: array, items: { type: object, required: [name], properties: { name: { type: string } } } }
`
const OVERLAY = (actions: string, rest = '') => `overlay: 1.0.0\ninfo: { title: Ours, version: '1' }\n${rest}actions:\n${actions}`
const EXAMPLE = `  - target: $.paths['/pets'].get.responses['200'].content['application/json']
    update: { examples: { rex: { value: [{ name: Rex }] } } }
`

const load = (t: Test, files: Record<string, string>) => {
  const folder = t.testdir(files)
  const loaded = loadDocuments({ documents: [join(folder, 'openapi.yaml')], folder })
  const [document] = loaded.documents
  if (document === undefined) throw new Error(loaded.diagnostics.map(formatDiagnostic).join('\n'))
  const findings = [...loaded.diagnostics, ...checkDocument(document)].filter((finding) => finding !== undefined)
  const at = (pointer: string, on: 'key' | 'value' = 'value') => {
    const place = placeAt(document.file, pointer, on)
    return `${place.file}:${place.position().line}`
  }
  return { document, folder, findings: findings.map(formatDiagnostic), at, root: document.root }
}

t.test('targets are JSONPaths of names, quoted names, indexes and wildcards; what is more is told with its place', async (t) => {
  const names = (text: string) => {
    const target = parseTarget(text)
    return 'problem' in target ? `${target.offset}: ${target.problem}` : target.steps.map((step) => step.name ?? '*')
  }
  t.same(names('$'), [])
  t.same(names('$.paths.*.get'), ['paths', '*', 'get'])
  t.same(names(`$["paths"]['/pets/{id}'] [0][ * ]`), ['paths', '/pets/{id}', '0', '*'])
  t.same(names(`$['it\\'s'].a_b1["\\u0041\\n"]`), ["it's", 'a_b1', 'A\n'])
  t.match(names('$..description'), /^1: .*descendants/)
  t.match(names('$.paths[?@.x]'), /^8: .*filter/)
  t.match(names('$.paths./pets'), /^8: .*\['\/pets'\]/)
  t.match(names('$.tags[-1]'), /^7: /)
  t.match(names('$.tags[0:2]'), /^7: /)
  t.match(names("$['a','b']"), /^2: /)
  t.match(names("$['a"), /^2: /)
  t.match(names('paths'), /^0: .*begins with \$/)
  for (const pointer of ['', '/paths/~1pets~1{id}/get', '/a/it\'s \\ "so"/x-y/200', '/tags/1', '/é/__proto__/\n'])
    t.equal(
      '/'.repeat(Number(pointer !== '')) +
        (names(targetOf(pointer, { tags: [0, 0] })) as string[]).map((each) => each.replaceAll('/', '~1')).join('/'),
      pointer,
    )
})

t.test('update merges, remove takes away, in order; what is not touched stays as it was read', async (t) => {
  const { root, findings } = load(t, {
    'openapi.yaml': PETS,
    'openapi.overlay.yaml': OVERLAY(`  - target: $
    update: { info: { description: Ours }, tags: [{ name: fourth }], x-new: { a: [1] } }
  - target: $.tags
    update: { name: fifth }
  - target: $.tags[0]
    remove: true
  - target: $.paths['/old']
    remove: true
    update: { get: 1 }
  - target: $.x-new
    update: { a: [2] }
  - target: $.paths.*.get
    update: { summary: All }
  - target: $.tags[*]
    update: { description: Each }
  - target: $.tags[1]
    remove: true
  - target: $.info
    update: { __proto__: { polluted: true }, version: '2' }
`),
  })
  t.match(findings, [/^openapi\.overlay\.yaml:22:15: warning: .*__proto__.* \[unknown-field\]$/])
  t.strictSame(
    root['info'],
    JSON.parse('{ "title": "Pets", "version": "2", "description": "Ours", "__proto__": { "polluted": true } }'),
  )
  t.equal(({} as { polluted?: boolean }).polluted, undefined)
  t.strictSame(
    (root['tags'] as readonly { readonly name: string; readonly description: string }[]).map(
      ({ name, description }) => `${name} ${description}`,
    ),
    ['second Each', 'fourth Each', 'fifth Each'],
  )
  t.strictSame(Object.keys(root['paths'] ?? {}), ['/pets'])
  t.match(root, { 'x-new': { a: [1, 2] }, paths: { '/pets': { get: { summary: 'All', operationId: 'listPets' } } } })
})

t.test('every value is found where it is written: in the document, or in the overlay', async (t) => {
  const { at, document } = load(t, {
    'openapi.yaml': PETS,
    'openapi.overlay.yaml': OVERLAY(`  - target: $.tags[0]
    remove: true
  - target: $
    update:
      tags:
        - name: added
      paths:
        /new:
          get:
            operationId: added
  - target: $.paths['/new'].get
    update:
      summary: More
  - target: $.tags[1]
    update:
      description: Ours
`),
  })
  t.equal(at('/tags/0/name'), 'openapi.yaml:5')
  t.equal(at('/tags/1/name'), 'openapi.yaml:6')
  t.equal(at('/tags/1/description'), 'openapi.overlay.yaml:19')
  t.equal(at('/tags/2/name'), 'openapi.overlay.yaml:9')
  t.equal(at('/paths/~1pets/get/operationId'), 'openapi.yaml:10')
  t.equal(at('/paths/~1new', 'key'), 'openapi.overlay.yaml:11')
  t.equal(at('/paths/~1new/get/operationId'), 'openapi.overlay.yaml:13')
  t.equal(at('/paths/~1new/get/summary', 'key'), 'openapi.overlay.yaml:16')
  t.equal(at('/components/schemas/Pets'), 'openapi.yaml:21')
  t.strictSame(placeAt(document.file, '/tags/0').pointer, '/tags/1', 'as it is in the file')
})

t.test('what cannot be applied is a finding in the overlay, and the rest is applied', async (t) => {
  const { findings, root } = load(t, {
    'openapi.yaml': PETS,
    'openapi.overlay.yaml': OVERLAY(`  - target: $..get
    remove: true
  - target: $.paths['/pet']
    update: { summary: x }
  - target: $.info
    update: { description: applied }
  - target: $.info
    update: text
  - target: $
    remove: true
  - target: $.info
  - update: {}
  - words
  - target: $.info
    copy: $.paths
  - target: $.info.title
    update: { a: 1 }
`),
  })
  t.match(root, { info: { title: 'Pets', description: 'applied' } })
  t.same(
    findings.map((line) => line.replace(/^openapi\.overlay\.yaml:(\d+):\d+: /, '$1 ')),
    [
      '4 error: the target $..get is not applied: at 1, descendants (..) are not read (write one action for each place) [overlay-not-applied]',
      "6 warning: the target $.paths['/pet'] meets nothing in openapi.yaml (did you mean /pets?) [overlay-no-match]",
      '10 error: the target $.info is an object; text cannot be merged into it [overlay-not-applied]',
      '12 error: the whole document cannot be removed [overlay-not-applied]',
      '14 error: the action neither updates nor removes [overlay-not-applied]',
      '15 error: the action has no target [overlay-not-applied]',
      '16 error: an action is an object with a target, not text [overlay-not-applied]',
      '17 error: the action neither updates nor removes (copy, of Overlay 1.1, is not applied) [overlay-not-applied]',
      '19 error: the target $.info.title is text; only objects and lists are updated [overlay-not-applied]',
    ],
  )
})

t.test('a file that is no overlay changes nothing and says so', async (t) => {
  const only = (overlay: string, name = 'openapi.overlay.yaml') => load(t, { 'openapi.yaml': PETS, [name]: overlay }).findings
  t.match(only('overlay: [\n'), [/^openapi\.overlay\.yaml:1:\d+: error: .* \[syntax\]$/])
  t.match(only('overlay: 2.0.0\nactions: []\n'), [/^openapi\.overlay\.yaml:1:10: error: .*2\.0\.0.*1\.0.* \[overlay-invalid\]$/])
  t.match(only('hello: world\n'), [/^openapi\.overlay\.yaml:1:1: error: .* \[overlay-invalid\]$/])
  t.match(only('overlay: 1.0.0\nactions: {}\n'), [/^openapi\.overlay\.yaml:2:10: error: .*list.* \[overlay-invalid\]$/])
  t.match(only(OVERLAY(EXAMPLE, 'extends: other.yaml\n')), [/:3:10: error: .*other\.yaml.* \[overlay-invalid\]$/])
  t.same(only(OVERLAY(EXAMPLE, 'extends: ./openapi.yaml\n')), [])
  t.match(only('hello: world\n', 'openapi.overlay.yml'), [/overlay-invalid/])
  t.same(only(JSON.stringify({ overlay: '1.1.0', actions: [{ target: '$.info', update: {} }] }), 'openapi.overlay.json'), [])

  const folder = t.testdir({ 'openapi.yaml': PETS, elsewhere: { 'x.yaml': OVERLAY(EXAMPLE) } })
  symlinkSync('elsewhere/x.yaml', join(folder, 'openapi.overlay.yaml'))
  const { documents } = loadDocuments({ documents: ['openapi.yaml'], folder })
  t.match(
    documents.flatMap((document) => [...checkDocument(document)]).flatMap((finding) => finding?.message ?? []),
    [/link/],
  )
})

t.test('an overlay is applied, watched and let go; a broken one leaves the last good version in force', async (t) => {
  const folder = t.testdir({ 'openapi.yaml': PETS, 'lost.overlay.yaml': OVERLAY(EXAMPLE) })
  const path = join(folder, 'openapi.overlay.yaml')
  const mock = await startMockserve({ documents: ['.'], folder, port: 0, stateless: true })
  t.teardown(() => mock.close())
  t.match(mock.findings, [{ code: 'overlay-without-document', place: { file: 'lost.overlay.yaml' } }])
  const source = async () => (await fetch(`${mock.url}/pets`)).headers.get('mockserve-source')
  // what was written a moment ago counts as changed
  const reloaded = async () => {
    const { ok, files } = await mock.reload()
    return { ok, files: files.join() }
  }
  t.equal(await source(), 'sample')
  writeFileSync(path, OVERLAY(EXAMPLE))
  t.match(await reloaded(), { ok: true, files: /openapi\.overlay\.yaml/ })
  t.equal(await source(), 'example:rex')
  t.match(await (await fetch(`${mock.url}/openapi.json`)).json(), {
    paths: { '/pets': { get: { responses: { 200: { content: { 'application/json': { examples: { rex: {} } } } } } } } },
  })
  writeFileSync(path, 'overlay: [')
  t.match(await mock.reload(), { ok: false, findings: [{ place: { file: 'openapi.overlay.yaml' } }] })
  t.equal(await source(), 'example:rex')
  writeFileSync(path, OVERLAY(EXAMPLE.replaceAll('name: Rex', 'nom: Rex')))
  t.match(await mock.reload(), { ok: true })
  rmSync(path)
  t.match(await reloaded(), { ok: true, files: /openapi\.overlay\.yaml/ })
  t.equal(await source(), 'sample')
})

t.test('an overlay beside a part changes that part, also when the document is reached from there', async (t) => {
  const { document, at } = load(t, {
    'openapi.yaml': `openapi: 3.1.0\ninfo: { title: x, version: '1' }\npaths: { /a: { $ref: parts/a.yaml } }\ncomponents: { schemas: { S: { type: string } } }\n`,
    'openapi.overlay.yaml': OVERLAY('  - target: $.components.schemas.S\n    update: { type: integer }\n'),
    parts: {
      'a.yaml': `get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '../openapi.yaml#/components/schemas/S' } } } } } }\n`,
      'a.overlay.yaml': OVERLAY('  - target: $.get\n    update:\n      summary: Ours\n'),
    },
  } as never)
  const item = document.resolve('parts/a.yaml', document.file, '/paths/~1a')
  t.match(item, { value: { get: { summary: 'Ours' } } })
  t.match('file' in item && document.resolve('../openapi.yaml#/components/schemas/S', item.file, ''), {
    value: { type: 'integer' },
  })
  t.equal(at('/components/schemas/S/type'), 'openapi.overlay.yaml:5')
})

t.test('actions are added at the end of an overlay, and only where that changes nothing else', async (t) => {
  const actions = [{ target: '$.a', update: { when: '2024-01-01', n: 1, text: 'two\nlines', yes: 'yes' } }]
  const fresh = { title: 'Examples for Pets: all', beside: './openapi.yaml' }
  const made = appendActions(undefined, actions, fresh)
  t.equal(made.text, made.added)
  t.same(overlayOf(made.text ?? '').root, {
    overlay: '1.0.0',
    info: { title: 'Examples for Pets: all', version: '1.0.0' },
    extends: './openapi.yaml',
    actions,
  })
  for (const before of [
    made.text ?? '',
    OVERLAY(EXAMPLE),
    OVERLAY(EXAMPLE).trimEnd(),
    `overlay: 1.0.0 # ours\nactions:\n# the first\n- target: $\n  update: {}\n`,
    OVERLAY(EXAMPLE).replaceAll('\n', '\r\n'),
  ]) {
    const { text = '', added } = appendActions(overlayOf(before), actions, fresh)
    t.ok(text.startsWith(before.trimEnd()), text)
    t.ok(text.replaceAll('\r\n', '\n').endsWith(added), text)
    t.match(overlayOf(text).root, { actions: [{}, ...actions] }, text)
  }
  for (const before of [
    'overlay: 1.0.0\nactions: [{ target: $ }]\n',
    `${OVERLAY(EXAMPLE)}x-more: 1\n`,
    '{ "overlay": "1.0.0", "actions": [] }',
  ])
    t.equal(appendActions(overlayOf(before), actions, fresh).text, undefined, before)
})

const overlayOf = (text: string): SourceFile => {
  const { value } = parseText({ label: 'o', text, format: 'yaml' })
  return { path: '/o', label: 'o', text, format: 'yaml', root: value }
}

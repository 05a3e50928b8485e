// Which operations make a resource, and which are left alone.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { type Contract, type Corrections, compileContract } from '../../src/contract/compile-contract.ts'
import { checkCorrections } from '../../src/contract/resources/check-corrections.ts'
import { findIdentity } from '../../src/contract/resources/find-identity.ts'
import { type Resources, resourcesOf } from '../../src/contract/resources/find-resources.ts'
import { singular } from '../../src/contract/resources/names.ts'
import { formatDiagnostic } from '../../src/diagnostics/diagnostic.ts'
import { dialects } from '../../src/schema/dialect.ts'
import { SchemaSpace } from '../../src/schema/schema-node.ts'
import { loadDocuments } from '../../src/spec/load-documents.ts'

type Json = Record<string, unknown>

const json = (schema: unknown) => ({ description: 'ok', content: { 'application/json': { schema } } })
const get = (schema: unknown) => ({ responses: { 200: json(schema) } })
const write = (sent: unknown, answered?: unknown) => ({
  requestBody: { content: { 'application/json': { schema: sent } } },
  responses: answered === undefined ? { 204: { description: 'done' } } : { 200: json(answered) },
})
const gone = { responses: { 204: { description: 'gone' } } }
const Pet = { $ref: '#/components/schemas/Pet' }
const pets = { type: 'array', items: Pet }

function contractOf(t: Test, paths: Json, schemas: Json = {}, corrections: Corrections = {}): Contract {
  const own = { Pet: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } }, ...schemas }
  const folder = t.testdir({})
  const path = join(folder, 'api.json')
  const document = { openapi: '3.0.3', info: { title: 't', version: '1' }, paths, components: { schemas: own } }
  writeFileSync(path, JSON.stringify(document, undefined, 1))
  return compileContract(loadDocuments({ documents: [path], folder, allowRefs: [] }).documents, corrections)
}

const infer = (t: Test, paths: Json, schemas: Json = {}): Resources => resourcesOf(contractOf(t, paths, schemas))

const told = (resources: Resources) =>
  resources.all().map(({ name, path, kind, identity, parts }) => ({
    name,
    path,
    kind,
    id: identity?.path.join('.'),
    parts: parts.map(({ role, operation }) => `${role} ${operation.method} ${operation.path}`),
  }))

t.test('a list and its items are a resource', async (t) => {
  const found = infer(t, {
    '/pets': { get: get(pets), post: write(Pet, Pet) },
    '/pets/{petId}': { get: get(Pet), put: write(Pet, Pet), patch: write(Pet), delete: gone },
  })
  t.strictSame(told(found), [
    {
      name: 'pets',
      path: '/pets',
      kind: 'collection',
      id: 'id',
      parts: [
        'read GET /pets/{petId}',
        'replace PUT /pets/{petId}',
        'patch PATCH /pets/{petId}',
        'remove DELETE /pets/{petId}',
        'list GET /pets',
        'create POST /pets',
      ],
    },
  ])
})

t.test('actions, searches of other things and answers about jobs are left alone', async (t) => {
  const token = { type: 'object', properties: { token: { type: 'string' } } }
  const found = infer(t, {
    '/login': { post: write({ type: 'object', properties: { user: { type: 'string' } } }, token) },
    '/pets': { get: get(pets), post: write(Pet, { type: 'object', properties: { jobId: { type: 'string' } } }) },
    '/pets/{petId}': { get: get(Pet), delete: gone },
    '/pets/{petId}:feed': { post: write(Pet, Pet) },
    '/pets/{petId}/feed': { post: write(Pet, Pet) },
    '/reports/{a}-{b}': { get: get(Pet), delete: gone },
    '/time': { get: get({ type: 'object', properties: { now: { type: 'string' } } }) },
  })
  t.strictSame(
    told(found).map(({ parts }) => parts),
    [['read GET /pets/{petId}', 'remove DELETE /pets/{petId}', 'list GET /pets']],
  )
})

t.test('envelopes are looked into: data, the name of the thing, HAL', async (t) => {
  const wrapped = (name: string) => ({ type: 'object', properties: { [name]: Pet } })
  for (const [list, item] of [
    [{ type: 'object', properties: { data: pets, total: { type: 'integer' } } }, wrapped('data')],
    [{ type: 'object', properties: { pets, meta: { type: 'object' } } }, wrapped('pet')],
    [{ type: 'object', properties: { _embedded: { type: 'object', properties: { pets } } } }, Pet],
  ] as const) {
    const found = infer(t, { '/pets': { get: get(list), post: write(Pet, item) }, '/pets/{id}': { get: get(item) } })
    t.strictSame(told(found)[0]?.parts, ['read GET /pets/{id}', 'list GET /pets', 'create POST /pets'])
  }
})

t.test(
  'one thing that is read and written at one path is a singleton; another view of an item belongs to the item',
  async (t) => {
    const Settings = { type: 'object', properties: { theme: { type: 'string' } } }
    const found = infer(t, {
      '/me/settings': { get: get(Settings), patch: write(Settings, Settings) },
      '/pets/{name}': { get: get(Pet), delete: gone },
      '/pets/{name}/status': { get: get(Pet), put: write(Pet, Pet) },
    })
    t.strictSame(
      told(found).map(({ path, kind, parts }) => [path, kind, parts.length]),
      [
        ['/me/settings', 'singleton', 2],
        ['/pets', 'collection', 4],
      ],
    )
  },
)

t.test('finders and creation of many belong to the list they are below', async (t) => {
  const found = infer(t, {
    '/pet': { post: write(Pet, Pet), put: write(Pet, Pet) },
    '/pet/findByStatus': { get: get(pets) },
    '/pet/createWithList': { post: write(pets, pets) },
    '/pet/{petId}': { get: get(Pet) },
  })
  t.strictSame(told(found)[0]?.parts, [
    'read GET /pet/{petId}',
    'create POST /pet',
    'upsert PUT /pet',
    'list GET /pet/findByStatus',
    'createMany POST /pet/createWithList',
  ])
})

t.test('x-mockserve-resource switches off and corrects', async (t) => {
  const paths = { '/pets': { get: get(pets), post: write(Pet, Pet) }, '/pets/{petId}': { get: get(Pet) } }
  t.strictSame(infer(t, { ...paths, '/pets': { ...paths['/pets'], 'x-mockserve-resource': false } }).all(), [])
  const corrected = infer(t, {
    ...paths,
    '/pets': { ...paths['/pets'], 'x-mockserve-resource': { name: 'animals', id: 'name' } },
  })
  t.match(corrected.all(), [{ name: 'animals', identity: { path: ['name'] } }])
})

t.test('settings correct, too; a correction without effect is told with its place', async (t) => {
  const paths = { '/pets': { get: get(pets), post: write(Pet, Pet) }, '/pets/{petId}': { get: get(Pet) } }
  const corrected = (said: unknown, corrections: Corrections = {}) =>
    contractOf(t, { ...paths, '/pets': { ...paths['/pets'], 'x-mockserve-resource': said } }, {}, corrections)
  const names = (contract: Contract) => told(resourcesOf(contract)).map(({ name }) => name)
  t.strictSame(names(corrected(undefined, { '/pets': false })), [])
  t.strictSame(names(corrected({ name: 'animals' }, { '/pets': { name: 'beasts' } })), ['beasts'], 'settings win')
  const findings = (...given: Parameters<typeof corrected>) => [...checkCorrections(corrected(...given))].map(formatDiagnostic)
  t.strictSame(findings({ name: 'animals', id: 'name' }, { '/pets/{petId}': {} }), [])
  t.match(findings(true), [/^.*api\.json:\d+:\d+: warning: x-mockserve-resource has no effect here \(write false, or/])
  t.match(findings({ id: 'nmae' }), [/items of \/pets have no property "nmae" \(did you mean name\?\) \[resource-correction\]/])
  t.match(findings(undefined, { '/petz': false }), [
    /the setting resources, \/petz: no document has that path \(did you mean \/pets\?/,
  ])
})

t.test('what is asked about one operation is the same as what is asked about all', async (t) => {
  const paths = {
    '/a/{x}': { get: get(Pet), delete: gone },
    '/a/{x}/b': { get: get(pets), post: write(Pet, Pet) },
    '/a/{x}/b/{y}': { get: get(Pet) },
  }
  const lazily = infer(t, paths)
  const whole = infer(t, paths)
  const parts = whole.all().flatMap((resource) => resource.parts)
  t.equal(parts.length, 5)
  for (const { operation, role } of parts) {
    const same = lazily
      .all()
      .flatMap((resource) => resource.parts)
      .find((part) => part.operation.id === operation.id)
    t.equal(same && lazily.partOf(same.operation)?.role, role)
  }
})

t.test('the property that a path parameter names', async (t) => {
  const space = new SchemaSpace(dialects['openapi-3.0'], () => undefined, false)
  const base = { uri: 'test:', root: {}, origin: undefined }
  const text = { type: 'string' }
  const node = (properties: Json) => space.node({ type: 'object', properties }, base)
  const path = (properties: Json, parameter: string, thing: string, asked?: Json) =>
    findIdentity(node(properties), parameter, thing, asked && space.node(asked, base))?.path
  t.strictSame(path({ id: text, name: text }, 'petId', 'pets'), ['id'])
  t.strictSame(path({ pet_id: text }, 'petId', 'pets'), ['pet_id'])
  t.strictSame(path({ id: { type: 'integer' }, slug: text }, 'team_slug', 'teams'), ['slug'])
  t.strictSame(path({ id: { type: 'integer' }, name: text }, 'repo', 'repos', text), ['name'], 'a text is no number')
  t.strictSame(path({ id: text }, 'customer', 'customers', text), ['id'])
  t.strictSame(path({ metadata: { type: 'object', properties: { name: text } } }, 'name', 'pods'), ['metadata', 'name'])
  t.equal(path({ id: text }, 'template_key', 'templates'), undefined, 'another word is another thing')
  t.equal(path({ data: { type: 'object' } }, 'id', 'things'), undefined)
  t.strictSame(['categories', 'pets', 'boxes', 'status', 'address'].map(singular), [
    'category',
    'pet',
    'box',
    'status',
    'address',
  ])
})

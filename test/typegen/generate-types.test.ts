// The generated text: what each kind of schema and operation becomes, in every version of OpenAPI.
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { complaintsAbout, shelterTypes, typesOfFile } from './compile.ts'

type Parts = Readonly<Record<string, unknown>>

function typesOf(t: Test, document: Parts): string {
  const folder = t.testdir({ 'api.json': JSON.stringify({ info: { title: 'T', version: '1' }, paths: {}, ...document }) })
  return typesOfFile(join(folder, 'api.json'))
}

/** The types of named schemas that one answer refers to, without line breaks. */
function schemasOf(t: Test, schemas: Parts, version = '3.1.0'): Record<string, string> {
  const isV2 = version === '2.0'
  const all = Object.keys(schemas).map((name) => ({ $ref: isV2 ? `#/definitions/${name}` : `#/components/schemas/${name}` }))
  const schema = { type: 'array', items: isV2 ? { type: 'object', properties: { ...all } } : { anyOf: all } }
  const response = isV2 ? { description: '', schema } : { description: '', content: { 'application/json': { schema } } }
  return declarationsIn(
    typesOf(t, {
      ...(isV2 ? { swagger: '2.0', definitions: schemas } : { openapi: version, components: { schemas } }),
      paths: { '/all': { get: { operationId: 'all', responses: { 200: response } } } },
    }),
  )
}

/** What is declared, without line breaks. */
function declarationsIn(text: string): Record<string, string> {
  t.same(complaintsAbout({ 'mockserve.gen.ts': text }), [], 'tsc has nothing to say about it')
  const found: Record<string, string> = {}
  for (const [, , name = '', type = ''] of text.matchAll(
    /^export (type|interface) (\S+) (?:= )?([\s\S]*?)\n(?=\n|$(?![\s\S]))/gm,
  )) {
    found[name] = type.replace(/\n\s*/g, ' ').trim()
  }
  return found
}

t.test('plain schemas become the types they describe', async (t) => {
  const types = schemasOf(t, {
    Text: { type: 'string' },
    Count: { type: 'integer' },
    Flag: { type: ['boolean', 'null'] },
    Kind: { enum: ['a', "it's", 3, null] },
    Fixed: { const: { a: [1, 'x'] } },
    Anything: {},
    List: { type: 'array', items: { type: ['string', 'number'] } },
    Pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false, minItems: 1 },
    Open: { type: 'array', prefixItems: [{ type: 'string' }], minItems: 1 },
    Map: { type: 'object', additionalProperties: { type: 'number' } },
    Bag: { type: 'object' },
    Closed: { type: 'object', additionalProperties: false },
    Some: { type: 'object', properties: { a: { type: 'string' } }, required: ['a', 'b'], additionalProperties: true },
    Patterned: { type: 'object', patternProperties: { '^x-': { type: 'string' } }, additionalProperties: false },
    Never: { type: 'object', properties: { a: false, b: true } },
    Picture: { type: 'string', contentMediaType: 'image/png' },
  })
  t.match(types, {
    Text: 'string',
    Count: 'number',
    Flag: 'boolean | null',
    Kind: "'a' | 'it\\'s' | 3 | null",
    Fixed: "{ a: [1, 'x'] }",
    Anything: 'unknown',
    List: '(string | number)[]',
    Pair: '[string, number?]',
    Open: '[string, ...unknown[]]',
    Map: '{ [key: string]: number }',
    Bag: '{ [key: string]: unknown }',
    Closed: '{ [key: string]: never }',
    Some: '{ a: string b: unknown [key: string]: unknown }',
    Patterned: '{ [key: string]: string }',
    Never: '{ a?: never b?: unknown }',
    Picture: 'ReplyBytes',
  })
})

t.test('strange names are quoted, and become identifiers where they name types', async (t) => {
  const types = schemasOf(t, {
    'simple-user.v1': {
      type: 'object',
      properties: {
        'a-b': { type: 'string' },
        "it's": { type: 'string' },
        'new\nline': { type: 'null' },
        404: { type: 'string' },
      },
    },
    '3d_model': { type: 'object', properties: { x: { type: 'number' } } },
    Operations: { type: 'object', properties: { y: { type: 'number' } } },
    ReplyBytes: { type: 'integer' },
    'pet item': { type: 'integer' },
    PetItem: { type: 'string' },
    größe: { type: 'number' },
  })
  t.equal(types['SimpleUserV1'], "{ 404?: string 'a-b'?: string 'it\\'s'?: string 'new\\nline'?: null }")
  t.match(types, {
    _3dModel: '{ x?: number }',
    Operations2: /y/,
    ReplyBytes2: 'number',
    PetItem: 'number',
    PetItem2: 'string',
    Größe: 'number',
  })
})

t.test('descriptions become doc comments that cannot be left', async (t) => {
  const text = typesOf(t, {
    openapi: '3.0.3',
    paths: {
      '/x': {
        get: {
          operationId: 'getX',
          summary: 'Ends */ early',
          deprecated: true,
          parameters: [
            { name: 'q', in: 'query', description: 'A word.\n\nSecond paragraph.', schema: { type: 'string', format: 'date' } },
          ],
          responses: { 200: { description: '' } },
        },
      },
    },
  })
  t.match(text, '   * Ends *\\/ early\n   * GET /x\n   * @deprecated\n   */\n  getX: GetXOp')
  t.match(text, 'A word.\n')
  t.notMatch(text, 'Second paragraph')
  t.match(text, '@format date')
  declarationsIn(text)
})

t.test('allOf intersects, and a property that one part requires is found in another', async (t) => {
  const types = schemasOf(t, {
    Base: { type: 'object', properties: { id: { type: 'integer' }, note: { type: 'string' } } },
    More: {
      allOf: [
        { $ref: '#/components/schemas/Base' },
        { type: 'object', required: ['id', 'x'], properties: { x: { type: 'boolean' } } },
      ],
    },
    Beside: { $ref: '#/components/schemas/Base', required: ['note'], properties: { y: { type: 'string' } } },
    Only: { allOf: [{ $ref: '#/components/schemas/Base' }], description: 'Renamed.' },
  })
  t.match(types, { More: 'Base & { x: boolean id: number }', Only: 'Base' })
  t.match(types['Beside'], /^Base & \{ y\?: string/)
})

t.test('oneOf with a discriminator becomes a union that can be narrowed, by mapping or by name', async (t) => {
  const pet = (more: Parts) => ({ type: 'object', required: ['kind'], properties: { kind: { type: 'string' }, ...more } })
  const oneOf = [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
  const types = schemasOf(t, {
    Cat: pet({ lives: { type: 'integer' } }),
    Dog: { type: 'object', properties: { kind: { const: 'dog' } } },
    Mapped: {
      oneOf,
      discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat', kitten: 'Cat', dog: 'Dog' } },
    },
    Named: { oneOf: oneOf.slice(0, 1), discriminator: { propertyName: 'kind' } },
    Loose: { anyOf: [{ type: 'string' }, { type: 'null' }, { required: ['a'] }] },
  })
  t.match(types, { Mapped: "Cat & { kind: 'cat' | 'kitten' } | Dog", Named: "Cat & { kind: 'Cat' }", Loose: 'unknown' })
})

t.test('a schema with a discriminator stands for those derived from it', async (t) => {
  const types = schemasOf(t, {
    Pet: { type: 'object', discriminator: { propertyName: 'kind' }, properties: { kind: { type: 'string' } } },
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'object', properties: { lives: { type: 'integer' } } }] },
    Shelter: { type: 'object', properties: { guest: { $ref: '#/components/schemas/Pet' } } },
  })
  t.match(types, { AnyPet: 'Pet | Cat', Cat: 'Pet & { lives?: number }', Shelter: '{ guest?: AnyPet }' })
})

t.test('circles are closed where a type may name itself, and cut where it may not', async (t) => {
  const types = schemasOf(t, {
    Tree: { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } },
    Nested: { type: 'array', items: { anyOf: [{ type: 'string' }, { $ref: '#/components/schemas/Nested' }] } },
    Self: { anyOf: [{ type: 'string' }, { $ref: '#/components/schemas/Self' }] },
    A: { allOf: [{ $ref: '#/components/schemas/B' }] },
    B: { allOf: [{ $ref: '#/components/schemas/A' }, { type: 'object', properties: { x: { type: 'string' } } }] },
    Loop: { $ref: '#/components/schemas/Loop' },
    Lost: { $ref: '#/components/schemas/Nobody' },
  })
  t.match(types, { Tree: '{ children?: Tree[] }', Nested: '(string | Nested)[]', A: 'B', B: '{ x?: string }' })
})

t.test('requests and answers see a schema differently only where readOnly or writeOnly says so', async (t) => {
  const user = {
    type: 'object',
    required: ['id', 'name', 'password'],
    properties: {
      id: { type: 'integer', readOnly: true },
      name: { type: 'string' },
      password: { type: 'string', writeOnly: true },
    },
  }
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Team' } } }
  const types = declarationsIn(
    typesOf(t, {
      openapi: '3.0.3',
      components: {
        schemas: {
          User: user,
          Team: {
            type: 'object',
            properties: { lead: { $ref: '#/components/schemas/User' }, tag: { $ref: '#/components/schemas/Tag' } },
          },
          Tag: { type: 'object', properties: { text: { type: 'string' } } },
        },
      },
      paths: {
        '/teams': {
          post: {
            operationId: 'addTeam',
            requestBody: { required: true, content },
            responses: { 200: { description: '', content } },
          },
        },
      },
    }),
  )
  t.match(types, {
    User: '{ id: number name: string }',
    UserRequest: '{ name: string password: string }',
    Team: '{ lead?: User tag?: Tag }',
    TeamRequest: '{ lead?: UserRequest tag?: Tag }',
    AddTeamOp: /body: TeamRequest replies: \{ 200: Team \} success: 200/,
  })
  t.notOk('TagRequest' in types)
})

t.test('nullable follows the version: 3.0 has it, 2.0 writes it with x-, a reference has nothing beside it', async (t) => {
  const old = schemasOf(
    t,
    {
      A: { type: 'string', nullable: true },
      B: { nullable: true, anyOf: [{ type: 'string' }, { type: 'integer' }] },
      C: { type: 'object', properties: { a: { $ref: '#/components/schemas/A', nullable: true, type: 'object' } } },
    },
    '3.0.3',
  )
  t.match(old, { A: 'string | null', B: 'string | number | null', C: '{ a?: A }' })
  const older = schemasOf(t, { A: { type: 'string', 'x-nullable': true }, File: { type: 'file' } }, '2.0')
  t.match(older, { A: 'string | null', File: 'ReplyBytes' })
})

t.test('an operation of 2.0 has its parameters, form and default answer', async (t) => {
  const types = declarationsIn(
    typesOf(t, {
      swagger: '2.0',
      consumes: ['multipart/form-data'],
      paths: {
        '/pets/{petId}/{rest}': {
          parameters: [{ name: 'petId', in: 'path', required: true, type: 'integer' }],
          post: {
            parameters: [
              { name: 'X-Key', in: 'header', required: true, type: 'string' },
              { name: 'photo', in: 'formData', type: 'file', required: true },
              { name: 'tags', in: 'formData', type: 'array', items: { type: 'string' } },
            ],
            responses: { default: { description: '', schema: { type: 'string' }, headers: { 'X-Rate': { type: 'integer' } } } },
          },
        },
      },
    }),
  )
  t.match(types['PostPetsPetIdRestOp'], /params: \{ petId: number rest: string \}.*'x-key': string/)
  t.match(
    types['PostPetsPetIdRestOp'],
    /body: \{ photo: RequestBytes tags\?: string\[\] \} replies: \{ default: string \} success: 'default' replyHeaders: 'X-Rate'/,
  )
})

t.test('3.2 has streams of items, a whole query and methods of its own', async (t) => {
  const text = typesOf(t, {
    openapi: '3.2.0',
    paths: {
      '/events': {
        query: {
          operationId: 'search',
          parameters: [
            {
              name: 'q',
              in: 'querystring',
              content: {
                'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { a: { type: 'integer' } } } },
              },
            },
          ],
          responses: {
            '2XX': {
              description: '',
              content: { 'application/x-ndjson': { itemSchema: { type: 'object', properties: { n: { type: 'integer' } } } } },
            },
          },
        },
        additionalOperations: { COPY: { responses: { 204: { description: '' } } } },
      },
    },
  })
  const types = declarationsIn(text)
  t.match(types['SearchOp'], /query: \{ a\?: number \} replies: \{ '2XX': \{ n\?: number \}\[\] \} success: '2XX'/)
  t.match(text, "'QUERY /events': SearchOp")
  t.match(text, "'COPY /events': CopyEventsOp")
})

t.test(
  'an operation is reached by operationId and by address, one interface for both; of two that share a name the first has it',
  async (t) => {
    const text = typesOf(t, {
      openapi: '3.0.3',
      paths: {
        '/a': { get: { operationId: 'same', responses: { 200: { description: '' } } } },
        '/b': { get: { operationId: 'same', responses: { 204: { description: '' } } } },
      },
    })
    t.match(text, /same: SameOp\n[\s\S]*'GET \/a': SameOp\n[\s\S]*'GET \/b': SameOp2\n/)
    declarationsIn(text)
  },
)

t.test('long enumerations and nested objects get names, so that messages stay short', async (t) => {
  const values = Array.from({ length: 20 }, (_, i) => `value${i}`)
  const wide = Object.fromEntries(values.map((name) => [name, { type: 'string' }]))
  const types = schemasOf(t, {
    Pet: { type: 'object', properties: { kind: { enum: values }, owner: { type: 'object', properties: wide } } },
  })
  t.match(types, {
    Pet: '{ kind?: PetKind owner?: PetOwner }',
    PetKind: /^'value0' \| 'value1'/,
    PetOwner: /^\{ value0\?: string/,
  })
})

t.test('documents that use the same names are kept apart', async (t) => {
  const document = (type: string) => ({
    openapi: '3.0.3',
    info: { title: type, version: '1' },
    components: { schemas: { Item: { type: 'object', properties: { [type]: { type } } } } },
    paths: {
      [`/${type}`]: {
        get: {
          operationId: 'getItem',
          responses: {
            200: { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } } },
          },
        },
      },
    },
  })
  const folder = t.testdir({ 'a.json': JSON.stringify(document('string')), 'b.json': JSON.stringify(document('boolean')) })
  const text = typesOfFile(folder)
  t.match(declarationsIn(text), { Item: '{ string?: string }', Item2: '{ boolean?: boolean }' })
  t.match(text, /getItem: GetItemOp\n[\s\S]*'GET \/boolean': GetItemOp2\n/)
})

t.test('the same document gives the same text', async (t) => {
  t.equal(shelterTypes(), shelterTypes())
})

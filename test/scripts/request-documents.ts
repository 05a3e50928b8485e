// Documents that use every style, place and media type, for the proof that requests are made and judged rightly.

interface Described {
  readonly schema: object
  readonly [field: string]: unknown
}

const responses = { 204: { description: 'done' } }

/** Values with a rule or two each, so that there is something to break. */
const values = {
  text: { type: 'string', minLength: 3, maxLength: 12, pattern: '^[a-z ,.;|=&/+-]+$' },
  whole: { type: 'integer', minimum: 1, maximum: 50 },
  decimal: { type: 'number', minimum: 0.5, exclusiveMaximum: true, maximum: 2 },
  flag: { type: 'boolean' },
  word: { type: 'string', enum: ['red', 'green', 'a b', 'c,d'] },
  day: { type: 'string', format: 'date' },
  numbers: { type: 'array', items: { type: 'integer', maximum: 99 }, minItems: 2, maxItems: 4, uniqueItems: true },
  words: { type: 'array', items: { type: 'string', enum: ['x', 'y', 'z'] }, minItems: 1 },
  thing: {
    type: 'object',
    required: ['R', 'name'],
    properties: { R: { type: 'integer', minimum: 0 }, name: { type: 'string', maxLength: 20 }, on: { type: 'boolean' } },
    additionalProperties: false,
  },
}

const places = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
} as const

/** What OpenAPI leaves without a form: only objects go deep; spaces and pipes part no single values. */
function isDefined(style: string, schema: { readonly type: string }, explode: boolean): boolean {
  if (style === 'deepObject') return schema.type === 'object' && explode
  if (style === 'spaceDelimited' || style === 'pipeDelimited') return !explode && ['array', 'object'].includes(schema.type)
  return true
}

/** A path for each place, style, explode and value; the parameter is required. */
export function styledPaths(version: string, more: Readonly<Record<string, readonly string[]>> = {}): Record<string, object> {
  const paths: Record<string, object> = {}
  const old = (schema: object) => {
    if (version.startsWith('3.0')) return schema
    const { exclusiveMaximum, ...rest } = schema as Record<string, unknown>
    return exclusiveMaximum === true ? { ...rest, exclusiveMaximum: rest['maximum'] } : schema
  }
  for (const [place, styles] of Object.entries(places)) {
    for (const style of [...styles, ...(more[place] ?? [])]) {
      for (const explode of [true, false]) {
        for (const [kind, schema] of Object.entries(values)) {
          if (!isDefined(style, schema, explode)) continue
          const parameter = { name: 'it', in: place, style, explode, required: true, schema: old(schema) }
          const path = `/${place}/${style}/${explode ? 'exploded' : 'plain'}/${kind}${place === 'path' ? '/{it}' : ''}`
          paths[path] = { get: { parameters: [parameter], responses } }
        }
      }
    }
  }
  return paths
}

const thing = {
  type: 'object',
  required: ['id', 'name', 'size', 'tags'],
  properties: {
    id: { type: 'string', readOnly: true },
    name: { type: 'string', minLength: 2, maxLength: 40 },
    size: { type: 'number', minimum: 0, maximum: 1000, multipleOf: 0.25 },
    kind: { type: 'string', enum: ['small', 'large'] },
    code: { type: 'string', pattern: '^[A-Z]{2}[0-9]{3}$' },
    since: { type: 'string', format: 'date-time' },
    tags: { type: 'array', minItems: 1, maxItems: 5, items: { type: 'string', minLength: 1 } },
    on: { type: 'boolean' },
  },
}

const nested = {
  allOf: [
    thing,
    {
      type: 'object',
      required: ['owner'],
      properties: {
        owner: {
          type: 'object',
          required: ['email', 'address'],
          additionalProperties: false,
          properties: {
            email: { type: 'string', format: 'email' },
            address: {
              type: 'object',
              required: ['zip'],
              properties: { zip: { type: 'integer', format: 'int32', minimum: 1000 } },
            },
            'a/b~c': { type: 'integer' },
          },
        },
        either: { oneOf: [{ type: 'integer' }, { type: 'string', enum: ['none'] }] },
      },
    },
  ],
}

const file = { type: 'string', format: 'binary' }

/** Media types with their schema and encoding; all bodies are required. */
const media: Record<string, readonly [type: string, described: Described | object]> = {
  json: ['application/json', { schema: nested }],
  list: ['application/json', { schema: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Thing' } } }],
  text: ['application/json', { schema: { type: 'string', minLength: 5 } }],
  example: ['application/json', { schema: thing, example: { name: 'Drill', size: 2.5, tags: ['tool'] } }],
  suffixes: ['application/*+json', { schema: thing }],
  anything: ['*/*', { schema: thing }],
  nothing: ['application/json', {}],
  lines: ['application/x-ndjson', { schema: { type: 'array', minItems: 1, items: thing } }],
  xml: ['application/xml', { schema: { ...thing, xml: { name: 'thing' } } }],
  form: ['application/x-www-form-urlencoded', { schema: thing }],
  styledForm: [
    'application/x-www-form-urlencoded',
    {
      schema: {
        type: 'object',
        required: ['deep', 'pipes', 'commas', 'json'],
        properties: { deep: values.thing, pipes: values.numbers, commas: values.words, json: values.thing, plain: values.whole },
      },
      encoding: {
        deep: { style: 'deepObject', explode: true },
        pipes: { style: 'pipeDelimited', explode: false },
        commas: { style: 'form', explode: false },
        json: { contentType: 'application/json' },
      },
    },
  ],
  multipart: [
    'multipart/form-data',
    {
      schema: {
        type: 'object',
        required: ['meta', 'photo', 'notes'],
        properties: {
          meta: thing,
          photo: file,
          files: { type: 'array', minItems: 1, items: file },
          notes: values.words,
          count: values.whole,
        },
      },
      encoding: {
        photo: { contentType: 'image/png, image/jpeg', headers: { 'X-Width': { required: true, schema: { type: 'integer' } } } },
      },
    },
  ],
  mixed: ['multipart/mixed', { schema: { type: 'object', required: ['meta'], properties: { meta: thing, more: values.whole } } }],
  plain: ['text/plain', { schema: values.text }],
  number: ['text/plain', { schema: values.whole }],
  binary: ['application/octet-stream', { schema: file }],
  picture: ['image/*', { schema: file }],
  empty: ['image/png', {}],
  table: ['text/csv', { schema: { type: 'string' } }],
  yaml: ['application/yaml', { schema: thing }],
  events: ['text/event-stream', { schema: { type: 'string' } }],
  own: ['application/vnd.acme.v1', { schema: thing }],
}

function bodyPaths(): Record<string, object> {
  const paths = Object.entries(media).map(([name, [type, described]]) => [
    `/body/${name}`,
    { post: { requestBody: { required: true, content: { [type]: described } }, responses } },
  ])
  return Object.fromEntries(paths)
}

/** Addresses that are hard to fill. */
const addresses = {
  '/files/{name}.{ext}': {
    parameters: ['name', 'ext'].map((name) => ({ name, in: 'path', required: true, schema: { type: 'string', maxLength: 8 } })),
    get: { responses },
  },
  '/range/{from}-{to}': {
    parameters: ['from', 'to'].map((name) => ({ name, in: 'path', required: true, schema: { type: 'integer', minimum: 1 } })),
    get: { responses },
  },
  '/pets/mine': { get: { responses } },
  '/pets/{id}': {
    get: { parameters: [{ name: 'id', in: 'path', required: true, schema: { enum: ['mine', 'yours'] } }], responses },
  },
  '/search?kind=cat&of={of}': { get: { responses } },
  '/a%20b/ü/{undeclared}': { get: { responses } },
  '/slashes/{path}': {
    get: { parameters: [{ name: 'path', in: 'path', required: true, schema: { type: 'string', format: 'uri' } }], responses },
  },
  '/json': {
    get: {
      parameters: ['query', 'header', 'cookie'].map((place) => ({
        name: `${place}-json`,
        in: place,
        required: true,
        content: { 'application/json': { schema: nested } },
      })),
      responses,
    },
  },
  '/many': {
    get: {
      parameters: [
        { name: 'filter', in: 'query', style: 'deepObject', explode: true, schema: values.thing },
        { name: 'other', in: 'query', schema: { type: 'object', properties: { size: { type: 'integer' } } } },
        { name: 'page', in: 'query', required: true, schema: { type: 'string' } },
        { name: 'anything', in: 'query' },
        { name: 'untyped', in: 'query', required: true, schema: {} },
        { name: 'X-Untyped', in: 'header', required: true, schema: {} },
        { name: 'documented', in: 'query', required: true, schema: { type: 'string' }, example: 'as written' },
      ],
      responses,
    },
  },
}

const schemes = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  queryKey: { type: 'apiKey', in: 'query', name: 'key' },
  cookieKey: { type: 'apiKey', in: 'cookie', name: 'session' },
  basic: { type: 'http', scheme: 'basic' },
  bearer: { type: 'http', scheme: 'Bearer' },
  digest: { type: 'http', scheme: 'digest' },
  oauth: { type: 'oauth2', flows: {} },
  tls: { type: 'mutualTLS' },
}

const secured = Object.fromEntries(
  [
    [{ key: [] }],
    [{ queryKey: [], cookieKey: [] }],
    [
      { basic: [], bearer: [] },
      { bearer: [], key: [] },
    ],
    [{ digest: [] }],
    [{ oauth: [] }, {}],
    [{ tls: [] }],
  ].map((security, i) => [`/secured/${i}`, { get: { security, responses } }]),
)

/** 3.0, 3.1 or 3.2. */
export function aDocument(openapi: string, paths: object): object {
  return {
    openapi,
    info: { title: 'Everything', version: '1' },
    paths,
    components: { schemas: { Thing: thing }, securitySchemes: schemes },
  }
}

/** All styles, media types, addresses and credentials of 3.0. */
export const everything30 = aDocument('3.0.3', { ...styledPaths('3.0.3'), ...bodyPaths(), ...addresses, ...secured })

/** What 3.1 and 3.2 have besides. */
export const everything32 = aDocument('3.2.0', {
  ...styledPaths('3.2.0', { cookie: ['cookie'] }),
  '/types': {
    post: {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['pair', 'kind', 'maybe'],
              properties: {
                pair: {
                  type: 'array',
                  prefixItems: [{ type: 'string' }, { type: 'integer', exclusiveMinimum: 0 }],
                  items: false,
                  minItems: 2,
                },
                kind: { const: 'fixed' },
                maybe: { type: ['integer', 'null'] },
                linked: { $ref: '#/components/schemas/Thing', required: ['code'] },
              },
            },
          },
        },
      },
      responses,
    },
  },
  '/stream': {
    post: {
      requestBody: { required: true, content: { 'application/jsonl': { itemSchema: { type: 'object', required: ['a'] } } } },
      responses,
    },
  },
  '/whole': {
    get: {
      parameters: [
        {
          name: 'q',
          in: 'querystring',
          required: true,
          content: { 'application/x-www-form-urlencoded': { schema: values.thing } },
        },
      ],
      responses,
    },
    query: { requestBody: { required: true, content: { 'application/json': { schema: thing } } }, responses },
    additionalOperations: { LINK: { requestBody: { content: { 'text/plain': { schema: values.whole } } }, responses } },
  },
})

const formats = { query: ['csv', 'ssv', 'tsv', 'pipes', 'multi'], path: ['csv', 'ssv', 'tsv', 'pipes'], header: ['csv', 'pipes'] }

/** All collection formats and kinds of bodies of 2.0. */
export const everything20 = {
  swagger: '2.0',
  info: { title: 'Everything', version: '1' },
  consumes: ['application/json'],
  securityDefinitions: { basic: { type: 'basic' }, key: { type: 'apiKey', in: 'query', name: 'key' } },
  security: [{ basic: [], key: [] }],
  definitions: { Thing: thing },
  paths: {
    ...Object.fromEntries(
      Object.entries(formats).flatMap(([place, all]) =>
        all.map((collectionFormat) => {
          const parameter = { name: 'it', in: place, required: true, collectionFormat, ...values.numbers }
          const path = `/${place}/${collectionFormat}${place === 'path' ? '/{it}' : ''}`
          return [path, { get: { parameters: [parameter], responses } }]
        }),
      ),
    ),
    '/nested': {
      get: {
        parameters: [
          {
            name: 'it',
            in: 'query',
            required: true,
            type: 'array',
            collectionFormat: 'pipes',
            minItems: 2,
            items: { type: 'array', minItems: 2, items: { type: 'integer' } },
          },
        ],
        responses,
      },
    },
    '/body': {
      post: { parameters: [{ name: 'b', in: 'body', required: true, schema: { $ref: '#/definitions/Thing' } }], responses },
    },
    '/form': {
      post: {
        consumes: ['application/x-www-form-urlencoded'],
        parameters: [
          { name: 'count', in: 'formData', required: true, ...values.whole },
          { name: 'list', in: 'formData', collectionFormat: 'tsv', ...values.numbers },
        ],
        responses,
      },
    },
    '/file': {
      post: {
        consumes: ['multipart/form-data'],
        parameters: [
          { name: 'file', in: 'formData', required: true, type: 'file' },
          { name: 'word', in: 'formData', required: true, ...values.word },
        ],
        responses,
      },
    },
    '/type': {
      put: {
        consumes: ['application/xml', 'application/json'],
        parameters: [
          { name: 'Content-Type', in: 'header', required: true, type: 'string', enum: ['application/json'] },
          { name: 'Accept', in: 'header', type: 'string', enum: ['application/json'] },
          { name: 'b', in: 'body', schema: { $ref: '#/definitions/Thing' } },
        ],
        responses,
      },
    },
  },
}

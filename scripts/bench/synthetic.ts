// Documents of any number of operations, all alike: how cost grows with size alone.

const OPERATIONS_EACH = 5

/** OpenAPI 3.0 as JSON: `operations / 5` resources, each listed, created, read, replaced and removed. */
export function syntheticDocument(operations: number): string {
  const paths: Record<string, object> = {}
  const schemas: Record<string, object> = { Problem: problem }
  for (let i = 0; i < operations / OPERATIONS_EACH; i++) {
    Object.assign(paths, pathsOf(`Thing${i}`, `/things-${i}`))
    schemas[`Thing${i}`] = schemaOf(i)
  }
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: `${operations} operations`, version: '1.0.0' },
    paths,
    components: { schemas },
  })
}

const problem = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' } },
}

/** Each refers to the one before it, as the schemas of real documents do. */
const schemaOf = (i: number) => ({
  type: 'object',
  required: ['id', 'name'],
  description: 'One of many things. The words are here because documents hold more words than rules.',
  properties: {
    id: { type: 'integer', minimum: 1 },
    name: { type: 'string', minLength: 1, maxLength: 80 },
    email: { type: 'string', format: 'email' },
    createdAt: { type: 'string', format: 'date-time' },
    price: { type: 'number', minimum: 0 },
    state: { type: 'string', enum: ['new', 'used', 'broken'] },
    tags: { type: 'array', items: { type: 'string' } },
    ...(i > 0 && { previous: { $ref: `#/components/schemas/Thing${i - 1}` } }),
  },
})

function pathsOf(name: string, path: string): Record<string, object> {
  const schema = { $ref: `#/components/schemas/${name}` }
  const answer = (description: string, content: object) => ({ description, content: { 'application/json': { schema: content } } })
  const body = { required: true, content: { 'application/json': { schema } } }
  const missing = { 404: answer('There is none', { $ref: '#/components/schemas/Problem' }) }
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } }
  return {
    [path]: {
      get: {
        operationId: `list${name}`,
        parameters: [limit],
        responses: { 200: answer('All', { type: 'array', items: schema }) },
      },
      post: { operationId: `create${name}`, requestBody: body, responses: { 201: answer('Made', schema) } },
    },
    [`${path}/{id}`]: {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }],
      get: { operationId: `get${name}`, responses: { 200: answer('One', schema), ...missing } },
      put: { operationId: `replace${name}`, requestBody: body, responses: { 200: answer('Replaced', schema), ...missing } },
      delete: { operationId: `remove${name}`, responses: { 204: { description: 'Gone' }, ...missing } },
    },
  }
}

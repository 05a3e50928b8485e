// Routes whose parts are zod schemas: typed, checked, and told as OpenAPI.
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifySchemaCompiler,
  FastifyTypeProvider,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { FastifySerializerCompiler } from 'fastify/types/schema.js'
import { z } from 'zod'
import { ProblemError } from './problems.ts'

export interface ZodProvider extends FastifyTypeProvider {
  readonly validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown
  readonly serializer: this['schema'] extends z.ZodType ? z.input<this['schema']> : unknown
}

export type ZodApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodProvider
>

/** Parses a part of the request, or refuses it with a 400 that tells every value that is wrong. */
export const validate: FastifySchemaCompiler<unknown> = ({ schema, httpPart }) => {
  const checked = schema as z.ZodType
  return (value: unknown) => {
    const { success, data, error } = checked.safeParse(value ?? {})
    if (success) return { value: data }
    const place = httpPart === 'querystring' ? 'query' : httpPart === 'params' ? 'path' : (httpPart ?? 'body')
    const errors = error.issues.map(({ path, message }) => ({
      in: place,
      pointer: path.map((key) => `/${String(key)}`).join(''),
      detail: message,
    }))
    const told = errors.slice(0, 3).map(({ in: at, pointer, detail }) => `${at}${pointer === '' ? '' : ` ${pointer}`}: ${detail}`)
    return { error: new ProblemError(400, told.join('; '), undefined, errors) }
  }
}

/** Answers are written as they are: their schemas tell, they do not filter. */
export const serialize: FastifySerializerCompiler<unknown> = () => (value) => JSON.stringify(value)

const PARTS = ['body', 'querystring', 'params', 'headers'] as const

/** A route's zod schemas as JSON Schemas, for @fastify/swagger. */
export function describeRoute<Url>({ schema, url }: { readonly schema: unknown; readonly url: Url }) {
  const { response, ...rest } = (schema ?? {}) as Record<string, unknown> & { response?: Record<string, unknown> }
  const described: Record<string, unknown> = { ...rest }
  for (const part of PARTS) if (described[part] instanceof z.ZodType) described[part] = toJsonSchema(described[part], 'input')
  if (response !== undefined) {
    described['response'] = {
      ...Object.fromEntries(Object.entries(response).map(([status, each]) => [status, describeAnswer(each)])),
      default: {
        description: 'What is wrong, as a problem document.',
        content: { 'application/problem+json': { schema: PROBLEM } },
      },
    }
  }
  return { schema: described, url }
}

/** A schema, or `{ description, content }` for what is no JSON. An answer without a body is one that @fastify/swagger takes for null. */
function describeAnswer(answer: unknown): unknown {
  if (answer instanceof z.ZodUndefined) return { type: 'null', description: answer.description }
  return answer instanceof z.ZodType ? toJsonSchema(answer, 'output') : answer
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return described
}

const PROBLEM = {
  type: 'object',
  required: ['title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    hint: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { in: { type: 'string' }, pointer: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
}

// A document answered in this process, with stored resources in front: requests as lines, answers as plain values.
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildRuntime } from '../../src/app/build-runtime.ts'
import { defaultSettings } from '../../src/config/settings.ts'
import { answerRequest } from '../../src/pipeline/answer-request.ts'
import { ResourceState } from '../../src/responders/resources/resource-state.ts'
import { createResourcesResponder } from '../../src/responders/resources/resources-responder.ts'
import { createStoredResources, type StoredResources } from '../../src/responders/resources/stored-resources.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly text: string
  /** Undefined when the body is no JSON. */
  readonly body: unknown
}

export interface Served {
  readonly state: ResourceState
  readonly resources: StoredResources
  send(method: string, url: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
}

/** Serves the document at `path`, or the text that is written there first. */
export function serve(
  path: string,
  { text, state = new ResourceState(), seed = 0 }: { text?: string; state?: ResourceState; seed?: number } = {},
): Served {
  if (text !== undefined) writeFileSync(path, text)
  const settings = { ...defaultSettings, documents: [path], folder: dirname(path), security: false, seed }
  const built = buildRuntime(settings, () => {}, undefined, [
    { name: 'resources', answersLast: true, version: () => state.version, ...createResourcesResponder(state) },
  ])
  return {
    state,
    resources: createStoredResources({ state, runtime: () => built.runtime, putSeedsBack: async () => {} }),
    async send(method, url, body, headers = {}) {
      const [target = '', query = ''] = url.split('?')
      const bytes = body === undefined ? undefined : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
      const type = bytes === undefined ? {} : { 'content-type': 'application/json' }
      const request = { method, path: target, query, headers: { host: 'api.test', ...type, ...headers }, body: bytes }
      const { response } = await answerRequest(request, built.runtime)
      const said = response.body?.toString() ?? ''
      return { status: response.status, headers: response.headers, text: said, body: parse(said) }
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A list of notes, paged and filtered: what most tests need. */
export const NOTES = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'notes', version: '1' },
  paths: {
    '/notes': {
      get: {
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer' } },
          { name: 'offset', in: 'query', schema: { type: 'integer' } },
        ],
        responses: {
          200: answer(
            { type: 'object', properties: { items: { type: 'array', items: ref('Note') }, total: { type: 'integer' } } },
            { items: [], total: 0 },
          ),
        },
      },
      post: { requestBody: body(ref('NewNote')), responses: { 201: answer(ref('Note')) } },
    },
    '/notes/{noteId}': {
      parameters: [{ name: 'noteId', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        responses: { 200: answer(ref('Note')), 404: answer({ type: 'object', properties: { message: { type: 'string' } } }) },
      },
      patch: { requestBody: body(ref('NewNote')), responses: { 200: answer(ref('Note')) } },
      delete: { responses: { 204: { description: 'gone' } } },
    },
  },
  components: {
    schemas: {
      NewNote: { type: 'object', properties: { text: { type: 'string' }, count: { type: 'integer' } } },
      Note: {
        type: 'object',
        required: ['id', 'text'],
        properties: {
          id: { type: 'integer' },
          text: { type: 'string' },
          count: { type: 'integer' },
          createdAt: { type: 'string', format: 'date-time', readOnly: true },
        },
      },
    },
  },
})

function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` }
}

function answer(schema: unknown, example?: unknown) {
  return { description: 'ok', content: { 'application/json': { schema, ...(example !== undefined && { example }) } } }
}

function body(schema: unknown) {
  return { required: true, content: { 'application/json': { schema } } }
}

export const notesPath = (folder: string): string => join(folder, 'notes.json')

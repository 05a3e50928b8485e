// Examples where the document has none: so that the first click on "Execute" sends something the contract allows.
import type { ServedDocument } from '../contract/compile-contract.ts'
import { familyOf } from '../http/media-type.ts'
import { createRandom, hashText } from '../schema/random.ts'
import { isFound } from '../schema/sample/outcome.ts'
import { sample } from '../schema/sample/sample.ts'
import { type SchemaBase, SchemaSpace } from '../schema/schema-node.ts'
import { isRecord } from '../spec/json-pointer.ts'
import { atLocalRef, localTarget } from './local-target.ts'
import { type Json, mapOperations, mapValues } from './map-operations.ts'

/** Large documents have thousands of bodies; what is left after this long keeps the values that Swagger UI makes itself. */
const BUDGET_MS = 500

/**
 * The bundled document with an example for each required parameter and each JSON request body that has none. Responses are left alone:
 * the answer itself shows them.
 */
export function fillExamples(document: Json, { reader }: ServedDocument, seed: number): Json {
  const { dialect } = reader.schemas
  const base: SchemaBase = { uri: 'docs:', root: document, origin: undefined }
  const space = new SchemaSpace(
    dialect,
    (ref) => {
      const value = atLocalRef(ref, document)
      return value === undefined ? undefined : { value, base }
    },
    dialect.refSiblings,
  )
  const deadline = performance.now() + BUDGET_MS

  const make = (schema: unknown, name: string, owners: readonly string[]): unknown => {
    if (!(isRecord(schema) || schema === true) || performance.now() > deadline) return undefined
    const random = createRandom(hashText(`docs ${owners.join(' ')} ${name}`, seed))
    const outcome = sample(space.node(schema, base), { random, view: 'request', name, owners })
    return isFound(outcome) ? outcome.value : undefined
  }

  const parameter = (written: unknown, owners: readonly string[]): unknown => {
    if (!isRecord(written) || written['required'] !== true || hasAny(written, ['example', 'examples', 'x-example', 'default']))
      return written
    const name = String(written['name'] ?? '')
    if (dialect.name === 'openapi-2.0') {
      const { in: place, name: _, required: __, description: ___, ...schema } = written
      if (place === 'body' || schema['type'] === 'file' || Array.isArray(schema['enum'])) return written
      return withValue(written, 'x-example', make(schema, name, owners))
    }
    if (isRecord(written['content'])) return { ...written, content: mediaTypes(written['content'], name, owners) }
    const schema = localTarget(written['schema'], document)
    if (isRecord(schema) && hasAny(schema, ['example', 'default', 'enum'])) return written
    return withValue(written, 'example', make(written['schema'], name, owners))
  }

  const mediaTypes = (content: Json, name: string, owners: readonly string[]) =>
    mapValues(content, (media, type) => {
      if (familyOf(type) !== 'json' || hasAny(media, ['example', 'examples'])) return media
      return withValue(media, 'example', make(media['schema'], name, owners))
    })

  const body = (written: unknown, owners: readonly string[]): unknown =>
    isRecord(written) && isRecord(written['content'])
      ? { ...written, content: mediaTypes(written['content'], '', owners) }
      : written

  const operation = (part: Json, path: string): Json => ({
    ...part,
    ...(Array.isArray(part['parameters']) && { parameters: part['parameters'].map((each) => parameter(each, wordsOf(path))) }),
    ...(part['requestBody'] !== undefined && { requestBody: body(part['requestBody'], wordsOf(path)) }),
  })

  const mapped = mapOperations(document, operation)
  const { components } = mapped
  return {
    ...mapped,
    // 2.0 keeps shared parameters at the top
    ...(isRecord(document['parameters']) && { parameters: mapValues(document['parameters'], (each) => parameter(each, [])) }),
    ...(isRecord(components) && {
      components: {
        ...components,
        ...(isRecord(components['parameters']) && {
          parameters: mapValues(components['parameters'], (each) => parameter(each, [])),
        }),
        ...(isRecord(components['requestBodies']) && {
          requestBodies: mapValues(components['requestBodies'], (each, name) => body(each, [name])),
        }),
      },
    }),
  }
}

const hasAny = (part: Json, keys: readonly string[]) => keys.some((key) => part[key] !== undefined)

const withValue = (part: Json, key: string, value: unknown): Json => (value === undefined ? part : { ...part, [key]: value })

/** Words that tell what an operation is about, nearest first: the fixed segments of its path, from the end. */
const wordsOf = (path: string): string[] =>
  path
    .split('/')
    .filter((segment) => segment !== '' && !segment.includes('{'))
    .reverse()

// One collection: its path, the path of its items, and what their operations do.
import { propertiesOf } from '../../codecs/read-shape.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import type { Operation } from '../operation.ts'
import { answerSchema, answersNothing, type Found, inputSchema, itemIn, likeness, listIn, mayBeObject } from './body-shape.ts'
import { idPathOf } from './id-path.ts'
import type { BodyPath, Resource, Role } from './resource.ts'

/** The operations at a path, by method. */
export type Methods = ReadonlyMap<string, Operation>

export interface CollectionPaths {
  /** `/pets`. */
  readonly path: string
  /** `/pets/{petId}`; undefined when there is none. */
  readonly itemPath: string | undefined
  readonly collection: Methods
  readonly item: Methods
  /** From `x-mockserve-resource`. */
  readonly wish: { readonly name?: string; readonly id?: string }
}

/** The resource, or undefined when this is no clear one: when in doubt an operation stays as generated. */
export function inferCollection({ path, itemPath, collection, item, wish }: CollectionPaths): Resource | undefined {
  const hint = lastWord(path)
  const list = listIn(answerSchema(collection.get('GET')), hint)
  const read = itemIn(answerSchema(item.get('GET')), hint, list?.schema) ?? itemIn(answerSchema(item.get('GET')), hint, undefined)
  const itemSchema = read?.schema ?? list?.schema
  const idParameter = itemPath === undefined ? undefined : /\{([^}]+)\}$/.exec(itemPath)?.[1]
  if (itemSchema === undefined) return undefined
  const parameter = idParameter === undefined ? undefined : parameterSchema(item, idParameter)
  const idPath =
    wish.id !== undefined
      ? wish.id.split('.')
      : idParameter === undefined
        ? idWithoutPath(itemSchema)
        : idPathOf(idParameter, parameter, itemSchema, hint)
  if (idPath === undefined) return undefined

  const operations: Partial<Record<Role, Operation>> = {}
  const paths: Partial<Record<Role, BodyPath>> = {}
  const inputs: Partial<Record<Role, BodyPath>> = {}
  const add = (role: Role, operation: Operation | undefined, answer: Found | undefined) => {
    if (operation === undefined) return
    operations[role] = operation
    if (answer !== undefined) paths[role] = answer.path
    const input = inputSchema(operation)
    if (role !== 'remove' && role !== 'read' && input !== undefined) inputs[role] = inputPath(input, hint, itemSchema)
  }
  if (list !== undefined && hasAt(list.schema, idPath)) add('list', collection.get('GET'), list)
  if (read !== undefined) add('read', item.get('GET'), read)
  const writes = (operation: Operation | undefined): Found | undefined | 'nothing' => {
    if (operation === undefined || !mayBeObject(inputSchema(operation))) return undefined
    if (answersNothing(operation)) return 'nothing'
    const answer = itemIn(answerSchema(operation), hint, itemSchema)
    return answer !== undefined && hasAt(answer.schema, idPath) ? answer : undefined
  }
  const addWrite = (role: Role, operation: Operation | undefined) => {
    const answer = writes(operation)
    if (answer !== undefined) add(role, operation, answer === 'nothing' ? undefined : answer)
  }
  const post = collection.get('POST')
  // without an answer nobody learns the id, unless the client gave it
  const postAnswer = writes(post)
  if (postAnswer !== undefined && (postAnswer !== 'nothing' || givesId(post, idPath, hint, itemSchema))) addWrite('create', post)
  addWrite('replace', item.get('PUT'))
  addWrite('patch', item.get('PATCH') ?? (item.has('PUT') ? undefined : item.get('POST')))
  add('remove', item.get('DELETE'), undefined)

  const { create, replace, patch, remove } = operations
  const canRead = operations.read !== undefined || operations.list !== undefined
  if (!canRead || (create ?? replace ?? patch ?? remove) === undefined) return undefined
  return {
    kind: 'collection',
    name: wish.name ?? nameOf(path),
    path,
    operations,
    parents: [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name),
    idParameter,
    idPath,
    itemSchema,
    listPath: list?.path ?? [],
    itemPath: paths,
    inputPath: inputs,
  }
}

/** `/v1/owners/{id}/pets` → `owners/pets`. */
export const nameOf = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && !part.includes('{') && !/^(api|rest|v\d+(\.\d+)*)$/i.test(part))
    .join('/') || path

export const lastWord = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && !part.includes('{'))
    .at(-1) ?? ''

function parameterSchema(methods: Methods, name: string): SchemaNode | undefined {
  for (const operation of methods.values()) {
    const found = operation.request().parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)
    if (found !== undefined) return found.schema
  }
  return undefined
}

const idWithoutPath = (item: SchemaNode): BodyPath | undefined => {
  const name = ['id', 'uuid', '_id'].find((each) => propertiesOf(item).has(each))
  return name === undefined ? undefined : [name]
}

/** Whether an object has a property at a path. */
function hasAt(schema: SchemaNode, [first, ...rest]: BodyPath): boolean {
  const property = first === undefined ? undefined : propertiesOf(schema).get(first)
  return property !== undefined && (rest.length === 0 || hasAt(property, rest))
}

/** `{ pet: { … } }` is sent where `{ … }` would do; told by the one member that is like an item. */
function inputPath(input: SchemaNode, hint: string, item: SchemaNode): BodyPath {
  if (likeness(input, item) >= 0.5) return []
  return itemIn(input, hint, item)?.path ?? []
}

function givesId(operation: Operation | undefined, idPath: BodyPath, hint: string, item: SchemaNode): boolean {
  const input = inputSchema(operation)
  if (input === undefined) return false
  const [first] = inputPath(input, hint, item)
  const inner = first === undefined ? input : propertiesOf(input).get(first)
  return inner !== undefined && hasAt(inner, idPath)
}

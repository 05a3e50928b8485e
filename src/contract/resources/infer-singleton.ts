// One thing that is always there: `/me`, `/settings`. Read at its path, replaced or patched there.
import type { Operation } from '../operation.ts'
import { answerSchema, inputSchema, likeness, listIn, mayBeObject } from './body-shape.ts'
import { lastWord, type Methods, nameOf } from './infer-collection.ts'
import type { Resource, Role } from './resource.ts'

/** Undefined when what is read and what is written are not clearly the same thing. */
export function inferSingleton(path: string, methods: Methods, name: string | undefined): Resource | undefined {
  const read = methods.get('GET')
  const body = answerSchema(read)
  if (read === undefined || !mayBeObject(body) || listIn(body, lastWord(path)) !== undefined) return undefined
  const writes = (operation: Operation | undefined) => {
    if (operation === undefined) return undefined
    const input = inputSchema(operation)
    const answer = answerSchema(operation)
    const isSame =
      mayBeObject(input) &&
      likeness(input, body) >= 0.5 &&
      (answer === undefined || (mayBeObject(answer) && likeness(answer, body) >= 0.8))
    return isSame ? operation : undefined
  }
  const found: [Role, Operation | undefined][] = [
    ['read', read],
    ['replace', writes(methods.get('PUT'))],
    ['patch', writes(methods.get('PATCH'))],
  ]
  const operations = Object.fromEntries(found.filter(([, operation]) => operation !== undefined)) as Resource['operations']
  if (operations.replace === undefined && operations.patch === undefined) return undefined
  const whole = Object.fromEntries(Object.keys(operations).map((role) => [role, []]))
  return {
    kind: 'singleton',
    name: name ?? nameOf(path),
    path,
    operations,
    parents: [...path.matchAll(/\{([^}]+)\}/g)].map(([, parameter = '']) => parameter),
    idParameter: undefined,
    idPath: [],
    itemSchema: body,
    listPath: [],
    itemPath: whole,
    inputPath: whole,
  }
}

// Which stored thing a request means.
import type { Part, Resource } from '../../contract/resources/resource.ts'
import type { Chosen } from '../../pipeline/exchange.ts'

export interface Target {
  /** The collection as the store knows it: `petstore /owners/1/pets`. */
  readonly collection: string
  /** The text of the id in the path; undefined where the path names no item. */
  readonly key: string | undefined
}

/** A single thing has no id: this stands for it. */
export const SINGLE = '~'

export function targetOf({ resource, parameters }: Part, { inputs, pathParameters }: Chosen): Target {
  // some documents forget to declare a parameter of a path
  const values = parameters.map((name) => textOf(inputs.params[name] ?? pathParameters.get(name)?.decoded))
  const key = resource.kind === 'singleton' ? SINGLE : values[resource.scopes]
  return { collection: collectionOf(resource, values.slice(0, resource.scopes)), key }
}

/** The key of a resource with the values of those it belongs to. */
export function collectionOf({ key }: Resource, scope: readonly string[]): string {
  let i = 0
  return key.replace(/\{\}/g, () => encodeURIComponent(scope[i++] ?? ''))
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

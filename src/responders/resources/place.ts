// Names that people give to resources, and the places of the store that they mean.
import type { Resources } from '../../contract/resources/find-resources.ts'
import type { Resource } from '../../contract/resources/resource.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import type { ResourceState } from './resource-state.ts'
import { collectionOf } from './target.ts'

/** A name means no resource, or does not say which; the message says what would. */
export class ResourceNameError extends TypeError {}

export interface Place {
  readonly resource: Resource
  /** The collection in the store. */
  readonly collection: string
}

/** A collection as people address it: `petstore /owners/1/pets` is `/owners/1/pets`. */
export const addressOf = (collection: string): string => collection.slice(collection.indexOf(' /') + 1)

/** The resource called `pets`, or with the path `/pets`. Throws ResourceNameError. */
export function resourceOf(name: string, resources: Resources): Resource {
  const all = resources.all()
  const [found, ...others] = all.filter((each) => each.name === name || each.path === name)
  if (found === undefined) throw new ResourceNameError(unknown(name, all))
  if (others.length === 0) return found
  const paths = [found, ...others].map(({ path }) => path)
  throw new ResourceNameError(`several resources are called ${JSON.stringify(name)}: ${paths.join(', ')}; give the path instead`)
}

/** The one place that a name, a path or an address such as `/owners/1/pets` means. Throws ResourceNameError. */
export function placeOf(name: string, resources: Resources): Place {
  for (const resource of name.startsWith('/') ? resources.all() : []) {
    const scope = scopeIn(name, resource)
    if (scope !== undefined) return { resource, collection: collectionOf(resource, scope) }
  }
  const resource = resourceOf(name, resources)
  if (resource.scopes === 0) return { resource, collection: collectionOf(resource, []) }
  throw new ResourceNameError(`${resource.path} is many places; name one, with values for what is in braces`)
}

/** The places of a resource to which something was written. */
export const placesOf = (resource: Resource, state: ResourceState): string[] => {
  const steps = resource.key.split('/')
  return state.collections.filter((collection) => isAt(collection.split('/'), steps))
}

const isAt = (parts: readonly string[], steps: readonly string[]): boolean =>
  parts.length === steps.length && parts.every((part, i) => steps[i] === '{}' || steps[i] === part)

/** `/owners/1/pets` read by `/owners/{}/pets`. */
function scopeIn(address: string, { key }: Resource): string[] | undefined {
  const steps = addressOf(key).split('/')
  const parts = address.split('/')
  if (!isAt(parts, steps)) return undefined
  const scope = parts.filter((_, i) => steps[i] === '{}')
  // a path as the document writes it names no values
  return scope.some((value) => value.startsWith('{')) ? undefined : scope.map(decoded)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function unknown(name: string, resources: readonly Resource[]): string {
  const near = suggest(
    name,
    resources.flatMap((each) => [each.name, each.path]),
  )
  const names = [...new Set(resources.map((each) => each.name))].slice(0, 8).join(', ')
  const way = near !== undefined ? `; did you mean ${near}?` : names === '' ? '; the documents have none' : `; there are ${names}`
  return `there is no resource ${JSON.stringify(name.slice(0, 80))}${way}`
}

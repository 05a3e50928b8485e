// The discriminator's value where no branch has fixed it: the name of the schema we came from.
import type { Conjunction } from './conjunction.ts'

/** `{ petType: 'cat' }` for a Cat that inherits from a Pet with a discriminator. Source: OpenAPI "Discriminator Object"; 2.0 writes it as a name alone. */
export function discriminatorHint(all: Conjunction): Record<string, unknown> {
  for (const node of all.nodes) {
    const written = node.get('discriminator')
    const { propertyName, mapping } =
      typeof written === 'string'
        ? { propertyName: written, mapping: {} }
        : ((written ?? {}) as { propertyName?: unknown; mapping?: object })
    if (typeof propertyName !== 'string') continue
    const entries = Object.entries(mapping ?? {})
    const name = all.names[0]
    const key = entries.find(
      ([, target]) => typeof target === 'string' && name !== undefined && (target === name || target.endsWith(`/${name}`)),
    )?.[0]
    const chosen = key ?? (entries.length > 0 ? entries[0]?.[0] : name)
    return chosen === undefined ? {} : { [propertyName]: chosen }
  }
  return {}
}

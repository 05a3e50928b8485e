// Modules that the running process gives to a bundle instead of having them bundled: packages, and what mockserve itself provides.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** What `import * as` gives: exported names and their values. */
export type Namespace = Readonly<Record<string, unknown>>

/** The name under which bundles find the values that are given to them. */
export const HOSTS = '__hosts'
/** Imports of this prefix and an index lead to a value of the list. */
export const LIVE_PREFIX = 'mockserve-live:'

/** A name that an export statement can carry. Source: ECMA-262 "IdentifierName". */
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u
/** `default` of a CommonJS module means different things to different importers, so that of a namespace travels under another name. */
const DEFAULT = '$default$'

const require = createRequire(import.meta.url)

/** A module as this process has it; a CommonJS module comes as its `module.exports`. */
export type HostModule =
  | { readonly kind: 'es'; readonly value: Namespace }
  | { readonly kind: 'commonjs'; readonly value: unknown }

/** Imports a package's file as Node does, once a process. */
export async function importHost(path: string): Promise<HostModule> {
  const value: Namespace = await import(pathToFileURL(path).href)
  const cached = require.cache[path]
  return cached !== undefined && cached.exports === value['default']
    ? { kind: 'commonjs', value: cached.exports }
    : { kind: 'es', value }
}

/** What `require(name)` gives in the file `importer`. */
export const requireHost = (name: string, importer: string): unknown => createRequire(importer)(name)

/** Source text of an ES module with the exports of `namespace`, which stay live: a `let` that the module changes is seen by importers. */
export function esModuleText(namespace: Namespace, hosts: unknown[]): string {
  const names = Object.keys(namespace).filter((name) => name !== 'default' && IDENTIFIER.test(name))
  const live = {}
  for (const name of names) Object.defineProperty(live, name, { enumerable: true, get: () => namespace[name] })
  const specifiers = [...names]
  if ('default' in namespace) {
    Object.defineProperty(live, DEFAULT, { enumerable: true, get: () => namespace['default'] })
    specifiers.push(`${DEFAULT} as default`)
  }
  return `export { ${specifiers.join(', ')} } from '${LIVE_PREFIX}${hosts.push(live) - 1}'`
}

/** Source text of a CommonJS module whose exports are `value`. */
export const commonJsText = (value: unknown, hosts: unknown[]): string => liveText(hosts.push(value) - 1)

/** Source text of a CommonJS module whose exports are the value at `index`. */
export const liveText = (index: number | string): string => `module.exports = ${HOSTS}[${index}]`

// Runs a bundle in this process, so that its stack traces name the files it was made from.
import Module from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { HOSTS } from './host-modules.ts'

/** What the bundle's entry exports: a function for each file, in their order, that runs the file once and gives its exports. */
export type Starters = readonly (() => unknown)[]

/** Node's own way from a text to a module, the one that notes source maps. It is used by most tools that hook into `require`, but has no types. */
interface CompilingModule extends Module {
  _compile(text: string, path: string): void
}

let runs = 0

/** A script name that was never used before: Node finds source maps by name, and takes that of an earlier load for a name it knows. */
export const nextBundlePath = (folder: string): string => join(folder, `.mockserve-load-${++runs}.cjs`)

export const BUNDLE_PATH = /[\\/]\.mockserve-load-\d+\.cjs$/

/** Whether a script name is that of a bundle. */
export const isBundlePath = (path: string): boolean => BUNDLE_PATH.test(path)

/**
 * In front of the bundle: the values that are given to it. The function is never called; that it names the module keeps the module as long as any
 * function of the bundle, and Node forgets a source map with the module it belongs to.
 */
export const bundlePrelude = `const ${HOSTS} = module.${HOSTS}; (() => module);`

/**
 * Compiles the text of a CommonJS bundle under a name that no file need have, with `hosts` for what it imports from this process.
 * Nothing keeps the module afterwards but its own functions: an earlier load is collected when its last request has ended.
 */
export function runBundle(text: string, path: string, hosts: readonly unknown[]): Starters {
  process.setSourceMapsEnabled(true)
  const module = Object.assign(new Module(path) as CompilingModule, { filename: path, [HOSTS]: hosts })
  // from Node 22 on V8 keeps each text and its code until memory runs short, in case the same text came again
  setFlagsFromString('--no-compilation-cache')
  try {
    module._compile(text, path)
  } finally {
    setFlagsFromString('--compilation-cache')
  }
  return module.exports
}

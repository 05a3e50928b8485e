// Every operation of a document, found in the raw text's values.
import type { Files, Place } from './files.ts'
import { parseTemplate, type Template } from './templates.ts'
import { entriesOf, isPlain, ownOf, textOf } from './values.ts'

/** One operation, its refs followed. */
export interface Operation {
  /** In capitals: "GET". */
  readonly method: string
  /** The key under `paths`, as written. */
  readonly path: string
  readonly template: Template
  readonly operationId: string | undefined
  readonly place: Place
  /** Of the path and of the operation; the latter win. */
  readonly parameters: readonly Place[]
  /** The path of the first server without a slash at its end: "/v1", or empty. Undefined when it cannot be known. */
  readonly basePath: string | undefined
}

const fixedMethods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch']

/** All operations under `paths`, in the document's order. Webhooks and callbacks are calls to somebody else: no part of them. */
export function enumerateOperations(files: Files, version: string): Operation[] {
  const hasQuery = /^3\.[2-9]/.test(version)
  const methods = [...fixedMethods, ...(version.startsWith('2') ? [] : ['trace']), ...(hasQuery ? ['query'] : [])]
  const paths = files.get(files.entry, 'paths')
  return entriesOf(paths.value)
    .filter(([key, item]) => !key.startsWith('x-') && isPlain(item))
    .flatMap(([key]) => {
      const written = files.child(paths, key)
      const item = files.follow(written)
      // A path item may hold more beside its `$ref`.
      const sources = item.pointer === written.pointer && item.file === written.file ? [item] : [written, item]
      const find = (name: string) =>
        sources.map((source) => files.follow(files.child(source, name))).find(({ value }) => value !== undefined)
      const additional = hasQuery ? find('additionalOperations') : undefined
      const others = entriesOf(additional?.value).map(
        ([method]) => [method, additional && files.get(additional, method)] as const,
      )
      return [...methods.map((method) => [method, find(method)] as const), ...others].flatMap(([method, place]): Operation[] => {
        if (!place || !isPlain(place.value)) return []
        return [
          {
            method: method.toUpperCase(),
            path: key,
            template: parseTemplate(key),
            operationId: textOf(ownOf(place.value, 'operationId')),
            place,
            parameters: mergeParameters(files, find('parameters'), files.get(place, 'parameters')),
            basePath: basePathOf(files, place, find('servers')),
          },
        ]
      })
    })
}

function mergeParameters(files: Files, ofPath: Place | undefined, ofOperation: Place): Place[] {
  const merged = new Map<string, Place>()
  for (const list of [ofPath, ofOperation]) {
    const length = Array.isArray(list?.value) ? list.value.length : 0
    for (let index = 0; list && index < length; index += 1) {
      const parameter = files.get(list, String(index))
      merged.set(`${ownOf(parameter.value, 'in')} ${ownOf(parameter.value, 'name')}`, parameter)
    }
  }
  return [...merged.values()].filter(({ value }) => isPlain(value))
}

function basePathOf(files: Files, operation: Place, ofPath: Place | undefined): string | undefined {
  const { entry } = files
  if (typeof ownOf(entry.value, 'swagger') !== 'undefined') return toBasePath(textOf(ownOf(entry.value, 'basePath')) ?? '')
  const lists = [files.get(operation, 'servers'), ofPath, files.get(entry, 'servers')]
  const list = lists.find((candidate) => Array.isArray(candidate?.value) && candidate.value.length > 0)
  if (!list) return ''
  const server = files.get(list, '0')
  const url = (textOf(ownOf(server.value, 'url')) ?? '').replaceAll(/\{([^{}]*)\}/g, (braced, name: string) => {
    return String(ownOf(files.get(server, 'variables', name).value, 'default') ?? braced)
  })
  return toBasePath(url)
}

function toBasePath(url: string): string | undefined {
  if (/[{}]/.test(url) || !URL.canParse(url, 'http://localhost/')) return undefined
  return new URL(url, 'http://localhost/').pathname.replace(/\/+$/, '')
}

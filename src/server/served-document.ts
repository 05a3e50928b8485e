// A document as it is served: one file, its servers pointing here.
import type { Contract, ServedDocument } from '../contract/compile-contract.ts'
import { basePathOf, serverPaths } from '../contract/server-paths.ts'
import { bundle } from '../spec/bundle.ts'
import { type ChangePart, type Json, mapOperations } from './map-operations.ts'

/** The bundled document; `host` is where the client reached us, such as `127.0.0.1:62893`. */
export function servedDocument(served: ServedDocument, host: string, contract: Contract): Json {
  const { document } = served
  const whole = bundle(document)
  const paths = orderedBases(served, contract)
  if (document.version === '2.0') {
    return { ...mapOperations(whole, withoutSchemes), host, basePath: paths[0] || '/', schemes: ['http'] }
  }
  const here = (path: string) => ({ url: `http://${host}${path}`, description: 'mockserve' })
  const local: ChangePart = (part, _path, item) =>
    withLocalServers(part, here, item !== undefined && Object.hasOwn(item, 'servers') ? undefined : paths[0])
  return { ...mapOperations(whole, local), servers: paths.map(here) }
}

/**
 * The base paths, best first: the document's own, since that is the address clients know from the real API, then the one that bears the
 * document's name, then the root. One at which another document answers some of the operations comes last.
 */
function orderedBases(served: ServedDocument, contract: Contract): string[] {
  const { document, basePaths } = served
  const own = new Set(document.version === '2.0' ? basePathOf(document.root['basePath']) : serverPaths(document.root['servers']))
  const rank = (base: string) => (isShared(base, served, contract) ? 4 : 0) + (base === '' ? 2 : own.has(base) ? 0 : 1)
  return basePaths
    .map((base) => ({ base, at: rank(base) }))
    .sort((a, b) => a.at - b.at)
    .map(({ base }) => base)
}

const isShared = (base: string, { document, operations }: ServedDocument, contract: Contract) =>
  contract.documents.length > 1 &&
  operations.some(({ method, path }) => {
    const [address = '', query = ''] = path.split(/[?#]/)
    const found = contract.find(method, base + address, query)
    return found !== undefined && found.target.document !== document
  })

/**
 * Servers of a path or an operation would send "Try it out" to the real API. Where they name another path than the document's,
 * the operation answers there and not at the document's base path, so they are pointed here instead of being dropped.
 */
function withLocalServers(part: Json, here: (path: string) => Json, base: string | undefined): Json {
  if (!Object.hasOwn(part, 'servers')) return { ...part }
  const { servers, ...rest } = part
  const paths = serverPaths(servers)
  if (paths.length === 0 || (base !== undefined && paths.includes(base))) return rest
  return { ...rest, servers: paths.map(here) }
}

/** A 2.0 operation that names its own `schemes` would be asked for by https. */
const withoutSchemes = ({ schemes: _, ...rest }: Json) => rest

// A document as it is served: one file, its servers pointing here.
import type { ServedDocument } from '../contract/compile-contract.ts'
import { bundle } from '../spec/bundle.ts'

/** The bundled document; `host` is where the client reached us, such as `127.0.0.1:62893`. */
export function servedDocument({ document, basePaths }: ServedDocument, host: string): Record<string, unknown> {
  const whole = bundle(document)
  // the own base path first: that is the address clients will know from the real API
  const paths = [...basePaths].sort((a, b) => Number(a === '') - Number(b === ''))
  if (document.version === '2.0') return { ...whole, host, basePath: paths[0] || '/', schemes: ['http'] }
  return withoutInnerServers({
    ...whole,
    servers: paths.map((path) => ({ url: `http://${host}${path}`, description: 'mockserve' })),
  })
}

/** Servers of a path or an operation would send "Try it out" to the real API. */
function withoutInnerServers(document: Record<string, unknown>): Record<string, unknown> {
  const paths = document['paths']
  if (typeof paths !== 'object' || paths === null) return document
  const strip = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const { servers: _, ...rest } = value as Record<string, unknown>
    return rest
  }
  const stripped = Object.entries(paths).map(([path, item]) => {
    const own = strip(item)
    if (typeof own !== 'object' || own === null) return [path, own]
    return [path, Object.fromEntries(Object.entries(own).map(([key, part]) => [key, key === 'parameters' ? part : strip(part)]))]
  })
  return { ...document, paths: Object.fromEntries(stripped) }
}

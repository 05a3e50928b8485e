// Where a document says its operations live: the path part of `servers` and of 2.0's basePath.
import { isRecord } from '../spec/json-pointer.ts'

const MAX_VARIANTS = 16

/** Base paths such as `/v1`, without the last slash; '' for a server at the root. Variables take their default, and each value of their enum. */
export function serverPaths(servers: unknown): string[] {
  if (!Array.isArray(servers)) return []
  const paths = servers.filter(isRecord).flatMap((server) => expand(String(server['url'] ?? ''), server['variables']).map(pathOf))
  return [...new Set(paths.filter((path) => path !== undefined))]
}

/** The base path of a 2.0 document. A template that some generator left unfilled (`{{.BasePath}}`) is no address. */
export function basePathOf(basePath: unknown): string[] {
  if (typeof basePath !== 'string' || basePath.includes('{{')) return []
  const path = pathOf(basePath.startsWith('/') ? basePath : `/${basePath}`)
  return path === undefined ? [] : [path]
}

function expand(url: string, variables: unknown): string[] {
  let variants = [url]
  for (const [name, variable] of Object.entries(isRecord(variables) ? variables : {})) {
    if (!isRecord(variable) || !url.includes(`{${name}}`)) continue
    const listed = Array.isArray(variable['enum']) ? variable['enum'] : []
    const values = [...new Set([variable['default'], ...listed].filter((value) => value !== undefined).map(String))]
    variants = variants.flatMap((variant) => values.map((value) => variant.replaceAll(`{${name}}`, value))).slice(0, MAX_VARIANTS)
  }
  return variants
}

/** `https://api.example.com/v1/` -> `/v1`. A part that is still a template has no fixed address. */
function pathOf(url: string): string | undefined {
  const withoutHost = url.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, '')
  const path = (withoutHost.split(/[?#]/)[0] ?? '')
    .replace(/^\.?\/?/, '/')
    .replace(/\/+/g, '/')
    .replace(/\/$/, '')
  return path.includes('{') ? undefined : path
}

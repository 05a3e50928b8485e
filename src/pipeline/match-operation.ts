// Stage: which operation is meant?
import type { Contract } from '../contract/compile-contract.ts'
import type { Operation } from '../contract/operation.ts'
import { Refusal } from '../diagnostics/refusal.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { withoutQueryForms } from '../http/prefer.ts'
import { grown, type Matched, type Received } from './exchange.ts'
import type { Runtime } from './runtime.ts'
import type { Note } from './trail.ts'

/** Finds the operation; HEAD follows GET. Throws Refusal `no-such-path`, `no-such-method`. Source: RFC 9110 "HEAD", "405 Method Not Allowed". */
export function matchOperation(exchange: Received, { contract }: Runtime): Matched {
  const { method, path } = exchange.request
  const query = withoutQueryForms(exchange.request.query)
  const match = contract.find(method, path, query) ?? (method === 'HEAD' ? contract.find('GET', path, query) : undefined)
  if (match === undefined) throw refuse(method, path, contract)
  exchange.trail.add(noteOf(match.target))
  return grown(exchange, { operation: match.target, pathParameters: match.parameters })
}

const notes = new WeakMap<Operation, Note>()

function noteOf(operation: Operation): Note {
  const note = notes.get(operation) ?? { stage: 'match', text: `${operation.method} ${operation.path}` }
  notes.set(operation, note)
  return note
}

function refuse(method: string, path: string, contract: Contract): Refusal {
  const methods = allowedMethods(contract, path)
  if (methods.length > 0) {
    const near = nearestWithMethod(method, path, contract)
    return new Refusal('no-such-method', {
      ...(near !== undefined && { hint: `did you mean ${method} ${near}?` }),
      detail: `${path} has no ${method}; it has ${methods.join(', ')}.`,
      headers: { allow: methods.join(', ') },
      members: { allow: methods },
    })
  }
  const near = nearestPath(path, contract)
  return new Refusal('no-such-path', {
    detail: `No documented path matches ${method} ${shorten(path)}.`,
    ...(near !== undefined && { hint: `did you mean ${near}?` }),
  })
}

/** One item instead of the list, or the list instead of one item: where the method belongs more often than not. */
function nearestWithMethod(method: string, path: string, contract: Contract): string | undefined {
  const below = contract.find(method, `${path.replace(/\/$/, '')}/0`, '')
  return (below ?? contract.find(method, path.slice(0, path.lastIndexOf('/')) || '/', ''))?.target.path
}

/** What `Allow` lists: the documented methods, HEAD beside GET, and OPTIONS, which every path answers. */
export function allowedMethods(contract: Contract, path: string): string[] {
  const methods = contract.methodsAt(path)
  if (methods.length === 0) return []
  return [...new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].sort()
}

const shorten = (path: string) => (path.length > 200 ? `${path.slice(0, 200)}…` : path)

/** The documented address nearest to what was asked: a known base path put before or taken away, else a slip of the hand. */
function nearestPath(path: string, contract: Contract): string | undefined {
  if (path.length > 500) return undefined
  for (const { basePaths } of contract.documents) {
    for (const base of basePaths) {
      if (base !== '' && contract.methodsAt(base + path).length > 0) return base + path
    }
  }
  // the first segments may be a base path of the real API that the document does not name
  for (let cut = path.indexOf('/', 1); cut > 0; cut = path.indexOf('/', cut + 1)) {
    if (contract.methodsAt(path.slice(cut)).length > 0) return path.slice(cut)
  }
  const templates = new Set(contract.operations.map((operation) => operation.path))
  const bases = contract.documents
    .flatMap(({ basePaths }) => basePaths)
    .filter((base) => base !== '' && path.startsWith(`${base}/`))
  for (const base of ['', ...bases]) {
    const near = suggestTemplate(path.slice(base.length), templates)
    if (near !== undefined) return base + near
  }
  return undefined
}

/** Compares segment by segment, so that `/pet/7` finds `/pets/{petId}` and a parameter hides no difference. */
function suggestTemplate(path: string, templates: ReadonlySet<string>): string | undefined {
  const segments = path.split('/').slice(1)
  let nearest: { templates: Map<string, string>; slips: number } | undefined
  for (const template of templates) {
    const parts = template.split('/').slice(1)
    if (parts.length !== segments.length) continue
    const slips = parts.map((part, i) => slipsBetween(part, segments[i] ?? '')).reduce((sum, each) => sum + each, 0)
    if (slips > 2 || slips > (nearest?.slips ?? 2)) continue
    if (nearest === undefined || slips < nearest.slips) nearest = { templates: new Map(), slips }
    const filled = parts.map((part, i) => (part.includes('{') ? (segments[i] ?? '') : part))
    nearest.templates.set(`/${filled.join('/')}`, template)
  }
  if (nearest === undefined) return undefined
  // of several with as many slips, the one that is fewest letters away
  const [first] = nearest.templates.keys()
  return nearest.templates.get(suggest(path, nearest.templates.keys()) ?? first ?? '')
}

/** 0 for the same segment or a template, 1 for a slip of the hand, Infinity for another word. */
function slipsBetween(part: string, segment: string): number {
  if (part === segment || part.includes('{')) return segment === '' ? Number.POSITIVE_INFINITY : 0
  return suggest(segment, [part]) === undefined ? Number.POSITIVE_INFINITY : 1
}

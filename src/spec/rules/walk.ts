// The walk: every object of a document once, through all its files, each told to the rules that look at its kind.
import type { ApiDocument } from '../api-document.ts'
import { isRecord } from '../json-pointer.ts'
import { checkFields } from './check-fields.ts'
import type { Child } from './check-value.ts'
import { documentKind } from './compile-kinds.ts'
import { createFollowRef } from './ref-targets.ts'
import type { KindName } from './shapes.ts'
import { type Report, type Rule, type Visit, visitLocated } from './visit.ts'

/** Objects between two pauses: a few milliseconds. */
const STRIDE = 2000

/** Walks a document, in the order in which it is written; yields now and then, so that the caller can let others work. */
export function* walk(document: ApiDocument, rules: readonly Rule[], report: Report): Generator<undefined> {
  const { version } = document
  const follow = createFollowRef(document, report)
  const told = handlersByKind(rules)
  const seen = new Set<object>()
  const root: Visit = { kind: 'Document', value: document.root, file: document.file, parent: undefined, path: [] }
  const waiting: Child[] = [{ visit: root, kind: documentKind(version) }]

  let steps = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { visit, kind } = next
    if (seen.has(visit.value)) continue
    seen.add(visit.value)
    if (++steps % STRIDE === 0) yield

    const ref = visit.value['$ref']
    const target = typeof ref === 'string' ? follow(visit, ref, kind) : undefined
    if (typeof ref !== 'string' || countsBesideRef(kind.name, version)) {
      for (const child of checkFields(visit, kind, version, report).reverse()) waiting.push(child)
      for (const tell of told.get(kind.name) ?? []) tell(visit)
    }
    if (target !== undefined && isRecord(target.value) && !seen.has(target.value)) {
      waiting.push({ visit: visitLocated(kind.name, target, target.value), kind })
    }
  }
}

/** Whether fields beside a `$ref` mean something. */
const countsBesideRef = (kind: KindName, version: ApiDocument['version']) =>
  kind === 'PathItem' || (kind === 'Schema' && (version === '3.1' || version === '3.2'))

function handlersByKind(rules: readonly Rule[]): Map<KindName, ((visit: Visit) => void)[]> {
  const handlers = new Map<KindName, ((visit: Visit) => void)[]>()
  for (const { on = {} } of rules) {
    for (const [kind, tell] of Object.entries(on) as [KindName, (visit: Visit) => void][]) {
      handlers.set(kind, [...(handlers.get(kind) ?? []), tell])
    }
  }
  return handlers
}

// Which items of a list a request asks for.

import type { Resource } from '../../contract/resources/resource.ts'
import { plainNode, propertiesOf } from '../../contract/resources/schema-views.ts'
import type { Chosen } from '../../pipeline/exchange.ts'
import { type Item, isItem, partAt } from './json-path.ts'
import { compareValues } from './list-order.ts'
import type { ListPlan, Operator } from './list-plan.ts'
import { isSaid, saidValue } from './list-values.ts'

type Accepts = (item: Item) => boolean

/** Undefined: all of them. */
export function filterOf(plan: ListPlan, exchange: Chosen, resource: Resource): Accepts | undefined {
  if (exchange.request.query === '') return undefined
  const all: Accepts[] = []
  for (const control of plan.controls) {
    if ((control.use !== 'filter' && control.use !== 'search') || !isSaid(control, exchange)) continue
    const value = saidValue(control, exchange)
    if (value === undefined || value === '') continue
    if (control.use === 'search') {
      const words = String(value)
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => !word.includes(':'))
      all.push((item) => words.every((word) => holdsText(item, word)))
      continue
    }
    const { property = [], operator = 'is' } = control
    const wanted = (Array.isArray(value) ? value : [value]).filter((each) => isPossible(each, property, resource))
    if (wanted.length > 0) all.push((item) => wanted.some((each) => compares(partAt(item, property), each, operator)))
  }
  return all.length === 0 ? undefined : (item) => all.every((accepts) => accepts(item))
}

/** `state=all` names no state: what the property can never be asks for everything. */
function isPossible(value: unknown, property: readonly string[], { item }: Resource): boolean {
  let node = item
  for (const name of property) node = propertiesOf(node).get(name) ?? node
  const listed = plainNode(node).get('enum')
  return !Array.isArray(listed) || listed.includes(value)
}

function compares(actual: unknown, wanted: unknown, operator: Operator): boolean {
  if (Array.isArray(actual)) return actual.some((each) => compares(each, wanted, operator))
  // `?tag=dog` of tags that are objects means what they are called
  if (isItem(actual))
    return Object.values(actual).some((part) => !isItem(part) && !Array.isArray(part) && compares(part, wanted, operator))
  if (isItem(wanted)) return true
  switch (operator) {
    case 'is':
      return sameText(actual, wanted)
    case 'not':
      return !sameText(actual, wanted)
    case 'holds':
      return String(actual ?? '')
        .toLowerCase()
        .includes(String(wanted).toLowerCase())
    default: {
      if (actual === undefined || actual === null) return false
      const difference = compareValues(actual, typeof actual === 'number' ? Number(wanted) : wanted)
      if (operator === 'from') return difference >= 0
      if (operator === 'to') return difference <= 0
      return operator === 'above' ? difference > 0 : difference < 0
    }
  }
}

const sameText = (actual: unknown, wanted: unknown) =>
  actual === wanted || (actual !== undefined && actual !== null && String(actual).toLowerCase() === String(wanted).toLowerCase())

function holdsText(value: unknown, word: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(word)
  if (typeof value !== 'object' || value === null) return value !== null && String(value) === word
  return Object.values(value).some((part) => holdsText(part, word))
}

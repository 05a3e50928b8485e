// In which order a request asks for the items of a list.
import { plainName } from '../../contract/resources/names.ts'
import type { Resource } from '../../contract/resources/resource.ts'
import type { Chosen } from '../../pipeline/exchange.ts'
import { type Item, partAt } from './json-path.ts'
import { type ListPlan, propertyFor } from './list-plan.ts'
import { isSaid, saidValue } from './list-values.ts'

type Compares = (one: Item, other: Item) => number

/** Undefined: as they were written. */
export function orderOf(plan: ListPlan, exchange: Chosen, resource: Resource): Compares | undefined {
  const control = plan.find('sort')
  if (control === undefined || !isSaid(control, exchange)) return undefined
  const value = saidValue(control, exchange)
  const direction = plan.find('direction')
  const turned = direction === undefined ? undefined : saidValue(direction, exchange)
  const isTurned = turned === true || /^(desc|descending|true|-1)/i.test(String(turned))
  const words = (Array.isArray(value) ? value.map(String) : [String(value ?? '')]).flatMap((text) => text.split(','))
  // `title,desc` is one wish, as Spring writes it
  const texts = words.flatMap((word, i) =>
    isDirection(word) ? [] : isDirection(words[i + 1] ?? '') ? `${word}:${words[i + 1]}` : word,
  )
  const keys = texts.flatMap((text) => {
    const [, sign, name = '', said] = /^\s*([-+]?)(.*?)(?:[\s:.|_-](asc|desc)(?:ending)?)?\s*$/i.exec(text) ?? []
    const property = propertyFor(plainName(name), resource)
    const isDown = sign === '-' || /desc/i.test(said ?? '') || (sign === '' && said === undefined && isTurned)
    return property === undefined ? [] : [{ property, isDown }]
  })
  if (keys.length === 0) return undefined
  return (one, other) => {
    for (const { property, isDown } of keys) {
      const difference = compareValues(partAt(one, property), partAt(other, property))
      if (difference !== 0) return isDown ? -difference : difference
    }
    return 0
  }
}

const isDirection = (word: string) => /^\s*(asc|desc)(ending)?\s*$/i.test(word)

/** Numbers by size, texts by their code units, what is missing last. */
export function compareValues(one: unknown, other: unknown): number {
  if (one === other) return 0
  if (one === undefined || one === null) return 1
  if (other === undefined || other === null) return -1
  if (typeof one === 'number' && typeof other === 'number') return one - other
  const [a, b] = [String(one), String(other)]
  return a < b ? -1 : a > b ? 1 : 0
}

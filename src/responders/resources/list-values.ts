// The values that a request gives to what a list goes by.
import type { Chosen } from '../../pipeline/exchange.ts'
import { partAt } from './json-path.ts'
import type { Control } from './list-plan.ts'

export const saidValue = ({ path }: Control, { inputs }: Chosen): unknown => {
  const whole = partAt(inputs.query, path)
  // a parameter may be declared under its bracketed name
  return whole ?? inputs.query[path.join('')]
}

/** Whether the request itself says it; a documented default filters nothing. */
export function isSaid({ path: [name = ''] }: Control, { request }: Chosen): boolean {
  const keys = [...new URLSearchParams(request.query).keys()]
  return keys.some((key) => key === name || key.startsWith(`${name}[`) || key.startsWith(`${name}.`))
}

// The documented response headers, each with a valid value.
import type { HeaderOption } from '../contract/operation.ts'
import { isHeaderName, isHeaderValue, isReservedHeader } from '../http/headers.ts'
import { fits } from '../schema/compile-validator.ts'
import type { Random } from '../schema/random.ts'
import { isFound } from '../schema/sample/outcome.ts'
import { sample } from '../schema/sample/sample.ts'

/** Headers to send; those that HTTP reserves or forbids are left out, and so are CORS grants, which are the server's to give. */
export function answerHeaders(
  options: readonly HeaderOption[],
  owners: readonly string[],
  random: Random,
): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const option of options) {
    const name = option.name.toLowerCase()
    if (!isHeaderName(name) || isReservedHeader(name) || name.startsWith('access-control-')) continue
    const text = headerValue(option, owners, random.fork(name))
    if (text !== undefined && isHeaderValue(text)) headers[name] = text
  }
  return headers
}

function headerValue({ name, schema, example }: HeaderOption, owners: readonly string[], random: Random): string | undefined {
  if (schema === undefined) return example === undefined ? undefined : headerTextOf(example)
  if (example !== undefined && fits(schema, example, 'response')) return headerTextOf(example)
  const outcome = sample(schema, { random, view: 'response', name, owners })
  return isFound(outcome) ? headerTextOf(outcome.value) : undefined
}

/** Style `simple`: lists and objects by commas. Source: OpenAPI "Header Object", "Style Values". */
function headerTextOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(scalarText).join(',')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .flatMap(([key, part]) => [key, scalarText(part)])
      .join(',')
  return scalarText(value)
}

const scalarText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

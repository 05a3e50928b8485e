// Values for parameters, and how they are written.
import type { Files, Place } from './files.ts'
import { sampleValue, suggestions } from './sample-value.ts'
import type { Schemas } from './schemas.ts'
import { entriesOf, isPlain, ownOf, textOf } from './values.ts'

const spares = ['one', '1', '7', 'zzz-1', 'qqq', '1001', 'x1y2']

/** The text for a path parameter: the nth of the values that fit its schema, in the parameter's style. */
export function pathText(files: Files, schemas: Schemas, parameters: readonly Place[], name: string, round: number): string {
  const parameter = parameters.find(({ value }) => ownOf(value, 'in') === 'path' && ownOf(value, 'name') === name)
  if (!parameter) return spares[round % spares.length] ?? '1'
  const schema = schemaOf(files, parameter)
  const wanted = [
    ...suggestions(files.follow(schema).value),
    ...exampleValues(files, parameter),
    parameterValue(files, parameter),
    ...spares,
    1,
    2,
    7,
    1001,
    { one: 1 },
  ].filter((value) => value !== null && /^[^/?#]+$/.test(headerText(value)))
  const fitting = wanted.filter((value) => schemas.accepts(schema, value))
  const values = fitting.length > 0 ? fitting : wanted
  return styled(parameter, name, values[round % values.length] ?? '1')
}

function styled(parameter: Place, name: string, value: unknown): string {
  const style = ownOf(parameter.value, 'style')
  if (style === 'label') return `.${headerText(value)}`
  if (style === 'matrix') return `;${name}=${headerText(value)}`
  return headerText(value)
}

/** In 2.0 the parameter is its own schema. */
function schemaOf(files: Files, parameter: Place): Place {
  const schema = files.child(parameter, 'schema')
  if (schema.value !== undefined) return schema
  const [media] = entriesOf(ownOf(parameter.value, 'content'))
  return media
    ? files.child(files.get(parameter, 'content', media[0]), 'schema')
    : { ...parameter, value: withoutRequired(parameter.value) }
}

function withoutRequired(parameter: unknown): unknown {
  // `required: true` speaks of the parameter, not of its value.
  return isPlain(parameter) ? Object.fromEntries(Object.entries(parameter).filter(([key]) => key !== 'required')) : parameter
}

function exampleValues(files: Files, parameter: Place): unknown[] {
  const named = entriesOf(ownOf(parameter.value, 'examples')).map(([key]) => files.get(parameter, 'examples', key, 'value').value)
  return [ownOf(parameter.value, 'example'), ...named].filter((value) => value !== undefined)
}

/** The value to send: the documented example, else one made from the schema. */
export function parameterValue(files: Files, parameter: Place): unknown {
  const [example] = exampleValues(files, parameter)
  const value = example ?? sampleValue(files, schemaOf(files, parameter))
  return ownOf(parameter.value, 'content') === undefined || textOf(value) !== undefined ? value : JSON.stringify(value)
}

/** A query parameter as `name=value` texts, percent-encoded. */
export function queryPairs(parameter: Place, name: string, value: unknown): string[] {
  const style = textOf(ownOf(parameter.value, 'style'))
  const collection = textOf(ownOf(parameter.value, 'collectionFormat'))
  if (style === 'deepObject') return entriesOf(value).map(([key, item]) => pair(`${name}[${key}]`, item))
  if (Array.isArray(value)) {
    const separator =
      { ssv: ' ', tsv: '\t', pipes: '|', spaceDelimited: ' ', pipeDelimited: '|' }[collection ?? style ?? ''] ?? ','
    const isOld = ownOf(parameter.value, 'schema') === undefined
    const explode = isOld ? collection === 'multi' : ownOf(parameter.value, 'explode') !== false && separator === ','
    return explode ? value.map((item) => pair(name, item)) : [pair(name, value.map(headerText).join(separator))]
  }
  if (isPlain(value)) return entriesOf(value).map(([key, item]) => pair(key, item))
  return [pair(name, value)]
}

/** `name=value`, percent-encoded. */
export function pair(name: string, value: unknown): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(headerText(value))}`
}

/** A value as a text that a header or a path may hold: lists and objects joined by commas. */
export function headerText(value: unknown): string {
  const text = Array.isArray(value)
    ? value.map(headerText).join(',')
    : isPlain(value)
      ? Object.entries(value).flat().map(headerText).join(',')
      : String(value)
  return text.replaceAll(/[^\t\x20-\x7e]/g, '')
}

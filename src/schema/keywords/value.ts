// Keywords about a single value: enum, const, strings and numbers. Source: JSON Schema 2020-12 Validation, "A Vocabulary for Structural Validation".
import { equalJson } from '../equal.ts'
import { findFormat } from '../formats.ts'
import { compilePattern } from '../pattern.ts'
import type { Check } from '../run.ts'
import type { SchemaNode } from '../schema-node.ts'
import { shown } from '../violation.ts'

export function valueKeywords(node: SchemaNode): Check[] {
  return [...equality(node), ...stringKeywords(node), ...numberKeywords(node)]
}

function equality(node: SchemaNode): Check[] {
  const checks: Check[] = []
  const allowed = node.get('enum')
  if (Array.isArray(allowed)) {
    const simple = new Set(allowed.filter((item) => typeof item !== 'object' || item === null))
    const complex = allowed.filter((item) => typeof item === 'object' && item !== null)
    const expected = () => `one of ${shown(allowed.slice(0, 8))}${allowed.length > 8 ? ` and ${allowed.length - 8} more` : ''}`
    // nullable beside an enum without null: by the letter null is not allowed (OpenAPI 3.0.3, "Schema Object", nullable), and stays so
    checks.push(
      (value, run) =>
        simple.has(value) || complex.some((item) => equalJson(item, value)) || run.fail(node, 'enum', value, expected),
    )
  }
  if (node.get('const') !== undefined) {
    const only = node.get('const')
    checks.push((value, run) => equalJson(only, value) || run.fail(node, 'const', value, () => shown(only)))
  }
  return checks
}

function stringKeywords(node: SchemaNode): Check[] {
  const checks: Check[] = []
  const minLength = count(node, 'minLength')
  const maxLength = count(node, 'maxLength')
  if (minLength !== undefined || maxLength !== undefined) {
    checks.push((value, run) => {
      if (typeof value !== 'string' || isSurelyBetween(value.length, minLength, maxLength)) return true
      const length = codePoints(value)
      if (minLength !== undefined && length < minLength)
        return run.fail(node, 'minLength', value, () => `at least ${minLength} characters`)
      if (maxLength !== undefined && length > maxLength)
        return run.fail(node, 'maxLength', value, () => `at most ${maxLength} characters`)
      return true
    })
  }
  const pattern = typeof node.get('pattern') === 'string' ? compilePattern(String(node.get('pattern'))) : undefined
  if (pattern !== undefined) {
    checks.push(
      (value, run) =>
        typeof value !== 'string' ||
        pattern.test(value, run.effort) ||
        run.fail(node, 'pattern', value, () => `text matching ${pattern.source}`),
    )
  }
  const asserted = node.space.dialect.formatAsserts && typeof node.get('format') === 'string'
  const format = asserted ? findFormat(String(node.get('format'))) : undefined
  if (format !== undefined) {
    checks.push((value, run) => {
      if (typeof value !== format.on || format.test(value as never)) return true
      return run.fail(node, 'format', value, () => `the format ${node.get('format')}`)
    })
  }
  return checks
}

/** A code point is one or two units: most lengths need no counting. */
const isSurelyBetween = (units: number, min = 0, max = Number.POSITIVE_INFINITY) => units >= min * 2 && units <= max

function numberKeywords(node: SchemaNode): Check[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = bounds(node)
  const checks: Check[] = []
  const rule = (keyword: string, holds: (value: number) => boolean, expected: string) =>
    checks.push((value, run) => typeof value !== 'number' || holds(value) || run.fail(node, keyword, value, () => expected))
  if (minimum !== undefined) rule('minimum', (value) => value >= minimum, `at least ${minimum}`)
  if (exclusiveMinimum !== undefined)
    rule('exclusiveMinimum', (value) => value > exclusiveMinimum, `more than ${exclusiveMinimum}`)
  if (maximum !== undefined) rule('maximum', (value) => value <= maximum, `at most ${maximum}`)
  if (exclusiveMaximum !== undefined)
    rule('exclusiveMaximum', (value) => value < exclusiveMaximum, `less than ${exclusiveMaximum}`)
  const step = node.get('multipleOf')
  if (typeof step === 'number' && step > 0) rule('multipleOf', (value) => isMultiple(value, step), `a multiple of ${step}`)
  return checks
}

/** The four bounds with draft 4's boolean form (`exclusiveMinimum: true` beside `minimum`) undone. */
export function bounds(node: SchemaNode) {
  const number = (keyword: string) => (typeof node.get(keyword) === 'number' ? (node.get(keyword) as number) : undefined)
  const minimum = number('minimum')
  const maximum = number('maximum')
  const minimumIsOut = node.get('exclusiveMinimum') === true
  const maximumIsOut = node.get('exclusiveMaximum') === true
  return {
    minimum: minimumIsOut ? undefined : minimum,
    exclusiveMinimum: minimumIsOut ? minimum : number('exclusiveMinimum'),
    maximum: maximumIsOut ? undefined : maximum,
    exclusiveMaximum: maximumIsOut ? maximum : number('exclusiveMaximum'),
  }
}

/** A keyword that holds a count (`minLength`, `maxItems`): a whole number from 0, also when written 2.0. */
export function count(node: SchemaNode, keyword: string): number | undefined {
  const value = node.get(keyword)
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? Math.ceil(value) : undefined
}

/** 19.99 is a multiple of 0.01 though its binary quotient is not whole: what counts is the decimal as written. */
export function isMultiple(value: number, step: number): boolean {
  const quotient = value / step
  if (Number.isInteger(quotient)) return true
  if (!Number.isFinite(quotient)) return false
  return Math.abs(quotient - Math.round(quotient)) < 1e-9 * Math.max(1, Math.abs(quotient)) && Math.abs(quotient) < 1e15
}

/** Length in code points, as JSON Schema counts. */
export function codePoints(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = text.charCodeAt(i + 1)
      if (next >= 0xdc00 && next <= 0xdfff) {
        length--
        i++
      }
    }
  }
  return length
}

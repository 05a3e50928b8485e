// A document's text -> the value in it, whether it is JSON or YAML; every reason why not has its line and column.
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { isRecord } from './json-pointer.ts'
import { findJsonProblem } from './json-problem.ts'
import { offsetOfDepth } from './json-scan.ts'
import { type ParsedYaml, parseYaml } from './parse-yaml.ts'
import { relaxJson } from './relax-json.ts'
import type { TextFormat } from './source-file.ts'
import { placeAtOffset } from './text-position.ts'
import { holdsTooMuch, isTooDeep, MAX_DEPTH, TOO_MUCH } from './value-limits.ts'

export type ParsedText =
  /** `format` is what the text turned out to be, which decides how places in it are found. */
  | { readonly ok: true; readonly value: unknown; readonly format: TextFormat; readonly diagnostics: readonly Diagnostic[] }
  /** At least one of the diagnostics is an error. */
  | { readonly ok: false; readonly value: undefined; readonly format: TextFormat; readonly diagnostics: readonly Diagnostic[] }

interface Input {
  /** The file's name as findings print it. */
  readonly label: string
  readonly text: string
  /** What the file's name promises. */
  readonly format: TextFormat
}

/**
 * Parses a text. JSON with comments or trailing commas and YAML in a file named .json are read too, with a warning; JSON in a YAML file
 * is read as JSON, which is much faster. Never throws for what a file holds.
 * Errors: `syntax`, `too-deep`, `too-many-nodes`. Warnings: `syntax-tolerated`, `duplicate-key`, `unknown-tag`, `several-documents`.
 * Keys that occur twice in JSON are found by `findDuplicateKeys`, which costs more than parsing.
 */
export function parseText(input: Input): ParsedText {
  const { label, text, format } = input
  if (!/\S/.test(text)) return refused(format, [diagnostic('syntax', placeAtOffset(label, text, 0), 'the file is empty')])
  if (/^\s*<[!?a-z]/i.test(text)) {
    return refused(format, [diagnostic('syntax', placeAtOffset(label, text, 0), 'this is HTML or XML, neither YAML nor JSON')])
  }
  const looksLikeJson = /^\s*[{[]/.test(text)
  if (!looksLikeJson && format === 'yaml') return fromYaml(parseYaml(label, text))
  if (holdsTooMuch(text, 'json'))
    return refused('json', [diagnostic('too-many-nodes', placeAtOffset(label, text, 0), TOO_MUCH.json)])

  const json = tryJson(text)
  if (json !== undefined) return withinDepth(input, json.value, [])
  return format === 'yaml' ? yamlThatLooksLikeJson(input) : jsonWithFaults(input, looksLikeJson)
}

function tryJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** A YAML file that begins with a bracket: flow style, or JSON with a mistake, which is then explained as JSON. */
function yamlThatLooksLikeJson({ label, text }: Input): ParsedText {
  const yaml = parseYaml(label, text)
  const wasJson = /^\s*\{\s*"/.test(text)
  return !isUsable(yaml) && wasJson ? refused('json', [jsonProblem(label, text)]) : fromYaml(yaml)
}

function jsonWithFaults(input: Input, looksLikeJson: boolean): ParsedText {
  const { label, text } = input
  const relaxed = looksLikeJson ? relaxJson(text) : undefined
  const json = relaxed && tryJson(relaxed.text)
  if (relaxed && json) {
    const message = `JSON knows no ${relaxed.what.replace(/^a /, '')}; it is ignored`
    return withinDepth(input, json.value, [diagnostic('syntax-tolerated', placeAtOffset(label, text, relaxed.offset), message)])
  }
  const problem = jsonProblem(label, text)
  // text that begins with a bracket was meant as JSON: YAML would read much broken JSON without a word, and differently
  if (looksLikeJson) return refused('json', [problem])
  const yaml = parseYaml(label, text)
  if (!isUsable(yaml))
    return yaml.value === undefined && /^[\w"'$.-]+\s*:/m.test(text) ? fromYaml(yaml) : refused('json', [problem])
  const warning = diagnostic('syntax-tolerated', placeAtOffset(label, text, 0), 'the file is YAML, though its name ends in .json')
  return fromYaml({ value: yaml.value, diagnostics: [warning, ...yaml.diagnostics] })
}

const isUsable = ({ value }: ParsedYaml) => isRecord(value) || Array.isArray(value)

function jsonProblem(label: string, text: string): Diagnostic {
  const { offset, message, hint } = findJsonProblem(text)
  return diagnostic('syntax', placeAtOffset(label, text, offset), message, hint)
}

function withinDepth({ label, text }: Input, value: unknown, diagnostics: readonly Diagnostic[]): ParsedText {
  if (!isTooDeep(value)) return { ok: true, value, format: 'json', diagnostics }
  const place = placeAtOffset(label, text, offsetOfDepth(text, MAX_DEPTH))
  return refused('json', [diagnostic('too-deep', place, `values are nested more than ${MAX_DEPTH.toLocaleString('en')} deep`)])
}

function fromYaml({ value, diagnostics }: ParsedYaml): ParsedText {
  return value === undefined ? refused('yaml', diagnostics) : { ok: true, value, format: 'yaml', diagnostics }
}

function refused(format: TextFormat, diagnostics: readonly Diagnostic[]): ParsedText {
  return { ok: false, value: undefined, format, diagnostics }
}

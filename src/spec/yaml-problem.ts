// Why a text is no YAML, said for people: the parser knows where it stopped, the lines around tell what was meant.
import type { FindingCode } from '../diagnostics/findings.ts'
import type { TextProblem } from './json-problem.ts'
import { COMPLEX_KEY } from './yaml-events.ts'
import { explainLine, findUnclosed, lineAround } from './yaml-lines.ts'

export interface YamlProblem extends TextProblem {
  readonly code: FindingCode
}

/** What the parser says (the beginning of its sentence), and what that means for the person who wrote the file. */
const MEANINGS: readonly (readonly [reason: string, message: string, hint?: string])[] = [
  ['expected hexadecimal', 'an escape in double quotes lacks its hexadecimal digits'],
  ['expected valid JSON character', 'a quoted text holds a bare control character'],
  ['the stream contains non-printable', 'a control character stands here'],
  ['null byte', 'a NUL character stands here'],
  ['directives end mark', 'after the lines that begin with "%" a line "---" is missing'],
  ['unacceptable YAML version', 'the %YAML line asks for a version that does not exist'],
  ['ill-formed', 'the line that begins with "%" cannot be understood'],
  [COMPLEX_KEY, 'a list or a map cannot be a key', 'put it in quotes to make it text'],
  ['cannot merge', '"<<" takes a map, or a list of maps'],
  ['abnormal merge sequence', '"<<" takes at most 100 maps'],
  ['name of an anchor', 'a value cannot begin with "&": that names an anchor', 'put the value in quotes'],
  ['name of an alias', 'a value cannot begin with "*": that repeats an anchor', 'put the value in quotes'],
  ['alias node should not', 'an alias can have neither a tag nor an anchor'],
  ['duplication of', 'a value has two tags, or two anchors'],
  ['a line break is expected', 'after "|" or ">" the line must end; the text begins in the next one'],
  ['bad explicit indentation', 'the number after "|" or ">" cannot be 0'],
  ['a whitespace character is expected after', 'a space is missing after the ":"'],
  ['undeclared tag handle', 'a tag begins here with a handle that no %TAG line declares', 'put the value in quotes'],
  ['tag ', 'a value cannot begin with "!": that names a tag', 'put the value in quotes'],
  ['named tag handle', 'a value cannot begin with "!": that names a tag', 'put the value in quotes'],
  ['expected the node content', 'a value is missing before the ","'],
  ['missed comma', 'a "," or a closing bracket is missing here', 'text that holds brackets or commas must stand in quotes'],
  ['unexpected end of the stream', 'the text ends here, but something in it is not closed'],
  ['unexpected end of the document', 'the document ends here, but something in it is not closed'],
  ['deficient indentation', 'this line must be indented deeper: it continues what began above'],
  ['bad indentation of a sequence', 'the indentation of this list item fits none of the lines above'],
  ['bad indentation', 'the indentation of this line fits none of the lines above'],
  ['end of the stream', 'this line belongs to nothing above; a line "key: value" is expected'],
  ['can not read a block mapping', 'a line "key: value" is expected here'],
  ["expected ':'", 'a ":" is missing after the key'],
]

const ESCAPES = 'in double quotes a backslash itself is written \\\\; in single quotes it stands for itself'

/** A finding from what the parser said, moved to where the mistake really is when the lines around show it. */
export function explainYamlProblem(reason: string, text: string, stoppedAt: number): YamlProblem {
  const offset = Math.min(stoppedAt, text.length)
  if (reason.startsWith('nesting exceeded'))
    return { code: 'too-deep', offset, message: 'values are nested more than 1,000 deep' }
  if (reason.startsWith('merge keys exceeded'))
    return { code: 'too-many-nodes', offset, message: 'the merge keys ("<<") copy more than 1,000,000 keys' }
  return { code: 'syntax', ...explainSyntax(reason, text, offset) }
}

function explainSyntax(reason: string, text: string, offset: number): TextProblem {
  const [, alias] = /^unidentified alias "(.*)"$/s.exec(reason) ?? []
  if (alias !== undefined) {
    const start = offset - 1
    if (/^\S*\/\S*$/.test(alias))
      return { offset: start, message: `"*${alias}" must stand in quotes: "*" repeats an anchor in YAML` }
    return { offset: start, message: `"*${alias}" repeats an anchor, but no "&${alias}" stands above` }
  }
  if (reason.startsWith('tab characters')) {
    return { offset, message: 'a tab stands in the indentation; YAML takes spaces only' }
  }
  // these tell that the parser lost the thread; the others name the mistake
  if (/indentation|end of the|multiline|missed comma|expected ':'|complex key/.test(reason)) {
    const told = explainLine(text, offset)
    if (told !== undefined) return told
    const unclosed = findUnclosed(text, offset, reason.startsWith('unexpected end'))
    if (unclosed !== undefined) return { offset: unclosed.offset, message: `the ${unclosed.sign} that opens here is not closed` }
  }
  const { line, start } = lineAround(text, offset)
  const meaning = MEANINGS.find(([beginning]) => reason.startsWith(beginning))
  const [, message, hint] = meaning ?? ['', 'this is no YAML']
  if (reason.startsWith('unknown escape'))
    return { offset: offset - 1, message: `"\\${text[offset] ?? ''}" is no escape that YAML knows`, hint: ESCAPES }
  // a line that is indented wrongly is shown from its first sign, wherever in it the parser gave up
  const shownAt = reason.startsWith('bad indentation') ? start + (line.length - line.trimStart().length) : offset
  return { offset: shownAt, message, ...(hint === undefined ? {} : { hint }) }
}

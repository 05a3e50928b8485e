// Words of clients and documents on their way to a terminal: no control sequences, no secrets.

export { maskSecrets } from '../http/secrets.ts'

/** C0 and C1 controls, and what turns the direction of text or breaks lines in Unicode. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** A text in which what could steer a terminal, or forge a line, is written as an escape. */
export const printable = (text: string): string => text.replace(UNSAFE, escaped)

const escaped = (mark: string) => {
  const code = mark.charCodeAt(0)
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`
}

/** The same for a text of several lines. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n')

/** A value as one line of JSON that is safe on a terminal, too. */
export const jsonLine = (value: unknown): string => escapeUnsafe(JSON.stringify(value))

/** JSON in which what could steer a terminal is written as its escapes. */
export const escapeUnsafe = (json: string): string =>
  json.replace(UNSAFE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)

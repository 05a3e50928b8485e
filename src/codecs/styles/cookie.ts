// Style "cookie" (3.2): `color=blue; color=black`, `R=100; G=200`, nothing encoded. Source: OpenAPI 3.2 "Style Values", "Percent-Encoding and Cookies".
import type { Cookie } from '../../http/cookies.ts'
import { writeForm } from './form.ts'

/** A form-style cookie that RFC 6570 exploded has "&" where a Cookie header wants ";": both are cut. */
export const ampersandPairs = (cookies: readonly Cookie[]): readonly Cookie[] =>
  cookies.flatMap((cookie) => {
    if (!cookie.raw.includes('&')) return [cookie]
    const [first = '', ...more] = cookie.raw.split('&')
    return [
      { name: cookie.name, raw: first },
      ...more.map((part) => {
        const at = part.indexOf('=')
        return at < 0 ? { name: part, raw: '' } : { name: part.slice(0, at), raw: part.slice(at + 1) }
      }),
    ]
  })

/** The pairs of a Cookie header. */
export const writeCookie = (value: unknown, name: string, explode: boolean): string[] =>
  writeForm(value, name, explode, (text) => text)

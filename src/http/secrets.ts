// Names behind which credentials stand: what lists, logs and exports do not show.
import { remembered } from './remembered.ts'

const SECRET = /token|secret|passw|pwd|api[-_.]?key|(^|[-_.])key$|auth(?!or(?!iz))|cookie|credential|session|signature|^sig$/i

/** Whether a field, header or parameter of this name holds what must not be shown. */
export const isSecret = remembered((name) => SECRET.test(name))

/** What stands in the place of a secret. */
export const MASK = '***'

/** The value, unless its name is that of a secret. */
export const masked = <Value>(name: string, value: Value): Value | typeof MASK => (isSecret(name) ? MASK : value)

/** A query with the values of secrets hidden: `a=1&api_key=***`. */
export function maskSecrets(query: string): string {
  if (query === '') return query
  return query
    .split('&')
    .map((pair) => {
      const cut = pair.indexOf('=')
      return cut > 0 && isSecret(decode(pair.slice(0, cut))) ? `${pair.slice(0, cut)}=${MASK}` : pair
    })
    .join('&')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

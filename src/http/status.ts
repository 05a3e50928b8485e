// Status codes: what can be sent, names, ranges. Source: RFC 9110 "Status Codes".

/** A key of `responses` that can be answered: `200`, `4XX`, `default`; undefined for the rest. `4xx` counts as `4XX`. */
export function normaliseStatus(key: string): string | undefined {
  if (/^[2-5]\d\d$/.test(key)) return key
  if (/^[2-5]xx$/i.test(key)) return key.toUpperCase()
  return key.toLowerCase() === 'default' ? 'default' : undefined
}

/** The code sent for a documented key: `4XX` -> 400, `default` -> `otherwise`. */
export function codeFor(key: string, otherwise = 200): number {
  if (key === 'default') return otherwise
  return key.endsWith('XX') ? Number(key[0]) * 100 : Number(key)
}

/** The keys under which an answer of this code may be documented, the most exact first. Source: OpenAPI "Responses Object". */
export const keysFor = (code: number): readonly string[] => [String(code), `${String(code)[0]}XX`, 'default']

/** Whether an answer of this status has no body. Source: RFC 9110 "Content". */
export const isBodiless = (status: number): boolean => status === 204 || status === 205 || status === 304

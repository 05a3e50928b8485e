// application/x-www-form-urlencoded. Source: WHATWG URL "application/x-www-form-urlencoded"; OpenAPI "Encoding Object" defaults.

/** Lists repeat their name, objects inside are written as JSON: the defaults of OpenAPI. */
export function encodeForm(value: unknown): string {
  const form = new URLSearchParams()
  for (const [name, part] of Object.entries(typeof value === 'object' && value !== null ? value : { value })) {
    for (const item of Array.isArray(part) ? part : [part])
      form.append(name, typeof item === 'object' && item !== null ? JSON.stringify(item) : String(item))
  }
  return form.toString()
}

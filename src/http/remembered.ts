// What a text comes to, worked out once for the few texts that come with every request.

/** Past these all is forgotten: what strangers make up must not gather. */
const MAX_TEXTS = 500
const MAX_LENGTH = 200

/** The same function, faster for a text that it was asked before. What it gives must not be changed by anybody. */
export function remembered<Value>(compute: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined || known.has(text)) return before as Value
    const value = compute(text)
    if (known.size >= MAX_TEXTS) known.clear()
    if (text.length <= MAX_LENGTH) known.set(text, value)
    return value
  }
}

// Server-sent events. Source: WHATWG HTML "Server-sent events"; OpenAPI 3.2 "Sequential Media Types".

const FIELDS = new Set(['data', 'event', 'id', 'retry', 'comment'])

/** Each item is one event: an object with the fields of an event (`data`, `event`, `id`, `retry`), or else the data itself. */
export function encodeEventStream(value: unknown): string {
  return (Array.isArray(value) ? value : [value]).map(encodeEvent).join('')
}

function encodeEvent(item: unknown): string {
  const event = isEvent(item) ? item : { data: item }
  let text = ''
  if (event['comment'] !== undefined) text += lines('', event['comment'])
  for (const field of ['event', 'id', 'retry'] as const) {
    if (event[field] !== undefined && event[field] !== null)
      text += `${field}: ${String(event[field]).replace(/[\r\n]+/g, ' ')}\n`
  }
  if (event['data'] !== undefined) text += lines('data', event['data'])
  return `${text}\n`
}

/** An object that has nothing but event fields, `data` or `event` among them. */
function isEvent(item: unknown): item is Record<string, unknown> {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return false
  const keys = Object.keys(item)
  return keys.every((key) => FIELDS.has(key)) && keys.some((key) => key === 'data' || key === 'event')
}

function lines(field: string, data: unknown): string {
  const text = typeof data === 'string' ? data : (JSON.stringify(data) ?? '')
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => `${field}: ${line}\n`)
    .join('')
}

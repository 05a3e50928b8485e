// The HAR 1.2 specification's objects as a JSON Schema; names it does not know are wrong here.

const object = (required: string, optional: string, types: Record<string, unknown> = {}) => {
  const names = (list: string) => list.split(' ').filter(Boolean)
  const properties = Object.fromEntries(
    [...names(required), ...names(optional)].map((name) => [name, types[name] ?? { type: 'string' }]),
  )
  return { type: 'object', required: names(required), properties, additionalProperties: false }
}
const list = (items: unknown) => ({ type: 'array', items })
const whole = { type: 'integer', minimum: -1 }
const ms = { type: 'number', minimum: 0 }
const pairs = list(object('name value', 'comment'))
const cookies = list(object('name value', 'path domain expires httpOnly secure comment'))

const request = object('method url httpVersion cookies headers queryString headersSize bodySize', 'postData comment', {
  url: { type: 'string', pattern: '^https?://[^/]+/' },
  cookies,
  headers: pairs,
  queryString: pairs,
  postData: object('mimeType text', 'comment'),
  headersSize: whole,
  bodySize: whole,
})
const response = object('status statusText httpVersion cookies headers content redirectURL headersSize bodySize', 'comment', {
  status: { type: 'integer' },
  cookies,
  headers: pairs,
  content: object('size mimeType', 'compression text encoding comment', { size: whole, encoding: { const: 'base64' } }),
  headersSize: whole,
  bodySize: whole,
})
const entry = object('startedDateTime time request response cache timings', 'comment', {
  startedDateTime: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
  time: ms,
  request,
  response,
  cache: object('', ''),
  timings: object('send wait receive', '', { send: ms, wait: ms, receive: ms }),
})

export const harSchema = object('log', '', {
  log: object('version creator entries', '', {
    version: { const: '1.2' },
    creator: object('name version', ''),
    entries: list(entry),
  }),
})

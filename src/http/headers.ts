// Header names and values that HTTP allows, and those that only the server itself may set. Source: RFC 9110 "Field Names", "Field Values".

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/** How a message ends and what becomes of its connection: nobody but the server may say that. */
const FRAMING = [
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'trailer',
  'te',
  'proxy-connection',
]

/** Besides: what a documented example would say of another body than the one that is sent. */
const OURS = [...FRAMING, 'content-encoding', 'content-type', 'date', 'set-cookie2']

const framing: ReadonlySet<string> = new Set(FRAMING)
const ours: ReadonlySet<string> = new Set(OURS)

export const isHeaderName = (name: string): boolean => NAME.test(name)
export const isHeaderValue = (value: string): boolean => VALUE.test(value)
export const isReservedHeader = (name: string): boolean => ours.has(name.toLowerCase())
export const isFramingHeader = (name: string): boolean => framing.has(name.toLowerCase())

// Header names and values that HTTP allows, and those that only the server itself may set. Source: RFC 9110 "Field Names", "Field Values".

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/** Framing and hop-by-hop names: a documented example of one would describe another body than the one sent, or break the connection. */
const OURS = new Set([
  'content-length',
  'transfer-encoding',
  'content-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'trailer',
  'te',
  'proxy-connection',
  'content-type',
  'date',
  'set-cookie2',
])

export const isHeaderName = (name: string): boolean => NAME.test(name)
export const isHeaderValue = (value: string): boolean => VALUE.test(value)
export const isReservedHeader = (name: string): boolean => OURS.has(name.toLowerCase())

/** Those of them that say how a message ends or what becomes of its connection: nobody but the server may say that. */
const FRAMING = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'trailer',
  'te',
  'proxy-connection',
])

export const isFramingHeader = (name: string): boolean => FRAMING.has(name.toLowerCase())

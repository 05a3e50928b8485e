// What a Content-Type field says, also when it is written badly. Source: RFC 9110 "Content-Type", "Media Type".
import { type MediaType, parseMediaType } from '../../http/media-type.ts'
import { remembered } from '../../http/remembered.ts'

const BEGINNING = /^\s*[!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+/

/**
 * The media type that is meant. What stands behind a type and is no parameter (`application/json garbage`) is passed over, so that a spelling
 * never takes a body out of its checks. Undefined without a type.
 */
export const readContentType = (text: string | undefined): MediaType | undefined => (text === undefined ? undefined : read(text))

const read = remembered((text): MediaType | undefined => {
  const parsed = parseMediaType(text)
  if (parsed !== undefined) return parsed
  const [type] = BEGINNING.exec(text) ?? []
  if (type === undefined) return undefined
  const parameters = text.indexOf(';', type.length)
  return parseMediaType(parameters < 0 ? type : type + text.slice(parameters).replace(/\s/g, ' ')) ?? parseMediaType(type)
})

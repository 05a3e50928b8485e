// The Cookie header: names are exact, order and repeats are kept, nothing is decoded. Source: RFC 6265 "The Cookie Header".

export interface Cookie {
  readonly name: string
  /** As sent, without the blanks around it. */
  readonly raw: string
}

/** The cookies of a request. A part without "=" has no name and is left out. Several Cookie fields count as one. */
export function parseCookies(header: string | readonly string[] | undefined): readonly Cookie[] {
  if (header === undefined) return []
  const text = typeof header === 'string' ? header : header.join(';')
  return text.split(';').flatMap((part): Cookie[] => {
    const at = part.indexOf('=')
    return at < 0 ? [] : [{ name: part.slice(0, at).trim(), raw: part.slice(at + 1).trim() }]
  })
}

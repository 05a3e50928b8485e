// The parameters in an Authorization header. Sources: RFC 9110 "Authentication Parameters"; RFC 7616 "The Authorization Header Field".

const PARAMETER = /\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",]+)\s*(?:,|$)/y

/** What every Digest response has; the user's name may be written in two ways. */
const DIGEST = ['realm', 'nonce', 'uri', 'response']

/** The names that Digest credentials lack; undefined when the text is no list of parameters. */
export function missingDigestParameters(credentials: string): readonly string[] | undefined {
  const names = parameterNames(credentials)
  if (names === undefined) return undefined
  const user = names.has('username') || names.has('username*') ? [] : ['username']
  return [...user, ...DIGEST.filter((name) => !names.has(name))]
}

/** In lower case; undefined when something in the text is no `name=value`. */
function parameterNames(text: string): ReadonlySet<string> | undefined {
  const names = new Set<string>()
  for (let at = 0; at < text.length; at = PARAMETER.lastIndex) {
    PARAMETER.lastIndex = at
    const name = PARAMETER.exec(text)?.[1]
    if (name === undefined) return undefined
    names.add(name.toLowerCase())
  }
  return names
}

// MOCKSERVE_PORT and the like -> settings.
import { SettingsError } from '../diagnostics/errors.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { listParsers, ValueError, valueParsers } from './parse-values.ts'
import type { Settings } from './settings.ts'

const PREFIX = 'MOCKSERVE_'

type Parse = (text: string) => Partial<Settings>

const one =
  <Key extends keyof typeof valueParsers>(key: Key): Parse =>
  (text) => ({ [key]: valueParsers[key](text) })

const several =
  <Key extends keyof typeof listParsers>(key: Key): Parse =>
  (text) => ({
    [key]: listParsers[key](
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    ),
  })

/** Named as the flags are; lists are written with commas. */
const variables: Readonly<Record<string, Parse>> = {
  DOCUMENTS: several('documents'),
  HOST: one('host'),
  PORT: one('port'),
  SEED: one('seed'),
  EXAMPLES: one('examples'),
  DYNAMIC: one('dynamic'),
  STATELESS: one('stateless'),
  STATE: one('state'),
  STRICT: one('strict'),
  WATCH: one('watch'),
  VALIDATE: one('validate'),
  SECURITY: one('security'),
  ERRORS: one('errors'),
  MOCKS: one('mocks'),
  HANDLER_TIMEOUT_MS: one('handlerTimeoutMs'),
  BODY_LIMIT_BYTES: one('bodyLimitBytes'),
  CORS: several('cors'),
  ALLOW_HOST: several('allowHosts'),
  ALLOW_REFS: several('allowRefs'),
  CONTROL_TOKEN: one('controlToken'),
}

export interface Environment {
  readonly settings: Partial<Settings>
  /** A variable that looks like a slip of the hand; others are left to whoever set them. */
  readonly warnings: readonly string[]
}

/** Empty variables count as not set. Throws SettingsError naming variable and value. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  let settings: Partial<Settings> = {}
  const warnings: string[] = []
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || text === undefined || text === '') continue
    const key = name.slice(PREFIX.length)
    const parse = Object.hasOwn(variables, key) ? variables[key] : undefined
    if (parse !== undefined) settings = { ...settings, ...parseNamed(name, text, parse) }
    const near = parse === undefined ? suggest(key, Object.keys(variables)) : undefined
    if (near !== undefined) warnings.push(`${name} is no setting; did you mean ${PREFIX}${near}?`)
  }
  return { settings, warnings }
}

function parseNamed(name: string, text: string, parse: Parse): Partial<Settings> {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof ValueError) throw new SettingsError(`${name}=${text}: ${error.message}`, { cause: error })
    throw error
  }
}

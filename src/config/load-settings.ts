// Defaults < config file < environment < flags.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { SettingsError } from '../diagnostics/errors.ts'
import { isBlockedPort } from './blocked-ports.ts'
import { readEnvironment } from './environment.ts'
import { defaultSettings, type Settings } from './settings.ts'

export interface LoadedSettings {
  readonly settings: Settings
  /** Sentences for people about what is likely not meant. */
  readonly warnings: readonly string[]
}

const CONFIG_FILE = /^mockserve\.config\.(ts|mts|js|mjs|json|yaml|yml)$/

/** Settings for a start in `folder` (absolute). Throws SettingsError naming where a bad value came from. */
export async function loadSettings(
  flags: Partial<Settings>,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<LoadedSettings> {
  const path = findConfigFile(folder)
  // zod comes with it, and most starts have no config file
  const config = path === undefined ? {} : await (await import('./config-file.ts')).readConfigFile(path)
  const environment = readEnvironment(env)
  // nobody edits documents on a build machine
  const watch = ['', '0', 'false', undefined].includes(env['CI'])
  const settings: Settings = { ...defaultSettings, watch, ...config, ...environment.settings, ...flags, folder }
  const warnings = [...environment.warnings]
  if (settings.stateless && settings.state !== undefined)
    warnings.push(`--stateless: ${settings.state} is neither read nor written; leave out one of the two`)
  if (settings.port !== undefined && isBlockedPort(settings.port)) {
    warnings.push(`browsers refuse to connect to port ${settings.port}; a number above 10080 is safe`)
  }
  return { settings, warnings }
}

function findConfigFile(folder: string): string | undefined {
  const [name, ...others] = namesIn(folder)
    .filter((each) => CONFIG_FILE.test(each))
    .sort()
  if (others.length > 0) throw new SettingsError(`there are several config files: ${[name, ...others].join(', ')}; keep one`)
  return name && join(folder, name)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    // a folder that may be entered but not listed has no config for us
    return []
  }
}

// What mockserve.config.ts holds, and the function that types it.
import type { Settings } from './settings.ts'

/**
 * All settings, each optional. Paths are relative to the folder of the config file.
 * A flag or an environment variable for the same setting wins.
 */
export type Config = { readonly [Key in Exclude<keyof Settings, 'folder' | 'port' | 'documents'>]?: Settings[Key] } & {
  /** Files and folders; one may be written without a list. */
  readonly documents?: string | readonly string[]
  /** 0 is any free port. */
  readonly port?: number
}

/** Gives the config back: it only lets an editor know its type. */
export const defineConfig = (config: Config): Config => config

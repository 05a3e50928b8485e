// Seeds from files: a file of items for each resource, `mocks/seeds/pets.json`, or one file that names several.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { formatDiagnostic } from '../../diagnostics/diagnostic.ts'
import { parseText } from '../../spec/parse-text.ts'
import { type Item, isItem } from './json-path.ts'
import type { StateImage } from './manage-state.ts'

export interface Seeds {
  readonly image: StateImage
  /** What could not be used, a sentence each. */
  readonly problems: readonly string[]
}

/** Reads `*.json`, `*.yaml` and `*.yml` of a folder. A list is the items of the resource that the file is named after; an object names several. Never throws. */
export function readSeeds(folder: string): Seeds {
  const image: [string, readonly Item[] | Item][] = []
  const problems: string[] = []
  for (const name of namesIn(folder)) {
    try {
      const format = name.endsWith('.json') ? 'json' : 'yaml'
      const { ok, value, diagnostics } = parseText({ label: name, text: readFileSync(join(folder, name), 'utf8'), format })
      if (!ok) {
        problems.push(...diagnostics.map(formatDiagnostic))
        continue
      }
      if (Array.isArray(value)) image.push([basename(name, extname(name)), value])
      else if (isItem(value) && Object.values(value).every(Array.isArray))
        image.push(...(Object.entries(value) as [string, Item[]][]))
      else if (isItem(value)) image.push([basename(name, extname(name)), value])
      else problems.push(`${name}: a seed is a list of items, or an object with a list for each resource`)
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`)
    }
  }
  return { image: Object.fromEntries(image), problems }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(json|ya?ml)$/i.test(name))
      .sort()
  } catch {
    return []
  }
}

// Seeds from files: `mocks/seeds/pets.json` holds the items of pets; a file of another name maps resources to items.
import { readdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Resources } from '../contract/resources/find-resources.ts'
import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts'
import { changedInputs, type InputStamp, readInput } from '../responders/handlers/input-files.ts'
import { ResourceNameError } from '../responders/resources/place.ts'
import { type CheckedSeed, checkSeed } from '../responders/resources/seed.ts'
import { labelOf } from '../spec/file-reader.ts'
import { isRecord, joinPointer } from '../spec/json-pointer.ts'
import { parseText } from '../spec/parse-text.ts'
import { placeAt, type SourceFile } from '../spec/source-file.ts'

/** The files as they were read. */
export interface SeedFiles {
  readonly folder: string
  readonly files: readonly SourceFile[]
  readonly inputs: ReadonlyMap<string, InputStamp | undefined>
  readonly diagnostics: readonly Diagnostic[]
}

/** `root`: the folder that names are told from. Never throws. */
export function readSeedFiles(folder: string, root: string): SeedFiles {
  const inputs = new Map<string, InputStamp | undefined>()
  const files: SourceFile[] = []
  const diagnostics: Diagnostic[] = []
  for (const path of seedPaths(folder)) {
    const text = readInput(path, inputs)?.toString('utf8')
    if (text === undefined) continue
    const label = labelOf(path, root)
    const parsed = parseText({ label, text, format: extname(path) === '.json' ? 'json' : 'yaml' })
    diagnostics.push(...parsed.diagnostics)
    if (parsed.ok) files.push({ path, label, text, format: parsed.format, root: parsed.value })
  }
  return { folder, files, inputs, diagnostics }
}

/** Files that changed since they were read, came or went. */
export function changedSeedFiles({ folder, inputs }: SeedFiles): string[] {
  return [...changedInputs(inputs), ...seedPaths(folder).filter((path) => !inputs.has(path))]
}

function seedPaths(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[^._].*\.(json|ya?ml)$/i.test(name))
      .sort()
      .map((name) => join(folder, name))
  } catch {
    // not there, or not for us
    return []
  }
}

export interface CheckedFiles {
  readonly seeds: readonly (CheckedSeed & { readonly path: string })[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Holds the files to the resources: what does not fit is a finding at its line, and is left out. */
export function checkSeedFiles({ files }: SeedFiles, resources: Resources): CheckedFiles {
  const seeds = new Map<string, CheckedSeed & { readonly path: string }>()
  const diagnostics: Diagnostic[] = []
  for (const file of files) {
    for (const { name, value, pointer } of namedIn(file, resources)) {
      const placeOf = (below: string): Place => placeAt(file, pointer + below)
      try {
        const seed = checkSeed(name, value, resources)
        const own = joinPointer('', name).length
        for (const problem of seed.problems)
          diagnostics.push(diagnostic('seed-unfit', placeOf(problem.pointer.slice(own)), `${name}: ${problem.message}`))
        seeds.set(seed.collection, { ...seed, path: file.path })
      } catch (error) {
        if (!(error instanceof ResourceNameError)) throw error
        diagnostics.push(diagnostic('seed-unknown-resource', placeOf(''), error.message))
      }
    }
  }
  return { seeds: [...seeds.values()], diagnostics }
}

interface Named {
  readonly name: string
  readonly value: unknown
  /** Where it stands in the file. */
  readonly pointer: string
}

/** A list belongs to the resource that the file is called after, and so does the one thing of a singleton; else the keys are names. */
function namedIn({ path, root }: SourceFile, resources: Resources): Named[] {
  const name = basename(path, extname(path))
  const isSingle = resources.all().some((each) => each.kind === 'singleton' && each.name === name)
  if (!isRecord(root) || isSingle) return [{ name, value: root, pointer: '' }]
  return Object.entries(root).map(([key, value]) => ({ name: key, value, pointer: joinPointer('', key) }))
}

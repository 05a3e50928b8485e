// Draws which folder of src imports which, and names each import that points upward across the layers. Exits 1 when there is one.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The layers from below to above. A folder, or a file directly in src without its ending, imports only from its own layer and those before it. */
const layers: readonly (readonly string[])[] = [
  ['http', 'diagnostics'],
  ['schema', 'faults'],
  ['spec', 'codecs'],
  ['contract'],
  ['pipeline'],
  ['responders', 'journal', 'typegen'],
  ['server', 'config', 'mocks'],
  ['app'],
  ['cli', 'index'],
]

interface Arrow {
  readonly from: string
  readonly to: string
  /** `src/http/accept.ts:3`, where the import stands. */
  readonly place: string
  readonly specifier: string
}

const src = fileURLToPath(new URL('../src', import.meta.url))
const layerOf = new Map(layers.flatMap((names, layer) => names.map((name) => [name, layer] as const)))

/** `pipeline` for src/pipeline/exchange.ts, `index` for src/index.ts. */
function partOf(path: string): string {
  const [first = ''] = relative(src, path).split(sep)
  return first.replace(/\.[cm]?[jt]s$/, '')
}

/** The imports of one file that lead to another part of src: static, `export from`, of types only, and `import()`. */
function* arrowsOf(path: string): Generator<Arrow> {
  const text = readFileSync(path, 'utf8')
  for (const { fileName, pos } of ts.preProcessFile(text).importedFiles) {
    if (!fileName.startsWith('.')) continue
    const target = resolve(dirname(path), fileName)
    const from = partOf(path)
    const to = partOf(target)
    if (relative(src, target).startsWith('..') || from === to) continue
    const line = text.slice(0, pos).split('\n').length
    yield { from, to, place: `src/${relative(src, path).replaceAll(sep, '/')}:${line}`, specifier: fileName }
  }
}

/** One line a part, the highest first: what it imports, and how often. */
function draw(parts: readonly string[], arrows: readonly Arrow[]): string {
  const level = (part: string) => layerOf.get(part) ?? -1
  const rows = parts.toSorted((a, b) => level(b) - level(a) || (a < b ? -1 : 1))
  return rows
    .map((part) => {
      const counts = new Map<string, number>()
      for (const { from, to } of arrows) if (from === part) counts.set(to, (counts.get(to) ?? 0) + 1)
      const targets = [...counts].sort(([a], [b]) => level(b) - level(a) || (a < b ? -1 : 1))
      const drawn = targets.map(([to, count]) => `${level(to) > level(part) ? '↑ ' : ''}${to} ${count}`).join(', ')
      return `${layerOf.get(part) ?? '?'}  ${part.padEnd(12)}${drawn === '' ? '' : ` → ${drawn}`}`.trimEnd()
    })
    .join('\n')
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(src, name))
const parts = [...new Set(files.map(partOf))]
const arrows = files.flatMap((path) => [...arrowsOf(path)])

const homeless = parts
  .filter((part) => !layerOf.has(part))
  .map((part) => `src/${part} is in no layer: give it one in scripts/arrows.ts`)
const upward = arrows
  .filter(({ from, to }) => (layerOf.get(to) ?? -1) > (layerOf.get(from) ?? Number.POSITIVE_INFINITY))
  .map(
    ({ from, to, place, specifier }) =>
      `${place} points upward: ${from} (${layerOf.get(from)}) imports ${to} (${layerOf.get(to)}), '${specifier}'`,
  )

console.log(draw(parts, arrows))
if (homeless.length + upward.length > 0) {
  console.error(`\n${[...homeless, ...upward].join('\n')}`)
  process.exitCode = 1
}

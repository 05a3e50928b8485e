// npm run corpus: starts the server for each document of a folder, calls every operation and judges each answer.
import { writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chooseDocuments, runCommand } from './corpus/command.ts'
import type { Listed } from './corpus/documents.ts'
import { countOperations, type Findings, judgeDocument } from './corpus/judge-document.ts'
import { startServer } from './corpus/server.ts'
import { formatDetails, formatHead, formatRow, formatTotals, isFlawless, type Row } from './corpus/table.ts'

const usage = `npm run corpus -- [folder] [options]       default folder: ../shared/corpus

  --only id,id      these documents only
  --verbose         every failing operation with its reasons
  --json FILE       write all findings to a file
  --jobs N          documents at the same time (1)
  --bin COMMAND     what to start ('node dist/cli/main.js')
  --checks          leave request checks on (default: Prefer: validate=off)
  --determinism     start with --seed 7 twice and with --seed 8, and compare the answers`

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..')

interface Settings {
  readonly bin: string
  readonly checks: boolean
  readonly determinism: boolean
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      only: { type: 'string' },
      json: { type: 'string' },
      jobs: { type: 'string', default: '1' },
      bin: { type: 'string', default: 'node dist/cli/main.js' },
      verbose: { type: 'boolean', default: false },
      checks: { type: 'boolean', default: false },
      determinism: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const listed = chooseDocuments(positionals[0], values.only)
  if (listed === undefined) return 0
  const settings: Settings = { bin: values.bin, checks: values.checks, determinism: values.determinism }
  console.log(formatHead())
  const rows = await inParallel(listed, Math.max(1, Number(values.jobs) || 1), async (document) => {
    const row = await judge(document, settings)
    console.log([formatRow(row), ...formatDetails(row, values.verbose)].join('\n'))
    return row
  })
  console.log(formatTotals(rows))
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, plainMaps, 1)}\n`)
  return rows.length > 0 && rows.every(isFlawless) ? 0 : 1
}

async function judge(document: Listed, settings: Settings): Promise<Row> {
  const seeds = settings.determinism
    ? [
        ['--seed', '7'],
        ['--seed', '7'],
        ['--seed', '8'],
      ]
    : [[]]
  const runs: Row[] = []
  for (const seed of seeds) runs.push(await runOnce(document, seed, settings))
  const [first, second, other] = runs
  if (!first) throw new Error('no run')
  const trouble = runs.flatMap((run) => run.trouble)
  if (!first.findings || !second?.findings || !other?.findings) return { ...first, trouble }
  return { ...first, trouble, determinism: compare(first.findings, second.findings, other.findings) }
}

function compare(first: Findings, second: Findings, other: Findings): Row['determinism'] {
  const names = [...first.digests.keys()]
  const differing = names.filter((name) => first.digests.get(name) !== second.digests.get(name))
  const changedBySeed = names.filter((name) => first.digests.get(name) !== other.digests.get(name)).length
  return { equal: names.length - differing.length, differing, changedBySeed }
}

async function runOnce({ id, entry, operations }: Listed, more: readonly string[], { bin, checks }: Settings): Promise<Row> {
  const nothing = {
    id,
    operations: operations ?? countOperations(entry),
    findings: undefined,
    readyMs: undefined,
    readyCpuMs: undefined,
    peakMb: undefined,
    determinism: undefined,
  }
  try {
    const server = await startServer(bin, entry, more, project)
    const trouble: string[] = []
    let findings: Findings | undefined
    try {
      findings = await judgeDocument(entry, server.url, { checks })
      if (operations !== undefined && findings.operations !== operations) {
        trouble.push(`${findings.operations} operations were found, the index says ${operations}`)
      }
    } catch (error) {
      trouble.push(`not judged: ${error instanceof Error ? error.message : error}`)
    }
    const peakMb = server.peakMb()
    const end = await server.stop()
    if (end !== undefined) trouble.push(`${end}; stderr: ${server.stderr().trim().slice(-400)}`)
    return { ...nothing, findings, trouble, readyMs: server.readyMs, readyCpuMs: server.readyCpuMs, peakMb }
  } catch (error) {
    return { ...nothing, trouble: [`did not start: ${error instanceof Error ? error.message : error}`] }
  }
}

async function inParallel<In, Out>(items: readonly In[], jobs: number, work: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = []
  const queue = [...items.entries()]
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1])
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  return results
}

function plainMaps(_key: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value
}

// Leaving by `exit` stops the servers which are still running.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

await runCommand(main, usage)

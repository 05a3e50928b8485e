// npm run requests: for each document of a folder makes requests that must be accepted, breaks one rule in each, and looks whether the refusal names it.
import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { buildRuntime } from '../src/app/build-runtime.ts'
import { defaultSettings } from '../src/config/settings.ts'
import { chooseDocuments, runCommand } from './corpus/command.ts'
import type { Listed } from './corpus/documents.ts'
import { type Judging, judgeRequests } from './requests/judge-requests.ts'
import { formatDetails, formatHead, formatRow, formatTotals, isFlawless, type Row } from './requests/table.ts'

const usage = `npm run requests -- [folder] [options]       default folder: ../shared/corpus

  --only id,id      these documents only
  --seed N          another set of requests (0)
  --every           break every rule of each request, not one of each kind
  --verbose         every failure with its reason, and what was left out
  --json FILE       write all findings to a file`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      seed: { type: 'string', default: '0' },
      json: { type: 'string' },
      every: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const listed = chooseDocuments(positionals[0], values.only)
  if (listed === undefined) return 0
  console.log(formatHead())
  const rows: Row[] = []
  for (const document of listed) {
    const row = await judge(document, { seed: Number(values.seed) || 0, every: values.every })
    rows.push(row)
    console.log([formatRow(row), ...formatDetails(row, values.verbose)].join('\n'))
  }
  console.log(formatTotals(rows))
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, undefined, 1)}\n`)
  return rows.length > 0 && rows.every(isFlawless) ? 0 : 1
}

async function judge({ id, entry }: Listed, judging: Judging): Promise<Row> {
  const start = performance.now()
  const settings = { ...defaultSettings, documents: [entry], folder: dirname(entry), validate: 'enforce' } as const
  const { runtime } = buildRuntime(settings, () => {})
  const findings = await judgeRequests(runtime, judging)
  return { id, findings, ms: performance.now() - start }
}

await runCommand(main, usage)

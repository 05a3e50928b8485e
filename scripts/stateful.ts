// npm run stateful: starts the mock on each document of a folder and walks its resources as a client would: what is written must stay written.
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { startMockserve } from '../src/app/mockserve.ts'
import { resourcesOf } from '../src/contract/resources/find-resources.ts'
import { createCaller } from './corpus/call.ts'
import { chooseDocuments, runCommand } from './corpus/command.ts'
import { createJudge } from './stateful/judge.ts'
import { type Walked, walkResource } from './stateful/walk-resource.ts'

const usage = `npm run stateful -- [folder] [options]       default folder: ../shared/corpus

  --only id,id      these documents only
  --verbose         every resource that does not hold, with the requests that were made`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** Less is a defect; some documents contradict themselves. */
const MIN_SHARE = 0.95

async function main(): Promise<number> {
  if (values.help) {
    console.log(usage)
    return 0
  }
  const listed = chooseDocuments(positionals[0], values.only)
  if (listed === undefined) return 0
  console.log('document                       resources   hold  break  cannot be asked  invalid answers')
  const all: Walked[] = []
  for (const { id, entry } of listed) {
    const walked = await walkDocument(entry)
    all.push(...walked)
    if (walked.length > 0) console.log([row(id, walked), ...details(walked)].join('\n'))
  }
  console.log(row('all', all))
  const asked = all.filter(({ outcome }) => outcome !== 'cannot be asked')
  const share = asked.filter(({ outcome }) => outcome === 'holds').length / Math.max(1, asked.length)
  const invalid = all.filter((each) => each.invalid.length > 0).length
  console.log(`${(share * 100).toFixed(2)} % of the resources that can be asked hold`)
  return share >= MIN_SHARE && invalid === 0 ? 0 : 1
}

async function walkDocument(entry: string): Promise<Walked[]> {
  const mock = await startMockserve({ documents: [entry], folder: dirname(entry), port: 0, mocks: false, security: false })
  const caller = createCaller(mock.url, { accept: 'application/json' })
  const judge = createJudge(entry)
  try {
    const walked: Walked[] = []
    for (const resource of resourcesOf(mock.contract).all()) walked.push(await walkResource(resource, caller, judge))
    return walked
  } finally {
    caller.close()
    await mock.close()
  }
}

function row(id: string, walked: readonly Walked[]): string {
  const count = (outcome: Walked['outcome']) => walked.filter((each) => each.outcome === outcome).length
  const invalid = walked.reduce((sum, each) => sum + each.invalid.length, 0)
  const cells = [walked.length, count('holds'), count('breaks'), count('cannot be asked'), invalid]
  const widths = [9, 7, 7, 17, 17]
  return id.padEnd(31) + cells.map((cell, i) => String(cell).padStart(widths[i] ?? 0)).join('')
}

function details(walked: readonly Walked[]): string[] {
  return walked.flatMap(({ resource, outcome, reason, steps, invalid }) => {
    const lines = invalid.slice(0, 2).map((line) => `      invalid: ${line.slice(0, 300)}`)
    if (outcome === 'breaks' || values.verbose) lines.push(...(reason === undefined ? [] : [`    ${resource.path}: ${reason}`]))
    return values.verbose && outcome !== 'holds' ? [...lines, ...steps.map((step) => `        ${step}`)] : lines
  })
}

await runCommand(main, usage)

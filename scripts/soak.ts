// npm run soak: a server under valid, broken and hostile requests, saves and failing handlers for a while; tells what became of it.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createRandom } from '../src/schema/random.ts'
import { listDocuments } from './corpus/documents.ts'
import { disturbFiles } from './soak/disturb-files.ts'
import { createMischief } from './soak/mischief.ts'
import { type Observed, observe } from './soak/observe-process.ts'

const usage = `npm run soak -- [folder] [options]       default folder: ../shared/corpus, else openapi/

  --seconds N       how long (60)
  --requests N      at most so many requests (200000)
  --only id,id      these documents
  --clients N       clients at the same time (8)
  --seed N          another sequence of events (0)
  --bin COMMAND     what to start ('node dist/cli/main.js')`

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..')
/** Small enough to be reloaded often, and of many kinds. */
const USUAL =
  'petstore-v2,petstore-v3,petstore-v31,uspto,tictactoe-31,redocly-museum,readme-31-schema-validation,readme-30-response-multiple-mediatypes,docker-engine,star-trek,qdrant,spotify'
const WARM_UP_S = 5
/** Of a run of at least three minutes: memory of the last minute over that of the second. */
const MOST_GROWTH = 1.15
/** Longest that nobody may be answered on a machine that has nothing else to do. */
const MOST_SILENCE_MS = 2_000

const HANDLERS = `let calls = 0
export default {
  '*': async ({ next, operation, request }) => {
    switch (++calls % 40) {
      case 1: throw new Error('soak: thrown')
      case 2: return Promise.reject(new TypeError('soak: rejected'))
      case 3: setTimeout(() => { throw new Error('soak: late') }, 1); return next()
      case 4: void Promise.reject(new Error('soak: forgotten')); return next()
      case 5: return process.exit(3)
      case 6: return { circle: globalThis }
      case 7: { const answer = await next(); answer.status = 9999; return answer }
      case 8: { const answer = await next(); answer.headers['x-soak'] = 'a\\r\\nb'; return answer }
      default: return next()
    }
  },
}
`
const FAULTS = `export default {
  '*': [{ times: 30 }, { fault: 'reset', times: 1 }, { times: 30 }, { fault: 'malformed', times: 1 }, { delayMs: [1, 30], times: 5 }],
}
`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '60' },
      requests: { type: 'string', default: '200000' },
      only: { type: 'string', default: USUAL },
      clients: { type: 'string', default: '8' },
      seed: { type: 'string', default: '0' },
      bin: { type: 'string', default: 'node dist/cli/main.js' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const corpus = resolve(positionals[0] ?? resolve(project, '../shared/corpus'))
  const folder = mkdtempSync(join(tmpdir(), 'soak-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const documents = copyDocuments(existsSync(corpus) ? corpus : join(project, 'openapi'), values.only.split(','), folder)
  mkdirSync(join(folder, 'mocks'))
  writeFileSync(join(folder, 'mocks', 'failing.ts'), HANDLERS)
  writeFileSync(join(folder, 'mocks', 'faults.ts'), FAULTS)

  const server = await observe(values.bin, documents, folder, project)
  console.log(`${documents.length} documents at ${server.url}, pid ${server.pid}`)
  const random = createRandom(Number(values.seed) || 0)
  const mischief = await createMischief(documents, folder, server.port, random.fork('requests'))
  const ends = performance.now() + Number(values.seconds) * 1_000
  const most = Number(values.requests)
  const isOver = () => performance.now() > ends || mischief.total() >= most || server.end() !== undefined

  const clients = Array.from({ length: Number(values.clients) }, async () => {
    while (!isOver()) await mischief.next()
  })
  const saves = disturbFiles(documents, random.fork('files'), isOver)
  const measured = measure(server, isOver)
  await Promise.all(clients)
  const count = await saves
  await wait(1_500)
  return tell(server, mischief.counts(), count, await measured)
}

interface Measured {
  readonly warm: { readonly mb: number; readonly descriptors: number }
  readonly peakMb: number
  /** Mean memory of each whole minute, the first one first. */
  readonly minutesMb: readonly number[]
  /** The longest that the health page took, and how much longer things took than on an idle machine at that time. */
  readonly silence: { readonly ms: number; readonly load: number }
}

async function measure(server: Observed, isOver: () => boolean): Promise<Measured> {
  const began = performance.now()
  let warm: Measured['warm'] | undefined
  let peakMb = 0
  let silence: Measured['silence'] = { ms: 0, load: 1 }
  const minutes: number[][] = []
  while (!isOver()) {
    await wait(250)
    const asked = performance.now()
    await fetch(`${server.url}/__mockserve/health`).catch(() => undefined)
    const ms = performance.now() - asked
    if (ms > silence.ms) silence = { ms, load: Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()) }
    const now = { mb: server.memoryMb() ?? 0, descriptors: server.descriptors() ?? 0 }
    peakMb = Math.max(peakMb, now.mb)
    if (warm === undefined && performance.now() - began > WARM_UP_S * 1_000) warm = now
    const minute = Math.floor((performance.now() - began) / 60_000)
    minutes[minute] = [...(minutes[minute] ?? []), now.mb]
  }
  const whole = minutes.slice(0, Math.floor((performance.now() - began) / 60_000))
  return {
    warm: warm ?? { mb: server.memoryMb() ?? 0, descriptors: server.descriptors() ?? 0 },
    peakMb,
    minutesMb: whole.map((each) => each.reduce((sum, mb) => sum + mb, 0) / each.length),
    silence,
  }
}

/** How much of the second minute's memory the last one has; undefined in a short run. */
function growthOf(minutesMb: readonly number[]): number | undefined {
  const [, second] = minutesMb
  const last = minutesMb.at(-1)
  return minutesMb.length < 3 || second === undefined || last === undefined ? undefined : last / second
}

async function tell(
  server: Observed,
  counts: ReadonlyMap<string, number>,
  saves: number,
  { warm, peakMb, minutesMb, silence }: Measured,
): Promise<number> {
  const end = server.end()
  const lives =
    end === undefined &&
    (await fetch(`${server.url}/__mockserve/health`).then(
      ({ ok }) => ok,
      () => false,
    ))
  const after = { mb: server.memoryMb() ?? 0, descriptors: server.descriptors() ?? 0 }
  const defects = server.defects()
  for (const [what, times] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(times).padStart(8)}  ${what}`)
  console.log(`${String(saves).padStart(8)}  saves`)
  console.log(`memory       ${warm.mb.toFixed(0)} MB warm, ${peakMb.toFixed(0)} at most, ${after.mb.toFixed(0)} at the end`)
  const growth = growthOf(minutesMb)
  if (growth !== undefined)
    console.log(
      `             ${minutesMb.map((mb) => mb.toFixed(0)).join(' ')} MB, minute by minute: ${(growth * 100).toFixed(0)} % of the second`,
    )
  console.log(
    `silence      ${silence.ms.toFixed(0)} ms at most, while things took ${silence.load.toFixed(1)} times as long as on an idle machine`,
  )
  console.log(`descriptors  ${warm.descriptors} warm, ${after.descriptors} at the end`)
  console.log(
    `defects      ${defects.length}${defects
      .slice(0, 5)
      .map((line) => `\n             ${line.slice(0, 400)}`)
      .join('')}`,
  )
  console.log(lives ? 'it lives' : `IT DIED: ${end ?? 'no answer'}\n${server.stderr()}`)
  const stopped = await server.stop()
  if (stopped !== undefined) console.log(`it did not stop well: ${stopped}`)
  const slow = counts.get('no answer in 10 s') ?? 0
  const isSteady = (growth ?? 1) <= MOST_GROWTH && silence.ms <= MOST_SILENCE_MS * silence.load && after.descriptors < 100
  return lives && defects.length === 0 && slow === 0 && stopped === undefined && isSteady ? 0 : 1
}

/** Each in a folder of its own, with the files beside it, since they are going to be changed. */
function copyDocuments(corpus: string, wanted: readonly string[], folder: string): string[] {
  const listed = listDocuments(corpus)
  const chosen = listed.filter(({ id }) => wanted.includes(id))
  return (chosen.length > 0 ? chosen : listed.slice(0, 12)).map(({ id, entry }) => {
    const to = join(folder, id)
    if (statSync(dirname(entry)).isDirectory()) cpSync(dirname(entry), to, { recursive: true })
    return join(to, entry.slice(dirname(entry).length + 1))
  })
}

process.exitCode = await main()

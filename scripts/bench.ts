// Prints what mockserve costs as ratios against a bare Fastify in the same run: start, memory, answers per CPU second.
import { existsSync, readFileSync } from 'node:fs'
import autocannon from 'autocannon'
import { measureChecks } from '../bench/checks.ts'
import { measureHandlers } from '../bench/handlers.ts'
import { type MeasuredProcess, startMeasured } from '../bench/measured-process.ts'

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7)
const LOAD_SECONDS = Number(process.env['BENCH_SECONDS'] ?? 3)
const CONNECTIONS = 16
/** Of any form that the documents below ask for. */
const CREDENTIALS = { authorization: 'Bearer bench', api_key: 'bench' }

interface Subject {
  readonly name: string
  readonly document: string
  /** A GET that answers a sample. */
  readonly path: string
}

const corpus = '../shared/corpus'
const subjects: Subject[] = [
  { name: 'sample API', document: 'openapi/lending-shed.yaml', path: '/things' },
  { name: 'Petstore', document: `${corpus}/petstore-v3/openapi.yaml`, path: '/pet/7' },
  { name: 'Stripe 4 MB', document: `${corpus}/stripe/spec3.json`, path: '/v1/customers/cus_1' },
  { name: 'GitHub 13 MB', document: `${corpus}/github/api.github.com.json`, path: '/repos/o/r' },
].filter(({ name, document }) => {
  if (existsSync(document)) return true
  console.log(`SKIPPED ${name}: ${document} is not here`)
  return false
})

// the handlers of the sample API are not measured here
const mockserve = (document: string) =>
  startMeasured(['dist/cli/main.js', document, '--mocks', 'bench/none', '--port', '0', '--json', '--no-watch'])
const bare = (document: string, path = '', body = '') => startMeasured(['bench/bare.mjs', document, path, body])

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const spread = (values: readonly number[]) => `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`

async function startRatio({ document }: Subject) {
  const rows: { ours: number; bare: number; ms: number; mb: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const theirs = await bare(document)
    await theirs.stop()
    const ours = await mockserve(document)
    rows.push({ ours: ours.readyCpuMs, bare: theirs.readyCpuMs, ms: ours.readyMs, mb: ours.residentMb() })
    await ours.stop()
  }
  return rows
}

/** Requests a CPU second of the server process: steadier on a busy machine than requests a second. */
async function perCpuSecond(server: MeasuredProcess, path: string) {
  await autocannon({ url: server.url + path, connections: CONNECTIONS, amount: 2_000, headers: CREDENTIALS })
  const before = server.cpuMs()
  const result = await autocannon({
    url: server.url + path,
    connections: CONNECTIONS,
    duration: LOAD_SECONDS,
    headers: CREDENTIALS,
  })
  const cpu = (server.cpuMs() - before) / 1000
  return { rate: result['2xx'] / cpu, failed: result.non2xx + result.errors, p99: result.latency.p99 }
}

async function loadRatio({ document, path }: Subject) {
  const ours = await mockserve(document)
  try {
    const body = await (await fetch(ours.url + path, { headers: CREDENTIALS })).text()
    const theirs = await bare(document, path, body)
    try {
      const ratios: number[] = []
      let failed = 0
      for (let round = 0; round < 3; round++) {
        const [a, b] = [await perCpuSecond(theirs, path), await perCpuSecond(ours, path)]
        ratios.push(b.rate / a.rate)
        failed += a.failed + b.failed
      }
      return { ratio: median(ratios), spread: spread(ratios), failed, mb: ours.residentMb() }
    } finally {
      await theirs.stop()
    }
  } finally {
    await ours.stop()
  }
}

if (!existsSync('dist/cli/main.js')) {
  console.error('bench: dist/ is missing; run npm run build first')
  process.exit(1)
}
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
console.log(
  `mockserve ${version}, Node ${process.version}, ${ROUNDS} starts each, in turn with a bare Fastify + swagger-ui; medians\n`,
)
console.log(
  'document       start CPU ms   bare CPU ms   ratio (spread)       ready ms   MB ready   GET: answers/CPU s against bare (spread)   MB after',
)
for (const subject of subjects) {
  const rows = await startRatio(subject)
  const ratios = rows.map(({ ours, bare: theirs }) => ours / theirs)
  const load = await loadRatio(subject)
  const cells = [
    subject.name.padEnd(14),
    median(rows.map(({ ours }) => ours))
      .toFixed(0)
      .padStart(12),
    median(rows.map(({ bare: theirs }) => theirs))
      .toFixed(0)
      .padStart(13),
    `${median(ratios).toFixed(2)} (${spread(ratios)})`.padStart(19),
    median(rows.map(({ ms }) => ms))
      .toFixed(0)
      .padStart(10),
    median(rows.map(({ mb }) => mb))
      .toFixed(0)
      .padStart(10),
    `${load.ratio.toFixed(2)} (${load.spread})${load.failed > 0 ? `, ${load.failed} FAILED` : ''}`.padStart(43),
    load.mb.toFixed(0).padStart(10),
  ]
  console.log(cells.join(' '))
}

const { bytes, measured } = await measureChecks()
const checkRatios = measured.map(({ direct, whole }) => whole / direct)
console.log(
  `\ncheck of a ${(bytes / 1024).toFixed(0)} KB JSON body, reading included: ${median(measured.map(({ whole }) => whole)).toFixed(0)} µs, ` +
    `${median(checkRatios).toFixed(2)} × (${spread(checkRatios)}) of validation alone`,
)

console.log('\nCPU time of an answer with a handler to that of the same answer without')
for (const { name, ratios, failed } of await measureHandlers()) {
  console.log(`${name.padEnd(20)}${median(ratios).toFixed(2)} (${spread(ratios)})${failed > 0 ? `, ${failed} FAILED` : ''}`)
}

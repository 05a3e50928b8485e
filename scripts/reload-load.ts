// Saves handlers and helpers again and again while clients ask a watching server: is every save seen, how soon, and what does it leave behind?
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const usage = `tsx scripts/reload-load.ts [--saves 200] [--clients 2]

Needs dist/ (npm run build). Exits 1 when a save is not seen within 2 s, an old answer comes after a new one, a request fails,
the median time from a save to its first answer is over ${60} ms, or the heap grows by more than ${5} MB.`

const BAR_MEDIAN_MS = 60
const BAR_HEAP_MB = 5
/** A save that is not seen by then never will be. */
const LOST_AFTER_MS = 2_000
/** Saves before memory is measured: the first ones compile and cache. */
const WARM_UP = 20
const READY_LIMIT_MS = 30_000
const main = resolve(fileURLToPath(new URL('../dist/cli/main.js', import.meta.url)))

const document = `openapi: 3.1.0
info: { title: Saves, version: '1' }
paths:
  /versions: { get: { operationId: getVersions, responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } } }
  /heap: { get: { operationId: getHeap, responses: { '200': { description: ok, content: { application/json: { schema: { type: integer } } } } } } }
`
const types = Array.from({ length: 100 }, (_, i) => `export interface Item${i} { id: number; others: Item${i}[] }`).join('\n')

/** The files that are saved, by what they hold. */
const texts = {
  handler: (version: number) => `import { mocks } from 'mockserve'
import { helper } from './lib/helper.ts'
import data from './data.json'
export default mocks({ getVersions: () => ({ handler: ${version}, helper, data: data.version }) })
`,
  helper: (version: number) => `${types}\nexport const helper: number = ${version}\n`,
  data: (version: number) => `{ "version": ${version} }`,
}
type Part = keyof typeof texts
type Versions = Readonly<Record<Part, number>>
const PARTS: readonly Part[] = ['handler', 'helper', 'data']
const places: Readonly<Record<Part, string>> = {
  handler: 'mocks/versions.ts',
  helper: 'mocks/lib/helper.ts',
  data: 'mocks/data.json',
}
const heap = `export default {
  getHeap: async () => {
    for (let i = 0; i < 3; i++) {
      globalThis.gc()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return process.memoryUsage().heapUsed
  },
}
`

/** As editors save: in place, by a new file in place of the old one, and in two steps. */
const WAYS: readonly ((path: string, text: string) => Promise<void>)[] = [
  async (path, text) => writeFileSync(path, text),
  async (path, text) => {
    writeFileSync(`${path}~`, text)
    renameSync(`${path}~`, path)
  },
  async (path, text) => {
    writeFileSync(path, text.slice(0, text.length / 2))
    await wait(5)
    writeFileSync(path, text)
  },
]

interface Server {
  readonly url: string
  stop(): Promise<void>
}

async function serve(folder: string): Promise<Server> {
  // on a build machine nothing is watched
  const { CI: _, ...env } = process.env
  const child = spawn(process.execPath, ['--expose-gc', main, 'openapi.yaml', '--port', '0', '--json', '--quiet'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  const ready = new Promise<string>((done, fail) => {
    setTimeout(() => fail(new Error(`not ready after ${READY_LIMIT_MS} ms`)), READY_LIMIT_MS).unref()
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = JSON.parse(line) as { event: string; url: string }
      if (event.event === 'ready') done(event.url.replace(/\/$/, ''))
    })
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
  }
  return { url: await ready, stop }
}

interface Watch {
  /** The latest answer. */
  latest: Versions
  requests: number
  readonly wrongs: string[]
  isOver: boolean
}

/** Asks without a pause; an answer that is older than one before it, or none, is wrong. */
async function keepAsking(url: string, watch: Watch): Promise<void> {
  let before = watch.latest
  while (!watch.isOver) {
    try {
      const response = await fetch(`${url}/versions`)
      const text = await response.text()
      if (response.status !== 200) throw new Error(`${response.status} ${text}`)
      const error = response.headers.get('mockserve-handler-error')
      const answer = JSON.parse(text) as Versions
      for (const part of PARTS) {
        if (answer[part] < before[part])
          watch.wrongs.push(`${part} ${answer[part]} after ${before[part]}${error ? ` (${error})` : ''}`)
        if (answer[part] > watch.latest[part]) watch.latest = answer
      }
      before = answer
    } catch (error) {
      watch.wrongs.push(String(error))
    }
    watch.requests++
    await wait(1)
  }
}

async function run(folder: string, saves: number, clients: number): Promise<boolean> {
  mkdirSync(join(folder, 'mocks/lib'), { recursive: true })
  writeFileSync(join(folder, 'openapi.yaml'), document)
  writeFileSync(join(folder, 'mocks/heap.ts'), heap)
  for (const part of PARTS) writeFileSync(join(folder, places[part]), texts[part](0))
  const server = await serve(folder)
  const watch: Watch = { latest: { handler: 0, helper: 0, data: 0 }, requests: 0, wrongs: [], isOver: false }
  const asking = Array.from({ length: clients }, () => keepAsking(server.url, watch))
  const heapMb = async () => Number(await (await fetch(`${server.url}/heap`)).text()) / 2 ** 20
  const tookMs: number[] = []
  let lost = 0
  let before = 0
  // the watcher begins after the server is ready
  await wait(500)
  for (let i = 1; i <= saves + WARM_UP; i++) {
    if (i === WARM_UP + 1) before = await heapMb()
    const part = PARTS[i % PARTS.length] ?? 'handler'
    const way = WAYS[Math.floor(i / PARTS.length) % WAYS.length]
    await way?.(join(folder, places[part]), texts[part](i))
    const written = performance.now()
    while (watch.latest[part] < i && performance.now() - written < LOST_AFTER_MS) await wait(1)
    if (watch.latest[part] < i) lost++
    else if (i > WARM_UP) tookMs.push(performance.now() - written)
    // not in step with any timer of the server
    await wait(20 + ((i * 37) % 90))
  }
  const grownMb = (await heapMb()) - before
  watch.isOver = true
  await Promise.all(asking)
  await server.stop()

  const sorted = tookMs.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  console.log(
    `${saves} saves, ${lost} not seen; from the end of a write to its first answer: median ${at(0.5).toFixed(0)} ms, ` +
      `95 % ${at(0.95).toFixed(0)} ms, longest ${at(1).toFixed(0)} ms; heap ${grownMb >= 0 ? '+' : ''}${grownMb.toFixed(1)} MB; ` +
      `${watch.requests} requests meanwhile, ${watch.wrongs.length} wrong`,
  )
  for (const wrong of watch.wrongs.slice(0, 10)) console.log(`  ${wrong}`)
  return lost === 0 && watch.wrongs.length === 0 && at(0.5) <= BAR_MEDIAN_MS && grownMb <= BAR_HEAP_MB
}

const { values } = parseArgs({
  options: {
    saves: { type: 'string', default: '200' },
    clients: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(usage)
else {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mockserve-saves-')))
  try {
    process.exitCode = (await run(folder, Number(values.saves), Number(values.clients))) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

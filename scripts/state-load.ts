// npx tsx --expose-gc scripts/state-load.ts [items] [--file]: a mock that holds a million items, and how long it takes to read, page, write and remove.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startMockserve } from '../src/app/mockserve.ts'
import { NOTES } from '../test/state/serve-document.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { file: { type: 'boolean', default: false } } })
const count = Number(positionals[0] ?? 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'state-load-'))
writeFileSync(join(folder, 'notes.json'), NOTES)
const start = () =>
  startMockserve({
    documents: ['notes.json'],
    folder,
    port: 0,
    watch: false,
    mocks: false,
    ...(values.file && { state: 'notes.state' }),
  })
let mock = await start()
let agent = new Agent({ keepAlive: true })

const memory = () => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
const ms = (since: number) => Math.round(performance.now() - since)
const item = (i: number) => ({ id: i + 1, text: `note number ${i} ${'x'.repeat(40)}`, count: i % 100 })

const before = memory()
let bytes = 0
for (let i = 0; i < count; i++) bytes += JSON.stringify(item(i)).length
const seeded = performance.now()
await mock.mocks.stored.resources.seed({ notes: Array.from({ length: count }, (_, i) => item(i)) })
console.log(`${count} items of ${Math.round(bytes / count)} bytes in ${ms(seeded)} ms`)
console.log(`memory over the JSON itself: ${Math.round((memory() - before - bytes) / count)} bytes an item (bar: 1200)`)
if (values.file) {
  const size = statSync(join(folder, 'notes.state')).size
  await mock.close()
  const opened = performance.now()
  mock = await start()
  agent = new Agent({ keepAlive: true })
  console.log(`the file of ${Math.round(size / 2 ** 20)} MiB is read at a start in ${ms(opened)} ms`)
}

interface Answer {
  readonly status: number
  readonly body: string
}

function send(method: string, path: string, body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const asked = request({ host: '127.0.0.1', port: mock.port, method, path, headers, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }))
      answer.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

async function measure(name: string, bar: number | undefined, times: number, work: (i: number) => Promise<unknown>) {
  const each: number[] = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await work(i)
    each.push(performance.now() - began)
  }
  each.sort((a, b) => a - b)
  const [median = 0, late = 0] = [each[Math.floor(times / 2)], each[Math.floor(times * 0.99)]]
  const told = `median ${median.toFixed(3)} ms, 99 % within ${late.toFixed(3)} ms`
  console.log(`${name.padEnd(34)} ${told}${bar === undefined ? '' : ` (bar: ${bar} ms)`}`)
}

await measure('read by id, over HTTP', 1, 2_000, (i) => send('GET', `/notes/${((i * 7919) % count) + 1}`))
await measure('page of 100 at the start', 20, 200, () => send('GET', '/notes'))
await measure('page of 20, anywhere', 20, 500, (i) => send('GET', `/notes?limit=20&offset=${(i * 7919) % count}`))
await measure('create', undefined, 500, (i) => send('POST', '/notes', { text: `new ${i}` }))
await measure('patch', undefined, 500, (i) => send('PATCH', `/notes/${((i * 31) % count) + 1}`, { count: i }))
await measure('remove, then a page', 20, 200, async (i) => {
  await send('DELETE', `/notes/${i * 3 + 1}`)
  await send('GET', '/notes?limit=20&offset=5000')
})

const WRITERS = 100
const made = await Promise.all(
  Array.from({ length: WRITERS }, async (_, writer) => {
    const own: number[] = []
    for (let i = 0; i < 10; i++)
      own.push((JSON.parse((await send('POST', '/notes', { text: `${writer} ${i}` })).body) as { id: number }).id)
    return own
  }),
)
const ids = made.flat()
let lost = ids.length - new Set(ids).size
for (const id of ids) if ((await send('GET', `/notes/${id}`)).status !== 200) lost++
console.log(`${WRITERS} writers at once, 10 items each: ${lost} lost (bar: 0)`)
agent.destroy()
await mock.close()
rmSync(folder, { recursive: true })

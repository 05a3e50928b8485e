// npx tsx --expose-gc scripts/state-load.ts [items]: a collection of a million items, and how long it takes to read one, a page, to write and to remove.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NOTES, notesPath, serve } from '../test/state/serve-document.ts'

const count = Number(process.argv[2] ?? 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'state-load-'))
const { send, resources } = serve(notesPath(folder), { text: NOTES })

const memory = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
}
const before = memory()
const item = (i: number) => ({ id: i + 1, text: `note number ${i} ${'x'.repeat(40)}`, count: i % 100 })
let bytes = 0
for (let i = 0; i < count; i++) bytes += JSON.stringify(item(i)).length
const started = performance.now()
await resources.seed({ notes: Array.from({ length: count }, (_, i) => item(i)) })
console.log(`${count} items of ${Math.round(bytes / count)} bytes in ${Math.round(performance.now() - started)} ms`)
const perItem = (memory() - before - bytes) / count
console.log(`memory over the JSON itself: ${Math.round(perItem)} bytes an item (bar: 1200)`)

async function measure(
  name: string,
  bar: number | undefined,
  times: number,
  work: (i: number) => Promise<unknown>,
): Promise<void> {
  const each: number[] = []
  for (let i = 0; i < times; i++) {
    const start = performance.now()
    await work(i)
    each.push(performance.now() - start)
  }
  each.sort((a, b) => a - b)
  const [median = 0, late = 0] = [each[Math.floor(times / 2)], each[Math.floor(times * 0.99)]]
  console.log(
    `${name.padEnd(34)} median ${median.toFixed(3)} ms, 99 % within ${late.toFixed(3)} ms${bar === undefined ? '' : ` (bar: ${bar} ms)`}`,
  )
}

await measure('read by id', 1, 2_000, (i) => send('GET', `/notes/${((i * 7919) % count) + 1}`))
await measure('page of 100 at the start', 20, 200, () => send('GET', '/notes'))
await measure('page of 20, anywhere', 20, 500, (i) => send('GET', `/notes?limit=20&offset=${(i * 7919) % count}`))
await measure('create', undefined, 500, (i) => send('POST', '/notes', { text: `new ${i}` }))
await measure('patch', undefined, 500, (i) => send('PATCH', `/notes/${((i * 31) % count) + 1}`, { count: i }))
await measure('remove, then a page', 20, 200, async (i) => {
  await send('DELETE', `/notes/${i * 3 + 1}`)
  await send('GET', '/notes?limit=20&offset=5000')
})
rmSync(folder, { recursive: true })

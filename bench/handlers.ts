// What a handler adds to the CPU time of an answer: two servers of the same document that send the same bytes, turn by turn.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { type MeasuredProcess, startMeasured } from './measured-process.ts'

const DOCUMENT = 'openapi/lending-shed.yaml'
const PATH = '/things/2f9a48e9-6e38-4928-9b3a-e5ad600c525a'
const CONNECTIONS = 16

/** Each answers the same as the document does. */
const handlers: Readonly<Record<string, (body: string) => string>> = {
  'a plain value': (body) => `const body = ${body}\nexport default { getThing: () => body }`,
  'next()': () => 'export default { getThing: ({ next }) => next() }',
  'an answer as data': (body) => `export default { getThing: { body: ${body} } }`,
}

export interface MeasuredHandler {
  readonly name: string
  /** CPU time of an answer with the handler to that without, in each round. */
  readonly ratios: readonly number[]
  readonly failed: number
}

async function cpuPerAnswer(server: MeasuredProcess, seconds: number) {
  const before = server.cpuMs()
  const result = await autocannon({ url: server.url + PATH, connections: CONNECTIONS, duration: seconds })
  return { cpu: (server.cpuMs() - before) / result['2xx'], failed: result.non2xx + result.errors }
}

/** Needs dist/. Throws when a handler does not send the bytes of the document. */
export async function measureHandlers(rounds = 5, seconds = 2): Promise<readonly MeasuredHandler[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mockserve-bench-'))
  const serve = (mocks: string) =>
    startMeasured([
      'dist/cli/main.js',
      DOCUMENT,
      '--mocks',
      join(folder, mocks),
      '--port',
      '0',
      '--json',
      '--quiet',
      '--no-watch',
    ])
  const plain = await serve('none')
  try {
    const body = await (await fetch(plain.url + PATH)).text()
    const measured: MeasuredHandler[] = []
    for (const [name, write] of Object.entries(handlers)) {
      const mocks = String(measured.length)
      mkdirSync(join(folder, mocks))
      writeFileSync(join(folder, mocks, 'things.js'), write(body))
      const handled = await serve(mocks)
      try {
        const answer = await fetch(handled.url + PATH)
        if ((await answer.text()) !== body || !answer.headers.get('mockserve-source')?.startsWith('handler:'))
          throw new Error(`${name} does not answer what the document does`)
        for (const server of [plain, handled]) await cpuPerAnswer(server, seconds)
        const ratios: number[] = []
        let failed = 0
        for (let round = 0; round < rounds; round++) {
          const [without, withHandler] = [await cpuPerAnswer(plain, seconds), await cpuPerAnswer(handled, seconds)]
          ratios.push(withHandler.cpu / without.cpu)
          failed += without.failed + withHandler.failed
        }
        measured.push({ name, ratios, failed })
      } finally {
        await handled.stop()
      }
    }
    return measured
  } finally {
    await plain.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

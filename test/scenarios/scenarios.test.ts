// Runs every scenario file against a real server.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { startMockserve } from '../../src/app/mockserve.ts'
import { type ExpectedAnswer, parseScenario, type ScenarioStep, violationLines } from '../helpers/scenario.ts'

const here = import.meta.dirname
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .sort()

t.test('there are scenarios to run', async (t) => t.ok(files.length > 20))

for (const file of files) {
  const scenario = parseScenario(readFileSync(join(here, file), 'utf8'))
  t.test(`${scenario.title} (${file})`, async (t) => {
    const folder = t.testdir({})
    for (const [name, text] of scenario.files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const documents = (scenario.settings['documents'] as string[]) ?? [[...scenario.files.keys()][0] ?? '']
    const mock = await startMockserve({ port: 0, folder, ...scenario.settings, documents })
    t.teardown(() => mock.close())
    for (const step of scenario.steps) {
      const answer = await send(mock.port, step)
      compare(t, `${step.method} ${step.url}`, answer, step.expected)
    }
  })
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** By node:http, which sends what it is given: fetch would hide HEAD bodies, forbid headers and normalise paths. */
function send(port: number, { method, url, headers, body }: ScenarioStep): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('latin1') }),
      )
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}

function compare(t: Test, label: string, answer: Answer, expected: ExpectedAnswer): void {
  t.equal(answer.status, expected.status, `${label}: status (${answer.body.slice(0, 300)})`)
  for (const [name, value] of Object.entries(expected.headers)) {
    const actual = answer.headers[name]
    if (value === '-') t.equal(actual, undefined, `${label}: no ${name}`)
    else if (/^\/.*\/$/.test(value)) t.match(String(actual), new RegExp(value.slice(1, -1)), `${label}: ${name}`)
    else t.equal(String(actual), value, `${label}: ${name}`)
  }
  if (expected.body === undefined) return
  switch (expected.bodyKind) {
    case 'json':
      return void t.strictSame(JSON.parse(answer.body), JSON.parse(expected.body), `${label}: body`)
    case 'shape':
      return void t.strictSame(
        shapeOf(JSON.parse(answer.body)),
        shapeOf(JSON.parse(expected.body)),
        `${label}: shape of ${answer.body.slice(0, 300)}`,
      )
    case 'violations':
      return void t.strictSame(violationLines(answer.body), expected.body.split('\n').sort(), `${label}: violations`)
    case 'match':
      return void t.match(answer.body, new RegExp(expected.body, 's'), `${label}: body`)
    default:
      return void t.equal(answer.body.trimEnd(), expected.body, `${label}: body`)
  }
}

/** Keys and types of a value; of a list, those of its first item. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf)
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, shapeOf((value as Record<string, unknown>)[key])]),
  )
}

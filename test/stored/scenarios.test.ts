// What a client meets when what it writes stays written: the scenarios beside this file, answered in this process.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseScenario } from '../helpers/scenario.ts'
import { serve } from './serve-document.ts'

const here = join(import.meta.dirname, 'scenarios')

for (const name of readdirSync(here).sort()) {
  const scenario = parseScenario(readFileSync(join(here, name), 'utf8'))
  t.test(`${scenario.title} (${name})`, async (t) => {
    const folder = t.testdir({})
    mkdirSync(folder, { recursive: true })
    const [[file, text] = ['', '']] = scenario.files
    const { send } = serve(join(folder, file), { text })
    for (const { method, url, headers, body, expected } of scenario.steps) {
      const answer = await send(method, url, body?.toString(), headers)
      const label = `${method} ${url}`
      t.equal(answer.status, expected.status, `${label}: status (${answer.text.slice(0, 300)})`)
      for (const [header, value] of Object.entries(expected.headers)) {
        const actual = String(answer.headers[header])
        if (/^\/.*\/$/.test(value)) t.match(actual, new RegExp(value.slice(1, -1)), `${label}: ${header}`)
        else t.equal(actual, value, `${label}: ${header}`)
      }
      if (expected.body === undefined) continue
      if (expected.bodyKind === 'match') t.match(answer.text, new RegExp(expected.body, 's'), `${label}: body`)
      else t.strictSame(answer.body, JSON.parse(expected.body), `${label}: body`)
    }
  })
}

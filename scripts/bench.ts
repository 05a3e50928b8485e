// npm run bench: what mockserve costs beside bare node:http, bare Fastify and other mock servers, all in one run.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { project } from './bench/contestants.ts'
import { endure } from './bench/endurance.ts'
import { measures } from './bench/measures.ts'
import { choose, quick, whole } from './bench/modes.ts'
import { installPeers, missing } from './bench/peers.ts'
import { writeBlock } from './bench/readme.ts'
import { type Results, wrongAnswers } from './bench/results.ts'
import { runBench } from './bench/run-bench.ts'
import { readmeSectionsOf, sectionsOf } from './bench/sections.ts'
import { subjectsIn } from './bench/subjects.ts'
import { headline, toMarkdown, toText } from './bench/write-tables.ts'
import { runCommand, UsageError } from './corpus/command.ts'

const usage = `npm run bench -- [options]       needs npm run build; docs/benchmark.md says how to read it

  --quick           mockserve beside bare Fastify, in 2 minutes (all: 15 minutes)
  --only name,name  load, start, operations, checks; a measure: ${measures.map(({ id }) => id).join(', ')};
                    a document: petstore, stripe, github, synthetic100, synthetic1000, synthetic10000
  --rounds N        rounds of each load (5)
  --peers           install the other mock servers first: npm ci --prefix bench
  --no-peers        leave the other mock servers out
  --json FILE       write all figures to a file
  --markdown        print Markdown
  --readme          write the Markdown block of the README
  --endurance       five million requests over all operations of GitHub, and what becomes of the memory
  --minutes N       at most so long with --endurance (10)
  --stateless       with --endurance: what is written is forgotten`

async function main(): Promise<number> {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      peers: { type: 'boolean' },
      json: { type: 'string' },
      markdown: { type: 'boolean', default: false },
      readme: { type: 'boolean', default: false },
      endurance: { type: 'boolean', default: false },
      minutes: { type: 'string', default: '10' },
      stateless: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const rounds = values.rounds === undefined ? undefined : positive(values.rounds, '--rounds')
  const minutes = positive(values.minutes, '--minutes')
  if (!existsSync(join(project, 'dist/cli/main.js'))) {
    console.error('bench: dist/ is missing; run npm run build first')
    return 1
  }
  if (values.peers === true) installPeers()
  const folder = mkdtempSync(join(tmpdir(), 'mockserve-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const tell = (line: string) => console.error(`  ${line}`)
  const subjects = subjectsIn(folder, (line) => console.log(line))
  if (values.endurance) return endure(subjects, { folder, minutes, isStateless: values.stateless }, console.log)
  const mode = values.quick ? quick(rounds) : whole(rounds)
  const choice = choose(values.only?.split(','), measures, subjects, mode)
  const withPeers = values.peers ?? !values.quick
  if (withPeers && missing().length > 0)
    console.log(
      `not installed: ${missing()
        .map(({ title }) => title)
        .join(', ')}; npm run bench -- --peers installs them into bench/`,
    )

  const results = await runBench({ mode, choice, withPeers, folder, tell })
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, undefined, 1)}\n`)
  print(results, values.markdown)
  if (values.readme) writeBlock(join(project, 'README.md'), asMarkdown(results, readmeSectionsOf(results)))
  const wrong = wrongAnswers(results)
  if (wrong > 0) console.error(`bench: ${wrong} answers were wrong or did not come`)
  return wrong > 0 ? 1 : 0
}

function print(results: Results, isMarkdown: boolean): void {
  const sections = sectionsOf(results)
  console.log(isMarkdown ? asMarkdown(results, sections) : `\n${headline(results)}\n\n${sections.map(toText).join('\n\n')}`)
}

const asMarkdown = (results: Results, sections: ReturnType<typeof sectionsOf>) =>
  [headline(results), ...sections.map(toMarkdown)].join('\n\n')

function positive(text: string, option: string): number {
  const value = Number(text)
  if (value > 0 && Number.isFinite(value)) return value
  throw new UsageError(`${option} is a number above 0, not ${JSON.stringify(text)}`)
}

// leaving by exit stops the servers that still run
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

await runCommand(main, usage)

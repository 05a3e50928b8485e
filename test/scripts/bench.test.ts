// npm run bench: a short, steady part of it as a report, and how its door and its judgement behave.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { judge } from '../../scripts/bench/bars.ts'
import { contestantOf, fixture, project } from '../../scripts/bench/contestants.ts'
import { canCountInstructions } from '../../scripts/bench/instructions.ts'
import { measureLoad } from '../../scripts/bench/measure-load.ts'
import { measures } from '../../scripts/bench/measures.ts'
import { writeBlock } from '../../scripts/bench/readme.ts'
import { perCpuSecond, type Results, ratios } from '../../scripts/bench/results.ts'
import { median, spread } from '../../scripts/bench/statistics.ts'

const nothing: Results = {
  at: '',
  version: '',
  node: '',
  machine: '',
  peers: [],
  loads: [],
  starts: [],
  operations: [],
  checks: [],
}

const needsBuild = existsSync(join(project, 'dist/cli/main.js')) ? false : 'dist/ is missing: npm run build'

t.test(
  'what answers cost beside bare Fastify, as a report: all answers under load are right',
  { skip: needsBuild },
  async (t) => {
    const reported = measures.filter(({ id }) => ['example', 'post', 'stored'].includes(id))
    const loads = await measureLoad(
      join(fixture, 'library.yaml'),
      reported,
      [contestantOf('fastify'), contestantOf('mockserve')],
      {
        levels: [{ connections: 16, rounds: 2, seconds: 0.3 }],
        peerLevels: [],
        warmUp: 6_000,
        countsInstructions: canCountInstructions(),
      },
      { folder: t.testdir(), tell: () => {} },
    )
    for (const { id, title, bar } of reported) {
      const results = { ...nothing, loads }
      const values = ratios(results, id, 'mockserve', perCpuSecond)
      t.comment(`${title}: ${median(values).toFixed(2)} (${spread(values)}) of bare Fastify's answers per CPU second, bar ${bar}`)
      const counted = ratios(results, id, 'mockserve', ({ instructions = Number.NaN }) => instructions)
      if (!Number.isNaN(median(counted)))
        t.comment(`${title}: ${median(counted).toFixed(2)} of bare Fastify's instructions an answer`)
    }
    const windows = loads.flatMap(({ measure, contestant, windows }) => windows.map((each) => ({ measure, contestant, ...each })))
    t.equal(windows.length, reported.length * 2 * 2)
    t.same(
      windows.filter(({ answers, wrong }) => answers === 0 || wrong > 0),
      [],
    )
  },
)

t.test('a figure is judged by its bar, and a bar without a figure is not judged', async (t) => {
  const start = (contestant: 'fastify' | 'mockserve', cpuMs: number) => ({
    subject: 'petstore',
    contestant,
    starts: [{ listening: { wallMs: 0, cpuMs }, firstAnswer: { wallMs: 0, cpuMs } }],
  })
  const judged = (cpuMs: number) => judge({ ...nothing, starts: [start('fastify', 100), start('mockserve', cpuMs)] })
  t.match(judged(140), [{ figure: 1.4, isMet: true }])
  t.match(judged(160), [{ figure: 1.6, isMet: false }])
  t.same(judge(nothing), [])
})

t.test('the block of the README is written between its markers and nowhere else', async (t) => {
  const path = join(t.testdir(), 'README.md')
  writeFileSync(path, 'before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n')
  writeBlock(path, 'new')
  t.equal(readFileSync(path, 'utf8'), 'before\n<!-- bench:begin -->\n\nnew\n\n<!-- bench:end -->\nafter\n')
  writeFileSync(path, 'no markers')
  t.throws(() => writeBlock(path, 'new'), /has no line <!-- bench:begin -->/)
})

t.test('a wrong command line is told with what is known, and exits with 2', async (t) => {
  const bench = (...args: string[]) =>
    new Promise<{ code: unknown; stderr: string }>((resolve) => {
      const command = ['--import', import.meta.resolve('tsx'), join(project, 'scripts/bench.ts'), ...args]
      execFile(process.execPath, command, (error, _stdout, stderr) => resolve({ code: error?.code ?? 0, stderr }))
    })
  const [name, rounds] = await Promise.all([bench('--only', 'exampel'), bench('--rounds', 'many')])
  t.match(name, { code: 2, stderr: /no exampel \(known: load, start, .*example/ })
  t.match(rounds, { code: 2, stderr: /--rounds is a number above 0, not "many"/ })
})

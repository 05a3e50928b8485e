// The figures of a run as tables of words, ready for a terminal or for Markdown.
import { judge } from './bars.ts'
import { type Contestant, contestants, isHere } from './contestants.ts'
import { measures } from './measures.ts'
import { loadRow, p50, p99, perCpuSecond, perSecond, type Results, ratios, startCpuMs } from './results.ts'
import { median, spread } from './statistics.ts'

export interface Section {
  readonly title: string
  readonly note: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Those that have something to show. */
export const sectionsOf = (results: Results): readonly Section[] =>
  [answers(results), latencies(results), starts(results), operations(results), checks(results), bars(results)].filter(isFilled)

/** What the README shows of them: mockserve beside bare Fastify and its peers, with documents of real companies. */
export const readmeSectionsOf = (results: Results): readonly Section[] =>
  [
    without(answers(results), ['bar', 'instructions', 'node:http', 'checks off', 'journal off']),
    ofRealDocuments(starts(results)),
    {
      ...without(ofRealDocuments(operations(results)), ['answered 5xx', 'first: median / most', 'slowest', 'in a new process']),
      title: 'Memory',
      note: 'resident MB when nothing was asked, and after one valid request for every operation',
    },
  ].filter(isFilled)

/** Leaves out columns by their names. */
function without({ header, rows, ...section }: Section, names: readonly string[]): Section {
  const isKept = (_: string, column: number) => !names.includes(header[column] ?? '')
  return { ...section, header: header.filter(isKept), rows: rows.map((row) => row.filter(isKept)) }
}

const ofRealDocuments = ({ rows, ...section }: Section): Section => ({
  ...section,
  rows: rows.filter(([subject = '', server]) => !subject.startsWith('synthetic') && server !== 'node:http'),
})

const isFilled = ({ rows }: Section) => rows.length > 0

const titleOf = ({ loads }: Results, measure: string) => loads.find((row) => row.measure === measure)?.title ?? measure
const measured = ({ loads }: Results) => [...new Set(loads.map(({ measure }) => measure))]
const whole = (value: number) => (Number.isNaN(value) ? '' : Math.round(value).toLocaleString('en'))

function answers(results: Results): Section {
  const shown = contestants.filter((each) => each.id !== 'fastify' && each.id !== 'mockserve' && isShown(results, each))
  const counts = results.loads.some(({ windows }) => windows.some(({ instructions }) => instructions !== undefined))
  return {
    title: 'Answers per second of server CPU time, of bare Fastify’s with the same bytes (16 connections)',
    note: 'median of the rounds (spread); the first column is absolute, all others are times Fastify’s',
    header: ['', 'Fastify', 'mockserve', 'bar', ...(counts ? ['instructions'] : []), ...shown.map(({ title }) => title)],
    rows: measured(results).map((measure) => {
      const bar = measures.find(({ id }) => id === measure)?.bar
      const own = ratios(results, measure, 'mockserve', perCpuSecond)
      return [
        titleOf(results, measure),
        whole(median(loadRow(results, measure, 'fastify')?.windows.map(perCpuSecond) ?? [])),
        `${median(own).toFixed(2)} (${spread(own)})`,
        bar === undefined ? '' : `${bar.toFixed(2)} ${median(own) >= bar ? 'met' : 'short'}`,
        ...(counts
          ? [median(ratios(results, measure, 'mockserve', ({ instructions = Number.NaN }) => instructions)).toFixed(2)]
          : []),
        ...shown.map((contestant) => answerCell(results, measure, contestant)),
      ]
    }),
  }
}

const isShown = ({ loads, peers }: Results, { id, title }: Contestant) =>
  loads.some(({ contestant }) => contestant === id) || peers.some((peer) => peer.title === title)

function answerCell(results: Results, measure: string, contestant: Contestant): string {
  const row = loadRow(results, measure, contestant.id)
  if (row?.lack !== undefined) return row.lack
  if (row === undefined) return isHere(contestant) ? '' : 'not installed'
  const ratio = median(ratios(results, measure, contestant.id, perCpuSecond))
  return ratio.toFixed(ratio < 0.1 ? 3 : 2)
}

function latencies(results: Results): Section {
  const levels = [...new Set(results.loads.map(({ connections }) => connections))]
    .filter((each) => each > 0)
    .sort((a, b) => a - b)
  const ms = (values: readonly number[]) => (median(values) / 1000).toFixed(2)
  return {
    title: 'Answers per second and how long they take',
    note: 'p50 / p99 in ms, as the client sees them; a busy machine shows here',
    header: ['', 'connections', 'Fastify /s', 'p50 / p99', 'mockserve /s', 'p50 / p99', 'p99 of Fastify’s'],
    rows: measured(results).flatMap((measure) =>
      levels.flatMap((connections) => {
        const bare = loadRow(results, measure, 'fastify', connections)?.windows ?? []
        const own = loadRow(results, measure, 'mockserve', connections)?.windows ?? []
        if (own.length === 0) return []
        return [
          [
            titleOf(results, measure),
            String(connections),
            whole(median(bare.map(perSecond))),
            `${ms(bare.map(p50))} / ${ms(bare.map(p99))}`,
            whole(median(own.map(perSecond))),
            `${ms(own.map(p50))} / ${ms(own.map(p99))}`,
            `${median(ratios(results, measure, 'mockserve', p99, connections)).toFixed(1)} ×`,
          ],
        ]
      }),
    ),
  }
}

function starts(results: Results): Section {
  return {
    title: 'From start to listening, and on to the first answer',
    note: 'CPU ms / wall ms, medians; Fastify reads and parses the document too and has swagger-ui',
    header: ['document', 'server', 'listening', 'CPU of Fastify’s', 'first answer'],
    rows: results.starts.map(({ subject, contestant, starts: rounds, lack }) => {
      const title = contestants.find(({ id }) => id === contestant)?.title ?? contestant
      if (rounds.length === 0) return [subject, title, lack ?? '', '', '']
      const cell = (moment: 'listening' | 'firstAnswer') =>
        `${whole(median(rounds.map((each) => each[moment].cpuMs)))} / ${whole(median(rounds.map((each) => each[moment].wallMs)))}`
      const ratio =
        median(rounds.map(({ listening }) => listening.cpuMs)) / (startCpuMs(results, subject, 'fastify') ?? Number.NaN)
      return [subject, title, cell('listening'), contestant === 'fastify' ? '' : `${ratio.toFixed(2)} ×`, cell('firstAnswer')]
    }),
  }
}

function operations(results: Results): Section {
  return {
    title: 'Memory, and the first answer of each operation',
    note: 'resident MB when nothing was asked and after one valid request for every operation; CPU ms of first answers, one after the other, and in processes that had answered nothing',
    header: [
      'document',
      'server',
      'ready MB',
      'used MB',
      'operations',
      'answered 5xx',
      'first: median / most',
      'slowest',
      'in a new process',
    ],
    rows: results.operations.map(
      ({ subject, contestant, readyMb, usedMb, operations: count, failed, firstCpuMs, freshCpuMs }) => [
        subject,
        contestants.find(({ id }) => id === contestant)?.title ?? contestant,
        whole(readyMb),
        whole(usedMb),
        whole(count),
        whole(failed),
        `${firstCpuMs.median.toFixed(1)} / ${firstCpuMs.max.toFixed(0)}`,
        firstCpuMs.slowest.length > 40 ? `${firstCpuMs.slowest.slice(0, 39)}…` : firstCpuMs.slowest,
        freshCpuMs.length === 0 ? '' : spread(freshCpuMs, 0),
      ],
    ),
  }
}

function checks({ checks: values }: Results): Section {
  return {
    title: 'Check of a JSON body of 25 KB, reading included',
    note: 'times the call of its validator alone; in one process, without a server',
    header: ['', '×', 'spread'],
    rows: values.length === 0 ? [] : [['body check', median(values).toFixed(2), spread(values)]],
  }
}

function bars(results: Results): Section {
  return {
    title: 'Bars',
    note: 'of those that this run measured',
    header: ['', 'bar', 'measured', ''],
    rows: judge(results).map(({ bar: { text, is, bound, unit }, figure, isMet }) => [
      text,
      `at ${is} ${bound.toLocaleString('en')} ${unit}`,
      `${figure.toFixed(unit === '×' ? 2 : 0)} ${unit}`,
      isMet ? 'met' : 'SHORT',
    ]),
  }
}

// The bars: what mockserve means to reach, judged by the figures of one run.
import type { ContestantId } from './contestants.ts'
import { measures } from './measures.ts'
import { loadRow, p99, perCpuSecond, type Results, ratios, startCpuMs } from './results.ts'
import { median } from './statistics.ts'

export interface Bar {
  readonly text: string
  readonly bound: number
  /** Whether the bound is the most or the least. */
  readonly is: 'most' | 'least'
  readonly unit: '×' | 'ms' | 'MB'
  /** Undefined or NaN when it was not measured. */
  readonly figure: (results: Results) => number | undefined
}

export interface Judged {
  readonly bar: Bar
  readonly figure: number
  readonly isMet: boolean
}

/** The bars whose figures were measured. */
export function judge(results: Results): readonly Judged[] {
  return bars.flatMap((bar) => {
    const figure = bar.figure(results) ?? Number.NaN
    if (Number.isNaN(figure)) return []
    return [{ bar, figure, isMet: bar.is === 'most' ? figure <= bar.bound : figure >= bar.bound }]
  })
}

const times = (a: number | undefined, b: number | undefined) => (a === undefined || b === undefined ? undefined : a / b)
const cpuRate = (results: Results, contestant: ContestantId) =>
  median(loadRow(results, 'petstore', contestant)?.windows.map(perCpuSecond) ?? [])
const startRatio = (subject: string) => (results: Results) =>
  times(startCpuMs(results, subject, 'mockserve'), startCpuMs(results, subject, 'fastify'))
const operations = (subject: string) => (results: Results) =>
  results.operations.find((row) => row.subject === subject && row.contestant === 'mockserve')

const bars: readonly Bar[] = [
  ...measures.flatMap(({ id, title, bar }): Bar[] =>
    bar === undefined
      ? []
      : [
          {
            text: `${title}: answers per CPU second, of bare Fastify's`,
            bound: bar,
            is: 'least',
            unit: '×',
            figure: (results) => median(ratios(results, id, 'mockserve', perCpuSecond)),
          },
        ],
  ),
  {
    text: 'Petstore, GET by id: answers per CPU second, of Prism’s',
    bound: 20,
    is: 'least',
    unit: '×',
    figure: (results) => cpuRate(results, 'mockserve') / cpuRate(results, 'prism'),
  },
  {
    text: 'Petstore, GET by id: answers per CPU second, of Mockoon’s',
    bound: 40,
    is: 'least',
    unit: '×',
    figure: (results) => cpuRate(results, 'mockserve') / cpuRate(results, 'mockoon'),
  },
  {
    text: 'Petstore, GET by id: p99 with 16 connections, of bare Fastify’s',
    bound: 2,
    is: 'most',
    unit: '×',
    figure: (results) => median(ratios(results, 'petstore', 'mockserve', p99)),
  },
  {
    text: 'Petstore: CPU until it listens, of Fastify with swagger-ui',
    bound: 1.5,
    is: 'most',
    unit: '×',
    figure: startRatio('petstore'),
  },
  {
    text: 'GitHub: CPU until it listens, of Fastify with swagger-ui',
    bound: 2.5,
    is: 'most',
    unit: '×',
    figure: startRatio('github'),
  },
  {
    text: '10,000 operations: CPU until it listens',
    bound: 1_500,
    is: 'most',
    unit: 'ms',
    figure: (results) => startCpuMs(results, 'synthetic10000', 'mockserve'),
  },
  {
    text: 'GitHub: CPU of the first answer of any operation',
    bound: 40,
    is: 'most',
    unit: 'ms',
    figure: (results) => {
      const row = operations('github')(results)
      return row && Math.max(row.firstCpuMs.max, ...row.freshCpuMs)
    },
  },
  {
    text: 'Petstore: memory when ready',
    bound: 110,
    is: 'most',
    unit: 'MB',
    figure: (results) => operations('petstore')(results)?.readyMb,
  },
  {
    text: 'GitHub: memory when ready',
    bound: 250,
    is: 'most',
    unit: 'MB',
    figure: (results) => operations('github')(results)?.readyMb,
  },
  {
    text: 'GitHub: memory with every operation used',
    bound: 400,
    is: 'most',
    unit: 'MB',
    figure: (results) => operations('github')(results)?.usedMb,
  },
]

// All that a run found out, as it is written to a file, and the figures that are read from it.
import type { ContestantId } from './contestants.ts'
import type { LoadRow, Window } from './measure-load.ts'
import type { OperationsRow } from './measure-operations.ts'
import type { StartRow } from './measure-starts.ts'
import { median } from './statistics.ts'

export interface Results {
  /** ISO 8601. */
  readonly at: string
  readonly version: string
  readonly node: string
  readonly machine: string
  /** Those that were to be measured; without a version it is not installed. */
  readonly peers: readonly { readonly title: string; readonly version: string | undefined }[]
  readonly loads: readonly LoadRow[]
  readonly starts: readonly StartRow[]
  readonly operations: readonly OperationsRow[]
  /** The check of a body beside calling its validator alone, in ms per ms. */
  readonly checks: readonly number[]
}

/** The connections of the figures that count. */
export const USUAL_CONNECTIONS = 16

export const loadRow = ({ loads }: Results, measure: string, contestant: ContestantId, connections = USUAL_CONNECTIONS) =>
  loads.find(
    (row) =>
      row.measure === measure && row.contestant === contestant && (row.connections === connections || row.lack !== undefined),
  )

/** What a contestant reaches of bare Fastify in the same round; empty when either was not measured. */
export function ratios(
  results: Results,
  measure: string,
  contestant: ContestantId,
  figure: (window: Window) => number,
  connections = USUAL_CONNECTIONS,
): readonly number[] {
  const bare = loadRow(results, measure, 'fastify', connections)?.windows.map(figure) ?? []
  const own = loadRow(results, measure, contestant, connections)?.windows.map(figure) ?? []
  // peers have fewer rounds
  return bare.length === 0
    ? []
    : own.map((each, round) => each / (own.length === bare.length ? (bare[round] ?? 0) : median(bare)))
}

export const perCpuSecond = ({ perCpuSecond: figure }: Window): number => figure
export const perSecond = ({ perSecond: figure }: Window): number => figure
export const p50 = ({ p50: figure }: Window): number => figure
export const p99 = ({ p99: figure }: Window): number => figure

/** Median CPU time until it listens, in ms; undefined when it was not measured. */
export function startCpuMs({ starts }: Results, subject: string, contestant: ContestantId): number | undefined {
  const row = starts.find((each) => each.subject === subject && each.contestant === contestant)
  return row === undefined || row.starts.length === 0 ? undefined : median(row.starts.map(({ listening }) => listening.cpuMs))
}

/** How many answers were wrong, of all. */
export const wrongAnswers = ({ loads }: Results): number =>
  loads.flatMap(({ windows }) => windows).reduce((sum, { wrong }) => sum + wrong, 0)

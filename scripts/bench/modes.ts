// How long a run measures what: the whole one in 15 minutes, the quick one in 2.
import { UsageError } from '../corpus/command.ts'
import type { ContestantId } from './contestants.ts'
import type { LoadPlan } from './measure-load.ts'
import type { Measure } from './measures.ts'
import type { Subject } from './subjects.ts'

export interface Mode {
  readonly load: Omit<LoadPlan, 'countsInstructions'>
  /** Of each document's start. */
  readonly startRounds: number
  readonly peerStartRounds: number
  /** New processes whose first answer is measured. */
  readonly fresh: number
  /** Processes that are asked for every operation once. */
  readonly passes: number
  /** Undefined: all. */
  readonly contestants: readonly ContestantId[] | undefined
  readonly subjects: readonly string[] | undefined
}

export const whole = (rounds = 5): Mode => ({
  load: {
    levels: [
      { connections: 16, rounds, seconds: 0.8 },
      { connections: 1, rounds: 2, seconds: 0.6 },
      { connections: 64, rounds: 2, seconds: 0.6 },
    ],
    peerLevels: [{ connections: 16, rounds: 2, seconds: 0.8 }],
    warmUp: 40_000,
  },
  startRounds: 3,
  peerStartRounds: 1,
  fresh: 4,
  passes: 3,
  contestants: undefined,
  subjects: undefined,
})

export const quick = (rounds = 5): Mode => ({
  load: { levels: [{ connections: 16, rounds, seconds: 0.4 }], peerLevels: [], warmUp: 20_000 },
  startRounds: 3,
  peerStartRounds: 0,
  fresh: 1,
  passes: 1,
  contestants: ['fastify', 'mockserve'],
  subjects: ['petstore'],
})

export const PARTS = ['load', 'start', 'operations', 'checks'] as const
export type Part = (typeof PARTS)[number]

/** What `--only` leaves: parts, measures and documents by their names. */
export interface Choice {
  readonly parts: ReadonlySet<Part>
  readonly measures: readonly Measure[]
  readonly subjects: readonly Subject[]
}

/** Throws UsageError for a name that nothing has. A document that is named is measured in every mode. */
export function choose(
  only: readonly string[] | undefined,
  measures: readonly Measure[],
  subjects: readonly Subject[],
  mode: Mode,
): Choice {
  const usual = subjects.filter(({ id }) => mode.subjects === undefined || mode.subjects.includes(id))
  if (only === undefined) return { parts: new Set(PARTS), measures, subjects: usual }
  const known = [...PARTS, ...measures.map(({ id }) => id), ...subjects.map(({ id }) => id)]
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new UsageError(`--only: no ${unknown.join(', ')} (known: ${known.join(', ')})`)
  const named = {
    parts: PARTS.filter((part) => only.includes(part)),
    measures: measures.filter(({ id }) => only.includes(id)),
    subjects: subjects.filter(({ id }) => only.includes(id)),
  }
  const isNamed = named.measures.length + named.subjects.length > 0
  const implied: readonly Part[] = named.subjects.length > 0 ? ['load', 'start', 'operations'] : ['load']
  return {
    parts: new Set(named.parts.length > 0 ? named.parts : implied),
    measures: isNamed ? named.measures : measures,
    subjects: isNamed ? named.subjects : usual,
  }
}

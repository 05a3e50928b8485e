// One run: the parts that were chosen, one after the other.
import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { type Contestant, contestants, fixture, isHere, project, servesDocuments } from './contestants.ts'
import { canCountInstructions } from './instructions.ts'
import { measureChecks } from './measure-checks.ts'
import { type LoadRow, measureLoad } from './measure-load.ts'
import { measureOperations, type OperationsRow } from './measure-operations.ts'
import { measureStarts, type StartRow } from './measure-starts.ts'
import type { Choice, Mode } from './modes.ts'
import { peers } from './peers.ts'
import type { Results } from './results.ts'
import type { Subject } from './subjects.ts'

export interface Run {
  readonly mode: Mode
  readonly choice: Choice
  readonly withPeers: boolean
  /** A folder for documents and what servers leave. */
  readonly folder: string
  /** Told what is being measured. */
  readonly tell: (line: string) => void
}

/** Variants of mockserve that start as it does. */
const ALIKE: readonly string[] = ['unchecked', 'unrecorded']

export async function runBench(run: Run): Promise<Results> {
  const { parts } = run.choice
  return {
    at: new Date().toISOString(),
    version: (JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string }).version,
    node: process.version,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}`,
    peers: run.withPeers ? peers() : [],
    starts: parts.has('start') ? await runStarts(run) : [],
    operations: parts.has('operations') ? await runOperations(run) : [],
    loads: parts.has('load') ? await runLoads(run) : [],
    checks: parts.has('checks') ? await measureChecks() : [],
  }
}

const takingPart = ({ mode, withPeers }: Run) =>
  contestants.filter(
    (each) =>
      isHere(each) &&
      (withPeers || each.kind !== 'peer') &&
      (mode.contestants === undefined || mode.contestants.includes(each.id)),
  )

const serving = (run: Run, { isSmall }: Subject): readonly Contestant[] =>
  takingPart(run).filter((each) => servesDocuments(each) && (each.kind !== 'peer' || isSmall))

async function runLoads(run: Run): Promise<readonly LoadRow[]> {
  const { choice, mode } = run
  const plan = { ...mode.load, countsInstructions: canCountInstructions() }
  const rows: LoadRow[] = []
  if (choice.measures.length > 0)
    rows.push(...(await measureLoad(join(fixture, 'library.yaml'), choice.measures, takingPart(run), plan, run)))
  for (const subject of choice.subjects.filter(({ isLoaded }) => isLoaded))
    rows.push(...(await measureLoad(subject.document, [subject.read], serving(run, subject), plan, run)))
  return rows
}

async function runStarts(run: Run): Promise<readonly StartRow[]> {
  const { choice, mode, folder, tell } = run
  const rows: StartRow[] = []
  for (const subject of choice.subjects) {
    tell(`start: ${subject.title}`)
    const starting = serving(run, subject).filter(({ id }) => !ALIKE.includes(id))
    rows.push(...(await measureStarts(subject, starting, { rounds: mode.startRounds, peerRounds: mode.peerStartRounds, folder })))
  }
  return rows
}

async function runOperations(run: Run): Promise<readonly OperationsRow[]> {
  const { choice, mode, folder, tell } = run
  const rows: OperationsRow[] = []
  for (const subject of choice.subjects) {
    tell(`every operation once: ${subject.title}`)
    const used = serving(run, subject).filter(({ id, kind }) => kind !== 'bare' && !ALIKE.includes(id))
    rows.push(...(await measureOperations(subject, used, { folder, fresh: mode.fresh, passes: mode.passes })))
  }
  return rows
}

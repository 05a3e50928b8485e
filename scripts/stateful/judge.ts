// Whether answers keep the document's promises, by the judge of `npm run corpus`, which shares no code with src.
import type { Operation } from '../../src/contract/operation.ts'
import type { Answer } from '../corpus/call.ts'
import { dialectOf } from '../corpus/dialect.ts'
import { enumerateOperations } from '../corpus/enumerate.ts'
import { Files } from '../corpus/files.ts'
import { judgeAnswer } from '../corpus/judge-answer.ts'
import { Schemas } from '../corpus/schemas.ts'

/** What is wrong with an answer; nothing for statuses, since a walk knows best which it wants. */
export type Judge = (answer: Answer, operation: Operation) => readonly string[]

export function createJudge(entry: string): Judge {
  const files = new Files(entry)
  const dialect = dialectOf(files.entry.value)
  const schemas = new Schemas(files, dialect)
  const known = new Map(enumerateOperations(files, dialect.version).map((each) => [`${each.method} ${each.path}`, each]))
  return (answer, { method, path }) => {
    const operation = known.get(`${method} ${path}`)
    if (operation === undefined) return []
    return judgeAnswer(answer, operation, { files, schemas, onIntent: () => {} }).faults.filter(
      (fault) => !fault.startsWith('status '),
    )
  }
}

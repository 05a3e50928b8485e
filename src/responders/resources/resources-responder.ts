// Responder: stored resources. What is written stays written; before that every answer is the document's own.
import { resourcesOf } from '../../contract/resources/find-resources.ts'
import type { Role } from '../../contract/resources/resource.ts'
import { diagnostic, placeInFile } from '../../diagnostics/diagnostic.ts'
import { Refusal } from '../../diagnostics/refusal.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import type { LiveResponder } from '../../pipeline/responder.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import { answerCreate, answerCreateMany } from './answer-create.ts'
import { answerList } from './answer-list.ts'
import { answerPatch } from './answer-patch.ts'
import { answerRead } from './answer-read.ts'
import { answerClear, answerRemove } from './answer-remove.ts'
import { answerReplace } from './answer-replace.ts'
import type { Ask } from './ask.ts'
import type { ResourceState } from './resource-state.ts'
import { StoreError } from './store.ts'
import { targetOf } from './target.ts'

const ANSWERS: Readonly<Record<Role, (ask: Ask) => Promise<Draft | undefined>>> = {
  list: answerList,
  create: answerCreate,
  createMany: answerCreateMany,
  read: answerRead,
  replace: answerReplace,
  upsert: answerReplace,
  patch: answerPatch,
  remove: answerRemove,
  clear: answerClear,
}

/** A full disk is no fault of the request. Source: RFC 4918 "507 Insufficient Storage". */
function unkept(error: unknown, { report }: Runtime): never {
  if (!(error instanceof StoreError)) throw error
  const { file, line, message } = error
  const finding = diagnostic('state-not-kept', placeInFile(file, undefined, line), message)
  report(finding)
  throw new Refusal('state-not-kept', { detail: message, finding })
}

/** Answers the operations of inferred resources out of `state`; all others, and what `Prefer` asks for by name, are left to those behind. */
export const createResourcesResponder = (state: ResourceState): Pick<LiveResponder, 'answer'> => ({
  answer(exchange, runtime, next) {
    const { preferences, status } = exchange
    // an operation that documents only errors answers one, and an error changes nothing
    if (preferences.code !== undefined || preferences.example !== undefined || status >= 300) return undefined
    const part = resourcesOf(runtime.contract).partOf(exchange.operation)
    if (part === undefined) return undefined
    const { resource, role } = part
    const target = targetOf(part, exchange)
    if (!state.isBegun(target.collection) && (role === 'list' || (role === 'read' && resource.kind === 'singleton')))
      return undefined
    const asked = ANSWERS[role]({ exchange, part, resource, target, state, runtime, next })
    return asked.then(
      (draft) => {
        if (draft?.source === 'stored') exchange.trail.note('respond', 'stored')
        return draft
      },
      (error) => unkept(error, runtime),
    )
  },
})

// Responder: stored resources. What is written stays written; before that every answer is the document's own.
import { resourcesOf } from '../../contract/inference/find-resources.ts'
import type { Role } from '../../contract/inference/stored-resource.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import type { LiveResponder } from '../../pipeline/responder.ts'
import { answerCreate, answerCreateMany } from './answer-create.ts'
import { answerList } from './answer-list.ts'
import { answerPatch } from './answer-patch.ts'
import { answerRead } from './answer-read.ts'
import { answerClear, answerRemove } from './answer-remove.ts'
import { answerReplace } from './answer-replace.ts'
import type { Ask } from './ask.ts'
import { undocumentedDraft } from './error-drafts.ts'
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
function unkept(error: unknown): Draft {
  if (error instanceof StoreError) return undocumentedDraft(507, error.message)
  throw error
}

/** Answers the operations of inferred resources out of `state`; all others, and what `Prefer` asks for by name, are left to those behind. */
export const createResourcesResponder = (state: ResourceState): LiveResponder => ({
  name: 'stored',
  answer(exchange, runtime, next) {
    const { preferences } = exchange
    if (preferences.code !== undefined || preferences.example !== undefined) return undefined
    const part = resourcesOf(runtime.contract).partOf(exchange.operation)
    if (part === undefined) return undefined
    const { resource, role } = part
    const target = targetOf(part, exchange)
    if (!state.isBegun(target.collection) && (role === 'list' || (role === 'read' && resource.kind === 'singleton')))
      return undefined
    // where only errors are documented they are all that can be answered; the write is kept all the same
    const onlyErrors =
      exchange.status >= 400 && exchange.operation.details().responses.every(({ status }) => /^[45]/.test(status))
    if (exchange.status >= 300 && !onlyErrors) return undefined
    return ANSWERS[role]({ exchange, part, resource, target, state, runtime, next }).catch(unkept)
  },
})

// Responder: what clients wrote, served everywhere it appears.
import type { Contract } from '../../contract/compile-contract.ts'
import type { Resources, Role } from '../../contract/resources/resource.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import type { LiveResponder } from '../../pipeline/responder.ts'
import { answerCreate } from './answer-create.ts'
import { answerList } from './answer-list.ts'
import { answerPatch } from './answer-patch.ts'
import { answerRead } from './answer-read.ts'
import { answerRemove } from './answer-remove.ts'
import { answerReplace } from './answer-replace.ts'
import { type Ask, placeOf } from './ask.ts'
import { SOURCE } from './item-answer.ts'
import type { ResourceState } from './resource-state.ts'

const ANSWERS: Readonly<Record<Role, (ask: Ask) => Promise<Draft | undefined>>> = {
  list: answerList,
  create: answerCreate,
  read: answerRead,
  replace: answerReplace,
  patch: answerPatch,
  remove: answerRemove,
}

/**
 * Passes at once for operations that belong to no resource, for requests that ask for a certain response, and for lists and singletons to which
 * nobody wrote. `resourcesOf` must be quick: it is asked for every request.
 */
export function createResourcesResponder(state: ResourceState, resourcesOf: (contract: Contract) => Resources): LiveResponder {
  return {
    name: 'resources',
    answer(exchange, runtime, next) {
      const { preferences, status, operation } = exchange
      // an operation that documents only errors answers one, and an error changes nothing
      if (preferences.code !== undefined || preferences.example !== undefined || status >= 300) return undefined
      const part = resourcesOf(runtime.contract).roleOf(operation)
      if (part === undefined) return undefined
      const { resource, role } = part
      const where = placeOf(resource, role, exchange)
      if (where === undefined) return undefined
      const isWritten = state.store.isTouched(where.place)
      if (!isWritten && (role === 'list' || (role === 'read' && resource.kind === 'singleton'))) return undefined
      const asked = ANSWERS[role]({ resource, role, exchange, runtime, next, state, ...where })
      return asked.then((draft) => {
        if (draft?.source === SOURCE) exchange.trail.note('respond', SOURCE)
        return draft
      })
    },
  }
}

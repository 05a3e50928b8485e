// One request to a resource with all that answering it needs.

import type { Operation } from '../../contract/operation.ts'
import type { Part, Resource } from '../../contract/resources/resource.ts'
import { Refusal } from '../../diagnostics/refusal.ts'
import { askDocument } from '../../pipeline/ask-responders.ts'
import { chooseResponse } from '../../pipeline/choose-response.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import type { Next } from '../../pipeline/responder.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import { Trail } from '../../pipeline/trail.ts'
import { createRandom, hashText, type Random } from '../../schema/random.ts'
import type { ResourceState } from './resource-state.ts'
import type { Target } from './target.ts'

export interface Ask {
  readonly exchange: Chosen
  readonly part: Part
  readonly resource: Resource
  readonly target: Target
  readonly state: ResourceState
  readonly runtime: Runtime
  readonly next: Next
}

/** An ask behind which no request stands: good for what the document alone says. Throws Refusal where it says nothing. */
export function askOfNobody(part: Part, target: Target, state: ResourceState, runtime: Runtime): Ask {
  const { operation, resource } = part
  const exchange = chooseResponse({
    request: { method: operation.method, path: operation.path, query: '', headers: {}, body: undefined },
    operation,
    preferences: {},
    trail: new Trail(),
    inspectUrl: undefined,
    clientSignal: () => new AbortController().signal,
    pathParameters: new Map(),
    inputs: { params: {}, query: {}, headers: {}, cookies: {}, body: undefined },
    sent: { parameters: [], media: undefined },
    mode: 'off',
    violations: [],
    refusalStatus: undefined,
    challenges: [],
  })
  return { exchange, part, resource, target, state, runtime, next: (chosen) => askDocument(chosen, runtime) }
}

/** Chance of its own for a stored item: the same for the same id, whatever was asked before. */
export const randomFor = ({ target, runtime }: Ask, key: string): Random =>
  createRandom(hashText(`${target.collection} ${key}`, runtime.settings.seed))

/** What the document alone would say as JSON to another operation of the resource; undefined when it says nothing of use. */
export async function draftOfOther(
  { exchange, next }: Ask,
  operation: Operation,
): Promise<{ draft: Draft; chosen: Chosen } | undefined> {
  try {
    const chosen = chooseResponse({
      ...exchange,
      operation,
      preferences: {},
      request: { ...exchange.request, headers: { accept: 'application/json, application/*;q=0.9' } },
      trail: new Trail(),
    })
    return chosen.status < 300 ? { draft: await next(chosen, 'document'), chosen } : undefined
  } catch (error) {
    // without an answer of its own, or without JSON: nothing to start from
    if (error instanceof Refusal) return undefined
    throw error
  }
}

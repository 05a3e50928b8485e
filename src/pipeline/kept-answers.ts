// What the document gives, kept as it was made the first time.
import { familyOf } from '../http/media-type.ts'
import type { MadeAnswer } from './answer-cache.ts'
import type { Chosen, Draft } from './exchange.ts'
import { JsonText } from './json-text.ts'
import type { Runtime } from './runtime.ts'

export function keptAnswer(chosen: Chosen, runtime: Runtime): MadeAnswer | undefined {
  if (varies(chosen, runtime)) return undefined
  const kept = runtime.cache.get(chosen.response, keyOf(chosen))
  if (kept !== undefined) chosen.trail.add(kept.note)
  return kept
}

export function keepAnswer(chosen: Chosen, runtime: Runtime, answer: MadeAnswer): void {
  if (varies(chosen, runtime)) return
  const note = { stage: 'respond', text: `${answer.response.headers['mockserve-source']}, kept from before` }
  runtime.cache.set(chosen.response, keyOf(chosen), { ...answer, note })
}

/** The kept answer as a value of its own, which may be edited; undefined when none is kept, or when its bytes are not JSON. */
export function keptDraft(chosen: Chosen, runtime: Runtime): Draft | undefined {
  if (!isJson(chosen)) return undefined
  const kept = keptAnswer(chosen, runtime)
  // an example that is served as it was written
  if (kept === undefined || kept.violations.some(({ kind }) => kind === 'malformed')) return undefined
  return draftOf(kept, chosen)
}

/** Whether the answer is JSON, or nothing: what can be read back from its bytes. */
export const isJson = ({ contentType }: Chosen): boolean => contentType === undefined || familyOf(contentType) === 'json'

/** The draft of an answer in JSON, made once. */
export function draftOf(answer: MadeAnswer, chosen: Chosen): Draft {
  const draft = drafts.get(answer) ?? toDraft(answer, chosen)
  drafts.set(answer, draft)
  return draft
}

const drafts = new WeakMap<MadeAnswer, Draft>()

function toDraft({ response: { status, headers, body }, violations }: MadeAnswer, { response }: Chosen): Draft {
  // what encoding adds it will add again
  const { 'content-type': _type, 'mockserve-operation': _operation, 'mockserve-source': source, vary, ...others } = headers
  const ownVary = response.media.length > 1 ? String(vary).replace(/(^|, )Accept$/, '') : vary
  return {
    status,
    headers: { ...others, ...(ownVary !== undefined && ownVary !== '' && { vary: ownVary }) },
    body: body && new JsonText(body),
    source: String(source),
    isValid: violations.length === 0,
  }
}

/** A sample that is asked to be fresh is made anew; all else is the same until the document changes. */
export const varies = ({ preferences }: Chosen, { settings }: Runtime) =>
  preferences.dynamic ?? (settings.dynamic || preferences.seed !== undefined)

const keyOf = ({ operation, status, contentType, preferences }: Chosen) =>
  `${operation.method} ${operation.path}\n${status}\n${contentType ?? ''}\n${preferences.example ?? ''}\n${preferences.seed ?? ''}`

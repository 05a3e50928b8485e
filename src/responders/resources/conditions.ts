// Conditional requests, where the document speaks of them. Source: RFC 9110 "Conditional Requests".
import { headerText } from '../../http/mock-request.ts'
import { chooseResponse } from '../../pipeline/choose-response.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import { hashText } from '../../schema/random.ts'
import type { Ask } from './ask.ts'
import { documents, errorDraft } from './error-drafts.ts'
import type { Item } from './json-path.ts'

function tagOf(item: Item): string {
  const text = JSON.stringify(item)
  return `"${hashText(text).toString(16).padStart(8, '0')}${hashText(text, 1).toString(16).padStart(8, '0')}"`
}

/** The documented `ETag` says the state of what is stored. */
export function withTag({ exchange }: Ask, draft: Draft, item: Item): Draft {
  const isDocumented = exchange.response.headers.some(({ name }) => name.toLowerCase() === 'etag')
  return isDocumented && draft.for === undefined ? { ...draft, headers: { ...draft.headers, etag: tagOf(item) } } : draft
}

/** 304 where the client has it already and the document knows that answer. */
export function answerConditions(ask: Ask, draft: Draft, item: Item): Draft {
  const { exchange } = ask
  const has = headerText(exchange.request.headers, 'if-none-match')
  if (has === undefined || !documents(ask, 304) || !matches(has, tagOf(item))) return draft
  const chosen = chooseResponse({ ...exchange, preferences: { ...exchange.preferences, code: '304' } })
  return { status: 304, headers: { etag: tagOf(item) }, body: undefined, source: 'stored', isValid: true, for: chosen }
}

/** 412 when the client means another state than there is; undefined when the write may go on. */
export async function refuseStale(ask: Ask, item: Item | undefined): Promise<Draft | undefined> {
  const { exchange } = ask
  const wanted = headerText(exchange.request.headers, 'if-match')
  const isDocumented = exchange.operation
    .request()
    .parameters.some(({ name, in: place }) => place === 'header' && name.toLowerCase() === 'if-match')
  if (wanted === undefined || !isDocumented || !documents(ask, 412)) return undefined
  if (item !== undefined && matches(wanted, tagOf(item))) return undefined
  return errorDraft(ask, 'item-changed', 'If-Match names another state of the item than the one there is.')
}

const matches = (list: string, tag: string): boolean =>
  list.trim() === '*' || list.split(',').some((each) => each.trim().replace(/^W\//, '') === tag)

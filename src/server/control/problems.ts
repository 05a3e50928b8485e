// Errors of the control API as problem documents. Source: RFC 9457 "Problem Details for HTTP APIs".
import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import { CONTROL_PREFIX } from './control.ts'

export interface Problem {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly hint?: string
  /** What is wrong with the request, value by value. */
  readonly errors?: readonly { readonly in: string; readonly pointer: string; readonly detail: string }[]
}

/** Thrown by a route; becomes its problem document. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(status: number, detail: string, hint?: string, errors?: Problem['errors']) {
    super(detail)
    this.problem = problem(status, detail, hint, errors)
  }
}

/** What failed unforeseen stays in the terminal. */
export function problemOf(error: Error & { readonly statusCode?: number }): Problem {
  if (error instanceof ProblemError) return error.problem
  const { statusCode = 500 } = error
  if (statusCode >= 400 && statusCode < 500) return problem(statusCode, error.message)
  return problem(500, 'The control API could not do this; the terminal shows the reason.')
}

export const notFoundProblem = (method: string, url: string): Problem =>
  problem(
    404,
    `The control API has no ${method} ${url.split('?')[0]?.slice(0, 200)}.`,
    `${CONTROL_PREFIX}openapi.json describes what it has`,
  )

export const sendProblem = (reply: FastifyReply, { ...members }: Problem): FastifyReply =>
  reply
    .code(members.status)
    .headers(members.status === 401 ? { 'www-authenticate': 'Bearer realm="mockserve"' } : {})
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(members)

function problem(status: number, detail: string, hint?: string, errors?: Problem['errors']): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    ...(hint !== undefined && { hint }),
    ...(errors !== undefined && { errors }),
  }
}

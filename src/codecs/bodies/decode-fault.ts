// Why a body cannot be read, as its reader throws it.
import type { TextProblem } from '../../spec/json-problem.ts'
import { positionAt } from '../../spec/text-position.ts'

export interface BodyProblem {
  /** 400: not what its type says; 413: larger than allowed; 415: written in a way that nobody here can read. */
  readonly status: 400 | 413 | 415
  /** One sentence for people, without the place. */
  readonly detail: string
  /** RFC 6901: the field, part or line of the body that is at fault; absent when the whole is. */
  readonly pointer?: string
  /** In the body, or in the field or part that `pointer` names; both from 1. */
  readonly line?: number
  readonly column?: number
}

/** Thrown within the readers, caught by `decodeBody`. No Error: clients send bad bodies all day, and a stack says nothing about them. */
export class BodyFault {
  readonly problem: BodyProblem

  constructor(status: BodyProblem['status'], detail: string, place: Pick<BodyProblem, 'pointer' | 'line' | 'column'> = {}) {
    this.problem = { status, detail, ...place }
  }
}

/** A mistake at an offset of a text. */
export function faultAt(text: string, { offset, message, hint }: TextProblem, pointer?: string): BodyFault {
  const detail = hint === undefined ? message : `${message} (${hint})`
  return new BodyFault(400, detail, { ...positionAt(text, offset), ...(pointer !== undefined && { pointer }) })
}

/** What `read` returns; a fault that it throws is told with `pointer` before its own. */
export async function within<T>(pointer: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof BodyFault)) throw error
    const { status, detail, ...place } = error.problem
    throw new BodyFault(status, detail, { ...place, pointer: pointer + (place.pointer ?? '') })
  }
}

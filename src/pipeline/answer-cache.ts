// Answers that cannot vary, kept as they were sent the first time.
import type { MockResponse } from '../http/mock-request.ts'
import type { Note } from './trail.ts'
import type { ExchangeViolation } from './violation.ts'

export interface MadeAnswer {
  readonly response: MockResponse
  /** What is wrong with the answer itself. */
  readonly violations: readonly ExchangeViolation[]
}

export interface KeptAnswer extends MadeAnswer {
  /** Says that it is not made anew. */
  readonly note: Note
}

const MAX_BYTES = 32 * 2 ** 20

export class AnswerCache {
  #kept = new Map<object, Map<string, KeptAnswer>>()
  #bytes = 0

  get(part: object, key: string): KeptAnswer | undefined {
    return this.#kept.get(part)?.get(key)
  }

  /** When the room is used up all is forgotten: simpler than an order of use, and made again at once. */
  set(part: object, key: string, answer: KeptAnswer): void {
    const size = (answer.response.body?.length ?? 0) + 512
    if (size > MAX_BYTES / 8) return
    if (this.#bytes + size > MAX_BYTES) {
      this.#kept = new Map()
      this.#bytes = 0
    }
    this.#bytes += size
    const keyed = this.#kept.get(part) ?? new Map<string, KeptAnswer>()
    keyed.set(key, answer)
    this.#kept.set(part, keyed)
  }
}

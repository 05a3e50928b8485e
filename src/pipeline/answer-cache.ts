// Answers that cannot vary, kept as they were sent the first time.
import type { MockResponse } from '../http/mock-request.ts'

const MAX_BYTES = 32 * 2 ** 20

export class AnswerCache {
  #kept = new Map<object, Map<string, MockResponse>>()
  #bytes = 0

  get(part: object, key: string): MockResponse | undefined {
    return this.#kept.get(part)?.get(key)
  }

  /** When the room is used up all is forgotten: simpler than an order of use, and made again at once. */
  set(part: object, key: string, response: MockResponse): void {
    const size = (response.body?.length ?? 0) + 512
    if (size > MAX_BYTES / 8) return
    if (this.#bytes + size > MAX_BYTES) {
      this.#kept = new Map()
      this.#bytes = 0
    }
    this.#bytes += size
    const keyed = this.#kept.get(part) ?? new Map<string, MockResponse>()
    keyed.set(key, response)
    this.#kept.set(part, keyed)
  }
}

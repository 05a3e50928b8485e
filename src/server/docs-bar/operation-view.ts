// What a bar knows of its operation, and what changes it.
import type { OperationState } from '../control/operation.ts'
import type { Batch } from '../traffic/feed.ts'
import { getOperation, pinAnswer, unpinAnswer } from '../traffic/page/api.ts'
import type { PinnedAnswer } from '../traffic/page/pins.ts'
import type { StreamMessage } from '../traffic/page/stream.ts'

/** As the document writes it. */
export interface OperationAddress {
  readonly document: string
  readonly method: string
  readonly path: string
}

/** What happens comes up to ten times a second; one look in so many ms is enough. */
const LOOK_MS = 250

export class OperationView {
  /** Undefined until it is known. */
  state: OperationState | undefined
  /** Why something could not be done; '' when all went well. */
  problem = ''
  readonly #address: OperationAddress
  readonly #draw: () => void
  #isLooking = false
  #looksAgain = false

  constructor(address: OperationAddress, draw: () => void) {
    this.#address = address
    this.#draw = draw
  }

  hear({ name, data }: StreamMessage): void {
    if (name !== 'lost' && (name !== 'exchanges' || this.#isAmong(data as Batch))) this.load()
  }

  #isAmong({ exchanges, skipped }: Batch): boolean {
    return skipped > 0 || exchanges.some(({ operation }) => operation === this.state?.id)
  }

  /** Asks how things are; while that is under way, once more afterwards. */
  load(): void {
    this.#looksAgain = this.#isLooking
    if (this.#isLooking) return
    this.#isLooking = true
    void this.#attempt(async () => {
      this.state = await getOperation(this.#address)
    })
    setTimeout(() => {
      this.#isLooking = false
      if (this.#looksAgain) this.load()
    }, LOOK_MS)
  }

  async pin(answer: PinnedAnswer): Promise<void> {
    await this.#attempt(() => pinAnswer(this.state?.key ?? '', answer))
    this.load()
  }

  async letGo(id: string): Promise<void> {
    await this.#attempt(() => unpinAnswer(id))
    this.load()
  }

  async #attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
      this.problem = ''
    } catch (error) {
      this.problem = (error as Error).message
    }
    this.#draw()
  }
}

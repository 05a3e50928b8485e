// The latest of something, oldest first: adding and dropping cost the same however many there are.

export class Recent<Item extends object> {
  /** Those before `#oldest` are gone; among the others are holes where some were removed. */
  #items: (Item | undefined)[] = []
  #oldest = 0
  #size = 0

  get size(): number {
    return this.#size
  }

  add(item: Item): void {
    this.#items.push(item)
    this.#size++
  }

  /** Takes the oldest away; undefined when there is none. */
  dropOldest(): Item | undefined {
    while (this.#oldest < this.#items.length) {
      const item = this.#items[this.#oldest]
      this.#items[this.#oldest] = undefined
      this.#oldest++
      if (item === undefined) continue
      this.#size--
      // moved up now and then, since moving costs as much as there is
      if (this.#oldest > this.#items.length / 2 + 100) {
        this.#items = this.#items.slice(this.#oldest)
        this.#oldest = 0
      }
      return item
    }
    return undefined
  }

  remove(item: Item): void {
    const at = this.#items.indexOf(item, this.#oldest)
    if (at < 0) return
    this.#items[at] = undefined
    this.#size--
  }

  all(): Item[] {
    return this.#items.slice(this.#oldest).filter((item) => item !== undefined)
  }

  clear(): void {
    this.#items = []
    this.#oldest = 0
    this.#size = 0
  }
}

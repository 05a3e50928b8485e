// A JSON body that is written already: sent as it is, and read when somebody wants to look inside.

/** Fits both kinds of a draft's body. */
export class JsonText {
  readonly raw: Buffer

  /** `raw` must be JSON. */
  constructor(raw: Buffer) {
    this.raw = raw
  }

  /** A value of its own each time. */
  get value(): unknown {
    return JSON.parse(this.raw.toString())
  }
}

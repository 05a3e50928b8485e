// Why this answer: short notes that the stages leave, in order.

export interface Note {
  readonly stage: string
  readonly text: string
}

export class Trail {
  readonly notes: Note[]

  constructor(before?: readonly Note[]) {
    this.notes = before === undefined ? [] : [...before]
  }

  note(stage: string, text: string): void {
    this.add({ stage, text })
  }

  /** A note that is left again and again, made once. */
  add(note: Note): void {
    this.notes.push(note)
  }
}

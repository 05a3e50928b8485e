// stdout and stderr: lines in order, written in batches, never in the way of serving.
import type { Writable } from 'node:stream'

/** Lines gather for this long before they are written, since each write costs more than a request does. */
const GATHER_MS = 8
/** A reader that is this far behind loses log lines; a server must not fill its memory, or halt, for a paused pager. */
const MAX_WAITING_BYTES = 2 ** 20
const END_MS = 300

export interface OutputStreams {
  readonly stdout: CountingWritable
  readonly stderr: CountingWritable
}

/** Sockets and terminals count what was written to them, by whomever. */
type CountingWritable = Writable & { readonly bytesWritten?: number }

interface Batched {
  readonly stream: Writable
  readonly isReplaceable: boolean
  text: string
}

/** One line up, and away with it. Source: ECMA-48 CUU, EL. */
const OVER_THE_LAST = '\u001b[1A\u001b[2K'

export class Output {
  readonly #streams: OutputStreams
  readonly #closed = new Set<Writable>()
  #batch: Batched[] = []
  /** The bytes of both streams after a replaceable line, when that is the last that was written. */
  #bytesAtReplaceable: number | undefined
  #timer: NodeJS.Timeout | undefined
  #lost = 0

  constructor(streams: OutputStreams = process) {
    this.#streams = streams
    for (const stream of [streams.stdout, streams.stderr]) {
      // the reader has gone (`| head -1`): whoever else needs the server is served on
      stream.on('error', () => this.#closed.add(stream))
    }
  }

  /** A line that people or programs wait for: never lost while there is a reader. */
  line(text: string): void {
    this.#add(this.#streams.stdout, text)
  }

  errorLine(text: string): void {
    this.#add(this.#streams.stderr, text)
  }

  /** A line of the log, which may be lost when the reader is too slow; how many were lost is said. */
  log(text: string): void {
    if (this.#streams.stdout.writableLength > MAX_WAITING_BYTES) {
      this.#lost++
      return
    }
    if (this.#lost > 0) this.line(`(${this.#lost} lines are missing here: this output was not read fast enough)`)
    this.#lost = 0
    this.line(text)
  }

  /** A short line for a terminal, which takes the place of the one before when that was such a line and nobody wrote anything since. */
  replaceable(text: string): void {
    this.#add(this.#streams.stdout, text, true)
  }

  /** Writes what has gathered now. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const batch = this.#batch
    this.#batch = []
    for (const each of batch) if (!this.#closed.has(each.stream) && each.stream.writable) this.#write(each)
  }

  #write({ stream, text, isReplaceable }: Batched): void {
    const isOver = isReplaceable && this.#bytesAtReplaceable === this.#bytesWritten()
    stream.write(isOver ? OVER_THE_LAST + text : text)
    this.#bytesAtReplaceable = isReplaceable ? this.#bytesWritten() : undefined
  }

  /** NaN, which equals nothing, where it is not known. */
  #bytesWritten(): number {
    const { stdout, stderr } = this.#streams
    return (stdout.bytesWritten ?? Number.NaN) + (stderr.bytesWritten ?? Number.NaN)
  }

  /** Resolves when all is written, or could not be within a moment. */
  async end(): Promise<void> {
    this.flush()
    const written = [this.#streams.stdout, this.#streams.stderr].map(
      (stream) =>
        new Promise<void>((resolve) =>
          this.#closed.has(stream) || !stream.writable ? resolve() : stream.write('', () => resolve()),
        ),
    )
    const late = new Promise<void>((resolve) => setTimeout(resolve, END_MS).unref())
    await Promise.race([Promise.all(written), late])
  }

  #add(stream: Writable, text: string, isReplaceable = false): void {
    const last = this.#batch.at(-1)
    const line = `${text}\n`
    if (last?.stream === stream && last.isReplaceable === isReplaceable) last.text = isReplaceable ? line : last.text + line
    else this.#batch.push({ stream, text: line, isReplaceable })
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS)
  }
}

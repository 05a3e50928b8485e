// What a body turned out to hold.
import type { Violation } from '../../schema/violation.ts'

/** A file among the parts. Its place in the value holds its bytes as a latin1 text, so that lengths count bytes. */
export interface FilePart {
  /** RFC 6901: where in the value it stands. */
  readonly pointer: string
  /** The last segment of the name that the client gave; undefined when it gave none. */
  readonly fileName: string | undefined
  /** As sent; `application/octet-stream` when nothing was. */
  readonly contentType: string
  readonly bytes: Buffer
}

export interface DecodedBody {
  readonly value: unknown
  /** Written in a way that is not read here (protobuf, CSV for a list): `value` is its text, and the schema cannot judge it. */
  readonly isOpaque: boolean
  /** Of a multipart body. */
  readonly files: readonly FilePart[]
  /** Rules about parts that the value does not show: their headers. The pointer is that of the part. */
  readonly violations: readonly Violation[]
}

/** A value that says all there is to say. */
export const decoded = (value: unknown): DecodedBody => ({ value, isOpaque: false, files: [], violations: [] })

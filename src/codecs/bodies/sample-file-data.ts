// Small files of data and sound that are written byte by byte: WebAssembly, SQLite, CBOR, MessagePack, Protocol Buffers, WAV.

/** A module that exports `add(a, b)`. Source: WebAssembly Core Specification "Binary Format". */
export const sampleWasm = (): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
    Buffer.from([1, 7, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f]), // type: two i32 to one
    Buffer.from([3, 2, 1, 0]), // function 0 is of type 0
    Buffer.from([7, 7, 1, 3, 0x61, 0x64, 0x64, 0, 0]), // export it as "add"
    Buffer.from([10, 9, 1, 7, 0, 0x20, 0, 0x20, 1, 0x6a, 0x0b]), // its code: get both, add
  ])

/** `{"id": 1, "name": "sample"}`. Source: RFC 8949. */
export const sampleCbor = (): Buffer => Buffer.from('\xa2\x62id\x01\x64name\x66sample', 'latin1')

/** `{"id": 1, "name": "sample"}`. Source: MessagePack specification. */
export const sampleMessagePack = (): Buffer => Buffer.from('\x82\xa2id\x01\xa4name\xa6sample', 'latin1')

/** Field 1 is the number 1, field 2 the text "sample". Source: Protocol Buffers "Encoding". */
export const sampleProtobuf = (): Buffer => Buffer.from('\x08\x01\x12\x06sample', 'latin1')

/** An empty `v1` Status in the envelope that Kubernetes puts around its messages. Source: Kubernetes API concepts "Protobuf encoding". */
export const sampleKubernetesProtobuf = (): Buffer => Buffer.from('k8s\0\x0a\x0c\x0a\x02v1\x12\x06Status\x12\x00', 'latin1')

/** All bytes from 0 to 255. */
export const sampleBytes = (): Buffer => Buffer.from(Array.from({ length: 256 }, (_, i) => i))

/** A quarter of a second of a 440 Hz tone: 8000 samples a second, 8 bits, one channel. Source: Multimedia Programming Interface "WAVE". */
export function sampleWav(): Buffer {
  const [rate, samples] = [8000, 2000]
  const bytes = Buffer.alloc(44 + samples)
  bytes.write('RIFF....WAVEfmt ', 'latin1')
  bytes.writeUInt32LE(36 + samples, 4)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20) // PCM
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(samples, 40)
  // loud enough to be heard, and silent at both ends so that it does not click
  for (let i = 0; i < samples; i++) {
    const loudness = Math.min(1, i / 200, (samples - 1 - i) / 200)
    bytes[44 + i] = 128 + Math.round(80 * loudness * Math.sin((2 * Math.PI * 440 * i) / rate))
  }
  return bytes
}

const PAGE = 512

/** A database of two pages: the table `item (id, name)` with one row. Source: SQLite "Database File Format". */
export function sampleSqlite(): Buffer {
  const sql = 'CREATE TABLE item(id integer primary key, name text)'
  const bytes = Buffer.alloc(2 * PAGE)
  bytes.write('SQLite format 3\0', 'latin1')
  bytes.writeUInt16BE(PAGE, 16)
  bytes.set([1, 1, 0, 64, 32, 32], 18) // versions; what the format fixes
  const numbers = { change: 24, pages: 28, schemaCookie: 40, schemaFormat: 44, encoding: 56, validFor: 92, version: 96 }
  bytes.writeUInt32BE(1, numbers.change)
  bytes.writeUInt32BE(2, numbers.pages)
  bytes.writeUInt32BE(1, numbers.schemaCookie)
  bytes.writeUInt32BE(4, numbers.schemaFormat)
  bytes.writeUInt32BE(1, numbers.encoding)
  bytes.writeUInt32BE(1, numbers.validFor)
  bytes.writeUInt32BE(3040001, numbers.version)
  leaf(bytes, 0, 100, ['table', 'item', 'item', 2, sql])
  leaf(bytes, PAGE, PAGE, [undefined, 'sample'])
  return bytes
}

/** Writes a table page with one row: the row at the page's end, its place in the header. */
function leaf(bytes: Buffer, page: number, header: number, values: readonly (string | number | undefined)[]): void {
  // a value's type: 0 for null, 1 for a number of one byte, 13 + 2n for a text of n bytes; texts over 57 bytes need two bytes for that
  const types = values.flatMap((value) =>
    typeof value === 'string' ? varint(13 + 2 * value.length) : [value === undefined ? 0 : 1],
  )
  const data = Buffer.concat(
    values.map((value) => (typeof value === 'string' ? Buffer.from(value) : Buffer.from(value === undefined ? [] : [value]))),
  )
  const record = Buffer.concat([Buffer.from([types.length + 1, ...types]), data])
  const cell = Buffer.concat([Buffer.from([record.length, 1]), record])
  bytes.set(cell, page + PAGE - cell.length)
  bytes[header] = 13
  bytes.writeUInt16BE(1, header + 3)
  bytes.writeUInt16BE(PAGE - cell.length, header + 5)
  bytes.writeUInt16BE(PAGE - cell.length, header + 8)
}

const varint = (value: number): number[] => (value < 128 ? [value] : [128 | (value >> 7), value & 127])

// Archives around small files, stored without compression: what a compressor makes of the same bytes differs between its builds, and samples must not.
import { crc32 } from 'node:zlib'

export interface ArchiveEntry {
  readonly name: string
  readonly content: string | Buffer
}

/** What the sample archives hold. */
export const SAMPLE_ENTRY: ArchiveEntry = { name: 'hello.txt', content: 'Hello from the sample archive.\n' }

/** 15 January 2025, as ZIP writes days, and in seconds since 1970. */
const DOS_DATE = ((2025 - 1980) << 9) | (1 << 5) | 15
const UNIX_TIME = 1736899200

/** A ZIP archive with these entries in this order. Source: PKWARE "APPNOTE - .ZIP File Format Specification". */
export function zip(entries: readonly ArchiveEntry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content } of entries) {
    const data = Buffer.from(content)
    const nameBytes = Buffer.from(name)
    // version, flags, method, time, date, CRC, sizes, lengths of the name and of extra fields: the same in both headers
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(DOS_DATE, 8)
    facts.writeUInt32LE(crc32(data), 10)
    facts.writeUInt32LE(data.length, 14)
    facts.writeUInt32LE(data.length, 18)
    facts.writeUInt16LE(nameBytes.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, nameBytes, data])
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, nameBytes)
    files.push(file)
    at += file.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, list, end])
}

/** One member that holds the data in a stored block. Source: RFC 1952. */
export function gzip(data: Buffer): Buffer {
  const { length } = data
  const header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
  const block = [1, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255]
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(crc32(data), 0)
  trailer.writeUInt32LE(length, 4)
  return Buffer.concat([Buffer.from([...header, ...block]), data, trailer])
}

/** One file in the ustar format, with the two empty blocks at the end. Source: POSIX "pax", "ustar Interchange Format". */
export function tar({ name, content }: ArchiveEntry): Buffer {
  const data = Buffer.from(content)
  const header = Buffer.alloc(512)
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`
  header.write(name, 0)
  header.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(data.length, 12) + octal(UNIX_TIME, 12), 100)
  header.write('        0', 148)
  header.write('ustar\0' + '00', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, data, Buffer.alloc((512 - (data.length % 512)) % 512), Buffer.alloc(1024)])
}

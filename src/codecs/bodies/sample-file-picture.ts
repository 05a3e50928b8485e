// One small picture, a sun over two hills in four colours, written in the formats that need no compression.
import { crc32 } from 'node:zlib'

const SIZE = 64
/** Red, green, blue: sky, sun, far hill, near hill. */
const COLORS = [
  [142, 202, 230],
  [255, 183, 3],
  [42, 157, 143],
  [38, 70, 83],
] as const

/** The index of a pixel's colour; whole numbers only, so that every machine draws the same. */
function pixel(x: number, y: number): number {
  if (y > 46 + Math.floor((x - 14) ** 2 / 90)) return 3
  if (y > 38 + Math.floor((x - 48) ** 2 / 60)) return 2
  return (x - 22) ** 2 + (y - 20) ** 2 < 100 ? 1 : 0
}

/** One row's colour indexes, packed with so many bits a pixel, the leftmost in the highest bits. */
function row(y: number, bits: 2 | 4): Buffer {
  const bytes = Buffer.alloc((SIZE * bits) / 8)
  for (let x = 0; x < SIZE; x++) {
    const at = (x * bits) >> 3
    bytes[at] = (bytes[at] ?? 0) | (pixel(x, y) << (8 - bits - ((x * bits) & 7)))
  }
  return bytes
}
const rows = (bits: 2 | 4) => Array.from({ length: SIZE }, (_, y) => row(y, bits))

/** 64 x 64, four colours from a palette. Source: Portable Network Graphics (PNG) Specification. */
export function samplePng(): Buffer {
  const header = Buffer.from([0, 0, 0, SIZE, 0, 0, 0, SIZE, 2, 3, 0, 0, 0])
  const lines = Buffer.concat(rows(2).map((line) => Buffer.concat([Buffer.from([0]), line])))
  const chunks = [
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(COLORS.flat())),
    chunk('IDAT', zlibStored(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...chunks])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))])
}

/** A zlib stream that compresses nothing: what zlib makes of the same bytes differs between its builds, and samples must not. Source: RFC 1950, RFC 1951. */
function zlibStored(data: Buffer): Buffer {
  let [a, b] = [1, 0]
  for (const byte of data) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  const { length } = data
  return Buffer.concat([
    Buffer.from([0x78, 0x01, 1, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255]),
    data,
    uint32(b * 65536 + a),
  ])
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Source: CompuServe "Graphics Interchange Format", version 89a. */
export function sampleGif(): Buffer {
  const screen = [SIZE, 0, SIZE, 0, 0b1001_0001, 0, 0]
  const image = [0x2c, 0, 0, 0, 0, SIZE, 0, SIZE, 0, 0]
  const data = gifCodes()
  const blocks: Buffer[] = []
  for (let at = 0; at < data.length; at += 255) {
    const block = data.subarray(at, at + 255)
    blocks.push(Buffer.from([block.length]), block)
  }
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    Buffer.from([...screen, ...COLORS.flat(), ...image, 2]),
    ...blocks,
    Buffer.from([0, 0x3b]),
  ])
}

/** Pixels as three-bit codes. The table is cleared after every second one, before it could grow and ask for longer codes. */
function gifCodes(): Buffer {
  const [CLEAR, END] = [4, 5]
  const bytes: number[] = []
  let held = 0
  let bits = 0
  const put = (code: number) => {
    held |= code << bits
    for (bits += 3; bits >= 8; bits -= 8, held >>= 8) bytes.push(held & 255)
  }
  for (let at = 0; at < SIZE * SIZE; at++) {
    if (at % 2 === 0) put(CLEAR)
    put(pixel(at % SIZE, Math.floor(at / SIZE)))
  }
  put(END)
  return Buffer.from([...bytes, held & 255])
}

/** A Windows bitmap, 16 palette places of which 4 are used. */
export function sampleBmp(): Buffer {
  const palette = Buffer.from(COLORS.flatMap(([red, green, blue]) => [blue, green, red, 0]))
  const pixels = Buffer.concat(rows(4).reverse())
  const header = Buffer.alloc(54)
  header.write('BM', 'latin1')
  header.writeUInt32LE(54 + palette.length + pixels.length, 2)
  header.writeUInt32LE(54 + palette.length, 10)
  const fields = [40, SIZE, SIZE, (4 << 16) | 1, 0, pixels.length, 2835, 2835, COLORS.length, 0]
  fields.forEach((value, i) => {
    header.writeUInt32LE(value, 14 + i * 4)
  })
  return Buffer.concat([header, palette, pixels])
}

/** A Windows icon that holds the PNG. */
export function sampleIcon(): Buffer {
  const png = samplePng()
  const header = Buffer.from([0, 0, 1, 0, 1, 0, SIZE, SIZE, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 22, 0, 0, 0])
  header.writeUInt32LE(png.length, 14)
  return Buffer.concat([header, png])
}

/** Little-endian, one strip, palette colour. Source: TIFF Revision 6.0 "Palette-color Images". */
export function sampleTiff(): Buffer {
  const pixels = Buffer.concat(rows(4))
  const mapAt = 8 + pixels.length
  const colorMap = Buffer.alloc(16 * 3 * 2)
  COLORS.forEach((color, i) => {
    color.forEach((part, channel) => {
      colorMap.writeUInt16LE(part * 257, (channel * 16 + i) * 2)
    })
  })
  const [SHORT, LONG] = [3, 4]
  const tags: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, SHORT, 1, SIZE], // width
    [257, SHORT, 1, SIZE], // height
    [258, SHORT, 1, 4], // bits a sample
    [259, SHORT, 1, 1], // no compression
    [262, SHORT, 1, 3], // palette colour
    [273, LONG, 1, 8], // where the strip is
    [278, SHORT, 1, SIZE], // rows in it
    [279, LONG, 1, pixels.length],
    [320, SHORT, 48, mapAt],
  ]
  const directory = Buffer.alloc(2 + tags.length * 12 + 4)
  directory.writeUInt16LE(tags.length)
  tags.forEach(([tag, type, count, value], i) => {
    const at = 2 + i * 12
    directory.writeUInt16LE(tag, at)
    directory.writeUInt16LE(type, at + 2)
    directory.writeUInt32LE(count, at + 4)
    directory.writeUInt32LE(value, at + 8)
  })
  const header = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])
  header.writeUInt32LE(mapAt + colorMap.length, 4)
  return Buffer.concat([header, pixels, colorMap, directory])
}

/** The same scene as shapes. Source: Scalable Vector Graphics (SVG) 1.1. */
export const sampleSvg = (): Buffer =>
  Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64"><title>Sample picture</title>' +
      '<path fill="#8ecae6" d="M0 0h64v64H0z"/><circle cx="22" cy="20" r="10" fill="#ffb703"/>' +
      '<path fill="#2a9d8f" d="M0 64Q48 14 64 42v22z"/><path fill="#264653" d="M0 48Q14 44 64 64H0z"/></svg>\n',
  )

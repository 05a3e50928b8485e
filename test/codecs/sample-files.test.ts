// The small real files that binary answers are made of, taken apart by the rules of their formats.
import { crc32, gunzipSync, inflateSync } from 'node:zlib'
import t, { type Test as Tap } from 'tap'
import { sampleFile } from '../../src/codecs/bodies/sample-files.ts'

const OOXML = 'application/vnd.openxmlformats-officedocument'
const bytesOf = (type: string): Buffer => {
  const file = sampleFile(type)
  if (file === undefined) throw new Error(`no file for ${type}`)
  return file.bytes
}
const hex = (type: string, length: number) => bytesOf(type).toString('hex', 0, length)
const latin1 = (type: string, from: number, to: number) => bytesOf(type).toString('latin1', from, to)

t.test('each binary media type gets a small file of its kind, made once', async (t) => {
  const expected: readonly (readonly [type: string, extension: string, begins: string])[] = [
    ['image/png', 'png', '89504e470d0a1a0a'],
    ['image/jpeg', 'jpg', 'ffd8ffe0'],
    ['image/jpg', 'jpg', 'ffd8ffe0'],
    ['image/gif', 'gif', '474946383961'],
    ['image/webp', 'webp', '52494646'],
    ['image/avif', 'avif', '000000'],
    ['image/svg+xml', 'svg', '3c737667'],
    ['image/bmp', 'bmp', '424d'],
    ['image/x-icon', 'ico', '00000100'],
    ['image/vnd.microsoft.icon', 'ico', '00000100'],
    ['image/tiff', 'tiff', '49492a00'],
    ['image/*', 'png', '89504e47'],
    ['audio/wav', 'wav', '52494646'],
    ['audio/mpeg', 'mp3', 'ffe3'],
    ['audio/ogg', 'ogg', '4f676753'],
    ['audio/flac', 'flac', '664c6143'],
    ['audio/aac', 'aac', 'fff1'],
    ['audio/*', 'wav', '52494646'],
    ['video/webm', 'webm', '1a45dfa3'],
    ['audio/webm', 'weba', '1a45dfa3'],
    ['video/*', 'mp4', '000000'],
    ['font/woff2', 'woff2', '774f4632'],
    ['font/woff', 'woff', '774f4646'],
    ['font/ttf', 'ttf', '00010000'],
    ['application/pdf', 'pdf', '255044462d'],
    ['application/zip', 'zip', '504b0304'],
    [`${OOXML}.wordprocessingml.document`, 'docx', '504b0304'],
    [`${OOXML}.spreadsheetml.sheet`, 'xlsx', '504b0304'],
    [`${OOXML}.presentationml.presentation`, 'pptx', '504b0304'],
    ['application/gzip', 'gz', '1f8b08'],
    ['application/tar+gzip', 'tar.gz', '1f8b08'],
    ['application/x-bzip2', 'bz2', '425a68'],
    ['application/x-xz', 'xz', 'fd377a585a00'],
    ['application/zstd', 'zst', '28b52ffd'],
    ['application/wasm', 'wasm', '0061736d01000000'],
    ['application/vnd.kubernetes.protobuf;stream=watch', 'pb', '6b387300'],
    ['APPLICATION/OCTET-STREAM', 'bin', '00010203'],
    ['application/vnd.example.bundle+zip', 'zip', '504b0304'],
    ['application/vnd.example+cbor', 'cbor', 'a2'],
  ]
  for (const [type, extension, begins] of expected) {
    const file = sampleFile(type)
    t.equal(file?.extension, extension, type)
    t.equal(hex(type, begins.length / 2), begins, type)
    t.equal(sampleFile(`${type.toUpperCase()}; x=y`)?.bytes, file?.bytes, `${type} is kept`)
    t.ok(bytesOf(type).length < (extension === 'pptx' ? 10_000 : 3000), `${type} is small`)
  }
})

t.test('types that are text, or unknown, get no file', async (t) => {
  for (const type of [
    'application/json',
    'application/problem+json',
    'text/plain',
    'text/*',
    '*/*',
    'application/*',
    'application/xml',
    'application/unknown',
    'zip',
    '',
  ]) {
    t.equal(sampleFile(type), undefined, type)
  }
})

/** Colour indexes of the PNG, row by row. */
function pngPixels(t: Tap): number[] {
  const png = bytesOf('image/png')
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const body = png.subarray(at + 4, at + 8 + length)
    t.equal(png.readUInt32BE(at + 8 + length), crc32(body))
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4))
    at += 12 + length
  }
  t.same([...chunks.keys()], ['IHDR', 'PLTE', 'IDAT', 'IEND'])
  const lines = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))
  t.equal(lines.length, 64 * 17)
  return Array.from({ length: 64 * 64 }, (_, i) => ((lines[(i >> 6) * 17 + 1 + ((i & 63) >> 2)] ?? 0) >> (6 - 2 * (i & 3))) & 3)
}

/** A plain reading of GIF's LZW: a table that grows, codes that grow with it. */
function gifPixels(): number[] {
  const gif = bytesOf('image/gif')
  const start = 13 + 3 * 4 + 10
  const data: number[] = []
  for (let at = start + 1; gif[at] !== 0; at += 1 + (gif[at] ?? 0)) data.push(...gif.subarray(at + 1, at + 1 + (gif[at] ?? 0)))
  const least = gif[start] ?? 0
  const [clear, end] = [1 << least, (1 << least) + 1]
  const pixels: number[] = []
  let table: number[][] = []
  let width = 0
  let before: number[] | undefined
  const reset = () => {
    table = Array.from({ length: end + 1 }, (_, i) => [i])
    width = least + 1
    before = undefined
  }
  reset()
  for (let bit = 0; ; ) {
    let code = 0
    for (let i = 0; i < width; i++, bit++) code |= (((data[bit >> 3] ?? 0) >> (bit & 7)) & 1) << i
    if (code === end) return pixels
    if (code === clear) {
      reset()
      continue
    }
    const known = table[code]
    const entry = known ?? [...(before ?? []), before?.[0] ?? 0]
    if (before !== undefined) table.push([...before, entry[0] ?? 0])
    if (table.length === 1 << width && width < 12) width++
    before = entry
    pixels.push(...entry)
  }
}

t.test('PNG, GIF, BMP and TIFF hold the same picture, and the icon holds the PNG', async (t) => {
  const pixels = pngPixels(t)
  t.same([...new Set(pixels)].sort(), [0, 1, 2, 3])
  t.same(gifPixels(), pixels)
  const nibbles = (bytes: Buffer) => [...bytes].flatMap((byte) => [byte >> 4, byte & 15])

  const bmp = bytesOf('image/bmp')
  t.equal(bmp.readUInt32LE(2), bmp.length)
  const upsideDown = nibbles(bmp.subarray(bmp.readUInt32LE(10)))
  t.same(Array.from({ length: 64 }, (_, y) => upsideDown.slice((63 - y) * 64, (64 - y) * 64)).flat(), pixels)

  const tiff = bytesOf('image/tiff')
  const directory = tiff.readUInt32LE(4)
  const tags = new Map(
    Array.from({ length: tiff.readUInt16LE(directory) }, (_, i) => [
      tiff.readUInt16LE(directory + 2 + i * 12),
      tiff.readUInt32LE(directory + 10 + i * 12),
    ]),
  )
  const strip = tags.get(273) ?? 0
  t.same(nibbles(tiff.subarray(strip, strip + (tags.get(279) ?? 0))), pixels)

  const icon = bytesOf('image/x-icon')
  t.ok(icon.subarray(icon.readUInt32LE(18)).equals(bytesOf('image/png')))
  t.equal(icon.readUInt32LE(14), bytesOf('image/png').length)
})

t.test('compressed pictures, sounds and films have whole containers of the right kind', async (t) => {
  const jpeg = bytesOf('image/jpeg')
  t.equal(jpeg.toString('hex', jpeg.length - 2), 'ffd9')
  const frame = jpeg.indexOf(Buffer.from('ffc0', 'hex'))
  t.same([jpeg.readUInt16BE(frame + 5), jpeg.readUInt16BE(frame + 7)], [64, 64])

  t.equal(bytesOf('image/webp').readUInt32LE(4), bytesOf('image/webp').length - 8)
  t.equal(latin1('image/webp', 8, 12), 'WEBP')

  const wav = bytesOf('audio/wav')
  t.same([wav.readUInt32LE(4), wav.readUInt32LE(24), wav.readUInt32LE(40)], [wav.length - 8, 8000, wav.length - 44])
  t.ok(Math.max(...wav.subarray(44)) > 200, 'it can be heard')

  const boxes = (type: string) => {
    const names: string[] = []
    const bytes = bytesOf(type)
    let at = 0
    for (; at < bytes.length; at += bytes.readUInt32BE(at)) names.push(bytes.toString('latin1', at + 4, at + 8))
    return { names, whole: at === bytes.length }
  }
  t.match(boxes('video/mp4'), { names: ['ftyp', 'moov'], whole: true })
  t.ok(boxes('video/mp4').names.includes('mdat'))
  t.match(boxes('audio/mp4'), { names: ['ftyp'], whole: true })
  t.match(boxes('image/avif'), { names: ['ftyp', 'meta', 'mdat'], whole: true })
  t.equal(latin1('image/avif', 8, 12), 'avif')

  for (const type of ['audio/webm', 'video/webm']) t.ok(bytesOf(type).includes('webm'), type)
  t.ok(bytesOf('audio/ogg').includes('OpusHead'))
  t.equal(bytesOf('audio/mpeg').length % 72, 0, 'whole frames of 72 bytes')
})

t.test('fonts name their own length', async (t) => {
  for (const type of ['font/woff', 'font/woff2']) t.equal(bytesOf(type).readUInt32BE(8), bytesOf(type).length, type)
  t.equal(bytesOf('font/ttf').readUInt16BE(4), 10, 'tables')
})

t.test('the PDF has its objects where its table says, and a line of text', async (t) => {
  const pdf = latin1('application/pdf', 0, 100_000)
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1])
  t.equal(pdf.slice(start, start + 5), 'xref\n')
  const offsets = [...pdf.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset))
  t.equal(offsets.length, 5)
  offsets.forEach((offset, i) => {
    t.ok(pdf.startsWith(`${i + 1} 0 obj\n`, offset), `object ${i + 1}`)
  })
  const stream = /\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/.exec(pdf)
  t.equal(Number(stream?.[1]), stream?.[2]?.length)
  t.match(stream?.[2], 'Sample document')
})

/** Entries by the central directory, each checked against its own header and CRC. */
function unzip(t: Tap, bytes: Buffer): Map<string, string> {
  const end = bytes.length - 22
  t.equal(bytes.readUInt32LE(end), 0x06054b50)
  const entries = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    t.equal(bytes.readUInt32LE(at), 0x02014b50)
    const [crc, size, nameLength, local] = [
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    t.equal(bytes.readUInt32LE(local), 0x04034b50)
    t.equal(bytes.toString('utf8', local + 30, local + 30 + nameLength), name)
    const content = bytes.subarray(local + 30 + nameLength, local + 30 + nameLength + size)
    t.equal(crc32(content), crc, name)
    entries.set(name, content.toString())
    at += 46 + nameLength
  }
  t.equal(at, end)
  return entries
}

t.test('archives give back what was put in', async (t) => {
  t.same([...unzip(t, bytesOf('application/zip'))], [['hello.txt', 'Hello from the sample archive.\n']])
  t.equal(gunzipSync(bytesOf('application/gzip')).toString(), 'Hello from the sample archive.\n')
  const tar = bytesOf('application/x-tar')
  t.ok(gunzipSync(bytesOf('application/tar+gzip')).equals(tar))
  t.equal(tar.length % 512, 0)
  t.equal(tar.toString('latin1', 0, 9), 'hello.txt')
  t.equal(tar.toString('latin1', 257, 265), 'ustar\x0000')
  const sum = [...tar.subarray(0, 512)].reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0)
  t.equal(Number.parseInt(tar.toString('latin1', 148, 154), 8), sum)
  t.equal(
    tar.toString('latin1', 512, 512 + Number.parseInt(tar.toString('latin1', 124, 135), 8)),
    'Hello from the sample archive.\n',
  )
})

t.test('office documents declare every part, lead to every part, and say something', async (t) => {
  for (const [kind, says] of [
    ['wordprocessingml.document', 'Sample document'],
    ['spreadsheetml.sheet', 'Ceramic Mug'],
    ['presentationml.presentation', 'Sample document'],
  ] as const) {
    const entries = unzip(t, bytesOf(`${OOXML}.${kind}`))
    const parts = [...entries.keys()].filter((name) => !name.includes('_rels/') && name !== '[Content_Types].xml').sort()
    const declared = [...(entries.get('[Content_Types].xml') ?? '').matchAll(/PartName="\/([^"]+)"/g)].map(([, part]) => part)
    t.same(declared.sort(), parts, `${kind} declares its parts`)
    const led = [...entries].flatMap(([name, content]) => {
      const folder = name.replace(/_rels\/[^/]*$/, '')
      return name.includes('_rels/')
        ? [...content.matchAll(/Target="([^"]+)"/g)].map(([, target = '']) =>
            new URL(target, `http://x/${folder}`).pathname.slice(1),
          )
        : []
    })
    t.same([...new Set(led)].sort(), parts, `${kind} leads to its parts`)
    t.ok([...entries.values()].some((content) => content.includes(says)))
  }
  const epub = unzip(t, bytesOf('application/epub+zip'))
  t.equal([...epub.keys()][0], 'mimetype')
  t.equal(latin1('application/epub+zip', 38, 58), 'application/epub+zip')
})

t.test('data files say what they should', async (t) => {
  // known to Node, not to its types
  type Adder = { instantiate(bytes: Buffer): Promise<{ instance: { exports: { add(a: number, b: number): number } } }> }
  const { WebAssembly } = globalThis as unknown as { WebAssembly: Adder }
  const { instance } = await WebAssembly.instantiate(bytesOf('application/wasm'))
  t.equal(instance.exports.add(2, 3), 5)
  t.equal(hex('application/cbor', 17), 'a262696401646e616d656673616d706c65')
  t.equal(hex('application/x-msgpack', 17), '82a2696401a46e616d65a673616d706c65')
  t.equal(hex('application/x-protobuf', 10), '0801120673616d706c65')
  const sqlite = bytesOf('application/vnd.sqlite3')
  t.equal(sqlite.length, sqlite.readUInt16BE(16) * sqlite.readUInt32BE(28))
  t.equal(sqlite.toString('latin1', sqlite.length - 6), 'sample')
  t.equal(hex('application/octet-stream', 256).length, 512)
})

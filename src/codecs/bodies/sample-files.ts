// A small real file for each binary media type: what an `image/png` or `application/pdf` answer is made of.
import { essenceOf } from '../../http/media-type.ts'
import { gzip, SAMPLE_ENTRY, tar, zip } from './sample-file-archive.ts'
import * as data from './sample-file-data.ts'
import { ENCODED } from './sample-file-encoded.ts'
import * as office from './sample-file-office.ts'
import * as picture from './sample-file-picture.ts'

/** A file and what its name ends in, without the dot: `png`. */
export interface SampleFile {
  readonly bytes: Buffer
  readonly extension: string
}

const encoded = (name: keyof typeof ENCODED) => () => Buffer.from(ENCODED[name], 'base64')
const OOXML = 'application/vnd.openxmlformats-officedocument'

/** Media types, the extension, how the bytes are made. The first of a family answers its wildcard. */
const FILES: readonly (readonly [types: string, extension: string, make: () => Buffer])[] = [
  ['image/png image/apng image/x-png image/*', 'png', picture.samplePng],
  ['image/jpeg image/jpg image/pjpeg', 'jpg', encoded('jpeg')],
  ['image/gif', 'gif', picture.sampleGif],
  ['image/webp', 'webp', encoded('webp')],
  ['image/avif', 'avif', encoded('avif')],
  ['image/svg+xml image/svg', 'svg', picture.sampleSvg],
  ['image/bmp image/x-bmp image/x-ms-bmp', 'bmp', picture.sampleBmp],
  ['image/x-icon image/vnd.microsoft.icon image/ico', 'ico', picture.sampleIcon],
  ['image/tiff image/tif', 'tiff', picture.sampleTiff],

  ['audio/wav audio/x-wav audio/wave audio/vnd.wave audio/*', 'wav', data.sampleWav],
  ['audio/mpeg audio/mp3 audio/mpeg3', 'mp3', encoded('mp3')],
  ['audio/ogg audio/opus application/ogg', 'ogg', encoded('opus')],
  ['audio/webm', 'weba', encoded('weba')],
  ['audio/flac audio/x-flac', 'flac', encoded('flac')],
  ['audio/aac audio/x-aac audio/aacp', 'aac', encoded('aac')],
  ['audio/mp4 audio/x-m4a audio/m4a', 'm4a', encoded('m4a')],
  ['video/mp4 video/x-m4v video/*', 'mp4', encoded('mp4')],
  ['video/webm', 'webm', encoded('webm')],

  ['font/woff2 application/font-woff2 font/*', 'woff2', encoded('woff2')],
  ['font/woff application/font-woff application/x-font-woff', 'woff', encoded('woff')],
  ['font/ttf font/sfnt application/x-font-ttf application/font-sfnt', 'ttf', encoded('ttf')],
  // OpenType allows both kinds of outlines, these are TrueType's
  ['font/otf application/x-font-otf application/vnd.ms-opentype', 'otf', encoded('ttf')],

  ['application/pdf application/x-pdf', 'pdf', office.samplePdf],
  [`${OOXML}.wordprocessingml.document`, 'docx', office.sampleDocx],
  [`${OOXML}.spreadsheetml.sheet`, 'xlsx', office.sampleXlsx],
  [`${OOXML}.presentationml.presentation`, 'pptx', office.samplePptx],
  ['application/epub+zip', 'epub', office.sampleEpub],

  ['application/zip application/x-zip application/x-zip-compressed', 'zip', () => zip([SAMPLE_ENTRY])],
  ['application/x-tar application/tar', 'tar', () => tar(SAMPLE_ENTRY)],
  [
    'application/tar+gzip application/x-gtar application/x-tgz application/x-compressed-tar',
    'tar.gz',
    () => gzip(tar(SAMPLE_ENTRY)),
  ],
  ['application/gzip application/x-gzip', 'gz', () => gzip(Buffer.from(SAMPLE_ENTRY.content))],
  ['application/x-bzip2 application/bzip2', 'bz2', encoded('bzip2')],
  ['application/x-xz application/xz', 'xz', encoded('xz')],
  ['application/zstd application/x-zstd', 'zst', encoded('zstd')],

  ['application/wasm', 'wasm', data.sampleWasm],
  ['application/vnd.sqlite3 application/x-sqlite3', 'sqlite3', data.sampleSqlite],
  ['application/cbor', 'cbor', data.sampleCbor],
  ['application/msgpack application/x-msgpack application/vnd.msgpack', 'msgpack', data.sampleMessagePack],
  ['application/vnd.kubernetes.protobuf', 'pb', data.sampleKubernetesProtobuf],
  [
    'application/protobuf application/x-protobuf application/vnd.google.protobuf application/x-google-protobuf',
    'pb',
    data.sampleProtobuf,
  ],
  ['application/octet-stream binary/octet-stream application/x-binary', 'bin', data.sampleBytes],
]

const BY_TYPE = new Map(
  FILES.flatMap(([types, extension, make]) => types.split(' ').map((type) => [type, { extension, make }] as const)),
)

/** What a type's suffix says about its bytes. Source: IANA "Structured Syntax Suffixes". */
const BY_SUFFIX: Readonly<Record<string, string>> = {
  zip: 'application/zip',
  gzip: 'application/gzip',
  cbor: 'application/cbor',
  msgpack: 'application/msgpack',
  protobuf: 'application/protobuf',
  proto: 'application/protobuf',
  zstd: 'application/zstd',
}

const made = new Map<() => Buffer, Buffer>()

/**
 * A small file of this kind, the same bytes every time and on every machine: pictures show one scene, sounds play one tone, archives hold one text.
 * Parameters and case of the type do not matter; `image/*`, `audio/*`, `video/*` and `font/*` get their commonest kind, and a suffix (`+zip`) tells the kind
 * of a type that is not known. Undefined for types that are text, JSON or XML, or not known at all. Nobody may write to `bytes`: it is kept and handed out again.
 */
export function sampleFile(mediaType: string): SampleFile | undefined {
  const type = essenceOf(mediaType)
  const kind = BY_TYPE.get(type) ?? BY_TYPE.get(BY_SUFFIX[type.split('+')[1] ?? ''] ?? '')
  if (kind === undefined) return undefined
  const { extension, make } = kind
  let bytes = made.get(make)
  if (bytes === undefined) {
    bytes = make()
    made.set(make, bytes)
  }
  return { bytes, extension }
}

// Which OpenAPI version a value claims to be; and when it is none, what it seems to be instead.
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { suggest } from '../diagnostics/suggest.ts'
import type { OpenApiVersion } from './api-document.ts'
import { isRecord, joinPointer } from './json-pointer.ts'
import { nameOfValue } from './name-of-value.ts'
import { placeAt, type SourceFile } from './source-file.ts'

/** Reads `openapi: 3.1.0` or `swagger: "2.0"`, as text or number; undefined for versions that are not known. */
export function detectVersion(root: unknown): OpenApiVersion | undefined {
  if (!isRecord(root)) return undefined
  // `openapi: 3.0` without quotes is the number 3
  const openapi = /^3(?:\.([012])(?:\D|$)|$)/.exec(versionText(root['openapi']))
  if (openapi) return `3.${openapi[1] ?? '0'}` as OpenApiVersion
  return /^2(?:\.0)?$/.test(versionText(root['swagger'])) ? '2.0' : undefined
}

const versionText = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '')

const OVERLAY = 'an OpenAPI Overlay'

/** Other kinds of files that people hand over by mistake, told by keys at their root. */
const OTHER_KINDS: readonly (readonly [keys: readonly string[], kind: string])[] = [
  [['asyncapi'], 'an AsyncAPI document'],
  [['arazzo'], 'an Arazzo document'],
  [['overlay', 'actions'], OVERLAY],
  [['swaggerVersion'], 'a Swagger 1 document'],
  [['raml'], 'a RAML document'],
  [['info', 'item'], 'a Postman collection'],
  [['_type', 'resources'], 'an Insomnia export'],
  [['log'], 'a HAR recording'],
  [['services'], 'a Docker Compose file'],
  [['apiVersion', 'kind'], 'a Kubernetes manifest'],
  [['AWSTemplateFormatVersion'], 'a CloudFormation template'],
  [['name', 'dependencies'], 'a package.json'],
  [['compilerOptions'], 'a TypeScript configuration'],
  [['jobs', 'on'], 'a GitHub workflow'],
  [['__schema'], 'a GraphQL schema'],
  [['$schema'], 'a JSON Schema'],
  [['type', 'properties'], 'a JSON Schema'],
]

/** Says why a file is no document: a `not-openapi` finding at the version, at the misspelt key, or at the file. */
export function describeVersionProblem(file: SourceFile): Diagnostic {
  const { root } = file
  const report = (pointer: string, message: string, hint?: string) =>
    diagnostic('not-openapi', placeAt(file, pointer, pointer === '' ? 'value' : 'key'), message, hint)
  if (!isRecord(root)) return report('', `this is no OpenAPI document: the file holds ${nameOfValue(root)}`)
  for (const key of ['openapi', 'swagger']) {
    if (Object.hasOwn(root, key))
      return report(`/${key}`, unknownVersion(key, root[key]), 'mockserve knows 2.0, 3.0, 3.1 and 3.2')
  }
  const misspelt = Object.keys(root).find(
    (key) => /^\d/.test(versionText(root[key])) && suggest(key, ['openapi', 'swagger']) !== undefined,
  )
  if (misspelt !== undefined) {
    return report(
      joinPointer('', misspelt),
      `there is no key "openapi", but "${misspelt}"`,
      `did you mean "${suggest(misspelt, ['openapi', 'swagger'])}"?`,
    )
  }
  const kind = OTHER_KINDS.find(([keys]) => keys.every((key) => Object.hasOwn(root, key)))?.[1]
  const hint =
    kind === OVERLAY ? 'name the document: an overlay that lies beside it, as NAME.overlay.yaml, is applied to it' : undefined
  if (kind !== undefined) return report('', `this is no OpenAPI document; it looks like ${kind}`, hint)
  if (Object.hasOwn(root, 'paths'))
    return report('', 'the version is missing', 'begin the document with a line such as openapi: 3.1.0')
  const isPart = ['get', 'post', 'put', 'delete', 'schemas', 'schema', 'components', 'definitions', 'parameters'].some((key) =>
    Object.hasOwn(root, key),
  )
  return isPart
    ? report('', 'this is a part of an OpenAPI document, without "openapi" and "paths"', 'name the document that refers to it')
    : report(
        '',
        'this is no OpenAPI document: it has neither "openapi" nor "swagger"',
        'a document begins with a line such as openapi: 3.1.0',
      )
}

function unknownVersion(key: string, value: unknown): string {
  const text = versionText(value)
  if (text === '') return `"${key}" must be a version such as 3.1.0, not ${nameOfValue(value)}`
  if (key === 'swagger' && /^3/.test(text)) return `version 3 is written as openapi: ${text}, not as swagger`
  if (key === 'openapi' && /^2/.test(text)) return 'version 2.0 is written as swagger: "2.0", not as openapi'
  return `${key} ${text.slice(0, 20)} is no version that mockserve knows`
}

// The table of all findings: what each code means and how bad it is.
import type { Severity } from './diagnostic.ts'

interface Finding {
  readonly severity: Severity
  /** What the code means, one sentence, for the documentation and the problem pages. */
  readonly means: string
}

const table = {
  // files
  'file-missing': { severity: 'error', means: 'The file or folder does not exist.' },
  'file-unreadable': { severity: 'error', means: 'The file exists but cannot be read, or is no regular file.' },
  'file-too-large': {
    severity: 'error',
    means: 'The file is larger than mockserve reads (64 MiB a file, 256 MiB and 10,000 files in all).',
  },
  'folder-without-documents': { severity: 'error', means: 'No file in the folder is an OpenAPI document.' },
  syntax: { severity: 'error', means: 'The text is not YAML or JSON.' },
  'syntax-tolerated': {
    severity: 'warning',
    means: 'The text is not quite the JSON that its name promises, but it can be read.',
  },
  'several-documents': { severity: 'warning', means: 'The file holds several YAML documents; only the first is read.' },
  'unknown-tag': {
    severity: 'warning',
    means: 'A YAML tag such as !include or !!binary is ignored; its value is kept as it is written.',
  },
  encoding: { severity: 'error', means: 'The file is not UTF-8 (or UTF-16 with a byte order mark).' },
  'duplicate-key': { severity: 'warning', means: 'A mapping names one key twice; the last one counts.' },
  'too-many-nodes': { severity: 'error', means: 'Aliases or merge keys make the document expand beyond 5,000,000 nodes.' },
  'too-deep': { severity: 'error', means: 'Values are nested more than 1,000 deep.' },
  // documents
  'not-openapi': {
    severity: 'error',
    means: 'The file is YAML or JSON, but has no "openapi" or "swagger" version that mockserve knows.',
  },
  'no-operations': { severity: 'warning', means: 'The document describes no operation, so there is nothing to answer.' },
  structure: { severity: 'warning', means: 'A part of the document has not the shape that the OpenAPI Specification asks for.' },
  'misspelt-field': {
    severity: 'error',
    means:
      'The OpenAPI Specification knows no such field here, but one that is spelt nearly the same; what was meant has no effect.',
  },
  'unknown-field': { severity: 'warning', means: 'The OpenAPI Specification knows no such field here; it is ignored.' },
  'missing-field': { severity: 'warning', means: 'A field is missing without which a part of the document cannot be served.' },
  'missing-nicety': {
    severity: 'info',
    means: 'A field that the OpenAPI Specification requires is missing; nothing here depends on it.',
  },
  'bad-status': {
    severity: 'warning',
    means:
      'A response key is no status code from 200 to 599, range such as 4XX, or "default"; it is not given. A range in lower case is read as if it were not.',
  },
  'bad-media-type': { severity: 'warning', means: 'A key of "content" is no media type.' },
  'bad-header': {
    severity: 'warning',
    means:
      'A documented response header has a name or value that HTTP does not allow, or would break the framing; it is not sent.',
  },
  'header-not-sent': {
    severity: 'info',
    means: 'A documented response header is one that only the server itself can set, such as Content-Length.',
  },
  'security-scheme-undeclared': {
    severity: 'warning',
    means: 'A security requirement names a scheme that the document does not declare.',
  },
  'rule-failed': {
    severity: 'info',
    means: 'A rule of mockserve failed on the document, which is a defect of mockserve; the document is served all the same.',
  },
  // overlays
  'overlay-invalid': {
    severity: 'error',
    means:
      'The file beside a document is named like an overlay of it, but is none of version 1, or is one of another document; it is not applied.',
  },
  'overlay-not-applied': {
    severity: 'error',
    means: 'An action of an overlay has a target or a change that mockserve does not know; the other actions are applied.',
  },
  'overlay-no-match': {
    severity: 'warning',
    means: "The target of an overlay's action is nowhere in the document, so it changes nothing.",
  },
  'overlay-without-document': {
    severity: 'warning',
    means: 'An overlay lies in a folder of documents, but none of its name beside it, so it changes nothing.',
  },
  // references
  'ref-unresolved': { severity: 'error', means: 'A $ref leads nowhere.' },
  'ref-outside': { severity: 'error', means: 'A $ref leaves the folder that documents may read.' },
  'ref-remote': { severity: 'error', means: 'A $ref names another machine; it is not fetched.' },
  'ref-cycle': { severity: 'error', means: 'A chain of $refs leads back to itself and never to a value.' },
  // paths and operations
  'path-collision': { severity: 'warning', means: 'Several operations have the same method and address; the first one answers.' },
  'path-without-slash': { severity: 'warning', means: 'A path does not begin with "/"; it is served as if it did.' },
  'path-parameter-undeclared': { severity: 'warning', means: 'A {name} in a path is declared by no path parameter.' },
  'path-parameter-unused': { severity: 'warning', means: 'A path parameter is declared, but the path has no {name} for it.' },
  'reserved-path': { severity: 'warning', means: 'A path lies under /__mockserve/, which is reserved; it is not served.' },
  'base-path-collision': {
    severity: 'warning',
    means: 'Two documents claim the same address; the first one answers there, both answer under their own name.',
  },
  'duplicate-operation-id': { severity: 'warning', means: 'Two operations have the same operationId.' },
  'no-responses': { severity: 'warning', means: 'An operation documents no response that could be given; it answers 501.' },
  // schemas and examples
  'example-mismatch': {
    severity: 'warning',
    means: 'A documented example does not fit its schema; what fits is kept, the rest is generated.',
  },
  'schema-unsatisfiable': {
    severity: 'error',
    means: 'No value can satisfy the schema; operations that must give one answer 501.',
  },
  'sample-not-found': {
    severity: 'error',
    means: 'No value that satisfies the schema was found within the limits; operations that must give one answer 501.',
  },
  'sample-clipped': { severity: 'warning', means: 'A schema asks for more than the limits of generation allow.' },
  'bad-pattern': { severity: 'warning', means: 'A pattern is no regular expression that JavaScript knows; it is not enforced.' },
  'slow-pattern': {
    severity: 'info',
    means: 'A pattern could take exponential time; it is matched by a slower engine that cannot.',
  },
  'unknown-type': {
    severity: 'warning',
    means: 'A schema names a type that JSON Schema does not know; the type is not enforced.',
  },
  'external-value': { severity: 'info', means: 'An example is an externalValue, which is not fetched.' },
  // handler files and config files
  'module-syntax': { severity: 'error', means: 'The file is no TypeScript or JavaScript that can be parsed.' },
  'module-import': {
    severity: 'error',
    means: 'An import leads nowhere, names an export that is not there, or leads to a package that cannot be loaded.',
  },
  'module-throws': { severity: 'error', means: 'The code of a file throws while the file is loaded.' },
  'module-top-level-await': {
    severity: 'error',
    means: 'A file waits at its top level, which a file that is loaded again at every save cannot.',
  },
  'module-suspicious': { severity: 'warning', means: 'The code can be loaded, but does likely not what was meant.' },
  'module-loader-failed': {
    severity: 'error',
    means: 'esbuild, which loads TypeScript and JavaScript files, is not installed rightly or has stopped.',
  },
  'handler-no-default': {
    severity: 'error',
    means: 'A file in the mocks folder has no default export, so it gives no handlers.',
  },
  'handler-outside': { severity: 'warning', means: 'A link in the mocks folder leads out of it; it is not followed.' },
  'handler-invalid': { severity: 'error', means: 'What stands in a map of mocks is neither a function nor an answer as data.' },
  'handler-unknown-operation': { severity: 'error', means: 'A key of a map of mocks names no operation of the documents.' },
  // what clients write
  'stored-unfit': {
    severity: 'warning',
    means: 'What clients wrote does not fit the schema of a documented answer, so the generated one is given there.',
  },
  'resource-correction': {
    severity: 'warning',
    means: 'x-mockserve-resource or the setting "resources" is not understood, or names a path or property that is not there.',
  },
  'seed-unfit': { severity: 'error', means: 'An item of a seed file breaks the schema of its resource; it is left out.' },
  'seed-unknown-resource': {
    severity: 'error',
    means: 'A seed file names no resource of the documents, or does not say which; its items are left out.',
  },
  'state-torn': {
    severity: 'warning',
    means: 'The last line of a state file was not finished. No client was told that it is kept, and it is taken away.',
  },
  'state-not-kept': {
    severity: 'error',
    means: 'A change could not be kept in the state file, as on a full disk; its request was refused and nothing was changed.',
  },
  'handler-duplicate': { severity: 'warning', means: 'Two files answer the same operation; the first counts.' },
} as const satisfies Record<string, Finding>

export type FindingCode = keyof typeof table

export const findings: Readonly<Record<FindingCode, Finding>> = table

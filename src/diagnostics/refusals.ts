// The table of all refusals: the status each has and what it means.

interface RefusalKind {
  readonly status: number
  readonly title: string
  /** For the problem page: why this happens and the way out. */
  readonly means: string
}

const table = {
  'no-such-path': {
    status: 404,
    title: 'No operation has this path',
    means:
      'No path of the served documents matches the request. Compare the path with the docs page: a base path, a plural or a parameter may be missing.',
  },
  'no-such-method': {
    status: 405,
    title: 'The path exists, but not with this method',
    means: 'The documents describe the path with other methods; the Allow header lists them.',
  },
  'status-not-documented': {
    status: 404,
    title: 'The status asked for is not documented',
    means: 'Prefer: code=… (or __code) named a status that the operation does not document. Ask for one of those listed.',
  },
  'example-not-documented': {
    status: 404,
    title: 'The example asked for is not documented',
    means: 'Prefer: example=… (or __example) named an example that the response does not have. Ask for one of those listed.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No documented media type is acceptable',
    means: 'The Accept header rules out every media type that the response documents.',
  },
  'no-response': {
    status: 501,
    title: 'The document gives no answer for this operation',
    means:
      'The operation documents no response that can be sent, or the part of the document that describes it is broken. The finding names the place.',
  },
  'schema-unsatisfiable': {
    status: 501,
    title: 'No value can satisfy the schema of this response',
    means:
      'The rules of the schema contradict each other, so that no answer would be true to it. Mend the schema, or document an example.',
  },
  'sample-not-found': {
    status: 501,
    title: 'No value that satisfies the schema was found',
    means: 'The schema may be satisfiable, but not within the limits of generation. Document an example, and it is served.',
  },
  'bad-request': {
    status: 400,
    title: 'The request is malformed',
    means: 'The request is not well-formed HTTP: its path, headers or framing cannot be read.',
  },
  internal: {
    status: 500,
    title: 'mockserve failed to answer',
    means: 'A defect of mockserve itself: the answer could not be made. The terminal shows what happened.',
  },
} as const satisfies Record<string, RefusalKind>

export type RefusalCode = keyof typeof table

export const refusals: Readonly<Record<RefusalCode, RefusalKind>> = table

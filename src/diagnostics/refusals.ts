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
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    means:
      'A parameter or the body is not written in the way the document says. Each entry of "errors" names the place, what was expected and what was received.',
  },
  'no-credentials': {
    status: 401,
    title: 'The request lacks the credentials that the operation asks for',
    means: 'Any credential of the right form is accepted: send one, or start with --no-security.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    means: 'The body, or what it inflates to, is larger than mockserve reads (10 MiB).',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body has a media type that the operation does not document',
    means: 'Send the body in one of the documented media types, and name it in Content-Type.',
  },
  'unsupported-encoding': {
    status: 415,
    title: 'The body is packed in a way that is not read here',
    means: 'Send the body as it is, or packed with gzip, deflate or br, and name that in Content-Encoding.',
  },
  'invalid-request': {
    status: 422,
    title: 'The request breaks rules of the contract',
    means:
      'Each entry of "errors" names the place in the request, the rule, what was expected and received, and where the rule stands in the document. Prefer: validate=off skips the checks.',
  },
  'no-such-item': {
    status: 404,
    title: 'There is no such item',
    means:
      'A request before this one deleted the item, or what is stored was replaced by items without it, and the operation documents no answer for that. A reset brings it back; with --stateless nothing is stored.',
  },
  'patch-conflict': {
    status: 409,
    title: 'The patch cannot be applied to the item',
    means:
      'An operation of a JSON Patch names a place that the item does not have, or a test in it failed. Nothing was changed; the detail names the operation.',
  },
  'duplicate-item': {
    status: 409,
    title: 'There is an item with this id already',
    means: 'The request creates an item under an id that is taken, and the operation documents 409 for that.',
  },
  'item-changed': {
    status: 412,
    title: 'The item has changed meanwhile',
    means: 'If-Match names another state of the item than the one there is. Read the item again: its ETag is the one to send.',
  },
  'state-not-kept': {
    status: 507,
    title: 'The change could not be kept',
    means:
      'The file that --state names takes no more, as on a full disk. Nothing was changed. Make room and send the request again, or start without --state.',
  },
  'handler-failed': {
    status: 500,
    title: 'The handler of this operation failed',
    means:
      'The code in mocks/ that answers this operation threw, gave nothing back, took too long, or gave a value that cannot be sent. The detail names the place; the other operations go on.',
  },
  'broken-answer': {
    status: 500,
    title: 'The answer breaks the contract',
    means:
      'The example or handler that gives this answer does not fit what the document says of it, and --errors asks for that to be an error. Each entry of "errors" names the place and the rule.',
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

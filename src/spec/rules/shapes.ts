// The little language of the tables that say which fields an object of OpenAPI has and what each may hold.

/** The kinds of objects that OpenAPI knows, of all versions; a version's table has those that it has. */
export type KindName =
  | 'Document'
  | 'Info'
  | 'Contact'
  | 'License'
  | 'Server'
  | 'ServerVariable'
  | 'Paths'
  | 'PathItem'
  | 'Methods'
  | 'Operation'
  | 'Parameter'
  | 'RequestBody'
  | 'Content'
  | 'MediaType'
  | 'Encoding'
  | 'Responses'
  | 'Response'
  | 'Headers'
  | 'Header'
  | 'Example'
  | 'Link'
  | 'Callback'
  | 'Components'
  | 'SecurityScheme'
  | 'Flows'
  | 'Flow'
  | 'SecurityRequirement'
  | 'Tag'
  | 'ExternalDocs'
  | 'Schema'
  | 'Discriminator'
  | 'Xml'
  /** A map from free names to objects of one kind. */
  | 'Map'

/**
 * What a field may hold: `text`, a `flag` (true or false), a `number`, `texts` (a list of them), a `list` of anything, a `map` of anything, or `any`;
 * `=a|b` one of these words; `=[a|b]` a list of them; `Tag` an object of that kind, `Tag[]` a list of them, `{Tag}` a map from free names to them.
 * `number|flag` and `Schema|Schema[]` are what they say.
 */
export type Shape =
  | 'any'
  | 'text'
  | 'flag'
  | 'number'
  | 'number|flag'
  | 'texts'
  | 'list'
  | 'map'
  | `=${string}`
  | KindName
  | `${KindName}[]`
  | `{${KindName}}`
  | 'Schema|Schema[]'

export interface Kind {
  /** As sentences name it: "an operation". */
  readonly title: string
  readonly fields: Readonly<Record<string, Shape>>
  /** What fields of other names hold, where names are free. Fields that begin with `x-` are always allowed. */
  readonly others?: Shape
  /** Without these the object cannot be served: `missing-field`. */
  readonly needs?: readonly string[]
  /** Required by the specification, missed by nobody here: `missing-nicety`. */
  readonly wants?: readonly string[]
  /** Objects of this kind hold keywords of any vocabulary; only what looks misspelt is unknown. */
  readonly isOpen?: boolean
}

export type Kinds = { readonly [name in KindName]?: Kind }

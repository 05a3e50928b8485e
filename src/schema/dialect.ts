// Which JSON Schema dialect a document speaks, and what differs between them.

export interface Dialect {
  readonly name: 'openapi-2.0' | 'openapi-3.0' | '2020-12' | '2019-09' | 'draft-07' | 'draft-04'
  /** Keywords beside `$ref` count (2019-09 and later); before, a reference object has nothing else to say. */
  readonly refSiblings: boolean
  /** `nullable: true` adds null (OpenAPI 3.0; `x-nullable` in 2.0). */
  readonly nullable: boolean
  /** A `writeOnly` property is absent from answers even where `required` names it (OpenAPI 3.0, "Schema Object"); later versions only annotate. */
  readonly writeOnlyLiftsRequired: boolean
  /** An array under `items` is a tuple (before 2020-12). */
  readonly itemsTuple: boolean
  /** The keyword by which a schema names itself: `id` in draft 4, `$id` since; OpenAPI 2.0 and 3.0 have none. */
  readonly idKeyword: '$id' | 'id' | undefined
  /**
   * Whether a value must have the `format` that its schema names. The letter of JSON Schema makes that a setting and `false` its default; whoever
   * writes an OpenAPI document means it, so all our dialects say `true`. `false` reads formats as notes.
   */
  readonly formatAsserts: boolean
}

const old = {
  refSiblings: false,
  nullable: false,
  writeOnlyLiftsRequired: false,
  itemsTuple: true,
  idKeyword: '$id',
  formatAsserts: true,
} as const
const openApi = { ...old, nullable: true, writeOnlyLiftsRequired: true, idKeyword: undefined } as const

export const dialects = {
  'openapi-2.0': { ...openApi, name: 'openapi-2.0' },
  'openapi-3.0': { ...openApi, name: 'openapi-3.0' },
  'draft-04': { ...old, name: 'draft-04', idKeyword: 'id' },
  'draft-07': { ...old, name: 'draft-07' },
  '2019-09': { ...old, name: '2019-09', refSiblings: true },
  '2020-12': { ...old, name: '2020-12', refSiblings: true, itemsTuple: false },
} as const satisfies Record<Dialect['name'], Dialect>

// Ways in which an answer can break off.

export type Fault =
  /** The connection is reset before anything is sent. */
  | { readonly kind: 'reset' }
  /** Nothing is ever sent. */
  | { readonly kind: 'hang' }
  /** The body breaks off in the middle, though its head says that it is whole. */
  | { readonly kind: 'malformed' }
  /** The connection ends after this many bytes of the body. */
  | { readonly kind: 'truncate'; readonly bytes: number }

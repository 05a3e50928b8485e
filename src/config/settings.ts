// All settings with their defaults and units.
import type { Corrections } from '../contract/compile-contract.ts'

export interface Settings {
  /** Files and folders; empty means the usual places in `folder`. */
  readonly documents: readonly string[]
  /** The folder mockserve was started in, absolute. */
  readonly folder: string
  /** The folder of handlers. Undefined: `mocks/` in `folder`, in a folder that is served, or beside a document. False: none. */
  readonly mocks: string | false | undefined
  readonly host: string
  /** Undefined: one drawn from the documents' paths, another when it is taken. 0: any free one. */
  readonly port: number | undefined
  readonly seed: number
  readonly examples: 'fitting' | 'as-written'
  readonly dynamic: boolean
  /** What clients write is forgotten: every answer is the document's own. */
  readonly stateless: boolean
  /** The file that keeps what clients write over restarts. Undefined: it lasts as long as the mock. */
  readonly state: string | undefined
  /** By path as the document writes it: false switches remembering off, `{ name, id }` corrects what was inferred. */
  readonly resources: Corrections
  readonly strict: boolean
  readonly watch: boolean
  /** What a request that breaks the contract gets: a refusal, its normal answer and a report, or nothing at all. */
  readonly validate: 'enforce' | 'report' | 'off'
  /** Whether the credentials that the contract asks for must be sent. */
  readonly security: boolean
  /** A broken request is refused and an answer that breaks the contract becomes a 500, as with the flag of Prism. */
  readonly errors: boolean
  /** Origins that may use the mock besides loopback ones; `off` grants none. */
  readonly cors: readonly string[] | 'off'
  readonly allowHosts: readonly string[]
  readonly allowRefs: readonly string[]
  /** What programs send to the control API to change anything. Undefined: another one at each start. */
  readonly controlToken: string | undefined
  /** How long a handler may take before its request gets a 500; 0: as long as it likes. */
  readonly handlerTimeoutMs: number
  /** Most bytes of a request body. */
  readonly bodyLimitBytes: number
}

export const defaultSettings: Settings = {
  documents: [],
  folder: process.cwd(),
  mocks: undefined,
  host: '127.0.0.1',
  port: undefined,
  seed: 0,
  examples: 'fitting',
  dynamic: false,
  stateless: false,
  state: undefined,
  resources: {},
  strict: false,
  watch: true,
  validate: 'enforce',
  security: true,
  errors: false,
  cors: [],
  allowHosts: [],
  allowRefs: [],
  controlToken: undefined,
  handlerTimeoutMs: 30_000,
  bodyLimitBytes: 10 * 2 ** 20,
}

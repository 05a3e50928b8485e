// Settings -> Runtime and what was found on the way.
import { setTimeout as wait } from 'node:timers/promises'
import type { Settings } from '../config/settings.ts'
import { type Contract, compileContract } from '../contract/compile-contract.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { AnswerCache } from '../pipeline/answer-cache.ts'
import type { LiveResponder } from '../pipeline/responder.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { responders } from '../responders/index.ts'
import type { FileCache } from '../spec/file-reader.ts'
import { type LoadedDocuments, loadDocuments } from '../spec/load-documents.ts'

export interface Built {
  readonly loaded: LoadedDocuments
  readonly runtime: Runtime
  readonly contract: Contract
  /** Found while loading; what the rules find comes later. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Loads the documents and compiles the contract. `report` is told of what only answers bring to light. */
export function buildRuntime(
  settings: Settings,
  report: (finding: Diagnostic) => void,
  earlier?: FileCache,
  live: readonly LiveResponder[] = [],
): Built {
  const loaded = loadDocuments({
    documents: settings.documents,
    folder: settings.folder,
    allowRefs: settings.allowRefs,
    ...(earlier && { earlier }),
  })
  const contract = compileContract(loaded.documents, settings.resources)
  const runtime: Runtime = Object.freeze({
    contract,
    settings: {
      seed: settings.seed,
      dynamic: settings.dynamic,
      examples: settings.examples,
      validate: settings.errors ? 'enforce' : settings.validate,
      errors: settings.errors,
      security: settings.security,
      handlerTimeoutMs: settings.handlerTimeoutMs,
      bodyLimitBytes: settings.bodyLimitBytes,
    },
    live,
    responders,
    cache: new AnswerCache(),
    freshSeed: () => Math.floor(Math.random() * 2 ** 32),
    wait: (delayMs: number, signal?: AbortSignal) => wait(delayMs, undefined, signal && { signal }),
    report,
  })
  return { loaded, contract, runtime, diagnostics: [...loaded.diagnostics, ...contract.diagnostics] }
}

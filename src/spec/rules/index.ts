// All rules, in their order. (first form, replaced shortly)
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ApiDocument } from '../api-document.ts'

export function* checkDocument(_document: ApiDocument): Generator<Diagnostic> {}

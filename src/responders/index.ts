// The order in which responders are asked.
import type { Responder } from '../pipeline/responder.ts'
import { examplesResponder } from './examples.ts'
import { samplesResponder } from './samples.ts'

export const responders: readonly Responder[] = [examplesResponder, samplesResponder]

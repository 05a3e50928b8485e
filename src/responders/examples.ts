// Responder: the documented example, as it is when it fits, mended when it does not.

import { sampleFile } from '../codecs/bodies/sample-files.ts'
import { type AssessedExample, assessExamples, exampleMismatch } from '../contract/examples.ts'
import type { MediaOption } from '../contract/operation.ts'
import { Refusal } from '../diagnostics/refusal.ts'
import { familyOf } from '../http/media-type.ts'
import { answerHeaders } from '../pipeline/answer-headers.ts'
import type { Chosen, Draft } from '../pipeline/exchange.ts'
import type { Responder } from '../pipeline/responder.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { isFound } from '../schema/sample/outcome.ts'
import { sample } from '../schema/sample/sample.ts'
import { ownersOf, responseRandom } from './response-random.ts'

export const examplesResponder: Responder = {
  name: 'examples',
  answer(exchange, runtime) {
    const { media, preferences } = exchange
    if (media === undefined) return undefined
    const isFresh = preferences.dynamic ?? runtime.settings.dynamic
    const hasSchema = media.schema !== undefined || media.itemSchema !== undefined
    // a fresh answer is a sample, but where there is no schema the example is all there is
    if (isFresh && hasSchema && preferences.example === undefined) return undefined
    const examples = assessExamples(media)
    for (const example of examples) reportMismatch(example, runtime)
    const chosen = choose(examples, exchange, media)
    return chosen === undefined ? undefined : draftOf(chosen, media, exchange, runtime)
  },
}

/** The one asked for; else the first that fits; else the first. */
function choose(examples: readonly AssessedExample[], { preferences }: Chosen, media: MediaOption): AssessedExample | undefined {
  if (preferences.example === undefined) return examples.find(({ violations }) => violations.length === 0) ?? examples[0]
  const asked = examples.find(({ name }) => name === preferences.example)
  if (asked !== undefined) return asked
  const documented = examples.map(({ name }) => name)
  throw new Refusal('example-not-documented', {
    detail: `There is no example ${JSON.stringify(preferences.example.slice(0, 60))} for ${media.type}; documented: ${documented.join(', ') || 'none'}.`,
    members: { documented },
  })
}

async function draftOf(
  example: AssessedExample,
  media: MediaOption,
  exchange: Chosen,
  runtime: Runtime,
): Promise<Draft | undefined> {
  const random = responseRandom(exchange, runtime)
  const owners = ownersOf(exchange)
  const draft = (body: Draft['body'], source: string, isValid: boolean): Draft => ({
    status: exchange.status,
    headers: answerHeaders(exchange.response.headers, owners, random.fork('headers')),
    body,
    source,
    isValid,
  })
  const source = `example:${example.name}`
  if (example.isText && typeof example.value === 'string') {
    const isAsked = exchange.preferences.example !== undefined || runtime.settings.examples === 'as-written'
    return isAsked || (await isPlausible(example.value, exchange.contentType ?? media.type))
      ? draft({ raw: example.value }, source, false)
      : undefined
  }
  if (example.violations.length === 0 || runtime.settings.examples === 'as-written' || media.schema === undefined)
    return draft({ value: example.value }, source, example.violations.length === 0)
  const mended = sample(media.schema, { random, view: 'response', owners, mend: example.value })
  return isFound(mended) ? draft({ value: mended.value }, `${source} mended`, true) : undefined
}

/** "The certificate as PDF" under application/pdf tells about the body and is none; text that should be XML may not be. */
async function isPlausible(text: string, mediaType: string): Promise<boolean> {
  const family = familyOf(mediaType)
  if (family === 'binary') return sampleFile(mediaType) === undefined
  if (family !== 'xml') return true
  const { isWellFormed } = await import('../codecs/bodies/xml.ts')
  return isWellFormed(text)
}

function reportMismatch(example: AssessedExample, { report }: Runtime): void {
  const finding = exampleMismatch(example)
  if (finding !== undefined) report(finding)
}

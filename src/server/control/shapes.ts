// Control API: what an exchange looks like.
import { z } from 'zod'

const json = z.unknown()

export const summarySchema = z.object({
  id: z.string(),
  at: z.number().describe('ms since 1970'),
  ms: z.number(),
  method: z.string(),
  path: z.string(),
  query: z.string(),
  status: z.int(),
  operation: z.string().optional(),
  source: z.string().describe('`example:rex`, `sample`, `handler:mocks/pets.ts`, `refusal:no-such-path`'),
  violations: z.int(),
  requestBytes: z.int(),
  responseBytes: z.int(),
  type: z.string().optional(),
  replayOf: z.string().optional(),
  isKeptOut: z.literal(true).optional().describe('Answered before the mock looked at it: from a foreign page, or unreadable.'),
})

const messageSchema = z.object({
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z
    .object({
      bytes: z.int().describe('Of the whole body.'),
      isCut: z.boolean(),
      type: z.string().optional(),
      text: z.string().optional(),
      base64: z.string().optional().describe('Of a body that is no text.'),
    })
    .optional(),
})

const whySchema = z.object({
  stage: z.string(),
  text: z.string(),
  at: z.string().optional().describe('Where the document says so: `openapi.yaml:31`.'),
  docs: z.string().optional().describe('The operation on the docs page.'),
})

/** A documented response. */
export const answerSchema = z.object({ status: z.string(), description: z.string(), examples: z.array(z.string()) })

export const detailSchema = summarySchema.extend({
  request: messageSchema,
  response: messageSchema,
  inputs: json.optional().describe('The request as the contract reads it.'),
  why: z.array(whySchema),
  broken: z.array(
    z.object({
      in: z.string(),
      pointer: z.string(),
      rule: z.string(),
      expected: z.string(),
      received: z.string(),
      at: z.string().optional(),
      example: json.optional(),
      detail: z.string(),
    }),
  ),
  answers: z.array(answerSchema).describe('What else the operation documents.'),
})

export type ExchangeDetail = z.input<typeof detailSchema>
export type DetailMessage = z.input<typeof messageSchema>
export type WhySentence = z.input<typeof whySchema>

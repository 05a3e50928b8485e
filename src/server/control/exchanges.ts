// Control API: exchanges, as a list, one by one, as an archive; forgetting them.
import { z } from 'zod'
import { toHar } from '../../journal/har.ts'
import type { Exchange } from '../../journal/journal.ts'
import { parseFilter } from '../../journal/query.ts'
import { summarize } from '../../journal/summary.ts'
import { hostOf } from '../pages.ts'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { describeExchange } from './exchange-detail.ts'
import { ProblemError } from './problems.ts'
import { detailSchema, summarySchema } from './shapes.ts'
import type { ZodApp } from './zod-routes.ts'

const tags = ['Exchanges']
const secrets = z
  .enum(['0', '1'])
  .default('0')
  .describe('Credentials are hidden, since archives are passed on; 1 leaves them in.')
const filter = z
  .string()
  .max(1_000)
  .default('')
  .describe('Such as `status:4xx method:post path:/pets is:violation text`; all terms are to hold.')

/** Of the exchanges that are remembered, those that pass; a term that means nothing is refused. Oldest first. */
function filtered(all: readonly Exchange[], text: string): Exchange[] {
  const { matches, problems } = parseFilter(text)
  if (problems.length > 0) throw new ProblemError(400, `filter: ${problems.join('; ')}`)
  return all.filter((exchange) => matches(summarize(exchange)))
}

/** What came behind an exchange, also when that is no longer remembered: all that is has come later then. */
function following(all: readonly Exchange[], id: string): readonly Exchange[] {
  const at = all.findIndex((each) => each.id === id)
  return at < 0 ? all.filter((each) => Number(each.id) > Number(id)) : all.slice(at + 1)
}

/** Throws the 404 that tells how many are kept. */
export function exchangeOf(id: string, { journal }: ControlOptions): Exchange {
  const exchange = journal.get(id)
  if (exchange !== undefined) return exchange
  throw new ProblemError(
    404,
    `There is no exchange ${JSON.stringify(id.slice(0, 40))}.`,
    `the latest ${journal.limits.maxExchanges} are kept until they are cleared or mockserve stops`,
  )
}

export function exchangeRoutes(app: ZodApp, options: ControlOptions): void {
  const { journal, version } = options
  app.get(
    `${CONTROL_PREFIX}exchanges`,
    {
      schema: {
        tags,
        operationId: 'listExchanges',
        summary: 'What was asked and answered, in the order of the answers: the latest last',
        querystring: z.object({
          filter,
          after: z.string().optional().describe('Only what was answered after this exchange, from the earliest on.'),
          limit: z.coerce.number().int().min(1).max(1_000).default(200).describe('Without `after` the latest so many.'),
        }),
        response: {
          200: z.object({
            exchanges: z.array(summarySchema),
            total: z.int().describe('Recorded since the start or the last clear.'),
            kept: z.int().describe('Still remembered.'),
          }),
        },
      },
    },
    async ({ query }) => {
      const { after, limit } = query
      const all = journal.list()
      const found = filtered(after === undefined ? all : following(all, after), query.filter)
      const page = after === undefined ? found.slice(-limit) : found.slice(0, limit)
      return { exchanges: page.map(summarize), total: journal.total, kept: all.length }
    },
  )
  app.delete(
    `${CONTROL_PREFIX}exchanges`,
    {
      schema: {
        tags,
        operationId: 'clearExchanges',
        summary: 'Forget all of them',
        response: { 204: z.undefined().describe('Done.') },
      },
    },
    async (_request, reply) => {
      journal.clear()
      return reply.code(204).send()
    },
  )
  app.get(
    `${CONTROL_PREFIX}exchanges/:id`,
    {
      schema: {
        tags,
        operationId: 'getExchange',
        summary: 'One exchange with all that is known of it, and why it was answered so',
        params: z.object({ id: z.string() }),
        response: { 200: detailSchema },
      },
    },
    async ({ params }) => describeExchange(exchangeOf(params.id, options), options.runtime()),
  )
  app.get(
    `${CONTROL_PREFIX}har`,
    {
      schema: {
        tags,
        operationId: 'downloadHar',
        summary: 'Exchanges as an HTTP archive (HAR 1.2)',
        querystring: z.object({ filter, secrets, id: z.string().optional().describe('This one alone.') }),
        response: { 200: { description: 'The archive.', content: { 'application/json': { schema: { type: 'object' } } } } },
      },
    },
    async (request, reply) => {
      const { filter: text, id, secrets: shown } = request.query
      const exchanges = id === undefined ? filtered(journal.list(), text) : [exchangeOf(id, options)]
      const name = id === undefined ? 'mockserve' : `mockserve-${exchanges[0]?.id}`
      reply.header('content-disposition', `attachment; filename="${name}.har"`).type('application/json')
      return toHar(exchanges, { version, origin: `http://${hostOf(request)}`, showsSecrets: shown === '1' })
    },
  )
}

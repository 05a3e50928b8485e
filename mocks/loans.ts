// Loans as the document gives them, with a little done to them: `next`, and answers as data.
import { mocks } from 'mockserve'

export default mocks({
  // what mockserve would have said, with the id that was asked for
  getLoan: ({ params, next }) => next({ patch: { id: params.loanId } }),

  // the same, edited by hand
  async listLoans({ query: { status }, next }) {
    const answer = await next()
    if (status !== undefined) answer.body.data = answer.body.data.filter((loan) => loan.status === status)
    answer.body.page.total = answer.body.data.length
    return answer
  },

  // an answer as data: this one takes its time
  exportLoans: { delayMs: [200, 400] },

  // one after the other: whoever reserves third comes too late
  createReservation: [{ times: 2 }, { status: 409, example: 'weekend' }, {}],

  // a download that breaks off, for clients that ask for it: curl -H 'X-Try: bad-line' …
  getReceipt: ({ headers, fault, next }) => (headers['x-try'] === 'bad-line' ? fault.truncate(200) : next()),
})

// What is asked of every contestant, and what a right answer is.
import type { LoadRequest } from './load.ts'

export interface Answer {
  readonly status: number
  readonly body: string
}

export interface Measure {
  readonly id: string
  readonly title: string
  /** Of the recorded answer, as Fastify writes it. */
  readonly route: string
  readonly request: LoadRequest
  /** Of the document's server, for those who serve nowhere else. */
  readonly basePath?: string
  /** Sent first to those that remember: the new item's id takes the place of `{id}` in the path. */
  readonly before?: { readonly request: LoadRequest; readonly times: number }
  /** Undefined for a right answer, else what is missing. */
  readonly lack: (answer: Answer) => string | undefined
  /** The same bytes each time. */
  readonly isFixed: boolean
  /** Whether it is measured without the journal too. */
  readonly isJournalCosted?: boolean
  /** How much the answers per CPU second of bare Fastify have to be reached. */
  readonly bar?: number
}

const json = { 'content-type': 'application/json' }
const get = (path: string): LoadRequest => ({ method: 'GET', path })
const post = (path: string, body: unknown): LoadRequest => ({ method: 'POST', path, headers: json, body: JSON.stringify(body) })

const succeeds = ({ status }: Answer) => (status >= 200 && status < 300 ? undefined : `answers ${status}`)
const says = (text: string, lack: string) => (answer: Answer) =>
  succeeds(answer) ?? (answer.body.includes(text) ? undefined : lack)
const refuses = ({ status }: Answer) => (status === 400 || status === 422 ? undefined : `answers ${status}`)

/** About 2 KB. */
const quote = {
  customer: {
    name: 'Marta Keller',
    email: 'marta.keller@example.com',
    address: { street: 'Rua do Norte 14', city: 'Lisbon', zip: '12007' },
  },
  wantedOn: '2029-05-17',
  lines: Array.from({ length: 16 }, (_, i) => ({
    isbn: `978-${String(1_000_000_000 + i)}`,
    title: `The measured book, volume ${i + 1}`,
    copies: i + 1,
    binding: 'paperback',
    discount: 0.05,
  })),
}
/** Another one each time. */
const anotherQuote = { ...quote, customer: { ...quote.customer, name: 'Marta Keller {n}' } }
const broken = ({ lines, ...others }: typeof quote) => ({
  ...others,
  lines: lines.map((line, i) => (i === 7 ? { ...line, copies: 0 } : line)),
})
const book = { title: 'The measured book', author: 'Marta Keller', year: 2021, tags: ['bench'] }
const member = { name: 'Marta Keller', email: 'marta.keller@example.com', city: 'Lisbon' }

export const measures: readonly Measure[] = [
  {
    id: 'example',
    title: 'documented example',
    route: '/opening-hours',
    request: get('/opening-hours'),
    lack: succeeds,
    isFixed: true,
    isJournalCosted: true,
    bar: 0.7,
  },
  {
    id: 'another',
    title: 'the same, another query each time',
    route: '/opening-hours',
    request: get('/opening-hours?visit={n}'),
    lack: succeeds,
    isFixed: true,
  },
  {
    id: 'sample',
    title: 'kept sample',
    route: '/librarian',
    request: get('/librarian'),
    lack: succeeds,
    isFixed: true,
    bar: 0.7,
  },
  { id: 'varying', title: 'varying sample', route: '/readers/:id', request: get('/readers/{n}'), lack: succeeds, isFixed: false },
  {
    id: 'parameters',
    title: 'path and query parameters',
    route: '/shelves/:shelf/search',
    request: get('/shelves/history/search?text=measured%20book&limit=20&sort=-year&tag=bench&tag=speed&available=true'),
    lack: succeeds,
    isFixed: true,
  },
  {
    id: 'post',
    title: 'POST 2 KB, valid',
    route: '/quotes',
    request: post('/quotes', quote),
    lack: succeeds,
    isFixed: true,
    isJournalCosted: true,
    bar: 0.45,
  },
  {
    id: 'another-post',
    title: 'POST 2 KB, valid, another each time',
    route: '/quotes',
    request: post('/quotes', anotherQuote),
    lack: succeeds,
    isFixed: true,
  },
  {
    id: 'refused',
    title: 'POST 2 KB, refused',
    route: '/quotes/urgent',
    request: post('/quotes/urgent', broken(quote)),
    lack: refuses,
    isFixed: false,
    bar: 0.3,
  },
  {
    id: 'another-refused',
    title: 'POST 2 KB, refused, another each time',
    route: '/quotes/urgent',
    request: post('/quotes/urgent', broken(anotherQuote)),
    lack: refuses,
    isFixed: false,
  },
  {
    id: 'stored',
    title: 'stored read',
    route: '/books/:id',
    request: get('/books/{id}'),
    before: { request: post('/books', book), times: 1 },
    lack: says(book.title, 'no state'),
    isFixed: true,
    bar: 0.6,
  },
  {
    id: 'list',
    title: 'stored list of 100',
    route: '/members',
    request: get('/members'),
    before: { request: post('/members', member), times: 100 },
    lack: (answer) => succeeds(answer) ?? (answer.body.split(member.email).length > 100 ? undefined : 'no state'),
    isFixed: true,
  },
  {
    id: 'handler',
    title: 'handler',
    route: '/fines/:id',
    request: get('/fines/7'),
    lack: says('three days late', 'no handlers'),
    isFixed: true,
    bar: 0.6,
  },
  {
    id: 'unknown',
    title: '404',
    route: '',
    request: get('/no/such/path'),
    lack: ({ status }) => (status === 404 ? undefined : `answers ${status}`),
    isFixed: false,
  },
  // last, since what it leaves behind grows
  { id: 'write', title: 'POST that is stored', route: '/books', request: post('/books', book), lack: succeeds, isFixed: false },
]

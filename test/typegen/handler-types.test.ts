// What tsc says about handler files: nothing about right ones, one short complaint about each mistake.
import t from 'tap'
import { type Complaint, complaintsAbout, fixture, offersIn, shelterTypes } from './compile.ts'

interface Mistake {
  readonly file: string
  readonly named: string
  readonly complaints: readonly Complaint[]
}

/** Cuts a fixture at its `// names x` comments. */
function mistakesIn(file: string, text: string, complaints: readonly Complaint[]): Mistake[] {
  const starts = text
    .split('\n')
    .flatMap((line, i) => (line.startsWith('// names ') ? [{ line: i + 1, named: line.slice(9) }] : []))
  return starts.map(({ line, named }, i) => {
    const end = starts[i + 1]?.line ?? Number.POSITIVE_INFINITY
    return { file, named, complaints: complaints.filter((each) => each.file === file && each.line > line && each.line < end) }
  })
}

const [right, wrong, plain] = ['right.ts', 'wrong.ts', 'plain.js'].map((name) => fixture(`${name}.txt`))
const files = { 'right.ts': right ?? '', 'wrong.ts': wrong ?? '', 'plain.js': plain ?? '' }
const complaints = complaintsAbout({ ...files, 'mockserve.gen.ts': shelterTypes() })
const mistakes = [
  ...mistakesIn('wrong.ts', files['wrong.ts'], complaints),
  ...mistakesIn('plain.js', files['plain.js'], complaints),
]

t.test('nothing is said about right uses, of which there are more than twenty', async (t) => {
  t.ok((files['right.ts'].match(/^\/\/ right: /gm)?.length ?? 0) > 20)
  t.same(
    complaints.filter(({ file }) => file === 'right.ts' || file.endsWith('.gen.ts') || file === ''),
    [],
  )
})

t.test(
  'every mistake, of which there are more than twenty, gives one complaint under 200 characters that names the field',
  async (t) => {
    t.ok(mistakes.length > 20)
    for (const { file, named, complaints } of mistakes) {
      t.equal(complaints.length, 1, `${file}: one complaint about ${named}`)
      const [{ text, related, underlined } = { text: '', related: '', underlined: '' }] = complaints
      const [message = ''] = text.split('\n')
      t.ok(message.length > 0 && message.length < 200, `${message.length} characters: ${message}`)
      t.ok(
        [text, related, underlined].some((shown) => shown.includes(named)),
        `${named} is shown by: ${text} ${related} at ${underlined}`,
      )
    }
  },
)

t.test('a mistake in what a long handler returns is named at the end of the complaint, as deep as it lies', async (t) => {
  const long = `import { mocks } from 'mockserve'
export default mocks({
  async getPet({ params, reply }) {
    if (params.petId > 99) return reply(404)
    return { id: params.petId, name: 'Rex', status: 'waiting' as const, weight: 12, friends: [], keeper: { last: 'Lovelace' } }
  },
})`
  const found = complaintsAbout({ 'long.ts': long, 'mockserve.gen.ts': shelterTypes() })
  t.equal(found.length, 1)
  t.match(found[0]?.text.split('\n').at(-1), /^\s*Property 'first' is missing in type '\{ last: string; \}' but required in type/)
})

t.test('a plain JavaScript file is typed too, and only its mistakes are told', async (t) => {
  const told = mistakes.filter(({ file }) => file === 'plain.js').flatMap((each) => each.complaints)
  t.same(
    complaints.filter(({ file }) => file === 'plain.js'),
    told,
  )
  t.equal(told.length, 3)
})

t.test('before any types were generated everything is allowed, so that a file can be written first', async (t) => {
  const first = `import { mocks, type Mocks } from 'mockserve'
export default mocks({
  getPet: ({ params, db, reply }) => db['pets']?.get(params.petId) ?? reply(404, { message: 'no' }),
  async getOrder({ params, next }) {
    const answer = await next({ status: 404, patch: { id: params.orderId } })
    answer.body.status = 'delivered'
    return answer
  },
  'GET /x': { status: 200, body: { a: 1 } },
  '*': ({ next }) => next(),
})
export const second = { loginUser: [{ status: 400, times: 1 }, ({ next }) => next()] } satisfies Mocks
`
  t.same(complaintsAbout({ 'first.ts': first }), [])
  t.match(complaintsAbout({ 'first.ts': 'import { mocks } from "mockserve"\nmocks({ a: { stauts: 1 } })' }), [{ text: /stauts/ }])
})

t.test('right uses stay right under the strictest settings', async (t) => {
  const strictest = { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noPropertyAccessFromIndexSignature: true }
  t.same(complaintsAbout({ 'right.ts': files['right.ts'], 'mockserve.gen.ts': shelterTypes() }, strictest), [])
})

t.test('an editor offers operations, statuses and fields', async (t) => {
  const offers = offersIn({
    'mockserve.gen.ts': shelterTypes(),
    'handlers.ts': `import { mocks } from 'mockserve'
export default mocks({
  getPet: ({ reply }) => reply(/*status*/),
  addPet: ({ reply }) => reply(422, { /*field*/ }),
  donate: async ({ next }) => next({ patch: { /*patch*/ } }),
  listPets: ({ query }) => query./*query*/,
  getInventory: { /*answer*/ },
  /*key*/
})`,
  })
  t.match(offers, { status: ['200', '404'], field: ['message', 'code'], query: ['kind', 'limit'] })
  for (const name of ['getPhoto', 'GET /pets/{petId}', 'DELETE /pets/{petId}']) t.ok(offers['key']?.includes(name), name)
  for (const name of ['status', 'body', 'headers', 'delayMs', 'fault', 'times', 'rate'])
    t.ok(offers['answer']?.includes(name), name)
  t.same(offers['patch']?.sort(), ['amount', 'kind', 'number'])
})

import { startMock } from 'mockserve'
import t from 'tap'
import { orderCheapestTea } from './order-tea.ts'

// one mock for the whole file, on any free port
const mock = await startMock({ documents: 'openapi.yaml' })
t.afterEach(() => mock.reset())
t.teardown(() => mock.close())

t.test('the document alone answers, and says what it was asked', async (t) => {
  t.equal(await orderCheapestTea(mock.url, 2), 7)
  t.match(mock.calls('createOrder'), [{ body: { tea: 'assam', cups: 2 }, status: 201 }])
})

t.test('an empty kettle is asked again', async (t) => {
  mock.use({ createOrder: { status: 503, times: 1 } })
  t.equal(await orderCheapestTea(mock.url, 1), 7)
  t.match(mock.calls('createOrder'), [{ status: 503 }, { status: 201 }])
})

t.test('a kettle that stays empty is told', async (t) => {
  mock.use({ createOrder: ({ reply }) => reply(503) })
  await t.rejects(orderCheapestTea(mock.url, 1), { message: 'the kettle stays empty' })
  t.equal(mock.calls('createOrder').length, 3)
})

t.test('a mock of its own, closed at the end of the block', async (t) => {
  await using none = await startMock({ documents: 'openapi.yaml', mocks: { listTeas: () => [] } })
  await t.rejects(orderCheapestTea(none.url, 1), { message: 'there is no tea today' })
  t.equal(mock.calls().length, 0)
})

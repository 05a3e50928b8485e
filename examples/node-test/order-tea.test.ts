import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { startMock } from 'mockserve'
import { orderCheapestTea } from './order-tea.ts'

// one mock for the whole file, on any free port
const mock = await startMock({ documents: 'openapi.yaml' })
afterEach(() => mock.reset())
after(() => mock.close())

test('the document alone answers, and says what it was asked', async () => {
  assert.equal(await orderCheapestTea(mock.url, 2), 7)
  const [order] = mock.calls('createOrder')
  assert.deepEqual(order?.body, { tea: 'assam', cups: 2 })
})

test('an empty kettle is asked again', async () => {
  mock.use({ createOrder: { status: 503, times: 1 } })
  assert.equal(await orderCheapestTea(mock.url, 1), 7)
  assert.deepEqual(
    mock.calls('createOrder').map(({ status }) => status),
    [503, 201],
  )
})

test('answers are typed by the document: what it does not know does not compile', async () => {
  mock.use({
    listTeas: () => [{ id: 'rooibos', cents: 190 }],
    createOrder: ({ body, reply }) => reply(201, { ...body, number: 99 }),
  })
  assert.equal(await orderCheapestTea(mock.url, 1), 99)
  // @ts-expect-error 418 is not documented
  mock.use({ createOrder: ({ reply }) => reply(418) })
  await assert.rejects(orderCheapestTea(mock.url, 1), /the counter says 418/)
})

test('a mock of its own, closed at the end of the block', async () => {
  await using none = await startMock({ documents: 'openapi.yaml', mocks: { listTeas: () => [] } })
  await assert.rejects(orderCheapestTea(none.url, 1), /there is no tea today/)
  assert.equal(mock.calls().length, 0)
})

import { type Mock, startMock } from 'mockserve'
import { test as base, expect } from 'vitest'
import { orderCheapestTea } from './order-tea.ts'

// each test that asks for `mock` gets one of its own; starting takes a few ms
const test = base.extend<{ mock: Mock }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of fixtures from it
  mock: async ({}, use) => {
    await using mock = await startMock({ documents: 'openapi.yaml' })
    await use(mock)
  },
})

test('the document alone answers, and says what it was asked', async ({ mock }) => {
  expect(await orderCheapestTea(mock.url, 2)).toBe(7)
  expect(mock.calls('createOrder')).toMatchObject([{ body: { tea: 'assam', cups: 2 }, status: 201 }])
})

test('an empty kettle is asked again', async ({ mock }) => {
  mock.use({ createOrder: { status: 503, times: 1 } })
  expect(await orderCheapestTea(mock.url, 1)).toBe(7)
  expect(mock.calls('createOrder').map(({ status }) => status)).toEqual([503, 201])
})

test.for([
  { teas: [{ id: 'mint', cents: 90 }], ordered: 'mint' },
  {
    teas: [
      { id: 'oolong', cents: 500 },
      { id: 'chai', cents: 310 },
    ],
    ordered: 'chai',
  },
])('of $teas it orders $ordered', async ({ teas, ordered }, { mock }) => {
  mock.use({ listTeas: () => teas })
  await orderCheapestTea(mock.url, 1)
  expect(mock.calls('createOrder')[0]?.body.tea).toBe(ordered)
  await mock.reset()
  expect(mock.calls()).toEqual([])
})

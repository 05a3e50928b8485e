import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base, expect } from '@playwright/test'
import { type Mock, startMock } from 'mockserve'

// a page of ours, from another origin than the mock: any page of this machine may use it
const site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(readFileSync('page.html')))
base.beforeAll(() => new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve)))
base.afterAll(() => void site.close())

const test = base.extend<{ mock: Mock }>({
  mock: async ({ page }, use) => {
    await using mock = await startMock({ documents: 'openapi.yaml' })
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/?api=${mock.url}`)
    await use(mock)
  },
})

test('the page shows what there is, and orders it', async ({ mock, page }) => {
  await expect(page.getByRole('listitem')).toHaveText(['sencha 3.2 €', 'assam 2.4 €'])
  await page.getByRole('button').click()
  await expect(page.getByRole('status')).toHaveText('your number is 7')
  expect(mock.calls('createOrder')).toMatchObject([{ body: { tea: 'sencha', cups: 1 }, status: 201 }])
})

test('the page says when the kettle is empty, and orders again', async ({ mock, page }) => {
  mock.use({ createOrder: { status: 503, delayMs: 50, times: 1 } })
  await page.getByRole('button').click()
  await expect(page.getByRole('status')).toHaveText('the kettle is empty, try again')
  await page.getByRole('button').click()
  await expect(page.getByRole('status')).toHaveText('your number is 7')
})

test('what a test puts in front goes with reset', async ({ mock, page }) => {
  mock.use({ listTeas: () => [{ id: 'chai', cents: 310 }] })
  await page.reload()
  await expect(page.getByRole('listitem')).toHaveText(['chai 3.1 €'])
  await mock.reset()
  await page.reload()
  await expect(page.getByRole('listitem')).toHaveCount(2)
})

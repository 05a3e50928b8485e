// The handlers of the sample API: each shows what its comment says, and none of them leaves the contract.
import { resolve } from 'node:path'
import t, { type Test } from 'tap'
import { startMockserve } from '../../src/app/mockserve.ts'
import { writeTypes } from '../../src/app/write-types.ts'
import { sampleRequest } from '../../src/contract/sample-request.ts'
import { isMade } from '../../src/contract/sample-request-body.ts'
import { createRandom, hashText } from '../../src/schema/random.ts'

const folder = resolve(import.meta.dirname, '../..')

const serve = async (t: Test) => {
  const mock = await startMockserve({ documents: ['openapi/lending-shed.yaml'], folder, port: 0 })
  t.teardown(() => mock.close())
  const ask = async (target: string, { headers, ...init }: RequestInit = {}) => {
    const response = await fetch(mock.url + target, {
      ...init,
      headers: { authorization: 'Bearer t', 'x-desk-key': 'k', 'content-type': 'application/json', ...headers },
    })
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() }
  }
  return { mock, ask }
}

t.test('every operation answers within the contract, and the committed types are up to date', async (t) => {
  const { mock } = await serve(t)
  t.same(mock.mocks.diagnostics, [])
  t.same(mock.mocks.files, ['mocks/loans.ts', 'mocks/members.ts', 'mocks/shed.ts'])
  t.notOk(writeTypes(mock.contract, resolve(folder, 'mocks'), true).hasChanged, 'mocks/mockserve.gen.d.ts is up to date')
  let fromHandlers = 0
  for (const operation of mock.contract.operations) {
    for (const seed of [0, 1]) {
      const sampled = await sampleRequest(operation, { random: createRandom(hashText(operation.id, seed)) })
      if (!isMade(sampled)) return t.fail(`${operation.id}: ${sampled.reason}`)
      const { method, path, query, headers, body } = sampled.request
      const response = await fetch(`${mock.url}${path}${query === '' ? '' : `?${query}`}`, {
        method,
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
        ...(body !== undefined && body.length > 0 && { body: new Uint8Array(body) }),
      })
      await response.arrayBuffer()
      t.ok(response.status < 300 || response.status === 404, `${operation.id}: ${response.status}`)
      t.equal(response.headers.get('mockserve-violations'), null, operation.id)
      if (response.headers.get('mockserve-source')?.startsWith('handler:')) fromHandlers++
    }
  }
  t.equal(fromHandlers, 20, 'ten operations have handlers')
})

t.test('members: who joins is listed, found by name and shown; nobody else is', async (t) => {
  const { ask } = await serve(t)
  const body = JSON.stringify({ name: 'Ada Byron', email: 'ada@mail.example', pin: '4071' })
  const made = await ask('/members', { method: 'POST', body })
  t.match(made, { status: 201, headers: { location: /^\/v1\/members\/[0-9a-f-]{36}$/ } })
  t.notMatch(made.text, /4071/)
  t.match(await ask(made.headers['location'] ?? ''), { status: 200, text: made.text })
  t.match(JSON.parse((await ask('/members?q=ada')).text), { data: [{ name: 'Ada Byron' }], page: { number: 1, total: 1 } })
  t.match(JSON.parse((await ask('/members?page=2&limit=2')).text), { data: [{ name: 'Ada Byron' }], page: { total: 3 } })
  t.match(await ask('/members/00000000-0000-4000-8000-000000000000'), { status: 404, text: /"title":"Not found"/ })
})

t.test('loans: edited, late, in turn, and broken off', async (t) => {
  const { ask } = await serve(t)
  const id = '00000000-0000-4000-8000-000000000000'
  t.match(JSON.parse((await ask(`/loans/${id}`)).text), { id, status: 'out' })
  t.match((await ask(`/loans/${id}`, { headers: { prefer: 'code=404' } })).status, 404, 'a wish goes on to what next gives')
  t.match(JSON.parse((await ask('/loans?status=returned')).text), { data: [{ status: 'returned' }], page: { total: 1 } })
  const began = Date.now()
  t.match(await ask('/loans/export?from=2026-04-01'), { status: 200, text: /^loan,label/ })
  t.ok(Date.now() - began >= 190, 'the export takes its time')
  const reserve = { method: 'POST', body: JSON.stringify({ memberId: id, from: '2026-05-15', until: '2026-05-18' }) }
  const statuses = []
  for (let i = 0; i < 4; i++) statuses.push((await ask(`/things/${id}/reservations`, reserve)).status)
  t.same(statuses, [201, 201, 409, 201])
  t.match((await ask(`/loans/${id}/receipt`)).text, /^%PDF/)
  await t.rejects(ask(`/loans/${id}/receipt`, { headers: { 'x-try': 'bad-line' } }))
})

t.test('the shed: hours in JSON and XML, and visitors are counted', async (t) => {
  const { ask } = await serve(t)
  t.match(await ask('/shed/hours'), { status: 200, headers: { 'x-visitor': '1' }, text: /"wednesday"/ })
  t.match(await ask('/shed/hours', { headers: { accept: 'application/xml' } }), { text: /<day day="wednesday">/ })
  t.match(await ask('/shed/events'), { headers: { 'x-visitor': '3', 'content-type': /event-stream/ }, text: /^data: / })
})

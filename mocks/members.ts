// Members that stay: who joins is listed afterwards. Shows `db`, `reply` and a helper.
import { mocks } from 'mockserve'
import { newId } from './lib/new-id.ts'

export default mocks({
  // a plain value is the body of the documented success
  listMembers: ({ db, query: { q = '', page = 1, limit = 20 } }) => {
    const found = db.members.all().filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(q.toLowerCase()))
    return { data: found.slice((page - 1) * limit, page * limit), page: { number: page, limit, total: found.length } }
  },

  // without a body, the one that the document gives for this status
  getMember: ({ db, params, reply }) => {
    const member = db.members.get(params.memberId)
    return member === undefined ? reply(404) : reply(200, member)
  },

  createMember: ({ db, body: { pin: _, ...given }, random, now, reply }) => {
    const member = db.members.add({ ...given, id: newId(random), createdAt: now().toISOString() })
    return reply(201, member).header('Location', `/v1/members/${member.id}`)
  },
})

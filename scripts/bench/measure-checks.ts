// What the check of a 25 KB body costs beside calling the compiled validator on its value, turn by turn in one process.
import { Buffer } from 'node:buffer'
import { checkBody } from '../../src/pipeline/check-body.ts'
import { validate } from '../../src/schema/compile-validator.ts'
import { dialects } from '../../src/schema/dialect.ts'
import { anEffort } from '../../src/schema/effort.ts'
import { SchemaSpace } from '../../src/schema/schema-node.ts'

const person = {
  type: 'object',
  required: ['id', 'name', 'email', 'tags'],
  additionalProperties: false,
  properties: {
    id: { type: 'integer', minimum: 1 },
    name: { type: 'string', minLength: 1, maxLength: 80 },
    email: { type: 'string', format: 'email' },
    createdAt: { type: 'string', format: 'date-time' },
    active: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'string', enum: ['a', 'b', 'c'] } },
    address: {
      type: 'object',
      required: ['city'],
      properties: { street: { type: 'string' }, city: { type: 'string' }, zip: { type: 'string', pattern: '^[0-9]{5}$' } },
    },
  },
}
const people = Array.from({ length: 140 }, (_, i) => ({
  id: i + 1,
  name: `Person ${i}`,
  email: `person${i}@example.com`,
  createdAt: '2026-01-02T03:04:05Z',
  active: i % 2 === 0,
  tags: ['a', 'b'],
  address: { street: `Street ${i}`, city: 'Town', zip: '12345' },
}))

const ROUNDS = 7
const CALLS = 400

/** The whole check (reading the body included), times validation alone, a round each. */
export async function measureChecks(): Promise<readonly number[]> {
  const root = { type: 'array', items: person }
  const schema = new SchemaSpace(dialects['2020-12'], () => undefined).node(root, { uri: 'bench:/', root, origin: undefined })
  const body = Buffer.from(JSON.stringify(people))
  const media = { type: 'application/json', schema, itemSchema: undefined, encoding: new Map(), examples: [] }
  const option = {
    isRequired: true,
    media: [media],
    place: () => ({ file: '', pointer: '', position: () => ({ line: 1, column: 1 }), text: () => '' }),
  }
  const request = { method: 'POST', path: '/', query: '', headers: { 'content-type': 'application/json' }, body }
  const time = async (work: () => unknown) => {
    const began = performance.now()
    for (let i = 0; i < CALLS; i++) await work()
    return performance.now() - began
  }
  const ratios: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const direct = await time(() => validate(schema, people, 'request'))
    const whole = await time(() => checkBody(option, request, body.length, anEffort()))
    // the first round warms up
    if (round > 0) ratios.push(whole / direct)
  }
  return ratios
}

// Writes to a state file as fast as it can and says what was acknowledged, until somebody ends it.
import { writeSync } from 'node:fs'
import { openFileStore } from '../../src/responders/resources/file-store.ts'

const [path = '', round = ''] = process.argv.slice(2)
const store = await openFileStore(path, { report: () => {} })
for (let i = 0; ; i++) {
  const key = `${round}-${i}`
  await store.apply([
    { kind: 'put', collection: 'c', key, text: JSON.stringify({ key, filler: 'x'.repeat(i % 3000) }), isWritten: true },
  ])
  writeSync(1, `${key}\n`)
}

// Documents that are disturbed while they are served: saved whole, cut off, emptied, renamed, deleted, made unreadable, replaced by what is no file.
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../../src/schema/random.ts'

const BETWEEN_MS = [50, 1_500] as const

/** Resolves with the number of saves; every file ends as it was. */
export async function disturbFiles(paths: readonly string[], random: Random, isOver: () => boolean): Promise<number> {
  const originals = new Map(paths.map((path) => [path, readFileSync(path)]))
  let saves = 0
  while (!isOver()) {
    await wait(random.int(...BETWEEN_MS))
    const path = random.pick([...paths])
    const bytes = originals.get(path)
    if (bytes === undefined) continue
    saves++
    switch (random.int(0, 8)) {
      case 0:
        writeFileSync(path, bytes.subarray(0, random.int(0, bytes.length)))
        break
      case 1:
        writeFileSync(path, '')
        break
      case 2:
        rmSync(path)
        break
      case 3:
        writeFileSync(`${path}.tmp`, `${bytes.toString()}\n`)
        renameSync(`${path}.tmp`, path)
        break
      case 4:
        writeFileSync(
          path,
          Buffer.concat([bytes.subarray(0, bytes.length / 2), Buffer.from([0xff, 0, 123]), bytes.subarray(bytes.length / 2)]),
        )
        break
      case 5:
        chmodSync(path, 0o000)
        break
      case 6:
        rmSync(path)
        mkdirSync(path)
        break
      case 7:
        rmSync(path)
        symlinkSync(path, path)
        break
      default:
        writeFileSync(path, bytes)
    }
    // what is broken is not left so for long
    await wait(random.int(0, 400))
    rmSync(path, { recursive: true, force: true })
    writeFileSync(path, bytes)
  }
  return saves
}

// Removes the folders named on the command line, inside this project only: `node scripts/clean.mjs dist`. Plain JavaScript, because Node 20 runs no TypeScript.
import { existsSync, realpathSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = realpathSync(fileURLToPath(new URL('..', import.meta.url)))

/** Where a name leads. Links on the way are followed, so that none leads outside; the last step is not: a link is removed, never what it points to. */
function locate(name) {
  const path = resolve(project, name)
  const parent = dirname(path)
  return existsSync(parent) ? join(realpathSync(parent), basename(path)) : path
}

const names = process.argv.slice(2)
const outside = names.filter((name) => !locate(name).startsWith(project + sep))

if (names.length === 0 || outside.length > 0) {
  console.error(
    names.length === 0 ? 'Which folders? As in: node scripts/clean.mjs dist' : `Not inside the project: ${outside.join(', ')}`,
  )
  process.exitCode = 2
} else {
  for (const name of names) rmSync(locate(name), { recursive: true, force: true })
}

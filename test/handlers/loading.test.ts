// Handler files as people write and save them: what is loaded, what is told when they are broken, and that nothing stale or old remains.
import { appendFileSync, mkdirSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t, { type Test } from 'tap'
import { readConfigFile } from '../../src/config/config-file.ts'
import { formatWithFrame } from '../../src/diagnostics/code-frame.ts'
import { formatDiagnostic } from '../../src/diagnostics/diagnostic.ts'
import { handlerPlace } from '../../src/responders/handlers/handler-place.ts'
import { changedHandlerFiles, type LoadedHandlers, loadHandlers } from '../../src/responders/handlers/load-handlers.ts'

const provide = { mockserve: { mocks: (map: unknown) => map } }
const OK = 'export default { ok: () => true }\n'

type Folder = NonNullable<Parameters<Test['testdir']>[0]> & object

/** A project with a mocks folder, and what loading it gives. */
async function project(t: Test, mocks: Folder, rest: Folder = {}) {
  const root = realpathSync(t.testdir({ ...rest, mocks }))
  const folder = join(root, 'mocks')
  const load = (keep = new Map()) => loadHandlers(folder, { root, provide, keep })
  return { root, folder, load, loaded: await load() }
}

const call = ({ modules }: LoadedHandlers, file: string, name: string): unknown => {
  const map = modules.find((module) => module.file === join('mocks', file))?.exported as Record<string, () => unknown> | undefined
  return map?.[name]?.()
}
const filesOf = ({ modules }: LoadedHandlers) => modules.map(({ file }) => file.replaceAll('\\', '/'))
const told = ({ diagnostics }: LoadedHandlers) => diagnostics.map(formatDiagnostic)
const thrownBy = (run: () => unknown): Error => {
  try {
    run()
  } catch (error) {
    return error as Error
  }
  throw new Error('it did not throw')
}

t.test(
  'TypeScript and JavaScript of every kind are loaded, in the order of their names; helpers, types and tests are not',
  async (t) => {
    const { loaded } = await project(t, {
      'b.ts': 'enum E { A = 5 }\nclass C { constructor(readonly q = 2) {} }\nexport default { go: () => [E.A, new C().q] }',
      'a.mts': OK,
      'c.mjs': OK,
      'd.js': OK,
      admin: { 'e.ts': OK },
      '_f.ts': OK,
      _g: { 'h.ts': OK },
      lib: { 'i.ts': OK },
      seeds: { 'j.ts': OK },
      node_modules: { 'k.ts': OK },
      '.l': { 'm.ts': OK },
      'n.d.ts': 'export default 1',
      'o.test.ts': OK,
      'p.spec.js': OK,
      'q.txt': '',
    })
    t.strictSame(told(loaded), [])
    t.strictSame(filesOf(loaded), ['mocks/a.mts', 'mocks/admin/e.ts', 'mocks/b.ts', 'mocks/c.mjs', 'mocks/d.js'])
    t.strictSame(call(loaded, 'b.ts', 'go'), [5, 2])
  },
)

t.test('a folder that is not there gives no handlers and no findings', async (t) => {
  const loaded = await loadHandlers(join(t.testdir(), 'mocks'), { root: t.testdir() })
  t.strictSame([loaded.modules, loaded.diagnostics, loaded.inputs.size], [[], [], 0])
})

t.test('a link is followed within the folder only', async (t) => {
  const { folder, load } = await project(t, { lib: { 'in.ts': OK } }, { 'out.ts': OK })
  symlinkSync(join(folder, 'lib', 'in.ts'), join(folder, 'a.ts'))
  symlinkSync(join(folder, '..', 'out.ts'), join(folder, 'b.ts'))
  symlinkSync(join(folder, 'nowhere'), join(folder, 'c.ts'))
  const loaded = await load()
  t.strictSame(filesOf(loaded), ['mocks/lib/in.ts'])
  t.match(told(loaded)[0], /b\.ts:1:1: warning: the link leads out of the folder of handlers/)
  t.equal(told(loaded).length, 1)
})

t.test('a helper that two files import is one module in a load, and a new one in the next', async (t) => {
  const { load, loaded } = await project(t, {
    lib: { 'count.ts': 'let n = 0\nexport const count = (): number => ++n' },
    'a.ts': "import { count } from './lib/count'\nexport default { a: count }",
    'b.ts': "import { count } from './lib/count.js'\nexport default { b: count }",
  })
  t.strictSame([call(loaded, 'a.ts', 'a'), call(loaded, 'b.ts', 'b')], [1, 2])
  t.equal(call(await load(), 'a.ts', 'a'), 1)
})

t.test('helpers in a circle, JSON, texts, bytes, aliases of tsconfig.json and the own address of a file', async (t) => {
  const { root, loaded } = await project(
    t,
    {
      lib: {
        'x.ts': "import { y } from './y'\nexport const x = () => 'x' + y()",
        'y.ts': "import { x } from './x'\nexport const y = () => typeof x",
      },
      'pets.json': '[{ "id": 1 }]',
      'note.txt': 'hello',
      'dot.png': 'PNG',
      'a.ts': `import { x } from './lib/x'
import pets from './pets.json'
import note from './note.txt'
import asText from './pets.json' with { type: 'text' }
import dot from './dot.png'
import { twice } from '@/twice'
export default {
  all: () => [x(), pets[0].id, note, asText.length, dot.length, twice(2)],
  here: () => [import.meta.url.startsWith('file:'), import.meta.filename, __dirname],
}`,
    },
    {
      src: { 'twice.ts': 'export const twice = (n: number) => 2 * n' },
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
    },
  )
  t.strictSame(told(loaded), [])
  t.strictSame(call(loaded, 'a.ts', 'all'), ['xfunction', 1, 'hello', 13, 3, 4])
  t.strictSame(call(loaded, 'a.ts', 'here'), [true, join(root, 'mocks', 'a.ts'), join(root, 'mocks')])
  const read = [...loaded.inputs.keys()].map((path) => path.slice(root.length + 1).replaceAll('\\', '/'))
  t.strictSame(read.sort(), [
    'mocks/a.ts',
    'mocks/dot.png',
    'mocks/lib/x.ts',
    'mocks/lib/y.ts',
    'mocks/note.txt',
    'mocks/pets.json',
    'src/twice.ts',
  ])
})

const PACKAGES = {
  'only-esm': {
    'package.json': '{ "name": "only-esm", "type": "module", "exports": { ".": { "import": "./index.js" } } }',
    'index.js':
      'export let n = 0\nexport const up = () => { n++ }\nexport default "esm"\nglobalThis.__esmRuns = (globalThis.__esmRuns ?? 0) + 1',
  },
  'only-cjs': {
    'package.json': '{ "name": "only-cjs" }',
    'index.js': 'const name = "com" + "puted"\nmodule.exports = { plain: 1, [name]: 2 }',
  },
  broken: { 'package.json': '{ "name": "broken" }', 'index.js': 'throw new TypeError("not today")' },
}

t.test('packages are those of this process, whatever their kind; mockserve need not be installed', async (t) => {
  const { load, loaded } = await project(
    t,
    {
      'a.ts': `import type { Nothing } from 'not-installed'
import { mocks } from 'mockserve'
import { readFileSync } from 'node:fs'
import { join } from 'path'
import esm, { n, up } from 'only-esm'
import cjs, { computed, plain } from 'only-cjs'
export default mocks({
  all: () => [esm, cjs.plain, computed, plain, typeof readFileSync, typeof join],
  live: () => { const before: Nothing = n; up(); return n - before },
  later: async () => (await import('only-esm')).default,
})`,
      'b.js': "const { plain } = require('only-cjs')\nmodule.exports = { plain: () => plain }",
      'package.json': '{ "type": "commonjs" }',
    },
    { node_modules: PACKAGES },
  )
  t.strictSame(told(loaded), [])
  t.strictSame(call(loaded, 'a.ts', 'all'), ['esm', 1, 2, 1, 'function', 'function'])
  t.equal(call(loaded, 'a.ts', 'live'), 1, 'what a package changes is seen')
  t.equal(await call(loaded, 'a.ts', 'later'), 'esm')
  t.equal(call(loaded, 'b.js', 'plain'), 1)
  await load()
  t.equal((globalThis as { __esmRuns?: number }).__esmRuns, 1, 'a package runs once, however often handlers are loaded')
})

t.test('what cannot be parsed is told at its place, and the other files are loaded all the same', async (t) => {
  const { loaded } = await project(t, {
    'a.ts': OK,
    'b.ts': "const é = 'ü'; export default {\n  x: ]\n}",
    'c.ts': "import './lib/d'\nexport default {}",
    lib: { 'd.ts': 'let = = 1' },
    'e.ts': 'export default { a: 1, a: 2 }',
  })
  const [first] = loaded.diagnostics.filter(({ place }) => place.file.endsWith('b.ts'))
  t.equal(
    first && formatWithFrame(first),
    `${join('mocks', 'b.ts')}:2:6: error: unexpected "]" [module-syntax]
    1 | const é = 'ü'; export default {
  > 2 |   x: ]
      |      ^
    3 | }`,
  )
  t.match(told(loaded).join('\n'), /lib.d\.ts:1:7: error: .* \[module-syntax\]/)
  t.match(told(loaded).join('\n'), /e\.ts:1:24: warning: duplicate key "a" .* \[module-suspicious\]/)
  t.equal(loaded.diagnostics.length, 3)
  t.strictSame(filesOf(loaded), ['mocks/a.ts', 'mocks/e.ts'])
  t.equal(loaded.inputs.size, 5, 'broken files and what they import are watched')
})

t.test('an import that leads nowhere is told with what was likely meant', async (t) => {
  const { loaded } = await project(
    t,
    {
      lib: { 'helper.ts': 'export const helper = 1' },
      'a.ts': "import { x } from './lib/helpr'\nexport default { x }",
      'b.ts': "import x from 'only-ems'\nexport default { x }",
      'c.ts': "import x from '@acme/thing/sub'\nexport default { x }",
      'd.ts': "import { mock } from 'mockserve'\nexport default { mock }",
      'e.ts': "import x from 'only-esm/sub'\nexport default { x }",
      'f.ts': "\nimport x from 'broken'\nexport default { x }",
      'g.ts': "import { helpr } from './lib/helper'\nexport default { helpr }",
      'h.ts': "import x from 'https://cdn.test/x.js'\nexport default { x }",
      'i.ts': OK,
    },
    { node_modules: PACKAGES },
  )
  t.strictSame(
    told(loaded)
      .map((line) => line.replace(/^mocks./, '').replace(' [module-import]', ''))
      .sort(),
    [
      'a.ts:1:19: error: there is no file ./lib/helpr (did you mean ./lib/helper?)',
      'b.ts:1:15: error: the package "only-ems" is not installed (did you mean only-esm?)',
      'c.ts:1:15: error: the package "@acme/thing" is not installed (npm install @acme/thing)',
      'd.ts:1:10: error: mockserve has no export named "mock" (did you mean mocks?)',
      'e.ts:1:15: error: "only-esm/sub" cannot be imported: the path "./sub" is not exported by package "only-esm"',
      'f.ts:2:15: error: the package "broken" cannot be loaded: TypeError: not today',
      `g.ts:1:10: error: ${join('mocks', 'lib', 'helper.ts')} has no export named "helpr"`,
      'h.ts:1:15: error: https://cdn.test/x.js is not fetched: install the package, or save the file',
    ],
  )
  t.strictSame(filesOf(loaded), ['mocks/i.ts'])
})

t.test('a file that throws while it is loaded is told once, at the place in its source', async (t) => {
  const { loaded } = await project(t, {
    lib: { 'h.ts': 'interface A { a: 1 }\nconst h = null as unknown as { x: { y: A } }\nexport const z = h.x.y' },
    'a.ts': "import { z } from './lib/h'\nexport default { z }",
    'b.ts': "import { z } from './lib/h'\nexport default { z }",
    'c.ts': "throw 'no'",
    'd.ts': 'const x = await Promise.resolve(1)\nexport default { x }',
    'e.ts': 'export const handlers = {}',
    'f.ts': OK,
  })
  const lines = told(loaded).sort()
  t.match(lines, [
    /^mocks.c\.ts:1:1: error: the file throws while it is loaded: no \[module-throws\]$/,
    /^mocks.d\.ts:1:11: error: await at the top level: .* \(await inside an async function instead\) \[module-top-level-await\]$/,
    /^mocks.e\.ts:1:1: error: the file has no default export, .* \[handler-no-default\]$/,
    /^mocks.lib.h\.ts:3:20: error: the file throws while it is loaded: TypeError: .* \[module-throws\]$/,
  ])
  t.equal(lines.length, 4)
  t.strictSame(filesOf(loaded), ['mocks/f.ts'])
})

t.test('an error of a handler names file, line and column of its source', async (t) => {
  const name = 'we ird#%20(x).ts'
  const { root, loaded } = await project(t, {
    'pets.ts': `interface Pet { id: number }
interface Store { pets: Pet[] }

export default {
  getPet: () => {
    const pet: Pet | undefined = undefined
    return { ...(pet as unknown as Pet), id: (pet as unknown as Pet).id }
  },
  wrapped: () => { try { null!.x } catch (cause) { throw Object.assign(new Error('outer', { cause }), { stack: 'none' }) } },
  parse: () => JSON.parse('{'),
}`,
    [name]: 'export default { go: () => { throw new RangeError(import.meta.url) } }',
  })
  const pets = join(root, 'mocks', 'pets.ts')
  const error = thrownBy(() => call(loaded, 'pets.ts', 'getPet'))
  t.ok(error.stack?.includes(`${pets}:7:70`), String(error.stack))
  t.strictSame(handlerPlace(error, loaded.inputs), { path: pets, line: 7, column: 70 })
  t.strictSame(handlerPlace(error.stack, loaded.inputs), { path: pets, line: 7, column: 70 }, 'a stack will do')
  t.match(
    handlerPlace(
      thrownBy(() => call(loaded, 'pets.ts', 'wrapped')),
      loaded.inputs,
    ),
    { path: pets, line: 9 },
    'by the cause',
  )
  t.match(
    handlerPlace(
      thrownBy(() => call(loaded, 'pets.ts', 'parse')),
      loaded.inputs,
    ),
    { line: 10, column: 21 },
    'the own frame',
  )
  t.match(
    handlerPlace(
      thrownBy(() => call(loaded, name, 'go')),
      loaded.inputs,
    ),
    {
      path: join(root, 'mocks', name),
      line: 1,
      column: 36,
    },
  )
  for (const other of ['text', undefined, null, new Error('of the test'), { stack: 7 }])
    t.equal(handlerPlace(other, loaded.inputs), undefined)

  // as test runners do that write stacks their own way
  const { prepareStackTrace } = Error
  t.teardown(() => Object.assign(Error, { prepareStackTrace }))
  Error.prepareStackTrace = (error, frames) => `${error}\n${frames.map((frame) => `    at ${frame}`).join('\n')}`
  const unmapped = thrownBy(() => call(loaded, 'pets.ts', 'getPet'))
  t.notOk(unmapped.stack?.includes('pets.ts'), 'the frame names the bundle')
  t.strictSame(handlerPlace(unmapped, loaded.inputs), { path: pets, line: 7, column: 70 })
})

t.test('a load that is no longer the latest still names the lines it was made from', async (t) => {
  const { folder, load, loaded } = await project(t, { 'a.ts': 'export default { go: () => { throw new Error() } }' })
  writeFileSync(join(folder, 'a.ts'), `${'\n'.repeat(40)}export default { go: () => { throw new Error() } }`)
  const latest = await load()
  t.equal(
    handlerPlace(
      thrownBy(() => call(loaded, 'a.ts', 'go')),
      loaded.inputs,
    )?.line,
    1,
  )
  t.equal(
    handlerPlace(
      thrownBy(() => call(latest, 'a.ts', 'go')),
      latest.inputs,
    )?.line,
    41,
  )
})

t.test('files of data come apart; one that is kept does not run again and stays alive for those who import it', async (t) => {
  const { load, loaded } = await project(t, {
    '_state.ts': 'export let n = 0\nexport const up = () => ++n\nexport default { name: "state" }',
    '_db.ts': 'export default { pets: [] }',
    'a.ts': "import state, { n, up } from './_state'\nexport default { go: () => [up(), n, state.name] }",
  })
  t.strictSame(filesOf(loaded), ['mocks/a.ts'])
  t.match([loaded.db, loaded.state], [{ file: join('mocks', '_db.ts') }, { file: join('mocks', '_state.ts') }])
  t.strictSame(loaded.db?.exports['default'], { pets: [] })
  t.strictSame(call(loaded, 'a.ts', 'go'), [1, 1, 'state'])
  const { state } = loaded
  const kept = await load(new Map(state && [[state.path, state.exports]]))
  t.strictSame(call(kept, 'a.ts', 'go'), [2, 2, 'state'])
  t.strictSame(kept.state, state)
  t.equal(state && kept.inputs.has(state.path), true, 'it is watched all the same')
  t.strictSame(call(await load(), 'a.ts', 'go'), [1, 1, 'state'], 'unless it is kept it begins anew')
})

t.test('a look tells which files changed: by their bytes, and those that came or went', async (t) => {
  const { root, folder, load, loaded } = await project(t, { 'a.ts': "import './lib/late'\nexport default {}", 'b.ts': OK })
  const changed = (since: LoadedHandlers) =>
    changedHandlerFiles(since).map((path) => path.slice(folder.length + 1).replaceAll('\\', '/'))
  t.strictSame(changed(loaded), [])
  utimesSync(join(folder, 'b.ts'), 1, 1)
  writeFileSync(join(folder, 'b.ts'), OK)
  t.strictSame(changed(loaded), [], 'written with the same bytes')
  mkdirSync(join(folder, 'lib'))
  writeFileSync(join(folder, 'lib', 'late.ts'), '')
  t.strictSame(changed(loaded), ['lib/late.ts'], 'what was looked for in vain')
  const second = await load()
  t.strictSame([told(second), changed(second)], [[], []])
  appendFileSync(join(folder, 'lib', 'late.ts'), '//')
  writeFileSync(join(folder, 'c.ts'), OK)
  rmSync(join(folder, 'b.ts'))
  t.strictSame(changed(second).sort(), ['b.ts', 'c.ts', 'lib/late.ts'])
  writeFileSync(join(root, 'tsconfig.json'), '{')
  const third = await load()
  t.match(told(third)[0], /^tsconfig\.json:1:\d+: error/)
  rmSync(join(root, 'tsconfig.json'))
  t.ok(changedHandlerFiles(third).includes(join(root, 'tsconfig.json')), 'mending the settings of TypeScript is seen')
})

t.test('a broken file that is mended while it is being loaded is news at the next look', async (t) => {
  const hooks = globalThis as { __mend?: () => void }
  const { folder, load, loaded } = await project(
    t,
    { 'a.ts': OK },
    { node_modules: { mender: { 'package.json': '{ "name": "mender" }', 'index.js': 'globalThis.__mend()' } } },
  )
  hooks.__mend = () => writeFileSync(join(folder, 'a.ts'), OK)
  t.teardown(() => delete hooks.__mend)
  writeFileSync(join(folder, 'a.ts'), 'export default {')
  writeFileSync(join(folder, 'b.ts'), "import 'mender'\nexport default {}")
  const broken = await load()
  t.match(told(broken), [/a\.ts.* \[module-syntax\]$/])
  t.strictSame(changedHandlerFiles(broken), [join(folder, 'a.ts')])
  t.strictSame(told(await load()), told(loaded))
})

t.test('200 saves of handlers, helpers and data: none is stale, none is missed, and memory does not grow', async (t) => {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  const heap = async () => {
    for (let i = 0; i < 3; i++) {
      gc()
      await wait(50)
    }
    return process.memoryUsage().heapUsed
  }
  const types = Array.from({ length: 150 }, (_, i) => `export interface I${i} { a: string; b: I${i}[] }`).join('\n')
  const files = {
    'a.ts': (n: number) =>
      `import { v, fail } from './lib/v'\nimport d from './d.json'\nexport default { go: () => [${n}, v, d.n], fail }`,
    'lib/v.ts': (n: number) => `${types}\nexport const v: number = ${n}\nexport const fail = () => { throw new Error() }`,
    'd.json': (n: number) => `{ "n": ${n} }`,
  }
  const { folder, load, loaded } = await project(t, {
    'a.ts': files['a.ts'](0),
    lib: { 'v.ts': files['lib/v.ts'](0) },
    'd.json': files['d.json'](0),
  })
  const names = ['a.ts', 'lib/v.ts', 'd.json'] as const
  const expected = [0, 0, 0]
  let latest = loaded
  const faults: unknown[] = []
  const tookMs: number[] = []
  let before = 0
  for (let i = 1; i <= 220; i++) {
    if (i === 21) before = await heap()
    const which = i % 3
    const name = names[which] ?? 'a.ts'
    expected[which] = i
    const start = performance.now()
    writeFileSync(join(folder, name), files[name](i))
    if (changedHandlerFiles(latest).length !== 1) faults.push(`save ${i} was not seen`)
    latest = await load()
    tookMs.push(performance.now() - start)
    const got = call(latest, 'a.ts', 'go')
    if (JSON.stringify(got) !== JSON.stringify(expected)) faults.push([i, got, expected])
    const { line } =
      handlerPlace(
        thrownBy(() => call(latest, 'a.ts', 'fail')),
        latest.inputs,
      ) ?? {}
    if (line !== 152) faults.push(`save ${i}: line ${line}`)
  }
  const grownMb = ((await heap()) - before) / 2 ** 20
  const medianMs = tookMs.sort((a, b) => a - b)[110] ?? Number.POSITIVE_INFINITY
  t.comment(`median ${medianMs.toFixed(1)} ms, heap ${grownMb.toFixed(2)} MB`)
  t.strictSame(faults, [])
  t.ok(grownMb < 1.5, `grown by ${grownMb} MB`)
  t.ok(medianMs < 60, `median ${medianMs} ms`)
})

t.test(
  'a config file in TypeScript is read on every Node, without mockserve being installed; in JavaScript it may wait',
  async (t) => {
    const root = t.testdir({
      'mockserve.config.ts': `import { defineConfig } from 'mockserve'
enum Port { Mock = 61234 }
export default defineConfig({ port: Port.Mock })`,
      'mockserve.config.mjs': 'export default { port: await Promise.resolve(61235) }',
      'broken.config.ts': 'export default {\n  port: ,\n}',
    })
    t.strictSame(await readConfigFile(join(root, 'mockserve.config.ts')), { port: 61234 })
    t.strictSame(await readConfigFile(join(root, 'mockserve.config.mjs')), { port: 61235 })
    await t.rejects(readConfigFile(join(root, 'broken.config.ts')), {
      code: 'settings',
      message: /^broken\.config\.ts:2:9: error: /,
    })
  },
)

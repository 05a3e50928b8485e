// The traffic page's script and style, as the browser gets them.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { trafficStyle } from './style.ts'

/** Compiled in the package, as written in the source. */
const ENTRIES = ['page/main.js', 'page/main.ts'].map((name) => fileURLToPath(new URL(name, import.meta.url)))

/** Bundles the script, which takes about a tenth of a second: whoever never opens the page pays nothing for it. */
export async function readPageFiles(): Promise<{ readonly script: string; readonly style: string }> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: ENTRIES.filter((entry) => existsSync(entry)).slice(0, 1),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    absWorkingDir: fileURLToPath(new URL('../../..', import.meta.url)),
    write: false,
    logLevel: 'silent',
  })
  return { script: outputFiles[0]?.text ?? '', style: trafficStyle }
}

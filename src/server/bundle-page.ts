// The scripts of our pages, as the browser gets them.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Gives the script whose file is `entry` with `.js` (compiled, in the package) or `.ts` (in the source), bundled when it is first asked for:
 * that takes about a tenth of a second, and whoever never opens the page pays nothing for it.
 */
export function pageScript(entry: URL): () => Promise<string> {
  let script: Promise<string> | undefined
  return () => {
    script ??= bundle(fileURLToPath(entry))
    // a failure is not kept: the next request tries again
    script.catch(() => {
      script = undefined
    })
    return script
  }
}

async function bundle(entry: string): Promise<string> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [`${entry}.js`, `${entry}.ts`].filter((path) => existsSync(path)).slice(0, 1),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

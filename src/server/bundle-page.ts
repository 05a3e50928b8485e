// A script of one of our pages, as the browser gets it.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Bundles the script whose file is `entry` with `.js` (compiled, in the package) or `.ts` (in the source). Takes about a tenth of a second:
 * whoever never opens the page pays nothing for it.
 */
export async function bundlePage(entry: URL): Promise<string> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: ['.js', '.ts']
      .map((extension) => fileURLToPath(entry) + extension)
      .filter(existsSync)
      .slice(0, 1),
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

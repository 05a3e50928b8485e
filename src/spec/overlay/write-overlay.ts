// Writes an overlay: whole or not at all, and never over a file that appeared meanwhile.
import { randomBytes } from 'node:crypto'
import { link, open, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Throws what the file system throws: `EEXIST` when a new file is there by now. */
export async function writeOverlay(path: string, text: string, isNew: boolean): Promise<void> {
  // a name that neither watchers nor searches look at
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  const handle = await open(draft, 'wx')
  try {
    if (!isNew) await handle.chmod((await stat(path)).mode)
    await handle.writeFile(text)
    await handle.sync()
    await handle.close()
    if (!isNew || !(await linked(draft, path))) await rename(draft, path)
  } finally {
    await handle.close().catch(() => undefined)
    await unlink(draft).catch(() => undefined)
  }
}

/** Unlike a rename, a link replaces nothing. False: the file system has none. */
async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    return false
  }
}

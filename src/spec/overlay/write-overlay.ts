// Writes an overlay: whole or not at all, and never over a file that appeared meanwhile.
import { randomBytes } from 'node:crypto'
import { link, open, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Throws what the file system throws: `EEXIST` when a new file is there by now. */
export async function writeOverlay(path: string, text: string, isNew: boolean): Promise<void> {
  // a name that neither watchers nor searches look at
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  const mode = isNew ? undefined : (await stat(path)).mode & 0o777
  const handle = await open(draft, 'wx', mode)
  try {
    await handle.writeFile(text)
    await handle.sync()
    await handle.close()
    if (isNew) await link(draft, path)
    else await rename(draft, path)
  } finally {
    await handle.close().catch(() => undefined)
    await unlink(draft).catch(() => undefined)
  }
}

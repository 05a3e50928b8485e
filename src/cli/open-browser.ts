// Opens a page in the browser of whoever sits at this machine.
import { execFile } from 'node:child_process'

/** Resolves with false when there is no way to open one. The URL is ours, never a client's. */
export function openBrowser(url: string): Promise<boolean> {
  const [command, args] = opener(url)
  return new Promise((resolve) => {
    const child = execFile(command, args, { windowsHide: true }, (error) => resolve(error === null))
    // a browser that starts may hold the command for as long as it runs
    child.unref()
  })
}

function opener(url: string): readonly [command: string, args: readonly string[]] {
  if (process.platform === 'darwin') return ['open', [url]]
  // `start` takes a first quoted argument for the window's title
  if (process.platform === 'win32') return ['cmd', ['/c', 'start', '""', url]]
  return ['xdg-open', [url]]
}

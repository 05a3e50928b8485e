// Keys at the terminal, each followed by enter, so that the terminal itself stays as it is.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export interface Key {
  readonly key: string
  readonly means: string
  readonly press: () => void
}

/** `say` prints the help, which h asks for. Gives a function that stops listening. */
export function listenForKeys(keys: readonly Key[], say: (text: string) => void): () => void {
  if (isInBackground()) return () => undefined
  const lines = createInterface({ input: process.stdin, terminal: false })
  lines.on('line', (line) => {
    const typed = line.trim().toLowerCase()
    if (typed === 'h' || typed === '?')
      say(['', ...keys.map(({ key, means }) => `  press ${key} + enter to ${means}`), ''].join('\n'))
    keys.find(({ key }) => key === typed)?.press()
  })
  return () => lines.close()
}

/** A job in the background would be halted by the system when it reads from the terminal. Source: proc_pid_stat(5), fields 5 and 8. */
function isInBackground(): boolean {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[2] !== fields[5]
  } catch {
    return false
  }
}

// The real command, run by a user who may do little: nobody, who has no home and owns nothing.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { patient } from './kit.ts'

/** Node, its loader and the command, as words of a command line. */
export const command: readonly string[] = [
  process.execPath,
  '--import',
  import.meta.resolve('tsx'),
  fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url)),
]

/** Why tests that become somebody else are left out. */
export const needsOtherUser =
  process.getuid?.() === 0 && process.platform === 'linux' ? false : 'only root can become another user'

export interface Watched {
  readonly child: ChildProcess
  stdout(): string
  stderr(): string
}

/** Keeps what a process says; killed at the test's end. */
export function watched(t: Test, child: ChildProcess): Watched {
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  }
  t.teardown(() => child.kill('SIGKILL'))
  return { child, stdout: () => texts.stdout, stderr: () => texts.stderr }
}

/** Ends by itself, or is ended after 8 s; then the code is null. */
export async function ended({ child, stderr }: Watched): Promise<{ readonly exitCode: number | null; readonly stderr: string }> {
  const late = setTimeout(() => child.kill('SIGKILL'), patient(8_000))
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearTimeout(late)
  return { exitCode, stderr: stderr() }
}

/** A folder that everybody may read and nobody may write. */
export function readableFolder(t: Test, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'abuse-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  chmodSync(folder, 0o555)
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs the command as the user 65534. */
export function asNobody(t: Test, args: readonly string[], cwd: string): Watched {
  const [program = '', ...rest] = command
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent' }
  return watched(t, spawn(program, [...rest, ...args], { cwd, uid: 65_534, gid: 65_534, env }))
}

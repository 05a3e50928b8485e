// The other mock servers: pinned in bench/package.json, installed when asked for.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { contestants, isHere, project } from './contestants.ts'

/** `npm ci` in bench/. Throws when it fails. */
export function installPeers(): void {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['ci', '--prefix', join(project, 'bench'), '--ignore-scripts', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('npm ci --prefix bench failed')
}

/** Title and version of each; undefined for one that is not installed. */
export const peers = () => contestants.filter(({ kind }) => kind === 'peer').map(({ title, version }) => ({ title, version }))
export const missing = () => contestants.filter((each) => !isHere(each))

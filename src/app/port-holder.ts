// Which process listens on a port.
import { findHoldersByProc } from './port-holder-linux.ts'

export interface PortHolder {
  /** Undefined: it belongs to another user, and we may not see which process it is. */
  readonly pid: number | undefined
  /** The command line, as far as it is known. */
  readonly command: string | undefined
  /** Its working folder. */
  readonly folder: string | undefined
  readonly since: Date | undefined
}

/** All that listen there, on whatever address. Empty: nobody, or this system does not tell. Never rejects. */
export async function findPortHolders(port: number): Promise<readonly PortHolder[]> {
  try {
    if (process.platform === 'linux') return findHoldersByProc(port)
    const { findHoldersByLsof, findHoldersByNetstat } = await import('./port-holder-tools.ts')
    return await (process.platform === 'win32' ? findHoldersByNetstat(port) : findHoldersByLsof(port))
  } catch {
    return []
  }
}

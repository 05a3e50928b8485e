// Which addresses of this machine other machines reach, and which one we use ourselves.
import { isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'

const EVERY_ADDRESS = new Set(['0.0.0.0', '::', '0:0:0:0:0:0:0:0'])

/** Whether listening on `host` means listening for this machine only. */
export const isLoopbackHost = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host)

/** Whether listening on `host` means listening on every address that this machine has, or gets. */
export const isEveryAddress = (host: string): boolean => EVERY_ADDRESS.has(host)

/** The hosts, as they stand in a URL, by which other machines reach a server that listens on `host`. */
export function networkAddresses(host: string): readonly string[] {
  if (isLoopbackHost(host)) return []
  if (!EVERY_ADDRESS.has(host)) return [inUrl(host)]
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid)
    .filter(({ family }) => family === 'IPv4' || host.includes(':'))
    .map(({ address }) => inUrl(address))
}

/** The host in the URL by which this machine reaches a server that listens on `host`. */
export const localHost = (host: string): string => (EVERY_ADDRESS.has(host) ? '127.0.0.1' : inUrl(host))

const inUrl = (host: string) => (isIPv6(host) ? `[${host}]` : host)

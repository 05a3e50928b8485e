// The words at the start: what is ready, where, and what is served.
import { relative } from 'node:path'
import type { Mockserve } from '../app/mockserve.ts'
import { networkAddresses } from '../app/network-addresses.ts'
import { version } from '../app/version.ts'
import type { Settings } from '../config/settings.ts'
import type { ServedDocument } from '../contract/compile-contract.ts'
import { resourcesOf } from '../contract/resources/find-resources.ts'
import { plural } from '../journal/words.ts'
import type { Colors } from './colors.ts'
import { printable } from './safe-text.ts'

const MAX_ROWS = 3
const MAX_NAMES = 8

export function bannerLines(mock: Mockserve, settings: Settings, readyMs: number, hasKeys: boolean, colors: Colors): string[] {
  const { bold, cyan, dim, yellow } = colors
  const replaced =
    mock.replacedPort === undefined ? [] : [yellow(`  port ${mock.replacedPort} is taken, so this start uses ${mock.port}`), '']
  return [
    '',
    `  ${bold(cyan('mockserve'))} ${cyan(version)}  ${dim(`ready in ${Math.round(readyMs)} ms`)}`,
    '',
    ...addressLines(mock, settings, colors),
    '',
    ...replaced,
    ...documentLines(mock, settings, colors),
    ...handlerLines(mock, colors),
    ...resourceLines(mock, settings, colors),
    ...(hasKeys ? [dim('  press h + enter for help')] : []),
    '',
  ]
}

/** Each URL stands alone, without a colour code in or beside it, so that terminals and scripts can take it as it is. */
export function addressLines(mock: Mockserve, settings: Settings, { bold, green }: Colors): string[] {
  const row = (label: string, url: string) => `  ${green('➜')}  ${bold(label.padEnd(9))} ${url}`
  const network = networkAddresses(settings.host).map((address) => `http://${address}:${mock.port}/`)
  return [
    row('Local:', `${mock.url}/`),
    ...network.filter((url) => url !== `${mock.url}/`).map((url) => row('Network:', url)),
    row('Docs:', mock.docsUrl),
    row('Traffic:', mock.trafficUrl),
  ]
}

function documentLines(mock: Mockserve, settings: Settings, { bold, dim }: Colors): string[] {
  const { documents } = mock
  if (documents.length <= MAX_ROWS) {
    return documents.map((served) => {
      const bases = `base path ${served.basePaths.map((path) => printable(path || '/')).join(' and ')}`
      const watching = settings.watch ? `   watching ${watchedLabel(served, mock, settings)}` : ''
      const overlays = served.document.file.overlaid?.files.map(({ label }) => printable(label)) ?? []
      const changed = overlays.length > 0 ? `   with ${overlays.join(' and ')}` : ''
      return `  ${bold(titleOf(served))}   ${dim(`${plural(served.operations.length, 'operation')}   ${bases}${watching}${changed}`)}`
    })
  }
  const operations = documents.reduce((sum, served) => sum + served.operations.length, 0)
  const names = documents.slice(0, MAX_NAMES).map(({ document }) => document.name)
  const more = documents.length > MAX_NAMES ? ` and ${documents.length - MAX_NAMES} more` : ''
  return [
    `  ${bold(plural(documents.length, 'document'))}   ${dim(`${plural(operations, 'operation')}${settings.watch ? '   watching all' : ''}`)}`,
    dim(`  ${names.join(', ')}${more}`),
  ]
}

/** `2 handler files   mocks/pets.ts, mocks/orders.ts` */
function handlerLines({ mocks: { files } }: Mockserve, { bold, dim }: Colors): string[] {
  if (files.length === 0) return []
  const more = files.length > MAX_NAMES ? ` and ${files.length - MAX_NAMES} more` : ''
  const names = files.slice(0, MAX_NAMES).map(printable).join(', ')
  return [`  ${bold(plural(files.length, 'handler file'))}   ${dim(names + more)}`]
}

/** Documents with more operations are looked at after the start. */
export const MAX_AT_ONCE = 100

function resourceLines({ contract }: Mockserve, settings: Settings, colors: Colors): string[] {
  if (settings.stateless || contract.operations.length > MAX_AT_ONCE) return []
  return resourceLine(resourcesOf(contract).all(), settings, colors)
}

/** `3 resources remember   pets, orders, users   kept in pets.state` */
export function resourceLine(
  found: readonly { readonly name: string }[],
  { state }: Pick<Settings, 'state'>,
  { bold, dim }: Colors,
): string[] {
  if (found.length === 0) return []
  // two resources of different parents may have one name
  const names = [...new Set(found.map(({ name }) => printable(name)))]
  const more = names.length > MAX_NAMES ? `, … (${names.length - MAX_NAMES} more)` : ''
  const kept = state === undefined ? '' : `   kept in ${printable(state)}`
  const verb = found.length === 1 ? 'remembers' : 'remember'
  return [`  ${bold(`${plural(found.length, 'resource')} ${verb}`)}   ${dim(names.slice(0, MAX_NAMES).join(', ') + more + kept)}`]
}

const titleOf = ({ title, version: of }: ServedDocument) => printable(`${title} ${of}`.trim()).slice(0, 80)

/** A document found in a folder is watched with its folder. */
function watchedLabel({ document }: ServedDocument, mock: Mockserve, { folder }: Settings): string {
  const searched = mock.watched.folders.find((each) => document.file.path.startsWith(each))
  return printable(searched === undefined ? document.file.label : `${relative(folder, searched) || '.'}/`)
}

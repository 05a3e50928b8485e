// Where an item is, and how it says so itself.
import { headerText } from '../../http/mock-request.ts'
import type { Ask } from './ask.ts'
import { type Item, partAt, withPart } from './json-path.ts'

/** `/v1/pets/7`, for requests whose path is that of the list or of the item; undefined for others. */
export function addressOfItem({ exchange: { request }, part, target }: Ask, key: string): string | undefined {
  if (part.role !== 'create') return target.key === undefined ? undefined : request.path
  const [path = '', extension] = request.path.split('.json')
  return `${path.replace(/\/$/, '')}/${encodeURIComponent(key)}${extension === undefined ? '' : '.json'}`
}

/** The same with the host that was asked. */
export const absolute = ({ exchange: { request } }: Ask, path: string): string =>
  `http://${headerText(request.headers, 'host') ?? 'localhost'}${path}`

/** Sources: HAL "The Resource Object"; JSON:API "Links". */
const SELF = [
  ['_links', 'self', 'href'],
  ['links', 'self', 'href'],
  ['links', 'self'],
]

/** A new item that links to itself is told its own address, with the host where the document shows one. */
export function withSelf(ask: Ask, item: Item, key: string): Item {
  const address = addressOfItem(ask, key)
  const path = SELF.find((each) => typeof partAt(item, each) === 'string')
  if (address === undefined || path === undefined) return item
  const isAbsolute = /^https?:/.test(String(partAt(item, path)))
  return withPart(item, path, isAbsolute ? absolute(ask, address) : address) as Item
}

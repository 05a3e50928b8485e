// What files in mocks/ import from mockserve at run time.
import { type CollectionDefinitions, CollectionsDefinition } from '../responders/handlers/collections.ts'
import type { CollectionsDefined, MocksFunction } from './types.ts'

/** Gives its argument back; it is there for the types. */
export const mocks: MocksFunction = (given) => given

/** What `_db` exports by default: `collections({ pets: [{ id: 1, name: 'Rex' }], orders: { key: 'orderId' } })`. */
export const collections = <Definitions extends CollectionDefinitions>(
  definitions: Definitions,
): CollectionsDefined<Definitions> => new CollectionsDefinition(definitions) as CollectionsDefined<Definitions>

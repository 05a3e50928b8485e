// What clients wrote at a mock that runs in another program, by its control API.

import type { StoredItems, StoredResource, StoredResources } from '../responders/resources/stored-resources.ts'
import type { ControlClient } from './control-client.ts'

export function connectedResources(ask: ControlClient['ask']): StoredResources {
  const at = (resource: string) => `resources/${encodeURIComponent(resource)}`
  const snapshot = (name: string) => `snapshots/${encodeURIComponent(name)}`
  return {
    async list() {
      const { resources } = await ask('GET', 'resources')
      return (resources as StoredResource[]).map((each) => ({ ...each, count: each.count }))
    },
    async items(resource, { offset = 0, limit = 100 } = {}) {
      return (await ask('GET', `${at(resource)}/items?offset=${offset}&limit=${limit}`)) as unknown as StoredItems
    },
    async seed(items) {
      await ask('PUT', 'resources', items)
    },
    async put(resource, item) {
      return String((await ask('POST', `${at(resource)}/items`, item))['id'])
    },
    async remove(resource, id) {
      return (await ask('DELETE', `${at(resource)}/items/${encodeURIComponent(id)}`))['removed'] === true
    },
    async reset(resource) {
      await ask('POST', resource === undefined ? 'resources/reset' : `${at(resource)}/reset`)
    },
    async snapshot(name) {
      await ask('PUT', snapshot(name))
    },
    async restore(name) {
      await ask('POST', `${snapshot(name)}/restore`)
    },
    async snapshots() {
      return (await ask('GET', 'snapshots'))['snapshots'] as string[]
    },
    async removeSnapshot(name) {
      return (await ask('DELETE', snapshot(name)))['removed'] === true
    },
    async undo() {
      return (await ask('POST', 'undo'))['undone'] === true
    },
  }
}

// A request that keeps the contract for every operation of a document.
import { dirname } from 'node:path'
import { buildRuntime } from '../../src/app/build-runtime.ts'
import { defaultSettings } from '../../src/config/settings.ts'
import { sampleRequest } from '../../src/contract/sample-request.ts'
import { isMade } from '../../src/contract/sample-request-body.ts'
import { createRandom, hashText } from '../../src/schema/random.ts'
import type { LoadRequest } from './load.ts'

/** Those for which none can be made are left out. */
export async function operationRequests(document: string): Promise<readonly LoadRequest[]> {
  const { runtime } = buildRuntime({ ...defaultSettings, documents: [document], folder: dirname(document) }, () => {})
  const { contract } = runtime
  const requests: LoadRequest[] = []
  for (const operation of contract.operations) {
    const sampled = await sampleRequest(operation, { random: createRandom(hashText(`${operation.method} ${operation.path}`, 0)) })
    if (!isMade(sampled)) continue
    const { method, path, query, headers, body } = sampled.request
    requests.push({
      method,
      path: query === '' ? path : `${path}?${query}`,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      ...(body !== undefined && { body: body.toString('utf8') }),
    })
  }
  return requests
}

// The process that makes the load: takes one job after the other from its parent.
import { createHistogram } from 'node:perf_hooks'
import autocannon, { type Options, type Request } from 'autocannon'
import type { LoadJob, LoadRequest, LoadResult } from './load.ts'

/** autocannon looks this often whether the time is over, in ms. */
const LOOK_MS = 50

let numbers = 0

/** A request that is written anew each time, when its path or body asks for a number. */
function toRequest({ method, path, headers, body }: LoadRequest): Request {
  const request = {
    method: method as 'GET',
    path,
    ...(headers && { headers: { ...headers } }),
    ...(body !== undefined && { body }),
  }
  if (!path.includes('{n}') && !body?.includes('{n}')) return request
  const numbered = (text: string) => text.replace('{n}', String(numbers))
  return {
    ...request,
    setupRequest: (each) => {
      numbers++
      return { ...each, path: numbered(path), ...(body !== undefined && { body: numbered(body) }) }
    },
  }
}

async function run({ url, requests, connections, seconds, amount, expectBody }: LoadJob): Promise<LoadResult> {
  // autocannon counts whole milliseconds, in which a fast server answers dozens of times
  const histogram = createHistogram()
  const statuses: Record<string, number> = {}
  const options: Options & { sampleInt: number } = {
    url,
    connections,
    requests: requests.map(toRequest),
    sampleInt: LOOK_MS,
    ...(seconds === undefined ? { amount: amount ?? 1 } : { duration: seconds }),
    ...(seconds !== undefined && amount !== undefined && { maxOverallRequests: amount }),
    ...(expectBody !== undefined && { verifyBody: (body) => body === expectBody }),
  }
  return new Promise((resolve, reject) => {
    const instance = autocannon(options, (error, result) => {
      if (error) return reject(error)
      const answers = Object.values(statuses).reduce((sum, count) => sum + count, 0)
      resolve({
        answers,
        statuses,
        errors: result.errors,
        mismatches: result.mismatches,
        seconds: (result.finish.getTime() - result.start.getTime()) / 1000,
        p50: histogram.percentile(50),
        p99: histogram.percentile(99),
      })
    })
    instance.on('response', (_client, status, _bytes, ms) => {
      statuses[status] = (statuses[status] ?? 0) + 1
      histogram.record(Math.max(1, Math.round(ms * 1000)))
    })
  })
}

process.on('message', (job: LoadJob) => {
  run(job).then(
    (result) => process.send?.(result),
    (error: Error) => process.send?.({ failed: error.message }),
  )
})
process.once('disconnect', () => process.exit())

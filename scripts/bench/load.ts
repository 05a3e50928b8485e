// Load on a server, made by a process of its own so that neither the server nor the bench pays for it.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface LoadRequest {
  readonly method: string
  /** `{n}` becomes another number in each request. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface LoadJob {
  readonly url: string
  /** Sent in turn by each connection. */
  readonly requests: readonly LoadRequest[]
  readonly connections: number
  /** Ends after so long, after so many requests, or whichever comes first. */
  readonly seconds?: number
  readonly amount?: number
  /** Every body is held against it. */
  readonly expectBody?: string | undefined
}

export interface LoadResult {
  readonly answers: number
  readonly statuses: Readonly<Record<string, number>>
  /** Connections that broke, and answers that did not come. */
  readonly errors: number
  /** Bodies that were others than expected. */
  readonly mismatches: number
  readonly seconds: number
  /** Microseconds. */
  readonly p50: number
  readonly p99: number
}

export interface Load {
  run(job: LoadJob): Promise<LoadResult>
  stop(): void
}

/** One job at a time. */
export function startLoad(): Load {
  const child: ChildProcess = fork(fileURLToPath(new URL('./load-process.ts', import.meta.url)), { stdio: 'inherit' })
  const kill = () => child.kill()
  process.once('exit', kill)
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        const gone = (code: number | null) => reject(new Error(`the process that makes the load ended with ${code}`))
        child.once('exit', gone)
        child.once('message', (result: LoadResult | { readonly failed: string }) => {
          child.off('exit', gone)
          if ('failed' in result) reject(new Error(result.failed))
          else resolve(result)
        })
        child.send(job)
      }),
    stop() {
      process.off('exit', kill)
      kill()
    },
  }
}

// What mockserve answers, kept for the bare contestants: they are to send the same bytes.
import { writeFileSync } from 'node:fs'
import { contestantOf, type Task } from './contestants.ts'
import type { Measure } from './measures.ts'
import { ask, prepare } from './requests.ts'
import { startServer } from './server-process.ts'

/** Writes status, content type and body of each measure's answer to `task.answers`. */
export async function recordAnswers(task: Task, measures: readonly Measure[]): Promise<void> {
  const server = await startServer((port) => contestantOf('mockserve').args(task, port), task)
  try {
    // two measures may ask one route
    const answers = new Map<string, object>()
    for (const measure of measures) {
      const request = await prepare(measure, server.url)
      const { status, body, contentType } = await ask(server.url, request)
      const { method } = request
      answers.set(`${method} ${measure.route}`, {
        method,
        route: measure.route,
        status,
        headers: { 'content-type': contentType },
        body,
      })
    }
    writeFileSync(task.answers, JSON.stringify([...answers.values()]))
  } finally {
    await server.stop()
  }
}

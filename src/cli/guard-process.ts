// What would end the process behind its back: errors that nobody catches, and process.exit in a handler.

/** As it was before anything of the user's ran. */
const exit = process.exit.bind(process)

/** Ends the process for good; only the command itself may. */
export const exitProcess = (exitCode: number): never => exit(exitCode)

/** From now on `process.exit` throws where it is called: in a handler, which then answers a 500 that names the place. */
export function forbidExit(): void {
  process.exit = (code?: number | string | null): never => {
    throw new Error(`process.exit(${code ?? ''}) is not carried out: the mock would vanish`)
  }
}

type Tell = (error: unknown) => void

/** More stray errors than this within the time are no accident but a loop: the process ends. */
const MAX_ERRORS = 100
const WITHIN_MS = 10_000

let tell: Tell | undefined
let times: number[] = []

/** While it serves, an error that nobody caught is told and serving goes on: whoever else uses the mock has nothing to do with it. */
export function forgiveStrayErrors(by: Tell): void {
  tell = by
}

/** False: nobody forgives it, and the process has to end. A promise that is rejected and not handled is one, too. */
export function isForgiven(error: unknown): boolean {
  const now = performance.now()
  times = [...times.filter((time) => now - time < WITHIN_MS), now]
  if (tell === undefined || times.length > MAX_ERRORS) return false
  tell(error)
  return true
}

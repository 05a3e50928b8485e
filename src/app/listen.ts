// Listening: on the port that was asked for, or on one of our own choice.
import type { FastifyInstance } from 'fastify'
import { PortError } from '../diagnostics/errors.ts'

export interface Listened {
  readonly port: number
  /** The preferred port was taken, so another one was used. */
  readonly replaced: number | undefined
}

/** `preferred` may be replaced, `port` never is. Throws PortError when the port cannot be had. */
export async function listen(app: FastifyInstance, host: string, port: number | undefined, preferred: number): Promise<Listened> {
  if (port !== undefined) return { port: await listenOn(app, host, port), replaced: undefined }
  try {
    return { port: await listenOn(app, host, preferred), replaced: undefined }
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    return { port: await listenOn(app, host, 0), replaced: preferred }
  }
}

async function listenOn(app: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    // Fastify's own listen adds a second socket for the other loopback family; one socket is promised
    await app.ready()
    await new Promise<void>((resolve, reject) => {
      app.server.once('error', reject)
      app.server.listen({ host, port }, () => {
        app.server.off('error', reject)
        resolve()
      })
    })
  } catch (error) {
    throw toPortError(error as NodeJS.ErrnoException, host, port)
  }
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

function toPortError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const cause = { cause: error }
  switch (error.code) {
    case 'EADDRINUSE':
      return new PortError(port, `port ${port} is in use`, cause)
    case 'EACCES':
      return new PortError(
        port,
        `no permission (EACCES) to listen on port ${port}; ports below 1024 need rights that this user lacks; try a higher one, or --port 0`,
        cause,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new PortError(port, `cannot listen on host ${host}: it is no address of this machine (${error.code})`, cause)
    default:
      return error
  }
}

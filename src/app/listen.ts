// Listening: on the port that was asked for, or on one of our own choice; for `localhost` on both addresses that the name has.
import { createServer, type Server } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { PortError } from '../diagnostics/errors.ts'

export interface Listened {
  readonly port: number
  /** The preferred port was taken, so another one was used. */
  readonly replaced: number | undefined
}

/** A port that is free on one address may be taken on the other. */
const ANY_PORT_TRIES = 5

/** `preferred` may be replaced, `port` never is. Throws PortError when the port cannot be had. */
export async function listen(app: FastifyInstance, host: string, port: number | undefined, preferred: number): Promise<Listened> {
  let second: Server | undefined
  // Fastify closes what it has made listen; its own listen would add a socket of its own for localhost
  app.addHook('onClose', async () => {
    const closed = [app.server, second].map((server) => new Promise((resolve) => server?.close(resolve) ?? resolve(undefined)))
    app.server.closeIdleConnections()
    await Promise.all(closed)
  })
  await app.ready()
  const on = async (wanted: number, tries = ANY_PORT_TRIES): Promise<number> => {
    second = host === 'localhost' ? await listenBeside(app, wanted) : undefined
    try {
      return await listenOn(app.server, host === 'localhost' ? '127.0.0.1' : host, portOf(second) ?? wanted)
    } catch (error) {
      second?.close()
      if (second !== undefined && wanted === 0 && tries > 0) return on(wanted, tries - 1)
      throw error
    }
  }
  if (port !== undefined) return { port: await on(port), replaced: undefined }
  try {
    return { port: await on(preferred), replaced: undefined }
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    return { port: await on(0), replaced: preferred }
  }
}

/**
 * A socket on [::1], whose connections are served like all others; undefined where this machine has no such address.
 * A port that another program has there is no port for us: half of those who say localhost would meet that program.
 */
async function listenBeside(app: FastifyInstance, port: number): Promise<Server | undefined> {
  // `connection` may be emitted for connections of another kind. Source: Node.js HTTP, "Event: 'connection'"
  const server = createServer({ noDelay: true }, (socket) => app.server.emit('connection', socket))
  try {
    await listenOn(server, '::1', port)
    return server
  } catch (error) {
    if (isAddressMissing(error)) return undefined
    throw error
  }
}

const isAddressMissing = (error: unknown) =>
  ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(String(((error as Error).cause as NodeJS.ErrnoException | undefined)?.code))

async function listenOn(server: Server, host: string, port: number): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host, port }, () => {
        server.off('error', reject)
        resolve()
      })
    })
  } catch (error) {
    throw toPortError(error as NodeJS.ErrnoException, host, port)
  }
  return portOf(server) ?? port
}

function portOf(server: Server | undefined): number | undefined {
  const address = server?.address()
  return typeof address === 'object' && address !== null ? address.port : undefined
}

function toPortError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const cause = { cause: error }
  switch (error.code) {
    case 'EADDRINUSE':
      return new PortError(port, `port ${port} is in use${host === '::1' ? ' on [::1]' : ''}`, cause)
    case 'EACCES':
      return new PortError(
        port,
        `no permission (EACCES) to listen on port ${port}; ports below 1024 need rights that this user lacks; try a higher one, or --port 0`,
        cause,
      )
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new PortError(port, `cannot listen on host ${host}: it is no address of this machine (${error.code})`, cause)
    default:
      return error
  }
}

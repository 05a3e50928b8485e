// The least that serves the same: read and parse the document, Fastify with swagger-ui, one route with fixed bytes.
// usage: node bench/bare.mjs document [path body]
import { readFileSync } from 'node:fs'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify from 'fastify'

const [file, path, body] = process.argv.slice(2)
const text = readFileSync(file, 'utf8')
const document = file.endsWith('.json') ? JSON.parse(text) : (await import('js-yaml')).load(text)
const app = Fastify()
await app.register(swagger, { mode: 'static', specification: { document } })
await app.register(swaggerUi, { routePrefix: '/docs' })
if (path) app.get(path, (_request, reply) => reply.header('content-type', 'application/json').send(body))
await app.listen({ port: 0, host: '127.0.0.1' })
console.log(JSON.stringify({ event: 'ready', url: `http://127.0.0.1:${app.server.address().port}`, pid: process.pid }))
process.on('SIGTERM', () => process.exit(0))

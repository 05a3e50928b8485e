// The least that Fastify can do: a route for each recorded answer. With a document it is read, parsed and shown by swagger-ui as well.
// usage: node fastify.mjs PORT ANSWERS.json [DOCUMENT]
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

const [port, file, path] = process.argv.slice(2)
const app = Fastify()

if (path !== undefined) {
  const { default: swagger } = await import('@fastify/swagger')
  const { default: swaggerUi } = await import('@fastify/swagger-ui')
  const text = readFileSync(path, 'utf8')
  const document = path.endsWith('.json') ? JSON.parse(text) : (await import('js-yaml')).load(text)
  await app.register(swagger, { mode: 'static', specification: { document } })
  await app.register(swaggerUi, { routePrefix: '/docs' })
}

for (const { method, route, status, headers, body } of JSON.parse(readFileSync(file, 'utf8'))) {
  const answer = (_request, reply) => reply.code(status).headers(headers).send(body)
  if (status === 404) app.setNotFoundHandler(answer)
  else app.route({ method, url: route, handler: answer })
}
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.on('SIGTERM', () => process.exit())

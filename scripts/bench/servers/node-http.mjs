// The least that Node can do: recorded answers over node:http.
// usage: node node-http.mjs PORT ANSWERS.json
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [port, file] = process.argv.slice(2)
const answers = JSON.parse(readFileSync(file, 'utf8')).map(({ method, route, status, headers, body }) => ({
  method,
  pattern: new RegExp(`^${route.replaceAll(/:\w+/g, '[^/?]+')}(?=$|[?])`),
  status,
  headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  body: Buffer.from(body),
}))

const unknown = answers.find(({ status }) => status === 404)

createServer((request, response) => {
  const { status, headers, body } =
    answers.find(({ method, pattern }) => method === request.method && pattern.test(request.url)) ?? unknown
  if (request.method === 'GET') response.writeHead(status, headers).end(body)
  else request.resume().once('end', () => response.writeHead(status, headers).end(body))
}).listen(Number(port), '127.0.0.1')
process.on('SIGTERM', () => process.exit())

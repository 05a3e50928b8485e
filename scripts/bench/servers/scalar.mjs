// Scalar's mock server, which comes as a library.
// usage: node scalar.mjs PORT DOCUMENT, with bench/node_modules installed
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const peers = createRequire(new URL('../../../bench/package.json', import.meta.url))
const [port, path] = process.argv.slice(2)
const load = (name) => import(pathToFileURL(peers.resolve(name)).href)
const { createMockServer } = await load('@scalar/mock-server')
const { serve } = await load('@hono/node-server')

const text = readFileSync(path, 'utf8')
const document = path.endsWith('.json') ? JSON.parse(text) : (await import('js-yaml')).load(text)
const app = await createMockServer({ document })
serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' })

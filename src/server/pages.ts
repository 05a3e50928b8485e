// Our own small pages: home, health, documents, problem pages.

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { dump } from 'js-yaml'
import { refusals } from '../diagnostics/refusals.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { escapeHtml, page } from './html.ts'
import { servedDocument } from './served-document.ts'

export interface PageOptions {
  readonly runtime: () => Runtime
  readonly version: string
}

const CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export async function registerPages(app: FastifyInstance, { runtime, version }: PageOptions): Promise<void> {
  app.get('/__mockserve/home', async (request, reply) => {
    const summary = await describe(runtime(), hostOf(request))
    return prefersHtml(request)
      ? html(reply, homePage(summary, version))
      : reply.type('application/json').send(JSON.stringify({ name: 'mockserve', version, ...summary }))
  })

  app.get('/__mockserve/health', async (_request, reply) => {
    const documents = runtime().contract.documents.map(({ document }) => ({ name: document.name, path: document.file.path }))
    return reply
      .type('application/json')
      .send(JSON.stringify({ status: 'ok', name: 'mockserve', version, pid: process.pid, documents }))
  })

  app.get<{ Params: { file: string } }>('/__mockserve/documents/:file', async (request, reply) => {
    const [, name = '', format = 'json'] = /^(.*)\.(json|yaml)$/.exec(request.params.file) ?? []
    const { contract } = runtime()
    const { documents } = contract
    const found = name === 'first' ? documents[0] : documents.find(({ document }) => document.name === name)
    if (found === undefined) return notFound(reply, `no document is called ${JSON.stringify(name)}`)
    const document = servedDocument(found, hostOf(request), contract)
    reply.header('cache-control', 'no-store')
    return format === 'yaml'
      ? reply.type('application/yaml; charset=utf-8').send(dump(document, { noRefs: false, lineWidth: 120 }))
      : reply.type('application/json').send(JSON.stringify(document))
  })

  app.get<{ Params: { code: string } }>('/__mockserve/problems/:code', async (request, reply) => {
    const { code } = request.params
    const kind = Object.hasOwn(refusals, code) ? refusals[code as keyof typeof refusals] : undefined
    if (kind === undefined) return notFound(reply, `no problem is called ${JSON.stringify(code.slice(0, 60))}`)
    if (!prefersHtml(request)) return reply.type('application/json').send(JSON.stringify({ code, ...kind }))
    return html(
      reply,
      page(
        kind.title,
        `<p class="status">${kind.status}</p><h1>${escapeHtml(kind.title)}</h1><p>${escapeHtml(kind.means)}</p><p><a href="/">What is served</a> · <a href="/docs">Docs</a></p>`,
      ),
    )
  })
}

/** As the client calls this server. */
export const hostOf = ({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string =>
  headers.host ?? `127.0.0.1:${socket.localPort}`

const prefersHtml = (request: FastifyRequest) => (request.headers.accept ?? '').includes('text/html')

const html = (reply: FastifyReply, text: string) =>
  reply.header('content-security-policy', CSP).type('text/html; charset=utf-8').send(text)

const notFound = (reply: FastifyReply, detail: string) =>
  reply
    .code(404)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: 'Not found', status: 404, detail }))

interface Summary {
  readonly docs: string
  readonly traffic: string
  readonly documents: readonly {
    readonly name: string
    readonly title: string
    readonly version: string
    readonly operations: number
    readonly basePaths: readonly string[]
    readonly document: string
  }[]
  /** What clients write to them stays written. */
  readonly resources: readonly { readonly name: string; readonly path: string; readonly kind: string }[]
}

async function describe({ contract, live }: Runtime, host: string): Promise<Summary> {
  const { allInSlices, resourcesOf } = await import('../contract/resources/find-resources.ts')
  const resources = live.some(({ name }) => name === 'stored') ? await allInSlices(resourcesOf(contract)) : []
  return {
    docs: `http://${host}/docs`,
    traffic: `http://${host}/__mockserve/`,
    documents: contract.documents.map(({ document, title, version, operations, basePaths }) => ({
      name: document.name,
      title,
      version,
      operations: operations.length,
      basePaths: basePaths.map((path) => path || '/'),
      document: `http://${host}/__mockserve/documents/${document.name}.json`,
    })),
    resources: resources.map(({ name, path, kind }) => ({ name, path, kind })),
  }
}

function homePage({ documents, resources }: Summary, version: string): string {
  const rows = documents.map(
    ({ name, title, version: of, operations, basePaths }) =>
      `<li><strong>${escapeHtml(title)}</strong> ${escapeHtml(of)}<br><small>${operations} operations at ${basePaths.map((path) => `<code>${escapeHtml(path)}</code>`).join(' and ')} ·
       <a href="/__mockserve/documents/${encodeURIComponent(name)}.json">JSON</a> · <a href="/__mockserve/documents/${encodeURIComponent(name)}.yaml">YAML</a></small></li>`,
  )
  const remembered = resources.map(({ name, path }) => `<li>${escapeHtml(name)} <code>${escapeHtml(path)}</code></li>`)
  const memory =
    resources.length === 0
      ? ''
      : `<details><summary>What is written to ${resources.length} resources stays written</summary><ul>${remembered.join('')}</ul></details>`
  return page(
    'mockserve',
    `<h1>mockserve <small>${escapeHtml(version)}</small></h1><ul>${rows.join('')}</ul>${memory}<p><a href="/docs">Docs, with "Try it out"</a> · <a href="/__mockserve/">Traffic, as it happens</a></p>`,
  )
}

// Swagger UI for all documents, offline, at /__mockserve/docs and, unless a document takes it, /docs.
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import type { Runtime } from '../pipeline/runtime.ts'

export interface DocsOptions {
  readonly runtime: () => Runtime
}

export async function registerDocs(app: FastifyInstance, _options: DocsOptions): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(swagger, {
      mode: 'static',
      specification: { document: { openapi: '3.0.3', info: { title: 'mockserve', version: '' }, paths: {} } },
    })
    await scope.register(swaggerUi, {
      routePrefix: '/__mockserve/docs',
      uiConfig: { urls: [{ name: 'first', url: '/__mockserve/documents/first.json' }] },
    })
  })
}

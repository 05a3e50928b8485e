// The documents that are started: real ones where they are at hand, and synthetic ones of three sizes.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from './contestants.ts'
import type { Measure } from './measures.ts'
import { syntheticDocument } from './synthetic.ts'

export interface Subject {
  readonly id: string
  readonly title: string
  readonly document: string
  /** A GET with a sample for an answer. */
  readonly read: Measure
  /** Its GET is put under load too; the synthetic ones are all alike. */
  readonly isLoaded: boolean
  /** Peers are given only what does not take them minutes. */
  readonly isSmall: boolean
}

const corpus = join(project, '../shared/corpus')
/** Of any form that the documents ask for. */
const credentials = { authorization: 'Bearer bench', api_key: 'bench' }

const read = (id: string, title: string, path: string, route: string): Measure => ({
  id,
  title,
  route,
  request: { method: 'GET', path, headers: credentials },
  lack: ({ status }) => (status === 200 ? undefined : `answers ${status}`),
  isFixed: true,
})

const real: readonly Subject[] = [
  {
    id: 'petstore',
    title: 'Petstore',
    document: join(corpus, 'petstore-v3/openapi.yaml'),
    read: { ...read('petstore', 'Petstore, GET by id', '/pet/7', '/pet/:id'), basePath: '/api/v3' },
    isLoaded: true,
    isSmall: true,
  },
  {
    id: 'stripe',
    title: 'Stripe',
    document: join(corpus, 'stripe/spec3.json'),
    read: read('stripe', 'Stripe, GET by id', '/v1/customers/cus_1', '/v1/customers/:id'),
    isLoaded: true,
    isSmall: false,
  },
  {
    id: 'github',
    title: 'GitHub',
    document: join(corpus, 'github/api.github.com.json'),
    read: read('github', 'GitHub, GET by name', '/repos/o/r', '/repos/:owner/:repo'),
    isLoaded: true,
    isSmall: false,
  },
]

const SIZES = [100, 1_000, 10_000]

/** Synthetic ones are written into `folder`. What is not here is told. */
export function subjectsIn(folder: string, tell: (line: string) => void): readonly Subject[] {
  const synthetic = SIZES.map((size): Subject => {
    const document = join(folder, `synthetic-${size}.json`)
    writeFileSync(document, syntheticDocument(size))
    const title = `${size.toLocaleString('en')} operations`
    return {
      id: `synthetic${size}`,
      title,
      document,
      read: read(`synthetic${size}`, title, '/things-9/1', '/things-9/:id'),
      isLoaded: false,
      isSmall: false,
    }
  })
  return [...real, ...synthetic].filter(({ title, document }) => {
    if (existsSync(document)) return true
    tell(`SKIPPED ${title}: there is no ${document}`)
    return false
  })
}

// Rule: every {name} in a path is declared as a path parameter, and every path parameter has its {name}.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import type { ApiDocument } from '../api-document.ts'
import { joinPointer } from '../json-pointer.ts'
import { placeAt } from '../source-file.ts'
import { type ListedPath, type LocatedObject, listPaths, resolveObject } from './list-operations.ts'
import type { CreateRule, Report } from './visit.ts'

interface Declared {
  readonly name: string
  /** Where the parameter is listed: the reference, when it is one. */
  readonly listedAt: Pick<LocatedObject, 'file' | 'pointer'>
}

interface Declarations {
  readonly inPath: readonly Declared[]
  readonly inQuery: readonly string[]
  /** Whether all of them could be read. */
  readonly isComplete: boolean
}

/** `path-parameter-undeclared` at the path, `path-parameter-unused` at the parameter. Source: OpenAPI "Path Templating". */
export const pathParameters: CreateRule = (document, report) => ({
  end: () => {
    for (const path of listPaths(document)) checkPath(document, path, report)
  },
})

function checkPath(document: ApiDocument, { template, at, item, operations }: ListedPath, report: Report): void {
  const names = namesIn(template)
  const shared = declarationsOf(document, item)
  const own = operations.map(({ operation }) => declarationsOf(document, operation))
  const unused = (declared: Declared) => !names.has(declared.name)

  for (const { name, listedAt } of [...shared.inPath, ...own.flatMap(({ inPath }) => inPath)].filter(unused)) {
    const near = suggest(name, names)
    const message = `the path parameter "${name}" is declared, but ${template} has no {${name}}`
    report(
      diagnostic('path-parameter-unused', placeAt(listedAt.file, listedAt.pointer), message, near && `did you mean {${near}}?`),
    )
  }
  for (const name of names) {
    const lacking = operations.filter((_, i) => {
      const all = [shared, own[i] ?? shared]
      return all.every(
        ({ isComplete, inPath, inQuery }) =>
          isComplete && !inPath.some((known) => known.name === name) && !inQuery.includes(name),
      )
    })
    if (lacking.length === 0) continue
    const near = suggest(
      name,
      [...shared.inPath, ...own.flatMap(({ inPath }) => inPath)].filter(unused).map((declared) => declared.name),
    )
    const where =
      lacking.length === operations.length ? '' : ` for ${lacking.map(({ method }) => method.toUpperCase()).join(', ')}`
    const message = `${template} names {${name}}, which no path parameter declares${where}; any text is accepted there`
    report(
      diagnostic('path-parameter-undeclared', placeAt(at.file, at.pointer, 'key'), message, near && `did you mean {${near}}?`),
    )
  }
}

/** `/a/{x}/{+y*}` -> x, y: operators of RFC 6570 are no part of the name. */
function namesIn(template: string): Set<string> {
  const names = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) =>
    name.replace(/^[+#./;?&]/, '').replace(/(\*|:\d+)$/, ''),
  )
  return new Set(names)
}

function declarationsOf(document: ApiDocument, { value, file, pointer }: LocatedObject): Declarations {
  const listed = Array.isArray(value['parameters']) ? value['parameters'] : []
  const inPath: Declared[] = []
  const inQuery: string[] = []
  let isComplete = true
  for (const [index, entry] of listed.entries()) {
    const listedAt = { file, pointer: joinPointer(pointer, 'parameters', index) }
    const parameter = resolveObject(document, { ...listedAt, value: entry })?.value
    const name = parameter?.['name']
    if (typeof name !== 'string') isComplete = false
    else if (parameter?.['in'] === 'path') inPath.push({ name, listedAt })
    else if (parameter?.['in'] === 'query') inQuery.push(name)
  }
  return { inPath, inQuery, isComplete }
}

// What is wrong with what people say of resources: an extension that is not understood, a property that items do not have, a path that is none.
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import { isRecord, joinPointer } from '../../spec/json-pointer.ts'
import { placeAt } from '../../spec/source-file.ts'
import type { Contract, ServedDocument } from '../compile-contract.ts'
import { resourcesOf } from './find-resources.ts'
import { EXTENSION, templateAbove, templateOf } from './path-groups.ts'
import { propertiesOf } from './schema-views.ts'

/** Yields `resource-correction`. Costs nothing where nobody says anything. */
export function* checkCorrections(contract: Contract): Generator<Diagnostic> {
  for (const served of contract.documents) {
    for (const { path, said } of saidIn(served)) {
      const place = placeAt(served.document.file, joinPointer('', 'paths', path, EXTENSION))
      if (!isUnderstood(said)) {
        yield diagnostic('resource-correction', place, `${EXTENSION} has no effect here`, 'write false, or { name: …, id: … }')
        continue
      }
      const problem = said === false ? undefined : problemWithId(contract, path, said.id)
      if (problem !== undefined) yield diagnostic('resource-correction', place, problem.message, problem.hint)
    }
  }
  yield* checkSettings(contract)
}

function* checkSettings(contract: Contract): Generator<Diagnostic> {
  const [first] = contract.documents
  const paths = new Set(contract.operations.map(({ path }) => path))
  for (const [path, said] of Object.entries(contract.corrections)) {
    if (first === undefined) return
    const near = suggest(path, paths)
    const problem = paths.has(path)
      ? said === false
        ? undefined
        : problemWithId(contract, path, said.id)
      : { message: 'no document has that path', hint: near && `did you mean ${near}?` }
    if (problem === undefined) continue
    const place = placeAt(first.document.file, joinPointer('', 'paths', path))
    yield diagnostic('resource-correction', place, `the setting resources, ${path}: ${problem.message}`, problem.hint)
  }
}

function* saidIn({ document }: ServedDocument): Generator<{ readonly path: string; readonly said: unknown }> {
  const { paths } = document.root
  for (const [path, item] of isRecord(paths) ? Object.entries(paths) : [])
    if (isRecord(item) && item[EXTENSION] !== undefined) yield { path, said: item[EXTENSION] }
}

const isUnderstood = (said: unknown): said is false | { readonly id?: string } =>
  said === false ||
  (isRecord(said) &&
    Object.entries(said).every(([key, value]) => (key === 'name' || key === 'id') && typeof value === 'string' && value !== ''))

function problemWithId(
  contract: Contract,
  path: string,
  id: string | undefined,
): { readonly message: string; readonly hint: string | undefined } | undefined {
  if (id === undefined) return undefined
  const templates = [templateOf(path), templateAbove(templateOf(path))]
  const resource = resourcesOf(contract)
    .all()
    .find((each) => templates.includes(templateOf(each.path)))
  if (resource === undefined) return { message: 'no resource was found at this path', hint: undefined }
  if (propertiesOf(resource.item).has(id)) return undefined
  const names = [...propertiesOf(resource.item).keys()]
  const near = suggest(id, names)
  return {
    message: `the items of ${resource.path} have no property ${JSON.stringify(id)}`,
    hint: near === undefined ? `they have ${names.slice(0, 8).join(', ')}` : `did you mean ${near}?`,
  }
}

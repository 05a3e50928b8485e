// The docs page's script that puts another version of the document in the place of the one shown, as text.

/**
 * Swagger UI's own way forgets the resolved operations first, so that open ones collapse and the page jumps. Here they are resolved before
 * anything is replaced, and all is replaced in one turn, which React draws once. What was typed is carried over by name.
 */
export const docsRefresh = /* js */ `
/** Most operations that are carried over; the others are read anew when they are opened. */
const MOST = 60

export async function replaceDocument(ui, content) {
  const { specActions, specSelectors, oas3Actions, oas3Selectors, fn } = ui
  const next = content.document
  const operations = touched(ui).filter(({ at }) => at.reduce((part, key) => part?.[key], next) !== undefined)
  const resolved = { paths: {} }
  for (const { at } of operations) {
    const { spec } = await fn.resolveSubtree(next, at, { baseDoc: specSelectors.url() })
    put(resolved, at, spec)
  }

  const before = operations.map((operation) => ({ ...operation, ...typed(ui, operation) }))
  const anchor = seenOperation()
  specActions.updateJsonSpec(next)
  specActions.updateResolvedSubtree([], resolved)
  for (const { pathMethod, at, parameters, body } of before) {
    const now = specSelectors.specResolvedSubtree(at)?.get('parameters')
    now?.forEach?.((parameter) => {
      const own = parameters.find(({ was }) => was.get('name') === parameter.get('name') && was.get('in') === parameter.get('in'))
      if (own === undefined || own.was.equals(parameter)) return
      const value = own.isTyped && kindOf(own.was) === kindOf(parameter) ? own.value : undefined
      specActions.changeParam(pathMethod, parameter.get('name'), parameter.get('in'), value)
    })
    if (body === 'untouched') {
      const value = oas3Selectors.selectDefaultRequestBodyValue(...pathMethod)
      if (typeof value === 'string') oas3Actions.setRequestBodyValue({ value, pathMethod })
    }
  }
  requestAnimationFrame(() => requestAnimationFrame(() => anchor?.restore()))
}

/** The operations that are open, or in which something may have been typed. */
function touched({ specSelectors, getState, fn }) {
  const state = getState()
  const open = new Set()
  state.getIn(['layout', 'shown'])?.forEach((isShown, thing) => {
    if (isShown && thing.get(0) === 'operations') open.add(thing.get(2))
  })
  const found = []
  specSelectors.operations().forEach((operation) => {
    const [path, method] = [operation.get('path'), operation.get('method')]
    const at = operation.get('specPath').toJS()
    if (specSelectors.specResolvedSubtree(at) === undefined) return
    const id = operation.getIn(['operation', 'operationId']) ?? fn.opId(operation.get('operation').toJS(), path, method)
    found.push({ pathMethod: [path, method], at, isOpen: open.has(id) })
  })
  return found.sort((one, other) => Number(other.isOpen) - Number(one.isOpen)).slice(0, MOST)
}

/** What stands in an operation's fields now, and whether it is more than what the document put there. */
function typed({ specSelectors, oas3Selectors }, { pathMethod, at }) {
  const written = specSelectors.specResolvedSubtree(at)?.get('parameters')
  const parameters = []
  written?.forEach?.((was) => {
    const value = specSelectors.parameterWithMetaByIdentity(pathMethod, was).get('value')
    if (value !== undefined) parameters.push({ was, value, isTyped: textOf(value) !== textOf(documented(was)) })
  })
  const isEdited = oas3Selectors.requestBodyValue(...pathMethod) === null || oas3Selectors.hasUserEditedBody(...pathMethod)
  return { parameters, body: isEdited ? 'typed' : 'untouched' }
}

const documented = (parameter) =>
  parameter.get('example') ??
  parameter.get('x-example') ??
  parameter.get('examples')?.first?.()?.get?.('value') ??
  parameter.getIn(['schema', 'example']) ??
  parameter.getIn(['schema', 'default']) ??
  parameter.get('default')
const textOf = (value) => (typeof value === 'string' ? value : JSON.stringify(value))
const kindOf = (parameter) => textOf(parameter.getIn(['schema', 'type']) ?? parameter.get('type') ?? null)

function put(target, [key, ...rest], value) {
  if (rest.length === 0) target[key] = value
  else put((target[key] ??= {}), rest, value)
}

/** The operation at the top of the window: it stays where it is, whatever grows or shrinks above it. */
function seenOperation() {
  const seen = [...document.querySelectorAll('.opblock, .opblock-tag')].find((each) => each.getBoundingClientRect().bottom > 0)
  if (seen === undefined || scrollY === 0) return undefined
  const top = seen.getBoundingClientRect().top
  return {
    restore() {
      if (seen.isConnected) scrollBy(0, seen.getBoundingClientRect().top - top)
    },
  }
}
`

// The docs page's script for what Swagger UI does otherwise than we need, as text.

/** Pictures, long answers, deep links, methods: a plugin. Source: Swagger UI, "Plug Points". */
export const docsLook = /* js */ `
import { resolveSubtree } from './resolve.js'

/** Characters; colouring more than that takes seconds. */
const MOST_COLOURED = 100_000

/** Pictures of other hosts are not loaded: a link stands in their place. */
const withoutPictures = (text) =>
  text
    .replace(/!\\[([^\\]]*)\\]\\((\\s*<?(?:https?:)?\\/\\/[^)]*)\\)/gi, (_, words, url) => '[' + (words || 'picture') + '](' + url + ')')
    .replace(/<img\\b[^>]*?\\bsrc\\s*=\\s*["']?((?:https?:)?\\/\\/[^"'\\s>]+)[^>]*>/gi, (_, url) => '<a href="' + url + '">' + url + '</a>')

/** The plugin with all of it. */
export const look = ({ React, getComponent }) => ({
  fn: { resolveSubtree },
  wrapComponents: {
    Markdown: (Original) => (props) =>
      React.createElement(Original, typeof props.source === 'string' ? { ...props, source: withoutPictures(props.source) } : props),
    SyntaxHighlighter: (Original) => (props) => {
      const { children, renderPlainText } = props
      if (typeof children !== 'string' || children.length < MOST_COLOURED) return React.createElement(Original, props)
      const PlainTextViewer = getComponent('PlainTextViewer')
      return renderPlainText?.({ children, PlainTextViewer }) ?? React.createElement(PlainTextViewer, null, children)
    },
  },
  statePlugins: {
    // the document arrives parsed, so that Swagger UI need not read many megabytes as YAML
    spec: {
      wrapActions: {
        parseToJson: () => () => {},
        executeRequest: (original) => (request) => original({ ...request, spec: withAllMethods(request) }),
      },
    },
    layout: { wrapActions: { parseDeepLinkHash: (_, { layoutActions }) => () => openLinked(layoutActions) } },
  },
})

/** Swagger UI shows the additional operations of OpenAPI 3.2 and does not find them when they are executed. */
function withAllMethods({ spec, pathName }) {
  const item = spec.paths[pathName]
  return { ...spec, paths: { ...spec.paths, [pathName]: { ...item, ...item?.additionalOperations } } }
}

export const additionalMethods = ({ paths }) => Object.values(paths ?? {}).flatMap((item) => Object.keys(item?.additionalOperations ?? {}))

const decode = (text) => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Opens what the hash names, \`#/tag/operation\`: Swagger UI's own way takes a slash in either name for the end of it. */
function openLinked(layoutActions) {
  const [tag, id] = location.hash.replace(/^#!?\\/?/, '').split('/').map(decode)
  if (!tag) return
  layoutActions.show(['operations-tag', tag], true)
  const key = id ? ['operations', tag, id] : ['operations-tag', tag]
  layoutActions.show(key, true)
  layoutActions.scrollTo(key)
  layoutActions.scrollToVirtualizedOperation(key)
}

/** Swagger UI does not survive a hash that cannot be decoded. */
export function dropBrokenHash() {
  const { hash, pathname, search } = location
  if (hash.includes('%') && decode(hash) === hash) history.replaceState(null, '', pathname + search)
}
`

// The docs page's script that gives an opened operation its bar, as text.

/** Where Swagger UI draws an operation, a place for what \`docs-bar/\` draws. Source: Swagger UI, "Plug Points". */
export const docsDrive = /* js */ `
/** A plugin; \`shown\` gives the name of the document, \`bars\` resolves to the module of bars, or to undefined where there are none. */
export const drive = (shown, bars) => ({ React }) => {
  const { createElement, Fragment, useEffect, useRef } = React

  /** An empty element of React's, in which something else draws. */
  function Bar({ method, path }) {
    const place = useRef(null)
    useEffect(() => {
      let remove
      let isGone = false
      bars.then((module) => {
        if (!isGone) remove = module?.addBar(place.current, { document: shown(), method, path })
      })
      return () => {
        isGone = true
        remove?.()
      }
    }, [method, path])
    return createElement('div', { ref: place })
  }

  return {
    wrapComponents: {
      // only an opened operation has one: documents have thousands of them
      OperationSummary: (Original) => (props) => {
        const { isShown, operationProps, specPath } = props
        const hasBar = isShown && specPath.get(0) === 'paths'
        const bar = hasBar && createElement(Bar, { method: operationProps.get('method'), path: operationProps.get('path') })
        return createElement(Fragment, null, createElement(Original, props), bar)
      },
    },
  }
}
`

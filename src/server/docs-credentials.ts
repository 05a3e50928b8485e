// The docs page's script for credentials, as text.

/**
 * Arrives authorized: each scheme has its demo credential until a person enters another or logs out, which is kept in the browser,
 * one entry for each document. Swagger UI's own `persistAuthorization` has one for all documents, and writes cookies of the whole host.
 */
export const docsCredentials = /* js */ `
const keyOf = (content) => 'mockserve:credentials:' + content.name
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)

const read = (content) => {
  try {
    return JSON.parse(localStorage.getItem(keyOf(content))) ?? {}
  } catch {
    return {}
  }
}

/** A plugin that keeps what a person enters; \`shown\` gives the content of the moment. */
export const keepCredentials = (shown) => ({
  statePlugins: {
    auth: {
      wrapActions: {
        persistAuthorizationIfNeeded: (original, system) => () => {
          const authorized = system.authSelectors.authorized().toJS()
          const kept = {}
          for (const [name, demo] of Object.entries(shown().credentials)) {
            const entered = authorized[name] ?? null
            if (!same(entered, demo)) kept[name] = { for: demo.schema, entered }
          }
          try {
            localStorage.setItem(keyOf(shown()), JSON.stringify(kept))
          } catch {
            // no storage in this window: the credential lasts as long as the page
          }
        },
      },
    },
  },
})

/** What a person entered for a scheme that has not changed since; else the demo. */
export function restoreCredentials(ui, content) {
  const kept = read(content)
  const authorized = {}
  for (const [name, demo] of Object.entries(content.credentials)) {
    const own = kept[name]
    const entered = own !== undefined && same(own.for, demo.schema) ? own.entered : demo
    if (entered !== null) authorized[name] = entered
  }
  ui.authActions.restoreAuthorization({ authorized })
}

/** Pages may not set the Cookie header, but they may have cookies: one that lives for this request only, and hides no other of its name. */
export function sendCookies(header, path) {
  const at = path.includes(';') ? path.slice(0, path.indexOf(';')).replace(/[^/]*$/, '') : path
  for (const pair of header.split(/;\\s*/)) document.cookie = pair + '; path=' + at + '; max-age=10; samesite=strict'
}
`

// HTML of our own pages: one frame, and the escaping that keeps a document's words from becoming markup.

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)

const STYLE = `:root{color-scheme:light dark;font:16px/1.6 system-ui,sans-serif}body{max-width:42rem;margin:4rem auto;padding:0 1rem}
h1{line-height:1.25}small{color:GrayText;font-weight:normal}ul{padding:0;list-style:none}li{margin:1rem 0}code{font:.9em ui-monospace,monospace}
.status{font-size:3rem;margin:0;color:GrayText}`

/** A whole page; `body` is markup that the caller has escaped. */
export const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`

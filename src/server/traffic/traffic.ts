// The traffic page's place in the server: one page, one script, one style.
import type { FastifyInstance } from 'fastify'
import { pageScript } from '../bundle-page.ts'
import { docsFavicon } from '../docs-page.ts'

/** Where the page is; `?exchange=12` shows one exchange. */
export const TRAFFIC_PATH = '/__mockserve/'

/** Nothing runs, is styled or is reached but what this server gives as files; texts never become markup. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Traffic · mockserve</title>
<link rel="icon" type="image/svg+xml" href="${TRAFFIC_PATH}traffic/icon.svg">
<link rel="stylesheet" href="${TRAFFIC_PATH}traffic/page.css">
</head>
<body>
<div id="page"><noscript><p>This page needs JavaScript. What it shows is at <a href="${TRAFFIC_PATH}api/exchanges">api/exchanges</a>.</p></noscript></div>
<script type="module" src="${TRAFFIC_PATH}traffic/page.js"></script>
</body>
</html>
`

export function registerTraffic(app: FastifyInstance): void {
  app.get('/__mockserve', (_request, reply) => reply.redirect(TRAFFIC_PATH))
  app.get(TRAFFIC_PATH, (_request, reply) =>
    reply
      .header('content-security-policy', CSP)
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(PAGE),
  )
  const script = pageScript(new URL('page/main', import.meta.url))
  app.get(`${TRAFFIC_PATH}traffic/page.js`, async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type('text/javascript; charset=utf-8')
      .send(await script()),
  )
  app.get(`${TRAFFIC_PATH}traffic/page.css`, async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type('text/css; charset=utf-8')
      .send((await import('./style.ts')).trafficStyle),
  )
  app.get(`${TRAFFIC_PATH}traffic/icon.svg`, (_request, reply) => reply.type('image/svg+xml').send(docsFavicon))
}

// The docs page's HTML and its small picture.
import { escapeHtml } from './html.ts'

const STATIC = '/__mockserve/docs/static'

/** A circle that answers with a tick: what is asked is there. */
export const docsFavicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f6f5c"/><path d="M8 21V11l8 8 8-8v10" fill="none" stroke="#fff" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`

/** The page for a document of this title. All else that it shows comes later, as JSON, so that no word of a document is ever markup. */
export const docsPage = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>mockserve · ${escapeHtml(title)}</title>
<link rel="icon" type="image/svg+xml" href="${STATIC}/theme/favicon.svg">
<link rel="stylesheet" href="${STATIC}/swagger-ui.css">
<link rel="stylesheet" href="${STATIC}/theme/docs.css">
<script src="${STATIC}/theme/colour-scheme.js"></script>
</head>
<body>
<header id="documents" hidden><a href="/__mockserve/home">mockserve</a><label>Document <select></select></label></header>
<div id="swagger-ui"><p class="loading-documents">Loading …</p></div>
<aside id="notice" role="status" hidden></aside>
<noscript><p>This page needs JavaScript. The document itself is at <a href="/openapi.yaml">/openapi.yaml</a>.</p></noscript>
<script src="${STATIC}/swagger-ui-bundle.js"></script>
<script type="module" src="${STATIC}/swagger-initializer.js"></script>
</body>
</html>
`

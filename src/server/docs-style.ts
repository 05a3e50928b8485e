// The docs page's own style, on top of Swagger UI's.

/** Few rules: room on a small screen, the bar of documents, the notice, and colours that Swagger UI's dark mode leaves light. */
export const docsStyle = `
html { overflow-y: scroll }
body { margin: 0; background: #fafafa }
html.dark-mode body { background: #1c2022 }
.loading-documents { padding: 3rem 1.25rem; text-align: center; color: GrayText; font: 16px system-ui, sans-serif }

#documents { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1.5rem; padding: .6rem 1.25rem;
  background: #1f3d36; color: #fff; font: 15px/1.4 system-ui, sans-serif }
#documents[hidden], #notice[hidden] { display: none }
#documents a { color: inherit; font-weight: 600; text-decoration: none }
#documents label { display: flex; align-items: center; gap: .6rem; min-width: 0; max-width: 100% }
#documents select { min-width: 0; max-width: 26rem; padding: .35rem .5rem; border: 1px solid #ffffff55; border-radius: 4px; background: #fff; color: #1b1b1b; font: inherit }
html.dark-mode #documents select { background: #1c2022; color: #f0f1f1 }

#notice { position: fixed; z-index: 20; inset: auto 0 0; max-height: 40vh; overflow: auto; padding: .6rem 1.25rem; border-top: 3px solid #c9481f;
  background: #fff6f2; color: #3b1408; font: 14px/1.5 system-ui, sans-serif; box-shadow: 0 -2px 12px #0002 }
#notice.quiet { border-color: #8a8f94; background: #f1f2f3; color: #333 }
#notice pre { margin: .3rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace }
html.dark-mode #notice { background: #33201a; color: #ffe3d8 }
html.dark-mode #notice.quiet { background: #2a2e30; color: #d6d9db }

.swagger-ui .info { margin: 28px 0 }
.swagger-ui .scheme-container { padding: 16px 0 }
html.dark-mode .swagger-ui .examples-select__section-label, html.dark-mode .swagger-ui .examples-select-element { color: inherit }

.mock-bar { display: grid; grid-template-columns: minmax(0, 1fr); gap: .2rem; padding: .5rem 20px; border-top: 1px solid #0000001f; color: #3b4151; font: 13px/1.5 system-ui, sans-serif }
.mock-bar form, .mock-bar .mock-pins li { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .75rem; min-width: 0; min-height: 34px }
.mock-bar ul, .mock-bar ol, .mock-bar p { margin: 0; padding: 0; list-style: none; color: inherit }
.swagger-ui .mock-bar label { display: flex; align-items: center; gap: .4rem; min-width: 0; color: inherit; font: inherit }
.swagger-ui .mock-bar select { min-width: 0; max-width: 16rem; margin: 0; padding: 4px 30px 4px 8px; color: inherit; font: inherit }
.swagger-ui .mock-bar .btn { padding: 4px 14px; border-color: #5a6170; color: inherit; font-size: 13px }
.mock-pins span { padding: 2px 8px; border-radius: 4px; background: #1f3d36; color: #fff }
.mock-bar ol { display: flex; flex-wrap: wrap; gap: .1rem 1rem; font: 12px/1.6 ui-monospace, monospace }
.swagger-ui .mock-bar a { color: #3b4151 }
.mock-bar .s2 { color: #14603f } .mock-bar .s3 { color: #17518f } .mock-bar .s4 { color: #7a4500 } .mock-bar .s5 { color: #a8281f }
.mock-bar .mock-none { color: #4d5563 }
.mock-bar [role=status] { color: #a8281f }
.mock-bar [role=status][hidden] { display: none }
html.dark-mode .mock-bar { border-color: #ffffff2e; color: #e4e6e6 }
html.dark-mode .swagger-ui .mock-bar a { color: #e4e6e6 }
html.dark-mode .mock-bar .s2 { color: #7fd8a8 } html.dark-mode .mock-bar .s3 { color: #9cc7f5 } html.dark-mode .mock-bar .s4 { color: #e9bd76 } html.dark-mode .mock-bar .s5 { color: #f6a49c }
html.dark-mode .swagger-ui .mock-bar .btn { border-color: #9aa7a2 }
html.dark-mode .mock-bar .mock-none { color: #b9c1c1 }
html.dark-mode .mock-bar [role=status] { color: #f49a92 }

@media (max-width: 640px) {
  .swagger-ui .wrapper { padding: 0 10px }
  .swagger-ui .info { margin: 16px 0 }
  .swagger-ui .info hgroup.main { margin: 0 }
  .swagger-ui .opblock .opblock-section-header { flex-wrap: wrap }
  .swagger-ui .responses-inner { padding: 10px; overflow-x: auto }
  .swagger-ui .response-col_status { min-width: 40px }
  .swagger-ui .response-col_links { min-width: 0 }
  .swagger-ui .responses-inner select { max-width: 100% }
}
`

// The traffic page's style.

/** Two schemes from one set of names; the list and what was chosen from it scroll by themselves, on a small screen one at a time. */
export const trafficStyle = `
:root {
  color-scheme: light dark;
  --ground: #f4f6f5; --panel: #fff; --sunk: #f7f9f8; --line: #dfe5e2; --strong: #c3ccc8;
  --text: #17201d; --dim: #56625d; --accent: #1b6655; --on-accent: #fff; --chosen: #e3f1ec; --hover: #f0f4f2;
  --s2: #176c4d; --s3: #1c5a9c; --s4: #8f5200; --s5: #b3261e;
  --wrong: #a8281f; --wrong-ground: #fdf0ee; --key: #1b5c8f; --string: #1f6a3d; --number: #8a4a08;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #121617; --panel: #191e1f; --sunk: #14191a; --line: #2b3233; --strong: #414a4b;
    --text: #e3e8e6; --dim: #9aa7a2; --accent: #74cbb0; --on-accent: #0d1b17; --chosen: #1f3a33; --hover: #20272a;
    --s2: #6ccf9a; --s3: #80b8f0; --s4: #e6b260; --s5: #f28b82;
    --wrong: #f49a92; --wrong-ground: #33201f; --key: #8dbfee; --string: #8fd3a5; --number: #e9b87c;
  }
}
* { box-sizing: border-box }
html, body, #page { height: 100% }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/1.5 var(--sans) }
h1, h2, h3, p, ol, ul, dl, dd, pre, figure { margin: 0 }
ol, ul { padding: 0; list-style: none }
a { color: var(--accent) }
code, pre, kbd, .method, .target, .status { font-family: var(--mono) }
.dim { color: var(--dim) }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }
[hidden] { display: none !important }

button, .button { display: inline-flex; align-items: center; min-height: 28px; padding: 0 10px; border: 1px solid var(--strong); border-radius: 6px;
  background: var(--panel); color: var(--text); font: inherit; font-size: 13px; text-decoration: none; white-space: nowrap; cursor: pointer }
button:hover, .button:hover { background: var(--hover) }
button:disabled { opacity: .55; cursor: not-allowed }
button.is-on, button.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent) }
kbd { display: inline-block; min-width: 20px; padding: 0 5px; border: 1px solid var(--strong); border-bottom-width: 2px; border-radius: 4px; background: var(--panel); font-size: 12px; text-align: center }

.page { display: flex; flex-direction: column; height: 100% }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; padding: 8px 14px; border-bottom: 1px solid var(--line); background: var(--panel) }
.name { font-size: 15px; font-weight: 650; letter-spacing: -.01em }
.name a { color: inherit; text-decoration: none }
.views { display: flex; gap: 2px }
.views a { padding: 3px 9px; border-radius: 6px; color: var(--dim); font-size: 13px; text-decoration: none }
.views a:hover { background: var(--hover) }
.views [aria-current] { background: var(--chosen); color: var(--text); font-weight: 600 }
.filter { position: relative; flex: 1 1 260px; min-width: 0 }
.filter input { width: 100%; height: 30px; padding: 0 10px; border: 1px solid var(--strong); border-radius: 6px; background: var(--sunk); color: var(--text); font: 13px var(--mono) }
.filter input::placeholder { color: var(--dim); opacity: 1 }
.filter p { position: absolute; z-index: 5; top: 33px; left: 0; padding: 4px 10px; border: 1px solid var(--wrong); border-radius: 6px; background: var(--wrong-ground); color: var(--wrong); font-size: 13px }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 6px }
.bar .tools { margin-left: auto }
.count { margin-right: 6px; color: var(--dim); font-size: 13px; font-variant-numeric: tabular-nums }
.light { display: inline-flex; align-items: center; gap: 6px; margin-right: 6px; color: var(--dim); font-size: 13px }
.light::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: var(--strong) }
.light.is-live::before { background: var(--s2) }
.light.is-lost { color: var(--s5) } .light.is-lost::before { background: var(--s5) }
.is-pinned { border-color: var(--accent); color: var(--accent) }

.broken { padding: 8px 14px; border-bottom: 1px solid var(--line); background: var(--wrong-ground); color: var(--wrong) }
.broken pre { max-height: 20vh; overflow: auto; font-size: 13px; white-space: pre-wrap }

main { display: grid; grid-template-columns: minmax(0, 1fr); flex: 1; min-height: 0 }
@media (min-width: 820px) { main { grid-template-columns: minmax(340px, 44%) minmax(0, 1fr) } }
.list { min-height: 0; overflow-y: auto; border-right: 1px solid var(--line); background: var(--panel); container-type: inline-size }
.row { display: grid; grid-template: "status method target flags ms" auto ". . origin origin time" auto / 34px 62px minmax(0, 1fr) auto auto;
  gap: 0 8px; padding: 5px 14px 6px 11px; border-left: 3px solid transparent; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none;
  font-size: 13px; line-height: 1.45; contain: content; content-visibility: auto; contain-intrinsic-size: auto 49px }
.row:hover { background: var(--hover) }
.row[aria-current] { border-left-color: var(--accent); background: var(--chosen) }
.row:focus-visible { outline-offset: -2px }
.row .status { grid-area: status; font-weight: 600 }
.row .method { grid-area: method; color: var(--dim); overflow: hidden; text-overflow: clip }
.row .target { grid-area: target; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.row .flags { display: flex; grid-area: flags; gap: 4px; align-items: center }
.row .origin { grid-area: origin; overflow: hidden; color: var(--dim); font-size: 12px; text-overflow: ellipsis; white-space: nowrap }
.row .ms, .row time { color: var(--dim); font-size: 12px; font-variant-numeric: tabular-nums; text-align: right }
.row .ms { grid-area: ms }
.row time { grid-area: time }
.flag { min-width: 18px; padding: 0 5px; border-radius: 9px; background: var(--wrong-ground); color: var(--wrong); font-size: 11px; font-weight: 650; line-height: 18px; text-align: center }
.flag.quiet { background: none; color: var(--dim) }
.s2 { color: var(--s2) } .s3 { color: var(--s3) } .s4 { color: var(--s4) } .s5 { color: var(--s5) }

main.is-whole { grid-template-columns: minmax(0, 1fr) }
.coverage { min-height: 0; overflow-y: auto; padding: 16px 18px 40px }
.coverage:focus-visible { outline-offset: -2px }
.coverage > * { max-width: 1000px; margin-inline: auto }
.coverage > header { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 14px; align-items: center }
.coverage h2 { font-size: 17px }
.coverage h3 { margin: 22px 0 6px; color: var(--dim); font-size: 11.5px; font-weight: 650; letter-spacing: .06em; text-transform: uppercase }
.coverage progress { grid-column: 1 / -1; width: 100%; height: 6px; border: 0; border-radius: 3px; background: var(--line); appearance: none; overflow: hidden }
.coverage progress::-webkit-progress-bar { background: var(--line) }
.coverage progress::-webkit-progress-value { background: var(--accent) }
.coverage progress::-moz-progress-bar { background: var(--accent) }
.coverage section > ul { margin-top: 8px; border: 1px solid var(--line); border-radius: 8px; background: var(--panel) }
.coverage section > ul:empty { display: none }
.operation, .undeclared { padding: 7px 12px; overflow-wrap: anywhere }
.operation + .operation, .undeclared + .undeclared { border-top: 1px solid var(--line) }
.operation { content-visibility: auto; contain-intrinsic-size: auto 110px }
.operation.is-unused { background: var(--sunk); contain-intrinsic-size: auto 36px }
.operation p, .undeclared { display: flex; gap: 10px; align-items: baseline }
.calls { flex: none; min-width: 46px; color: var(--dim); font-size: 13px; font-variant-numeric: tabular-nums; text-align: right }
.operation a, .undeclared a { font-size: 13px }
.undeclared a .method, .operation p .method { color: inherit }
.operation dl { display: grid; gap: 5px; margin: 5px 0 2px 56px }
.operation dl > div { display: grid; grid-template-columns: 84px minmax(0, 1fr); gap: 8px }
.operation dt { color: var(--dim); font-size: 12.5px; line-height: 21px }
.operation dd li li { padding: 2px 0 3px 12px; font-size: 13px }
.operation .chip { color: var(--text) }
.operation .chip.is-never { border-color: var(--strong); border-style: dashed; background: none; color: var(--dim) }

.empty { max-width: 520px; padding: 40px 22px }
.empty h2 { margin-bottom: 6px; font-size: 17px }
.empty p { margin-bottom: 12px; color: var(--dim) }
.command { display: flex; flex-wrap: wrap; gap: 8px; align-items: center }
.command code { padding: 5px 9px; border: 1px solid var(--line); border-radius: 6px; background: var(--sunk); color: var(--text); overflow-wrap: anywhere }
.empty dl div, dialog dl div { display: grid; grid-template-columns: 168px minmax(0, 1fr); gap: 10px; padding: 3px 0; font-size: 13px }
.empty dd { color: var(--dim) }

.detail { position: relative; display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--ground) }
.detail.nothing { display: none; align-items: center; justify-content: center; gap: 8px; text-align: center }
@media (min-width: 820px) { .detail.nothing { display: flex } }
.close { position: absolute; z-index: 3; top: 12px; right: 14px; border-color: transparent; background: none; color: var(--dim) }
.head { padding: 14px 60px 4px 18px }
.head h2 { font: 600 15px/1.45 var(--mono); overflow-wrap: anywhere }
.head .method { color: var(--accent) }
.facts { display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: center; color: var(--dim); font-size: 13px; font-variant-numeric: tabular-nums }
.facts .status { font-size: 14px; font-weight: 700 }
.acts { display: flex; flex-wrap: wrap; gap: 6px; padding: 8px 18px 10px }
.next { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 8px 12px; margin: 2px 18px 10px; padding: 10px 14px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--panel) }
.next > p { grid-column: 1 / -1; margin: 0; font-size: 13px }
.next label { color: var(--dim); font-size: 12.5px }
.next select, .next input { display: block; width: 100%; height: 30px; margin-top: 2px; padding: 0 8px; border: 1px solid var(--strong); border-radius: 6px; background: var(--sunk); color: var(--text); font: inherit; font-size: 13px }
.pins { display: flex; flex-direction: column; gap: 4px; padding: 0 18px 8px; font-size: 13px }
.pins li { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center }
.pins button { min-height: 22px; padding: 0 7px; font-size: 12px }
.menu .items .pins { padding: 4px 6px }
.menu .items .pins button { border: 1px solid var(--strong); line-height: 20px }
.tabs { display: flex; gap: 2px; padding: 0 18px; border-bottom: 1px solid var(--line) }
.tabs button { min-height: 32px; padding: 0 12px; border: 0; border-bottom: 2px solid transparent; border-radius: 0; background: none; color: var(--dim) }
.tabs [aria-selected=true] { border-bottom-color: var(--accent); color: var(--text); font-weight: 600 }
.view { flex: 1; min-height: 0; overflow: auto; padding: 6px 18px 32px }
.view:focus-visible { outline-offset: -2px }
.view > section { padding-top: 14px }
.view h3 { display: flex; gap: 10px; align-items: center; margin-bottom: 6px; color: var(--dim); font-size: 11.5px; font-weight: 650; letter-spacing: .06em; text-transform: uppercase }

.menu { position: relative }
.menu summary { list-style: none }
.menu summary::-webkit-details-marker { display: none }
.menu summary::after { content: ""; width: 0; height: 0; margin-left: 7px; border: 4px solid transparent; border-top-color: currentColor; transform: translateY(2px) }
.menu .items { position: absolute; z-index: 10; top: 32px; left: 0; display: flex; flex-direction: column; width: max-content; min-width: 130px; max-width: min(340px, 80vw); max-height: 50vh; overflow-y: auto;
  padding: 4px; border: 1px solid var(--strong); border-radius: 8px; background: var(--panel); box-shadow: 0 8px 28px #0003 }
.menu .items button { display: block; overflow: hidden; flex: none; border: 0; background: none; line-height: 28px; text-align: left; text-overflow: ellipsis }
.menu .items button:hover { background: var(--hover) }
.menu .items .inner { padding-left: 26px }

.why ol { border: 1px solid var(--line); border-radius: 8px; background: var(--panel) }
.why ol > li { padding: 8px 12px; overflow-wrap: anywhere }
.why ol > li + li { border-top: 1px solid var(--line) }
.why .stage-refuse, .why .stage-check { border-left: 3px solid var(--wrong) }
.rules { margin-top: 6px }
.rules > li { padding: 6px 0 0 2px; font-size: 13px }
.place { font: 600 12.5px var(--mono) }
.judgement { color: var(--wrong) }
.received { font-family: var(--mono); font-size: 12.5px; overflow-wrap: anywhere }
.right { color: var(--dim) }
.right code { overflow-wrap: anywhere }
.chip { display: inline-block; min-height: 0; padding: 0 6px; border: 1px solid var(--line); border-radius: 5px; background: var(--sunk); color: var(--dim); font: 12px/19px var(--mono); text-decoration: none; white-space: normal; overflow-wrap: anywhere }
a.chip, .at { color: var(--accent) }
.frame { display: block; margin: 6px 0; padding: 7px 0; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--sunk); color: var(--text); font: 12.5px/1.55 var(--mono); white-space: pre }
.frame > span { display: block; padding: 0 10px }
.frame .number { color: var(--dim); user-select: none }
.frame .is-it { background: var(--chosen) }
.frame.problem { padding: 7px 10px; white-space: normal }

.parameters { width: 100%; margin-bottom: 8px; border-collapse: collapse; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); font-size: 13px }
.parameters td, .parameters th { padding: 5px 10px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
.parameters th { font: 600 12.5px/20px var(--mono); white-space: nowrap }
.parameters td:first-child { width: 1%; white-space: nowrap }
.parameters td:last-child { overflow-wrap: anywhere }
.parameters .is-wrong { background: var(--wrong-ground) }
.parameters .mark-line { display: block }
.headers { margin-bottom: 6px; font-size: 13px }
.headers summary { color: var(--dim); cursor: pointer }
.headers table { width: 100%; margin-top: 4px; border-collapse: collapse }
.headers th, .headers td { padding: 2px 10px 2px 0; font: 12.5px/1.5 var(--mono); text-align: left; vertical-align: top; overflow-wrap: anywhere }
.headers th { width: 30%; min-width: 110px; color: var(--dim); font-weight: 400 }
.secret { min-height: 0; padding: 0 6px; border-style: dashed; border-radius: 5px; background: none; font: 12.5px/19px var(--mono); white-space: normal; overflow-wrap: anywhere; text-align: left }

.body { margin-top: 4px }
.copy { min-height: 22px; padding: 0 7px; font-size: 12px }
.code { margin-top: 5px; padding: 9px 12px; overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); font: 12.5px/1.6 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere }
.json .line.is-wrong { margin: 0 -12px; padding: 0 9px; border-left: 3px solid var(--wrong); background: var(--wrong-ground) }
.json .mark-line { margin: 0 -12px; padding: 1px 9px 3px; border-left: 3px solid var(--wrong); background: var(--wrong-ground); font-family: var(--sans) }
.mark-line { font-size: 12.5px }
.json .key { color: var(--key) } .json .text { color: var(--string) } .json .number, .json .word { color: var(--number) } .json .mark { color: var(--dim) }
.loose { padding: 6px 10px; border-radius: 8px; background: var(--wrong-ground) }
.picture { max-width: 100%; max-height: 320px; margin-top: 6px; border: 1px solid var(--line); border-radius: 8px; background: #fff }

.notice { position: fixed; z-index: 20; bottom: 18px; left: 50%; max-width: 90vw; padding: 7px 14px; border-radius: 8px; background: var(--text); color: var(--panel); font-size: 13px; opacity: 0; transform: translate(-50%, 10px); transition: opacity .15s, transform .15s; pointer-events: none }
.notice.is-shown { opacity: 1; transform: translate(-50%, 0) }
dialog { width: min(680px, 94vw); max-height: 90vh; padding: 18px 20px; overflow: auto; border: 1px solid var(--strong); border-radius: 10px; background: var(--panel); color: var(--text); box-shadow: 0 16px 60px #0005 }
dialog::backdrop { background: #0006 }
dialog h2 { margin-bottom: 10px; font-size: 16px }
dialog dl + h2 { margin-top: 18px }
dialog label { display: block; margin-bottom: 10px; color: var(--dim); font-size: 13px }
dialog input, dialog textarea { display: block; width: 100%; margin-top: 3px; padding: 6px 9px; border: 1px solid var(--strong); border-radius: 6px; background: var(--sunk); color: var(--text); font: 13px/1.5 var(--mono) }
dialog pre { max-height: 40vh; margin: 8px 0; padding: 8px 10px; overflow: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--sunk); font-size: 12.5px }
dialog .buttons button { white-space: normal }
dialog p { margin-bottom: 8px; font-size: 13px }
dialog .problem { color: var(--wrong); white-space: pre-wrap }
dialog textarea { resize: vertical; white-space: pre; overflow-x: auto }
.address { display: grid; grid-template-columns: 96px minmax(0, 1fr); gap: 10px }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 8px }

.narrow-only { display: none }
@media (max-width: 819px) {
  .narrow-only { display: inline }
  .wide-only { display: none }
  .bar { gap: 8px; padding: 8px 10px }
  .filter { flex-basis: 100%; order: 3 }
  .has-detail .list, .has-detail .bar { display: none }
  .list { border-right: 0 }
  .close { position: static; align-self: flex-start; margin: 8px 10px 0; padding: 0 8px; color: var(--accent) }
  .head { padding: 4px 14px }
  .detail { overflow-y: auto } .view { flex: none; overflow: visible }
  .acts { position: relative; padding: 8px 14px } .acts .menu { position: static } .acts .menu .items { top: auto; right: 14px; left: 14px; width: auto; max-width: none; margin-top: 4px }
  .acts .menu .items button { white-space: normal }
  .next { margin-inline: 14px } .pins { padding-inline: 14px } .tabs { padding: 0 14px } .view { padding: 6px 14px 32px }
}
@media (max-width: 480px) {
  .count { display: none } .views a { padding: 3px 6px }
  .row { grid-template-columns: 30px 54px minmax(0, 1fr) auto auto; gap: 0 6px; padding: 6px 10px 7px 7px } .row .method { font-size: 12px; line-height: 20px }
  .coverage { padding: 12px 12px 32px } .coverage > header { grid-template-columns: minmax(0, 1fr) }
  .operation dl { margin-left: 0 } .operation dl > div { grid-template-columns: minmax(0, 1fr); gap: 2px } .calls { min-width: 36px }
  .next { grid-template-columns: repeat(2, minmax(0, 1fr)); padding: 10px 12px }
  .empty dl div, dialog dl div { grid-template-columns: minmax(0, 1fr); gap: 0 }
  .frame, .code { font-size: 12px }
}
@media (prefers-reduced-motion: reduce) { .notice { transition: none } }
`

/** What the desk looks like beyond the shop's style: colour is for what is at risk, and always with a shape and a word. */
export const AGENT_STYLE = `
:root { --ok: #0c7a4a; --risk: #8a5700; --risk-mark: #b87400; --late: #b3261e; --late-soft: #fce8e6; --note: #fff8e6; --note-line: #e8d9a8; }
@media (prefers-color-scheme: dark) { :root { --ok: #5ecb93; --risk: #f0ba4d; --risk-mark: #f0ba4d; --late: #ff8d84; --late-soft: #331a18; --note: #2a2515; --note-line: #4d4424; } }
.views { display: flex; flex-wrap: wrap; gap: 4px 24px; margin-block: 8px 8px; border-block-end: 1px solid var(--line); }
.views a { padding: 10px 0; color: var(--quiet); text-decoration: none; border-block-end: 2px solid transparent; margin-block-end: -1px; }
.views a[aria-current] { color: var(--ink); border-block-end-color: var(--accent); font-weight: 600; }
.count { font-variant-numeric: tabular-nums; color: var(--quiet); font-weight: 400; font-size: 14px; }
.empty { padding: 56px 0; color: var(--quiet); text-align: center; }
table { inline-size: 100%; border-collapse: collapse; table-layout: fixed; }
th { text-align: start; font-size: 13px; color: var(--quiet); font-weight: 600; }
th:first-child { inline-size: 150px; }
th:nth-child(3), th:nth-child(4), th:nth-child(5) { inline-size: 15%; }
td, th { padding: 12px 12px 12px 0; border-block-end: 1px solid var(--line); vertical-align: baseline; overflow-wrap: anywhere; }
tbody tr { position: relative; }
tbody tr:hover { background: var(--soft); }
.what a { color: var(--ink); font-weight: 500; text-decoration: none; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.what a::after { content: ""; position: absolute; inset: 0; }
.what a:focus-visible { outline: none; }
tbody tr:focus-within { outline: 2px solid var(--accent); outline-offset: -2px; }
.urged { color: var(--risk); font-size: 14px; }
.due { font-variant-numeric: tabular-nums; white-space: nowrap; display: inline-flex; flex-wrap: wrap; gap: 0 8px; align-items: baseline; font-weight: 600; }
td .due small { flex-basis: 100%; padding-inline-start: 20px; }
.due small { font-size: 13px; font-weight: 400; color: var(--quiet); }
.due svg { inline-size: 12px; block-size: 12px; flex: none; fill: currentColor; align-self: center; }
.due.ok, .due.paused { color: var(--ink); font-weight: 400; }
.due.ok svg { color: var(--ok); }
.due.paused { color: var(--quiet); }
.due.risk { color: var(--risk); }
.due.risk svg { color: var(--risk-mark); }
.due.late { color: var(--late); }
.promise { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; margin: 0 0 24px; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 300px; gap: 40px; align-items: start; }
.thread { list-style: none; margin: 0 0 24px; padding: 0; display: grid; gap: 12px; }
.said { padding: 12px 16px; border-radius: 10px; background: var(--soft); max-inline-size: 88%; justify-self: start; overflow-wrap: anywhere; }
.said.ours { background: var(--accent-soft); justify-self: end; }
.said.note { background: var(--note); border: 1px solid var(--note-line); justify-self: end; }
.said p { margin: 0; }
.by { display: flex; flex-wrap: wrap; gap: 0 10px; font-size: 13px; color: var(--quiet); }
.by bdi { font-weight: 600; color: var(--ink); }
.said .body { margin-block-start: 4px; white-space: pre-wrap; }
.internal { display: inline-flex; gap: 4px; align-items: center; color: var(--ink); }
.lock { inline-size: 12px; block-size: 12px; fill: currentColor; flex: none; }
.files { list-style: none; margin: 8px 0 0; padding: 0; }
.line { justify-self: center; color: var(--quiet); font-size: 13px; text-align: center; }
.line span { color: var(--ink); }
label { font-weight: 600; font-size: 14px; }
form.reply { display: grid; gap: 8px; justify-items: start; padding: 16px; border: 1px solid var(--control); border-radius: 10px; }
textarea { inline-size: 100%; resize: vertical; }
details.note { margin-block-start: 16px; background: var(--note); border: 1px solid var(--note-line); border-radius: 10px; }
details.note summary::-webkit-details-marker { display: none; }
details.note summary::after { content: "+"; margin-inline-start: auto; font-size: 20px; line-height: 1; font-weight: 400; }
details.note[open] summary::after { content: "\\2212"; }
details.note summary { display: flex; gap: 8px; align-items: center; padding: 12px 16px; font-weight: 600; font-size: 14px; cursor: pointer; list-style: none; }
details.note form { display: grid; gap: 8px; justify-items: start; padding: 0 16px 16px; }
details.note label { font-weight: 400; }
aside { display: grid; gap: 20px; }
aside form { display: grid; gap: 8px; padding-block-end: 20px; border-block-end: 1px solid var(--line); }
aside form button { justify-self: start; }
aside form.take button { justify-self: stretch; min-block-size: 44px; }
aside select, aside input { inline-size: 100%; }
dl { margin: 0; font-size: 14px; display: grid; gap: 8px; }
dl div { display: grid; grid-template-columns: 96px minmax(0, 1fr); gap: 12px; }
dt { color: var(--quiet); text-transform: capitalize; }
dd { margin: 0; overflow-wrap: anywhere; }
aside > p { margin: 0; }
.problem { padding: 12px 16px; border-radius: 10px; background: var(--late-soft); color: var(--late); }
#changed { position: fixed; inset-block-end: 24px; inset-inline: 0; margin: 0; text-align: center; pointer-events: none; }
#changed a { pointer-events: auto; display: inline-block; padding: 12px 20px; border-radius: 24px; background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none; box-shadow: 0 4px 16px rgb(0 0 0 / .2); }
@media (max-width: 760px) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  thead { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden; }
  table, tbody { display: block; }
  tr { display: grid; grid-template-columns: auto 1fr auto; gap: 2px 12px; padding: 12px 0; border-block-end: 1px solid var(--line); }
  td { border: 0; padding: 0; font-size: 14px; }
  td.what { grid-column: 1 / -1; order: -1; font-size: 16px; }
  td:first-child { grid-column: 1 / -1; }
  td:nth-child(3), td:nth-child(4) { color: var(--quiet); }
  td .due small { flex-basis: auto; padding: 0; }
  .views { gap: 4px 16px; }
  .views a { font-size: 14px; }
  .desk header.top nav { order: 0; flex: none; }
  .desk header.top .brand { flex-basis: 50%; }
  .desk form.line { flex-basis: 100%; }
  .desk form.line select { flex: 1; }
}
`

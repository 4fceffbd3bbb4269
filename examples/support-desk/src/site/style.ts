/** What the shop and the desk look like. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #15191d; --quiet: #4a545d; --paper: #fff; --soft: #f5f6f7; --line: #dde1e5; --accent: #2546c4; --on-accent: #fff; --late: #b3261e; --late-soft: #fce8e6; --note: #fff8e6; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceff2; --quiet: #aeb8c1; --paper: #12161a; --soft: #1a1f24; --line: #2c333a; --accent: #93a9ff; --on-accent: #0c1226; --late: #ff8d84; --late-soft: #331a18; --note: #2a2515; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "PingFang SC", "Microsoft YaHei UI", "Noto Sans SC", sans-serif; }
:lang(zh) body { line-height: 1.7; }
a { color: var(--accent); }
header.top, footer { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; padding: 16px max(20px, calc(50vw - 500px)); border-block-end: 1px solid var(--line); }
footer { border-block: 1px solid var(--line); color: var(--quiet); font-size: 14px; }
header.top a { color: inherit; text-decoration: none; min-block-size: 24px; }
header.top .brand { font-weight: 700; font-size: 20px; }
header.top nav { display: flex; gap: 20px; flex: 1; }
main { max-inline-size: 1040px; margin: auto; padding: 24px 20px 96px; }
h1 { font-size: 28px; line-height: 1.25; margin: 16px 0; }
h2 { font-size: 20px; margin: 32px 0 12px; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 20px; padding: 0; list-style: none; }
.grid li { padding: 20px; border-radius: 16px; background: var(--soft); }
.grid svg { inline-size: 120px; color: var(--accent); }
.grid p { margin: 4px 0; color: var(--quiet); }
.plain { list-style: none; padding: 0; }
.plain li { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; justify-content: space-between; padding: 12px 0; border-block-end: 1px solid var(--line); }
form.line { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
button, select, input, textarea { font: inherit; color: inherit; }
button { min-block-size: 40px; padding: 0 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--soft); cursor: pointer; }
button.main { background: var(--accent); color: var(--on-accent); border-color: transparent; }
select, input, textarea { min-block-size: 40px; padding: 6px 10px; border: 1px solid #7b858e; border-radius: 6px; background: var(--paper); }
textarea { inline-size: 100%; min-block-size: 96px; }
table { inline-size: 100%; border-collapse: collapse; table-layout: fixed; }
th:first-child { inline-size: 42%; }
th:nth-child(3) { inline-size: 10%; }
th { text-align: start; font-size: 13px; color: var(--quiet); font-weight: 600; }
td, th { padding: 10px 8px; border-block-end: 1px solid var(--line); vertical-align: top; }
.late { color: var(--late); font-weight: 600; }
.quiet { color: var(--quiet); font-size: 14px; }
.thread { list-style: none; padding: 0; display: grid; gap: 12px; }
.thread li { padding: 12px 16px; border-radius: 10px; background: var(--soft); max-inline-size: 46rem; overflow-wrap: anywhere; }
.thread li.ours { margin-inline-start: 48px; }
.thread li.note { background: var(--note); }
.thread p { margin: 4px 0 0; white-space: pre-wrap; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 300px; gap: 32px; }
.actions { display: grid; gap: 16px; align-content: start; }
.actions form { display: grid; gap: 8px; padding: 16px; border: 1px solid var(--line); border-radius: 10px; }
.problem { padding: 12px 16px; border-radius: 10px; background: var(--late-soft); color: var(--late); }
@media (max-width: 760px) { .columns { grid-template-columns: minmax(0, 1fr); } table thead { display: none; } td { display: block; border: 0; padding: 2px 8px; } tr { display: block; padding: 10px 0; border-block-end: 1px solid var(--line); } }
`

/** What the shop looks like, and what the desk has in common with it. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --soft: #f5f6f7; --softer: #eceef0; --line: #dde1e5; --control: #7b858e; --ink: #15191d; --quiet: #4a545d; --accent: #2546c4; --on-accent: #fff; --accent-soft: #eaedfa; --glow: #fdf0d5; }
@media (prefers-color-scheme: dark) { :root { --paper: #12161a; --soft: #1a1f24; --softer: #232a30; --line: #2c333a; --control: #76818b; --ink: #eceff2; --quiet: #aeb8c1; --accent: #93a9ff; --on-accent: #0c1226; --accent-soft: #1d2440; --glow: #4a3a12; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei UI", "Noto Sans SC", sans-serif; overflow-wrap: break-word; }
body:lang(zh) { line-height: 1.7; line-break: strict; }
a { color: var(--accent); text-underline-offset: 3px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
h1 { font-size: 28px; line-height: 1.25; margin: 24px 0 12px; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 56px 0 16px; }
h3 { font-size: 16px; margin: 16px 0 4px; }
.quiet { color: var(--quiet); font-size: 14px; }
.lead { color: var(--quiet); margin: 0 0 24px; max-inline-size: 60ch; }
.text { max-inline-size: 64ch; line-height: 1.7; margin: 0 0 24px; }
.back { margin: 0; }
.back a { display: inline-block; padding: 4px 0; font-size: 14px; text-decoration: none; }
.back a:hover { text-decoration: underline; }
main { max-inline-size: 1080px; margin: auto; padding: 24px 24px 112px; min-block-size: calc(100vh - 160px); }
header.top, footer { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; padding: 14px max(24px, calc(50vw - 516px)); border-block-end: 1px solid var(--line); }
footer { border-block: 1px solid var(--line); border-block-end: 0; color: var(--quiet); font-size: 14px; padding-block: 24px; }
header.top a { color: inherit; text-decoration: none; padding: 8px 0; border-block-end: 2px solid transparent; }
header.top a:hover { border-block-end-color: var(--line); }
header.top a[aria-current] { border-block-end-color: var(--accent); }
header.top .brand { display: inline-flex; gap: 10px; align-items: center; font-weight: 650; font-size: 18px; border: 0; }
.star { inline-size: 20px; block-size: 20px; fill: var(--accent); }
header.top nav { display: flex; gap: 24px; flex: 1; margin-inline-start: 16px; }
header.top .language { color: var(--quiet); font-size: 14px; }
form.line { display: flex; gap: 8px; align-items: center; font-size: 14px; }
button, select, input, textarea { font: inherit; color: inherit; }
button { min-block-size: 40px; padding: 0 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--paper); cursor: pointer; }
button:hover { background: var(--softer); }
button.main { background: var(--accent); color: var(--on-accent); border-color: transparent; font-weight: 600; }
button.main:hover { filter: brightness(1.08); }
form.line button, form.line select { min-block-size: 36px; padding-block: 0; }
select, input, textarea { min-block-size: 40px; padding: 8px 10px; border: 1px solid var(--control); border-radius: 6px; background: var(--paper); max-inline-size: 100%; }
.hero { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 420px); gap: 24px; align-items: center; padding: 48px 0 40px; border-block-end: 1px solid var(--line); }
.hero h1 { font-size: clamp(32px, 5vw, 52px); line-height: 1.1; font-weight: 650; letter-spacing: -.02em; margin: 0 0 20px; }
.hero h1 span { display: block; }
.hero h1:lang(zh) { letter-spacing: 0; line-height: 1.3; }
.hero .lead { font-size: 18px; }
.hero button { min-block-size: 48px; padding: 0 24px; }
.drawing { display: block; inline-size: 100%; block-size: auto; }
.drawing .a { fill: var(--ink); }
.drawing .b { fill: var(--control); }
.drawing .c { fill: var(--glow); }
.drawing .d { fill: var(--paper); }
.drawing .line { fill: none; stroke: var(--ink); stroke-width: 6; stroke-linecap: round; stroke-linejoin: round; }
.drawing .wave { fill: none; stroke: var(--accent); stroke-width: 5; stroke-linecap: round; }
.grid, .promises, .orders, .articles { list-style: none; margin: 0; padding: 0; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 32px 24px; }
.grid .drawing { padding: 24px; border-radius: 16px; background: var(--soft); }
.grid p { margin: 0 0 4px; color: var(--quiet); }
.promises { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 24px; margin-block-start: 64px; padding-block-start: 24px; border-block-start: 1px solid var(--line); }
.promises span { display: block; color: var(--quiet); }
.orders li { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; padding: 16px 0; border-block-end: 1px solid var(--line); }
.orders .drawing { inline-size: 96px; padding: 10px; border-radius: 10px; background: var(--soft); }
.orders .what { flex: 1; min-inline-size: 180px; }
.articles { columns: 2 320px; column-gap: 40px; }
.articles li { break-inside: avoid; border-block-end: 1px solid var(--line); }
.articles a { display: block; padding: 12px 0; color: inherit; text-decoration: none; }
.articles a:hover { color: var(--accent); }
@media (max-width: 760px) {
  main { padding-inline: 20px; }
  header.top { padding-inline: 20px; gap: 4px 16px; }
  header.top .brand { flex: 1; }
  header.top nav { order: 1; flex-basis: 100%; margin: 0; }
  .hero { grid-template-columns: minmax(0, 1fr); padding: 24px 0 32px; }
  .hero .picture { display: none; }
  .grid { grid-template-columns: 1fr 1fr; gap: 24px 16px; }
  .grid .drawing { padding: 12px; }
}
`

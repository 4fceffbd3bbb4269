/** Colours for light and for dark surroundings and for paper; nothing is wider than a phone. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #ffffff; --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0; --panel: #f6f8fa;
  --before: #818b98; --after: #0969da;
  --s0: #f0f2f5; --s1: #d3e5f8; --s2: #a5cbf2; --s3: #6aa6e6; --s4: #2f78c8; --s5: #0b4a8f; --on-light: #1f2328; --on-dark: #ffffff; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #0d1117; --ink: #f0f6fc; --quiet: #9198a1; --line: #3d444d; --panel: #151b23;
  --before: #9198a1; --after: #4493f8;
  --s0: #1b2129; --s1: #12304f; --s2: #174676; --s3: #1f62a6; --s4: #5ba0ee; --s5: #a9d0fb; --on-light: #f0f6fc; --on-dark: #0d1117; } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  overflow-wrap: anywhere }
h1 { font-size: 1.5rem; line-height: 1.25 } h2 { font-size: 1.2rem; margin-top: 2.5rem } h1 span, h2 span { margin-inline-end: .4em }
p { margin: .4rem 0 } .quiet { color: var(--quiet) } svg .quiet { fill: var(--quiet) }
[lang="zh-Hans"]:not(:only-child) { color: var(--quiet) }
.legend { display: flex; gap: 1.5rem; padding: 0; list-style: none }
.legend i { display: inline-block; width: .8em; height: .8em; margin-inline-end: .4em; border-radius: 2px }
i.before { background: var(--before) } i.after { background: var(--after) }
.chart { display: block; margin: 1rem 0; font-size: .8125rem } .chart text { fill: var(--ink) } .chart .quiet { fill: var(--quiet) }
rect.before { fill: var(--before) } rect.after { fill: var(--after) }
rect.shade-0 { fill: var(--s0) } rect.shade-1 { fill: var(--s1) } rect.shade-2 { fill: var(--s2) }
rect.shade-3 { fill: var(--s3) } rect.shade-4 { fill: var(--s4) } rect.shade-5 { fill: var(--s5) }
.chart text.in-cell { text-anchor: middle; font-size: .6875rem; fill: var(--on-light) }
.chart text.shade-4, .chart text.shade-5 { fill: var(--on-dark) }
table { width: 100%; border-collapse: collapse; margin: 1rem 0 } caption { text-align: start; font-weight: 600; padding: .4rem 0 }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem .4rem 0; border-top: 1px solid var(--line); font-weight: 400 }
thead th, tbody th { font-weight: 600 } .cards p { font-size: .875rem } .cards tbody th { min-width: 7.5rem }
.wide { overflow-x: auto } .numbers { font-size: .75rem; width: auto } .numbers th { white-space: nowrap } summary { cursor: pointer }
@media (max-width: 40rem) { .in-cell { display: none }
  .cards, .cards tbody, .cards tr, .cards th, .cards td, .cards caption { display: block } .cards thead { position: absolute; clip-path: inset(50%) ; width: 1px; height: 1px; overflow: hidden }
  .cards tr { border: 1px solid var(--line); border-radius: 6px; background: var(--panel); margin: .6rem 0; padding: .4rem .6rem }
  .cards th, .cards td { border: 0; padding: .2rem 0 } .cards td::before { content: attr(data-head) " "; color: var(--quiet); font-size: .8125rem } }
@media print { :root { color-scheme: light } body { max-width: none; padding: 0; font-size: 10pt } rect, i { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  tr, .chart, h2 { break-inside: avoid } h2, caption { break-after: avoid } details { display: none } }
`

/**
 * The launcher as the script tag's loader paints it, before anything else is there. The widget uses the same text, so that
 * nothing moves when it takes over.
 */
export const launcherCss = `
:host { display: contents !important; }
.docket-launcher {
  all: initial;
  box-sizing: border-box;
  position: fixed;
  z-index: var(--docket-z, 2147483000);
  inset-block-end: calc(20px + env(safe-area-inset-bottom, 0px));
  inset-inline-end: calc(20px + env(safe-area-inset-right, 0px));
  display: inline-flex;
  align-items: center;
  gap: 8px;
  min-block-size: 48px;
  max-inline-size: calc(100vw - 40px);
  padding: 0 20px;
  border: 1px solid transparent;
  border-radius: 24px;
  --own: #2546c4;
  --l: min(l, .46);
  --c: min(c, .21);
  --text: #fff;
  --pill: var(--own);
  background: var(--pill);
  color: var(--docket-on-accent, var(--text));
  font: 600 15px/1.4 var(--docket-font, system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei UI", "Noto Sans SC", sans-serif);
  box-shadow: 0 4px 16px rgb(18 22 26 / 0.2);
  cursor: pointer;
  -webkit-tap-highlight-color: transparent;
}
.docket-launcher:lang(zh) { letter-spacing: 0; }
.docket-launcher:focus-visible { outline: 3px solid var(--pill); outline-offset: 3px; }
.docket-launcher[hidden] { display: none; }
.docket-launcher[aria-busy="true"] { cursor: progress; }
@supports (color: oklch(from red l c h)) {
  .docket-launcher { --pill: oklch(from var(--docket-accent, var(--own)) var(--l) var(--c) h / 1); }
}
@media (prefers-color-scheme: dark) {
  .docket-launcher:not([data-scheme="light"]) { --own: #93a9ff; --l: max(l, .75); --c: min(c, .13); --text: #0c1226; }
}
.docket-launcher[data-scheme="dark"] { --own: #93a9ff; --l: max(l, .75); --c: min(c, .13); --text: #0c1226; }
@media (forced-colors: active) { .docket-launcher { border-color: ButtonText; } }
@media print { .docket-launcher { display: none; } }
`

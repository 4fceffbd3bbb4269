/** All that the widget looks like. Pixels, since a page may change what a `rem` is; logical sides, for both directions. */
export const css = `
:host{display:contents!important}
.docket{all:initial;display:block;color-scheme:light;
--bg:var(--docket-bg,#fff);--s1:var(--docket-surface,#f5f6f7);--s2:var(--docket-surface-2,#eceef0);
--line:var(--docket-line,#dde1e5);--edge:var(--docket-control,#7b858e);
--t1:var(--docket-text,#15191d);--t2:var(--docket-text-2,#4a545d);--t3:var(--docket-text-3,#626d76);
--a:#2546c4;--on:var(--docket-on-accent,#fff);--soft:var(--docket-accent-soft,#eaedfa);
--ok:var(--docket-ok,#0c7a4a);--risk:var(--docket-risk,#8a5700);--riskbg:var(--docket-risk-soft,#fdf0d5);
--late:var(--docket-late,#b3261e);--latebg:var(--docket-late-soft,#fce8e6);
--shade:var(--docket-shadow,0 8px 32px #15191d2e,0 1px 3px #15191d1f);
--r:var(--docket-radius,10px);--u:var(--docket-unit,4px);--p:calc(var(--u)*5);--z:var(--docket-z,2147483000);
--x:var(--docket-inset-x,20px);--y:var(--docket-inset-y,20px);
font:14px/1.5 var(--docket-font,system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei UI","Noto Sans SC","WenQuanYi Micro Hei",sans-serif);
color:var(--t1);text-align:start;-webkit-text-size-adjust:100%;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.docket[data-scheme=dark]{color-scheme:dark;
--bg:var(--docket-bg,#12161a);--s1:var(--docket-surface,#1a1f24);--s2:var(--docket-surface-2,#232a30);
--line:var(--docket-line,#2c333a);--edge:var(--docket-control,#76818b);
--t1:var(--docket-text,#eceff2);--t2:var(--docket-text-2,#aeb8c1);--t3:var(--docket-text-3,#8f9aa4);
--a:#93a9ff;--on:var(--docket-on-accent,#0c1226);--soft:var(--docket-accent-soft,#1d2440);
--ok:var(--docket-ok,#5ecb93);--risk:var(--docket-risk,#f0ba4d);--riskbg:var(--docket-risk-soft,#2e2410);
--late:var(--docket-late,#ff8d84);--latebg:var(--docket-late-soft,#331a18);
--shade:var(--docket-shadow,0 8px 32px #0009,0 0 0 1px #2c333a)}
@supports (color:oklch(from red l c h)){.docket{--a:oklch(from var(--docket-accent,#2546c4) min(l,.46) min(c,.21) h/1);--on:var(--docket-on-accent,#fff);--soft:var(--docket-accent-soft,color-mix(in oklab,var(--a) 10%,var(--bg)))}
.docket[data-scheme=dark]{--a:oklch(from var(--docket-accent,#93a9ff) max(l,.75) min(c,.13) h/1);--on:var(--docket-on-accent,#0c1226);--soft:var(--docket-accent-soft,color-mix(in oklab,var(--a) 16%,var(--bg)))}}
.docket:lang(zh){line-height:1.7;word-break:normal;line-break:strict}
*,::before,::after{box-sizing:border-box}
h2,h3,p,ul,ol,dl,fieldset,legend{margin:0;padding:0;border:0;min-inline-size:0;list-style:none;font:inherit}
button,input,select,textarea{font:inherit;color:inherit;letter-spacing:inherit;margin:0}
a{color:var(--a);text-underline-offset:2px}
svg{flex:none;display:block;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
:focus{outline:0}
:focus-visible{outline:2px solid var(--a);outline-offset:2px}
[tabindex="-1"]:focus-visible{outline:0}
:is(input:not([type=checkbox],[type=radio]),select,textarea):focus-visible{outline-offset:-1px;border-color:var(--a)}
.hid{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
button{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-block-size:40px;padding:8px 16px;border:1px solid var(--edge);border-radius:var(--r);background:var(--bg);cursor:pointer;text-align:center;transition:background .12s}
button:hover{background:var(--s1)}
button[aria-disabled=true]{opacity:.65;cursor:default}
.main{background:var(--a);color:var(--on);border-color:transparent;font-weight:600}
.main:hover{background:color-mix(in srgb,var(--a) 88%,var(--t1))}
.bare{border-color:transparent;background:none;padding:8px}
.bare:hover{background:var(--s2)}
.icon{inline-size:40px;padding:0;flex:none}
.link{border:0;background:none;color:var(--a);padding:4px 0;min-block-size:24px;text-decoration:underline;text-underline-offset:2px}
.link:hover{background:none;text-decoration-thickness:2px}
.docket .docket-launcher{background:var(--docket-launcher-bg,var(--a));color:var(--docket-launcher-text,var(--on))}
.docket .docket-launcher[aria-expanded=true]{background:var(--bg);color:var(--t1);border-color:var(--line)}
.docket .docket-launcher:not([aria-expanded=true]):hover{background:color-mix(in srgb,var(--a) 88%,var(--t1))}
.count{position:absolute;inset-block-start:-6px;inset-inline-end:-2px;min-inline-size:24px;padding:0 5px;border:2px solid var(--bg);border-radius:12px;background:var(--t1);color:var(--bg);font-size:12px;line-height:20px;text-align:center}
.panel{position:fixed;z-index:var(--z);inset:auto;inset-block-end:calc(var(--y) + 60px);inset-inline-end:var(--x);margin:0;padding:0;border:1px solid transparent;inline-size:min(var(--docket-width,400px),calc(100vw - 2*var(--x)));block-size:min(var(--docket-height,680px),calc(100dvh - 104px));max-inline-size:none;max-block-size:none;background:var(--bg);color:var(--t1);border-radius:calc(var(--r) + 6px);box-shadow:var(--shade);overflow:hidden}
.panel[open]{display:flex;flex-direction:column;animation:in .16s cubic-bezier(.2,.8,.2,1)}
.panel::backdrop{background:none}
@keyframes in{from{opacity:0;transform:translateY(8px)}}
.head{display:flex;align-items:center;gap:4px;min-block-size:56px;padding:0 calc(var(--p) - 12px);border-block-end:1px solid var(--line);flex:none}
.head h2{flex:1;font-size:16px;font-weight:600;padding:8px 12px;max-block-size:7em;overflow:auto}
.head .icon+h2{padding-inline-start:0}
.body{flex:1;min-block-size:0;overflow-y:auto;overscroll-behavior:contain;padding:var(--p);display:flex;flex-direction:column;gap:var(--p)}
.fill{flex:1;min-block-size:0;display:flex;flex-direction:column}
.note{display:flex;flex-wrap:wrap;align-items:center;gap:0 12px;padding:8px var(--p);background:var(--s1);color:var(--t2);flex:none;border-block-end:1px solid var(--line)}
.note.bad{background:var(--latebg);color:var(--late)}
.note.warn{background:var(--riskbg);color:var(--risk)}
.note .link{color:inherit}
.body .note,.foot .note{border:0;border-radius:var(--r);padding:8px 12px}
.field{display:flex;flex-direction:column;gap:6px}
.field>label,legend,.field>.name{font-weight:600}
.big>label{font-size:20px;line-height:1.35;margin-block-end:6px}
.dim{color:var(--t3);font-weight:400}
.small{font-size:13px;color:var(--t2)}
:lang(zh) .small{font-weight:400}
input:not([type=checkbox],[type=radio],[type=file]),select,textarea{inline-size:100%;min-block-size:44px;padding:9px 12px;border:1px solid var(--edge);border-radius:var(--r);background:var(--bg)}
select{padding-inline:8px}
textarea{resize:vertical;min-block-size:96px;display:block}
:is(input,select,textarea)[aria-invalid=true]{border-color:var(--late);box-shadow:inset 0 0 0 1px var(--late)}
::placeholder{color:var(--t3);opacity:1}
input[type=checkbox],input[type=radio]{inline-size:20px;block-size:20px;accent-color:var(--a);flex:none;margin:0}
.check{display:flex;gap:10px;align-items:center;min-block-size:32px}
.error{display:flex;gap:6px;align-items:center;color:var(--late);font-size:13px}
.row{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.row.even>*{flex:1}
.apart{justify-content:space-between}
.list{margin-inline:calc(-1*var(--p))}
.list li+li{border-block-start:1px solid var(--line)}
.item{inline-size:100%;justify-content:flex-start;text-align:start;border:0;border-radius:0;background:none;padding:10px var(--p);min-block-size:60px}
.item:focus-visible{outline-offset:-2px}
.item>span{flex:1;min-inline-size:0}
.item b{display:block;font-weight:500;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mark{display:inline-flex;align-items:center;gap:6px;color:var(--t2);font-size:13px}
.mark svg{stroke:none;fill:currentColor}
.mark.ok svg{color:var(--ok)}
.mark.you{color:var(--a)}
.mark.risk{color:var(--risk)}
.mark.late{color:var(--late)}
details{border:1px solid var(--line);border-radius:var(--r);background:var(--bg)}
summary{padding:10px 12px;cursor:pointer;min-block-size:44px;border-radius:var(--r);list-style:none;display:flex;gap:8px;align-items:center;font-weight:500}
summary::-webkit-details-marker{display:none}
summary:hover{background:var(--s1)}
summary svg{margin-inline-start:auto;transition:transform .12s}
[open]>summary svg{transform:rotate(180deg)}
.answers{display:flex;flex-direction:column;gap:8px;margin-block-start:6px}
.answers:not(:has(details)){margin:0}
.answer{padding:0 12px 12px;display:flex;flex-direction:column;gap:8px;align-items:flex-start;white-space:pre-line}
.files{display:flex;flex-direction:column;gap:6px}
.file{display:flex;align-items:center;gap:4px 8px;flex-wrap:wrap;padding-inline-start:12px;border:1px solid var(--line);border-radius:var(--r);font-size:13px}
.file .name{flex:1;min-inline-size:80px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.file .link{font-size:13px}
progress{appearance:none;inline-size:72px;block-size:6px;border:0;border-radius:3px;background:var(--s2);overflow:hidden;color:var(--a)}
::-webkit-progress-bar{background:var(--s2)}
::-webkit-progress-value{background:var(--a)}
::-moz-progress-bar{background:var(--a)}
.drop{outline:2px dashed var(--a);outline-offset:-6px}
.promise{padding:16px var(--p);border-block-end:1px solid var(--line);display:flex;flex-direction:column;gap:12px;flex:none}
[role=status]:empty{position:absolute}
.says{font-size:20px;line-height:1.45;font-weight:500;text-wrap:pretty}
.bar{display:flex;gap:4px}
.bar li{flex:1;block-size:6px;border-radius:3px;background:var(--s2);border:1px solid transparent}
.bar .past{background:var(--a)}
.bar.risk .past{background:var(--risk)}
.bar.late .past{background:var(--late)}
.log{display:flex;flex-direction:column;gap:16px}
.said{max-inline-size:88%;align-self:flex-start;display:flex;flex-direction:column;gap:4px}
.said.own{align-self:flex-end;align-items:flex-end}
.words{padding:10px 14px;border-radius:calc(var(--r) + 4px);border-start-start-radius:4px;background:var(--s1);white-space:pre-wrap;border:1px solid transparent}
.own .words{background:var(--soft);border-start-start-radius:calc(var(--r) + 4px);border-start-end-radius:4px}
.own.wait .words{background:none;border-color:var(--line)}
.when{display:flex;align-items:center;gap:12px;color:var(--t2);font-size:13px;text-align:center}
.when::before,.when::after{content:"";flex:1;min-inline-size:16px;block-size:1px;background:var(--line)}
.foot{border-block-start:1px solid var(--line);padding:12px var(--p);padding-block-end:calc(12px + env(safe-area-inset-bottom));display:flex;flex-direction:column;gap:8px;flex:none}
.foot:has(form.ask)+.foot{display:none}
.write{margin-inline-start:-8px;display:flex;gap:8px;align-items:flex-end}
.write textarea{min-block-size:44px;max-block-size:160px;field-sizing:content;resize:none}
.write button{min-block-size:44px;flex:none}
.ask{border:1px solid var(--line);border-radius:var(--r);padding:16px;display:flex;flex-direction:column;gap:12px}
.foot .ask{border:0;padding:4px 0}
.ask h3,.ask legend{font-size:16px;font-weight:600}
.rates{display:grid;grid-template-columns:repeat(5,1fr);gap:4px;margin-block-start:12px}
.rates label{position:relative;display:flex;flex-direction:column;align-items:center;justify-content:center;min-block-size:56px;padding:4px 2px;border:1px solid var(--edge);border-radius:var(--r);font-size:13px;line-height:1.3;text-align:center;cursor:pointer;hyphens:auto}
.rates label:hover{background:var(--s1)}
.rates input{position:absolute;inset:0;opacity:0;inline-size:100%!important;block-size:100%!important;cursor:pointer}
.rates label:has(:checked){background:var(--soft);border-color:var(--a);box-shadow:inset 0 0 0 1px var(--a)}
.rates label:has(:focus-visible){outline:2px solid var(--a);outline-offset:2px}
.bones{display:block;overflow:visible}
.list .bones{padding-inline:var(--p)}
.bone{fill:var(--s2);stroke:none;animation:wait 1.6s ease-in-out infinite}
@keyframes wait{50%{opacity:.5}}
.flip:dir(rtl){transform:scaleX(-1)}
@media (pointer:coarse){button,summary,.check,.link{min-block-size:44px;min-inline-size:44px}}
@media (max-width:520px){.panel{inset:0;inline-size:100%;block-size:100dvh;border-radius:0;border:0}input,select,textarea{font-size:16px}}
@media (max-height:400px){.panel{overflow-y:auto}.body,.fill{flex:none;overflow:visible}}
@media (prefers-reduced-motion:reduce){*,::before,::after{animation:none!important;transition:none!important}}
@media (forced-colors:active){.panel,.bar li,.words,.main{border-color:CanvasText}.bar .past{forced-color-adjust:none;background:Highlight}.mark svg,svg{forced-color-adjust:auto}.rates label:has(:checked){border:3px solid Highlight}progress{border:1px solid CanvasText}}
`

//! The style of a page: light, dark, on paper, and with the colours of a panel of Visual Studio Code.

pub(super) const STYLE: &str = "\
:root { font-size: var(--vscode-font-size, 16px); color-scheme: light dark; --text: light-dark(#1d2329, #e6edf3); --dim: light-dark(#59636e, #9198a1); --ground: light-dark(#fff, #0d1117);
  --card: light-dark(#f6f8fa, #151b23); --edge: light-dark(#d1d9e0, #3d444d); --link: light-dark(#0969da, #4493f8);
  --bad: light-dark(#b3261e, #ff7b72); --good: light-dark(#1a7f37, #3fb950); --warn: light-dark(#9a6700, #d29922);
  --deploy: light-dark(#6e7781, #9198a1); --connect: light-dark(#8250df, #ab7df8); --customize: var(--link); --deprovision: var(--warn); }
body.vscode-light, body.vscode-high-contrast-light { color-scheme: light; }
body.vscode-dark, body.vscode-high-contrast { color-scheme: dark; }
body[class*=vscode-] { --text: var(--vscode-editor-foreground); --ground: var(--vscode-editor-background); }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 var(--vscode-font-family, system-ui), sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
.kind, .note, figcaption { color: var(--dim); font-size: .875rem; margin: 0; }
.outcome { font-size: 1.15rem; font-weight: 600; margin: 0 0 1.5rem; }
.bad { color: var(--bad); }
.good { color: var(--good); }
section { overflow-x: auto; border: 1px solid var(--edge); border-radius: 8px; padding: 1rem 1.25rem; margin: 0 0 1.25rem; }
#root { border-left: 5px solid var(--bad); }
code, pre { font-family: var(--vscode-editor-font-family, ui-monospace), monospace; }
code { font-size: .9em; background: var(--card); border-radius: 4px; padding: .1em .3em; overflow-wrap: anywhere; unicode-bidi: isolate; }
pre { font-size: .9rem; line-height: 1.45; background: var(--card); border-radius: 6px; padding: .6rem .8rem; margin: .25rem 0 0;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.code { position: relative; }
.code pre { padding-right: 5rem; }
.copy { position: absolute; top: .35rem; right: .5rem; border: 1px solid var(--edge); border-radius: 4px; padding: .1rem .5rem; font-size: .875rem;
  background: var(--ground); color: var(--text); text-decoration: none; }
.copy:hover, .copy:focus { border-color: var(--link); color: var(--link); }
figure { margin: .25rem 0; display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: .5rem; align-items: baseline; }
figure pre { margin: 0; }
figure.decisive pre { border-left: 3px solid var(--bad); }
a { color: var(--link); }
ul, ol { padding-left: 1.5rem; margin: .25rem 0 .75rem; }
li + li { margin-top: .25rem; }
* + .note { margin-top: .75rem; }
section > :first-child { margin-top: 0; }
section > :last-child { margin-bottom: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--edge); overflow-wrap: anywhere; }
tr:first-child > * { border-top: 0; }
th { font-weight: 600; white-space: nowrap; width: 1%; }
td.marker { color: var(--dim); width: 1%; white-space: nowrap; }
details { margin: .75rem 0 0; }
summary { cursor: pointer; }
.error { color: var(--bad); font-weight: 600; }
.warning { color: var(--warn); font-weight: 600; }
.information, .hint { color: var(--dim); }
.grid th { width: auto; white-space: normal; color: var(--dim); font-size: .875rem; }
.grid td, .grid code { overflow-wrap: break-word; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
.timeline { list-style: none; padding: 0; }
.timeline a { color: inherit; text-decoration: none; display: block; }
.timeline a:hover rect { opacity: .75; }
.bar { display: grid; grid-template: \"name picture behind\" / 12rem minmax(0, 1fr) minmax(0, 14rem); gap: .125rem .75rem;
  align-items: center; overflow-wrap: anywhere; }
.bar .name { grid-area: name; text-align: right; }
.bar .behind { grid-area: behind; }
.bar svg { grid-area: picture; display: block; width: 100%; height: 1.1rem; }
.deploy rect, .clean-up rect { fill: var(--deploy); }
.connect rect { fill: var(--connect); }
.customize rect { fill: var(--customize); }
.deprovision rect { fill: var(--deprovision); }
.failing rect { fill: var(--bad); }
.failing .bar { color: var(--bad); font-weight: 600; }
@media (max-width: 48rem) { main { padding: .75rem; } section { padding: .75rem; } figure { grid-template-columns: minmax(0, 1fr); gap: 0; }
  th, td.marker { white-space: normal; }
  .grid thead, .grid td:empty { display: none; }
  .grid tbody, .grid tr, .grid td { display: block; text-align: left; white-space: normal; overflow-wrap: anywhere; border: 0; padding: 0; }
  .grid tr { border-top: 1px solid var(--edge); padding: .35rem 0; }
  .grid code { overflow-wrap: anywhere; }
  .grid td::before { content: attr(data-title) \": \"; color: var(--dim); font-size: .875rem; }
  .bar { grid-template: \"name behind\" \"picture picture\" / minmax(0, 1fr) minmax(0, 1fr); }
  .bar .name { text-align: left; } .bar .behind { text-align: right; } }
@media print { .copy { display: none; } :root { font-size: 11pt; } main { max-width: none; padding: 0; } section { break-inside: avoid; }
  rect { print-color-adjust: exact; } }
";

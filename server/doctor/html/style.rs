//! How the page looks: in light, in the dark, and on paper.

pub(super) const STYLE: &str = "\
:root { color-scheme: light dark; --text: #1d2329; --dim: #59636e; --ground: #fff; --card: #f6f8fa; --edge: #d1d9e0;
  --bad: #b3261e; --well: #1a7f37; --deploy: #6e7781; --connect: #8250df; --customize: #0969da; --deprovision: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --dim: #9198a1; --ground: #0d1117; --card: #151b23; --edge: #3d444d;
  --bad: #ff7b72; --well: #3fb950; --deploy: #9198a1; --connect: #ab7df8; --customize: #4493f8; --deprovision: #d29922; } }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
.kind, .note, figcaption { color: var(--dim); font-size: .875rem; margin: 0; }
.outcome { font-size: 1.15rem; font-weight: 600; margin: .5rem 0 1.5rem; }
.bad { color: var(--bad); }
.well { color: var(--well); }
section { border: 1px solid var(--edge); border-radius: 8px; padding: 1rem 1.25rem; margin: 0 0 1.25rem; }
section.root { border-left: 5px solid var(--bad); }
code { font: .9em ui-monospace, monospace; background: var(--card); border-radius: 4px; padding: .1em .3em; overflow-wrap: anywhere; }
pre { font: .85rem/1.45 ui-monospace, monospace; background: var(--card); border-radius: 6px; padding: .6rem .8rem; margin: .25rem 0 0;
  white-space: pre-wrap; overflow-wrap: anywhere; }
figure { margin: .75rem 0; }
ul { padding: 0; margin: 0; list-style: none; }
li p { margin: .25rem 0; }
li + li { margin-top: 1rem; }
svg { width: 100%; height: auto; display: block; }
svg text { font: 13px system-ui, sans-serif; fill: var(--text); }
svg .name { text-anchor: end; }
.deploy rect, .clean-up rect { fill: var(--deploy); }
.connect rect { fill: var(--connect); }
.customize rect { fill: var(--customize); }
.deprovision rect { fill: var(--deprovision); }
.failing rect { fill: var(--bad); }
.failing text { fill: var(--bad); font-weight: 600; }
@media print { body { font-size: 11pt; } main { max-width: none; padding: 0; } section { break-inside: avoid; }
  rect { print-color-adjust: exact; } }
";

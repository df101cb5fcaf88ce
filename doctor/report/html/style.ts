/** The look of the report, light and dark: the demo page's. At the end, how it fits a phone and A4 paper. */
export const style = `
:root {
  --paper: #fbfbf9;
  --panel: #f1f2ee;
  --line: #d5d8d0;
  --edge: #7d857b;
  --ink: #1b201d;
  --quiet: #545c56;
  --mint: #08694b;
  --mint-wash: #e1f2ea;
  --rust: #9c3412;
  --rust-wash: #fbe9e0;
  --ochre: #785600;
  --ochre-wash: #f7eed3;
  --mono: ui-monospace, 'SFMono-Regular', 'SF Mono', Menlo, Consolas, monospace;
  color-scheme: light dark;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #131716;
    --panel: #1c2220;
    --line: #343c38;
    --edge: #7f8a84;
    --ink: #e6eae7;
    --quiet: #a4aea8;
    --mint: #62d3a5;
    --mint-wash: #14352a;
    --rust: #ffae8a;
    --rust-wash: #3d2419;
    --ochre: #e8c670;
    --ochre-wash: #36301a;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body {
  margin: 0 auto;
  max-inline-size: 60rem;
  padding: 0 1.25rem 3rem;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif;
  overflow-wrap: anywhere;
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}
h1, h2, h3, h4, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: clamp(1.5rem, 1.15rem + 1.5vw, 2rem); font-weight: 650; letter-spacing: -0.015em; line-height: 1.2; text-wrap: pretty; }
h2 { font-size: 1.3rem; font-weight: 650; line-height: 1.3; letter-spacing: -0.005em; }
h3 { font-size: 1.05rem; font-weight: 650; line-height: 1.35; }
h4 { font-size: 1rem; font-weight: 600; line-height: 1.4; }
code { font-family: var(--mono); font-size: 0.875em; }
code.whole { white-space: nowrap; }
small { font-size: 0.8125rem; }
a { color: var(--mint); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--mint); outline-offset: 2px; }
.hint, .quiet, small, .source { color: var(--quiet); }
.hint, .source { font-size: 0.9rem; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.is-good { --tone: var(--mint); --wash: var(--mint-wash); }
.is-bad { --tone: var(--rust); --wash: var(--rust-wash); }
.is-unsure { --tone: var(--ochre); --wash: var(--ochre-wash); }
.is-plain { --tone: var(--quiet); --wash: var(--panel); }

section, footer { margin-block-start: 1.9rem; }
summary { cursor: pointer; }
summary h2 { display: inline; }
section > details > summary { padding-block-end: 0.35rem; border-block-end: 1px solid var(--line); }
section > details[open] > summary { margin-block-end: 0.75rem; }
section > h2, footer > h2 { padding-block-end: 0.35rem; margin-block-end: 0.75rem; border-block-end: 1px solid var(--line); }
article + article { margin-block-start: 2.25rem; }

.brand { display: flex; gap: 0.5rem; align-items: center; padding-block: 0.8rem; border-block-end: 1px solid var(--line); font-weight: 650; }
.brand span { color: var(--quiet); font-weight: 400; }
.brand circle { fill: var(--paper); }
.brand .crust { fill: var(--mint); }

header { padding-block-start: 1.5rem; }
.site { margin-block-end: 0.75rem; font-weight: 600; }
.site + .basis { margin-block: -0.5rem 0.75rem; }
.verdict { padding: 1.1rem 1.4rem 1.25rem; border-radius: 0.6rem; background: var(--wash); }
.verdict .sign { margin-inline-end: 0.05em; color: var(--wash); }
.verdict p { margin-block-start: 0.6rem; text-wrap: pretty; }
.sign { display: inline-grid; place-items: center; flex: none; inline-size: 1.25em; block-size: 1.25em; border-radius: 50%; background: var(--tone); color: var(--paper); font-size: 0.9em; font-weight: 700; line-height: 1; }
.summaries { display: grid; gap: 1rem; margin-block-start: 1.25rem; }
.summaries p { margin-block-end: 0.3rem; font-size: 0.9rem; }
.summaries dl { display: grid; grid-template-rows: auto auto; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 0.6rem 1.5rem; }
.summaries dt { padding-block-start: 0.5rem; border-block-start: 1px solid var(--line); color: var(--quiet); font-size: 0.9rem; }
.summaries dd { margin-block-start: -0.4rem; font-size: 1.05rem; }
.summaries small { display: block; }
.basis { max-inline-size: 52rem; margin-block-start: 1.25rem; color: var(--quiet); font-size: 0.875rem; text-wrap: pretty; }

.badge { color: var(--tone); font-weight: 600; }

.remedies { display: grid; gap: 0.9rem; }
.remedies > li, .reasons > li { display: grid; grid-template-columns: 2rem 1fr; column-gap: 0.75rem; }
.remedies > li > div, .reasons > li > div { min-inline-size: 0; }
.mark { display: grid; place-items: center; align-self: start; inline-size: 2rem; block-size: 2rem; border-radius: 50%; background: var(--mint-wash); color: var(--mint); font-weight: 700; }
.is-alternative .mark { border-radius: 0.3rem; background: var(--panel); color: var(--quiet); font-size: 0.9rem; }
.remedies h3 { padding-block-start: 0.2rem; }
.remedies p:not(.mark), .steps, .what-if, #remedies > p, footer p { max-inline-size: 46rem; text-wrap: pretty; }
.work { display: flex; flex-wrap: wrap; gap: 0.1rem 1.5rem; margin-block: 0.25rem; }
.work dt, .work dd { display: inline; }
.work dt { color: var(--quiet); font-weight: 400; }
.remedies summary { color: var(--quiet); }
.steps { margin-block: 0.25rem; padding-inline-start: 1.1rem; list-style: disc; }
.what-if, #remedies > p { margin-block-start: 1rem; }

.picture svg { display: block; inline-size: 100%; block-size: auto; margin-inline: auto; }
.picture .is-wide { max-inline-size: 50rem; }
.picture .is-narrow { max-inline-size: 26rem; }
@media screen and (max-width: 44.99rem) { .picture .is-wide { display: none; } }
@media print, (min-width: 45rem) { .picture .is-narrow { display: none; } }
.picture text { fill: var(--ink); font-size: 13px; }
.picture .name { font-size: 14px; font-weight: 650; }
.picture .mono { font-family: var(--mono); font-size: 13px; }
.picture .aside { fill: var(--quiet); }
.picture .mark { fill: var(--tone); font-weight: 600; }
.picture .label { fill: var(--tone); font-weight: 600; }
.frame { fill: none; stroke: var(--edge); stroke-dasharray: 4 4; }
.box { fill: var(--panel); stroke: transparent; }
.box.is-cookie { fill: var(--paper); stroke: var(--edge); }
.arrow, .cross { fill: none; stroke: var(--tone); stroke-width: 2; }
.arrow.is-cut { stroke-dasharray: 5 4; }
.cross { stroke-width: 2.5; }
.tip { fill: var(--tone); }

.timeline { margin-block-start: 0.75rem; }
.timeline > ul > li { display: grid; grid-template-columns: 11.5rem 1fr; gap: 0 1rem; padding-block: 0.2rem; border-block-start: 1px solid var(--line); }
.timeline .versions { font-weight: 600; line-height: 1.4; font-size: 0.9375rem; }
.timeline li li { display: grid; grid-template-columns: 11rem 1fr 9.5rem; gap: 0 1rem; align-items: center; padding-block: 0.1rem; font-size: 0.9rem; }
.timeline .set-by { line-height: 1.35; }
.axis { position: relative; block-size: 1.6rem; margin-inline: 24.5rem 10.5rem; color: var(--quiet); font-size: 0.8125rem; }
.axis > span { position: absolute; inset-block: 0; inline-size: 0; }
.axis > span > span { position: absolute; white-space: nowrap; transform: translateX(-50%); }
.axis > span::after { content: ''; position: absolute; inset-block: 1.3rem 0; border-inline-start: 1px solid var(--edge); }
.track { display: flex; block-size: 0.75rem; border: 1px solid var(--line); border-radius: 3px; background: var(--panel); overflow: hidden; }
.piece { background: var(--tone); }
.piece.is-open { opacity: 0.35; }
.piece.is-session { background: repeating-linear-gradient(135deg, var(--tone) 0 4px, transparent 4px 7px); }
.timeline > .hint { margin-block-start: 0.4rem; }
.timeline .life { color: var(--tone); font-weight: 600; }

table { inline-size: 100%; margin-block: 0.75rem 1rem; border-collapse: collapse; font-size: 0.9375rem; }
caption { padding-block-end: 0.35rem; color: var(--quiet); font-size: 0.9rem; text-align: start; }
th, td { padding: 0.3rem 1rem 0.3rem 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
th { font-weight: 600; }
thead th { color: var(--quiet); font-size: 0.875rem; border-block-end-color: var(--edge); line-height: 1.3; }
tbody th { inline-size: 13rem; min-inline-size: 7rem; }
td small, th small { display: block; font-weight: 400; }
.column { display: none; }
.why { display: inline-block; min-inline-size: 1.5em; border-radius: 0.3em; background: var(--panel); font-size: 0.8125rem; font-weight: 600; text-align: center; text-decoration: none; }
.set-cookie { margin-block-start: 0.5rem; }

.reasons { display: grid; gap: 0.75rem; font-size: 0.9375rem; line-height: 1.5; margin-block-start: 0.6rem; }
.reasons .mark { inline-size: 1.75rem; block-size: 1.75rem; border-radius: 0.3rem; background: var(--panel); font-size: 0.9rem; }
.reasons p:not(.mark) { max-inline-size: 50rem; text-wrap: pretty; }
.applies { font-weight: 600; }
.exceptions { display: grid; gap: 0.35rem; margin-block: 0.35rem; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
.cases table { font-size: 0.875rem; }
.cases tbody th { inline-size: auto; min-inline-size: 6rem; }

.findings { display: grid; gap: 1.25rem; }
.findings > li { display: grid; grid-template-columns: 8rem 1fr; gap: 0.25rem 1rem; }
.findings p { max-inline-size: 44rem; text-wrap: pretty; }
.finding-kind .hint { display: block; }
#facts caption { color: var(--ink); font-weight: 600; }
.headers { columns: 20rem; color: var(--quiet); font-size: 0.9rem; line-height: 1.4; }
#facts .is-unsure { color: var(--ochre); }
.glossary { columns: 3 16rem; column-gap: 2rem; font-size: 0.9rem; }
.glossary > div { break-inside: avoid; padding-block-end: 0.6rem; }
.glossary dt, .glossary dd { display: inline; }
.glossary dt::after { content: ':'; }
dt { font-weight: 600; }
footer .hint { margin-block-start: 0.5rem; }

@media print, (max-width: 59.99rem) {
  .timeline > ul > li { display: block; }
  .axis { margin-inline: 12rem 10.5rem; }
}
@media screen and (max-width: 44.99rem) {
  .summaries dl { display: block; }
  .summaries dt { margin-block-start: 0.5rem; }
  .summaries dd { margin-block-start: 0; }
  .timeline li li { grid-template-columns: 1fr auto; gap: 0.15rem 1rem; }
  .timeline .track { grid-row: 2; grid-column: 1 / -1; }
  .timeline li li { padding-block-end: 0.5rem; }
  .axis { margin-inline: 0; }
  .axis > span:first-child > span { transform: none; }
  .axis > span:last-child > span { transform: translateX(-100%); }
  .findings > li { grid-template-columns: 1fr; }
  .glossary { columns: 1; }
  .finding-kind .hint { display: inline; margin-inline-start: 0.4rem; }
  thead { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden; }
  table, tbody, tr, tbody th, td, caption { display: block; inline-size: 100%; }
  tr { padding-block: 0.6rem; border-block-end: 1px solid var(--line); }
  th, td { padding: 0; border: 0; }
  td { display: flex; flex-wrap: wrap; gap: 0 0.75rem; padding-block-start: 0.25rem; }
  td > div { flex: 1 1 9rem; min-inline-size: 0; }
  td small { display: inline; }
  .column small { display: none; }
  #facts td > .column { display: none; }
  .column { display: block; inline-size: 7.5rem; color: var(--quiet); font-size: 0.875rem; }
}
@media print {
  @page { size: A4; margin: 15mm; }
  :root { color-scheme: light; --paper: #ffffff; }
  html { font-size: 11pt; }
  body { max-inline-size: none; padding: 0; }
  section, footer { margin-block-start: 1.75rem; }
  h1, h2, h3, h4, h3 + .hint, caption, thead, .axis, .set-cookie { break-after: avoid; }
  h1, h2, h3, h4, p, li, tr, dl > div, svg, .verdict { break-inside: avoid; }
  .reasons > li:has(table) { break-inside: auto; }
  thead { display: table-header-group; }
  summary { list-style: none; break-after: avoid; }
  summary::-webkit-details-marker { display: none; }
  details::details-content { display: block; content-visibility: visible; block-size: auto; overflow: visible; }
  .remedies summary { display: none; }
  a[title] { overflow-wrap: anywhere; }
  a[title] > span { display: none; }
  a[title]::after { content: attr(href); }
}
`

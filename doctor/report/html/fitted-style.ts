/** How the report fits a phone and A4 paper. Comes behind `style`. */
export const fittedStyle = `
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
  a[title] { overflow-wrap: anywhere; }
  a[title] > span { display: none; }
  a[title]::after { content: attr(href); }
}
`

const start = '<!-- Written by `npm run bench -- --write`. -->'
const end = '<!-- The end of what is written. -->'

/** The page with another table between its two marks. */
export function replaceTable(page: string, table: string): string {
  const [from, to] = [page.indexOf(start), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`the page has no line "${start}" before "${end}"`)
  return `${page.slice(0, from + start.length)}\n\n${table}\n\n${page.slice(to)}`
}

/** The first cells of the table's rows, under its head. */
export function readNames(page: string): string[] {
  const table = page.slice(page.indexOf(start), page.indexOf(end))
  return [...table.matchAll(/^\| ([^|]*?) *\|/gm)].slice(2).map(([, cell]) => cell)
}

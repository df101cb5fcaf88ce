import type { Change } from './draft.ts'
import { plainText } from '../../doctor/plain-text.ts'

/** Lines of the file that are shown above and below a change. */
const context = 2

/** What changes in the files, as `diff -u` shows it. */
export function unifiedDiff(changes: Change[], isColoured: boolean): string {
  const paint = (line: string): string => {
    const colour = { '+': 32, '-': 31, '@': 36 }[line[0]]
    return isColoured && colour ? `\u001b[${colour}m${line}\u001b[39m` : line
  }
  return changes
    .map(({ file, before, after }) => {
      const title = before === undefined ? `${file} (new)` : file
      const lines = hunks(compare(linesOf(before ?? ''), linesOf(after)))
      const heading = isColoured ? `\u001b[1m${title}\u001b[22m` : title
      return [heading, ...lines.map((line) => paint(shown(line)))].join('\n')
    })
    .join('\n\n')
}

/** Nothing that a terminal would obey; tabs stay. */
function shown(line: string): string {
  return line.split('\t').map(plainText).join('\t')
}

type Row = { sign: ' ' | '+' | '-'; line: string }

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Only lines are added, or one is put in another's place: the next equal line is the right one. */
function compare(before: string[], after: string[]): Row[] {
  const rows: Row[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      rows.push({ sign: ' ', line: before[i++] })
      j++
    } else if (j < after.length && (i === before.length || after.includes(before[i], j))) {
      rows.push({ sign: '+', line: after[j++] })
    } else if (i < before.length) {
      rows.push({ sign: '-', line: before[i++] })
      if (j < after.length && !before.includes(after[j], i))
        rows.push({ sign: '+', line: after[j++] })
    }
  }
  return rows
}

/** The changed rows with a little around them; `@@` where rows are left out. */
function hunks(rows: Row[]): string[] {
  const isNear = (_: Row, index: number): boolean =>
    rows.slice(Math.max(0, index - context), index + context + 1).some(({ sign }) => sign !== ' ')
  const lines: string[] = []
  let wasNear = true
  for (const [index, row] of rows.entries()) {
    const near = isNear(row, index)
    if (near && !wasNear) lines.push(`@@ line ${lineNumber(rows, index)} @@`)
    if (near) lines.push(`${row.sign}${row.line}`)
    wasNear = near
  }
  return lines
}

function lineNumber(rows: Row[], index: number): number {
  return rows.slice(0, index).filter(({ sign }) => sign !== '+').length + 1
}

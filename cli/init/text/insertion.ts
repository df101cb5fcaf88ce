/** A piece of text and where it goes in. An edit is this and nothing else: what was there stays, octet for octet. */
export interface Insertion {
  at: number
  text: string
}

export function insert(text: string, { at, text: inserted }: Insertion): string {
  return text.slice(0, at) + inserted + text.slice(at)
}

/** The line break that a text uses: that of its first line. */
export function lineBreakOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n'
}

/** Where the line ends that a place is in, its line break not counted. */
export function lineEnd(text: string, place: number): number {
  const length = text.slice(place).search(/\r?\n/)
  return length === -1 ? text.length : place + length
}

/** White space at the beginning of the line that a place is in. Undefined where something else stands before the place. */
export function indentBefore(text: string, place: number): string | undefined {
  const start = text.lastIndexOf('\n', place - 1) + 1
  const before = text.slice(start, place).replace(/^\uFEFF/, '')
  return /^[ \t]*$/.test(before) ? before : undefined
}

/** Lines after the line that a place is in; at the end of a text whose last line has no break, it gets one. */
export function linesAfter(text: string, place: number, lines: string[]): Insertion {
  const newline = lineBreakOf(text)
  const end = lineEnd(text, place)
  if (end === text.length) {
    return { at: end, text: lines.map((line) => newline + line).join('') }
  }
  const next = text.indexOf('\n', end) + 1
  return { at: next, text: lines.map((line) => line + newline).join('') }
}

/** Lines at the very end. A text that ends with a line break still does. */
export function linesAtEnd(text: string, lines: string[]): Insertion {
  const newline = lineBreakOf(text)
  const added = lines.map((line) => line + newline).join('')
  return { at: text.length, text: text === '' || text.endsWith('\n') ? added : newline + added }
}

import type { Tone } from './outcomes.ts'

/** Puts a colour on text, or nothing. */
export type Paint = (tone: Tone | 'strong' | 'faint', text: string) => string

/** Columns; the same everywhere, so that the same facts give the same bytes. */
const width = 80

/** A text in lines that fit the terminal: the first after its mark, the others as far in. */
export function paragraph(text: string, mark = ''): string[] {
  const indent = ' '.repeat(mark.length)
  return wrapLines(text, width - mark.length).map((line, i) => (i === 0 ? mark : indent) + line)
}

/** Text in lines of so many columns at most; a longer word has a line of its own. */
export function wrapLines(text: string, columns: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = `${line} ${word}`
    } else lines.push(word)
  }
  return lines
}

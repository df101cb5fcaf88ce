import { plainLines } from '../../../plain-text.ts'

/** Text that is markup already. Only `html` and `rawMarkup` make it, so all else is escaped. */
class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type { Markup }
export type Content = Markup | string | number | false | undefined | readonly Content[]

/** Builds HTML or SVG: whatever is put in is escaped, for text and quoted attributes alike, unless it is markup. */
export function html(strings: TemplateStringsArray, ...contents: Content[]): Markup {
  // Added, not joined: engines then copy the text once, at the end, and not on each level of the report.
  return new Markup(strings.reduce((before, text, i) => before + render(contents[i - 1]) + text))
}

/** Takes a text of our own as markup: never one that holds anything from the diagnosis. */
export function rawMarkup(text: string): Markup {
  return new Markup(text)
}

function render(content: Content): string {
  if (content instanceof Markup) return content.text
  if (Array.isArray(content)) {
    return content.reduce((before: string, one: Content) => before + render(one), '')
  }
  if (content === undefined || content === false) return ''
  return escape(String(content))
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return plainLines(text).replace(/[&<>"']/g, (character) => entities[character])
}

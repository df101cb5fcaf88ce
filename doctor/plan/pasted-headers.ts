const marker = /^[ \t<*]*set-cookie[ \t]*:/i

/** A header's name on a line of its own, as Chrome copies it: its value is on the next. */
const nameAlone = /^([ \t<*]*set-cookie)[ \t]*(?::[ \t]*)?\r?\n/gim

/**
 * The Set-Cookie headers in a pasted text, without their name: one a line, or where a line has the name, those
 * lines alone, as of all headers of an answer, whether curl or a browser shows them.
 */
export function pastedHeaders(text: string): { headers: string[]; isMarked: boolean } {
  const lines = text.replace(nameAlone, '$1: ').split(/\r?\n/)
  const marked = lines.filter((line) => marker.test(line))
  const headers = (marked.length > 0 ? marked : lines)
    .map((line) => line.replace(marker, '').trim())
    .filter((line) => line !== '')
  return { headers, isMarked: marked.length > 0 }
}

import { parseSetCookie } from '../parse-set-cookie.ts'

/** Also in quotes and brackets, as programs show headers. */
const marker = /^[ \t<*"'[{]*set-cookie["']?[ \t]*:/i

/** A header's name on a line of its own, as Chrome copies it: its value is on the next. */
const nameAlone = /^([ \t<*]*set-cookie)[ \t]*(?::[ \t]*)?\r?\n/gim

/** The name of any header. */
const anyName = /^[ \t<*"'[{]*[\w-]+["']?[ \t]*:/

/**
 * The Set-Cookie headers in a pasted text, without their name: one a line, or where a line has the name, those
 * lines alone, as of all headers of an answer, whether curl, a browser or a program shows them.
 */
export function pastedHeaders(text: string): { headers: string[]; isMarked: boolean } {
  const lines = unfold(text.replace(nameAlone, '$1: ').split(/\r?\n/))
  const marked = lines.filter((line) => marker.test(line))
  const headers = (marked.length > 0 ? marked : lines)
    .flatMap((line) => unwrap(line.replace(marker, '').trim()))
    .filter((line) => line !== '')
  return { headers, isMarked: marked.length > 0 }
}

/** A header goes on behind a line break and a blank (RFC 9112, section 5.2), and so does a list of them. */
function unfold(lines: string[]): string[] {
  const headers: string[][] = []
  let isCookie = false
  for (const line of lines) {
    if (isCookie && /^[ \t]/.test(line) && !anyName.test(line)) {
      headers.at(-1)!.push(line.trim())
      continue
    }
    headers.push([line])
    isCookie = marker.test(line)
  }
  return headers.map((parts) => parts.join(' '))
}

/** What stands in the quotes and brackets of JSON, of a program or of a shell. */
function unwrap(line: string): string[] {
  let [start, end] = [0, line.length]
  if (!`"'[{`.includes(line[0]) || !`"']},`.includes(line[end - 1])) return [line]
  while (`"'[{ \t`.includes(line[start])) start++
  while (end > start && `"']}, \t`.includes(line[end - 1])) end--
  return line.slice(start, end).split(/["'],[ \t]*["']/)
}

/**
 * Whether a text without the header's name is one, and not a token, or another header such as Cookie. A cookie may have
 * no name; what has no attribute either may be anything.
 */
export function looksLikeCookie(header: string): boolean {
  if (anyName.test(header)) return false
  return /^[^=;\s]+=(?!=*(?:;|$))/.test(header) || parseSetCookie(header).attributes.length > 0
}

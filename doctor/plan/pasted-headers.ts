import type { SetCookie } from '../facts.ts'
import { unfoldCookies } from '../folded-cookies.ts'
import { parseSetCookie, splitSetCookie } from '../parse-set-cookie.ts'
import { limitCookie } from './limit-cookie.ts'

/**
 * The name, wherever it stands in a line, and what parts it from the value. Before it the quotation mark that holds both,
 * as in `curl -H 'Set-Cookie: …'`; behind it one of its own, as in JSON and programs. Backslashes are those of JSON in JSON.
 */
const marker =
  /(?:(\\{0,9}["'`])|(?<![\w-]))set-cookie(?:[ \t]*(?::|=|\t|[ \t](?=["'`]))|(\\{0,9}["'`])\]?[ \t]*(?::|=>?|,(?:[ \t]*["']value["'][ \t]*:)?))[ \t]*/gi

/** A header's name on a line of its own, as Chrome copies it: its value is on the next. */
const nameAlone = /^([ \t<*]*set-cookie)[ \t]*(?::[ \t]*)?\r?\n/gim

/** The name of any header, or what a script writes cookies with. */
const anyName = /^(?:[ \t<*"'[{]*[\w-]+["']?[ \t]*:|document\.cookie\b)/

/**
 * The cookies of a pasted text; undefined where it is none. Programs that show several fields join them by commas, as some
 * servers do by mistake: each cookie is read by itself, and says so.
 */
export function pastedCookies(text: string): SetCookie[] | undefined {
  return pastedHeaders(text)?.flatMap((header) =>
    unfoldCookies(header).map((part, i) => {
      const cookie = limitCookie(parseSetCookie(part))
      return i === 0 || cookie.flaw ? cookie : { ...cookie, flaw: 'joined-by-comma' as const }
    }),
  )
}

/**
 * The Set-Cookie headers in a pasted text, without their name: one a line, or where a line has the name, those behind
 * one alone, as of all headers of an answer, whether curl, a browser or a program shows them. Undefined where it is
 * something else, such as a token.
 */
export function pastedHeaders(text: string): string[] | undefined {
  const lines = unfold(text.replace(nameAlone, '$1: ').split(/\r?\n/))
  const isMarked = lines.some(isMarkedLine)
  const headers = lines
    .flatMap(isMarked ? markedIn : plainIn)
    .map((header) => header.trim())
    .filter((header) => header !== '')
  const isRight = isMarked
    ? headers.length > 0 && headers.every(hasPlainName)
    : headers.every(looksLikeCookie)
  return isRight ? headers : undefined
}

function isMarkedLine(line: string): boolean {
  return line.search(marker) >= 0
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
    isCookie = isMarkedLine(line)
  }
  return headers.map((parts) => parts.join(' '))
}

function markedIn(line: string): string[] {
  const headers: string[] = []
  for (let found = marker.exec(line); found; found = marker.exec(line)) {
    const [, mark, ofName] = found
    const start = marker.lastIndex
    if (mark !== undefined && ofName === undefined) {
      const close = closeOf(line, mark, start)
      headers.push(unquoted(line, start, close))
      marker.lastIndex = close
    } else {
      const { values, end } = valuesAt(line, start, false)
      for (const value of values) headers.push(value)
      marker.lastIndex = end
    }
  }
  return headers
}

/** A line without the name: the header itself, or what stands in the quotes of a list. */
function plainIn(line: string): string[] {
  const text = line.trim()
  if (!/^["'`[{]/.test(text)) return [text]
  const { values, end } = valuesAt(text, 0, true)
  return /^[\s,;\]})]*$/.test(text.slice(end)) ? values : [text]
}

/** What stands in quotes or brackets, as programs show it, or else up to the end of the line. */
function valuesAt(line: string, start: number, isList: boolean): { values: string[]; end: number } {
  const opening = textAt(/[\s([{]*/y, line, start)
  const isOpen = opening.trim() !== ''
  const first = start + opening.length
  const values: string[] = []
  let end = first
  for (let isMore = true; isMore; isMore = isOpen || isList) {
    const at = end + textAt(/[\s,]*/y, line, end).length
    const mark = textAt(/\\{0,9}["'`]/y, line, at)
    if (mark === '') break
    const close = closeOf(line, mark, at + mark.length)
    // A cookie's value may be in quotes itself.
    if (values.length === 0 && /^[ \t]*;[ \t]*[^\s;\]})]/.test(line.slice(close + mark.length)))
      break
    values.push(unquoted(line, at + mark.length, close))
    end = close + mark.length
  }
  if (values.length > 0) return { values, end }
  const closing = isOpen ? line.slice(first).search(/[\]})](?=[\s,\]})]|$)/) : -1
  end = closing < 0 ? line.length : first + closing
  return { values: [line.slice(first, end)], end }
}

/** Where the next such mark is that has no backslash before it. */
function closeOf(line: string, mark: string, start: number): number {
  let end = line.indexOf(mark, start)
  while (end > 0 && line[end - 1] === '\\') end = line.indexOf(mark, end + 1)
  return end < 0 ? line.length : end
}

function unquoted(line: string, start: number, end: number): string {
  return line.slice(start, end).replace(/\\(["'`\\/])/g, '$1')
}

function textAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

/** What has a quotation mark in it, or ends in the equals signs of base64, is no cookie's name, and may be a secret. */
function hasPlainName(header: string): boolean {
  return !/["'`\s(){}]/.test(splitSetCookie(header).name) && !/^[^=;]*==/.test(header)
}

/**
 * Whether a text without the header's name is one, and not a token, or another header such as Cookie, which has several
 * pairs. A cookie may have no name; what has no attribute either may be anything.
 */
function looksLikeCookie(header: string): boolean {
  if (anyName.test(header) || !hasPlainName(header)) return false
  if (parseSetCookie(header).attributes.length > 0) return true
  return /^[^=;\s]+=(?!=*(?:;|$))/.test(header) && !/;[^;]*=/.test(header)
}

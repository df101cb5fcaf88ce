import type { Member, Value } from './config-text.ts'

/** A key with its value, or the header of a table, and the lines that it takes. */
export interface Statement {
  kind: 'entry' | 'table' | 'list of tables'
  /** The full path: an entry's begins with its table's. */
  path: string[]
  /** The path of the table that it stands in; a header's own path. */
  table: string[]
  start: number
  end: number
  value?: Value
  /** Whether it stands in a list of tables (`[[redirects]]`), which no path leads to. */
  isListed: boolean
}

/** The message names no value: it may be a secret. */
export class TomlError extends Error {}

/** Finds the statements of a TOML 1.0 file, and no more than edits need of their values. https://toml.io/en/v1.0.0 */
export function scanToml(text: string): Statement[] {
  const statements: Statement[] = []
  let table: string[] = []
  const listed: string[][] = []
  let place = text.startsWith('\uFEFF') ? 1 : 0
  while ((place = skipBlank(text, place, /[ \t\r\n]*(?:#[^\n]*)?/y)) < text.length) {
    const start = place
    if (text[place] === '[') {
      const isList = text[place + 1] === '['
      const header = readKey(text, place + (isList ? 2 : 1))
      place = expect(text, header.end, isList ? ']]' : ']')
      table = header.key
      if (isList) listed.push(table)
      statements.push(statement(isList ? 'list of tables' : 'table', table, place))
    } else {
      const { key, end } = readKey(text, place)
      const value = readValue(text, skipSpace(text, expect(text, end, '=')))
      place = value.end
      statements.push({ ...statement('entry', [...table, ...key], place), value })
    }
    const rest = /[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)/y
    rest.lastIndex = place
    if (!rest.test(text)) throw wrong(text, place)

    function statement(kind: Statement['kind'], path: string[], end: number): Statement {
      const isListed = listed.some((list) => list.every((part, index) => part === table[index]))
      return { kind, path, table, start, end, isListed }
    }
  }
  return statements
}

function readValue(text: string, start: number): Value {
  const quotes = /"""|'''|"|'/y
  quotes.lastIndex = start
  const [quote] = quotes.exec(text) ?? []
  if (quote !== undefined) return readText(text, start, quote)
  if (text[start] === '[') return readList(text, start)
  if (text[start] === '{') return readRecord(text, start)
  const scalar = /[\w+.:-]+(?: \d\d:[\d:.Zz+-]+)?/y
  scalar.lastIndex = start
  if (!scalar.test(text)) throw wrong(text, start)
  return { kind: 'other', start, end: scalar.lastIndex }
}

/** Two more quotes may stand directly before those that close a text of several lines. */
const strings: Record<string, RegExp> = {
  '"': /"((?:[^"\\\r\n]|\\[^\r\n])*)"/y,
  "'": /'([^'\r\n]*)'/y,
  '"""': /"""(?:[^\\"]|\\[^]|"(?!""))*"{3,5}/y,
  "'''": /'''(?:[^']|'(?!''))*'{3,5}/y,
}

function readText(text: string, start: number, quote: string): Value {
  const pattern = strings[quote]
  pattern.lastIndex = start
  const found = pattern.exec(text)
  if (!found) throw wrong(text, start)
  const end = start + found[0].length
  if (quote.length === 3) return { kind: 'other', start, end }
  return { kind: 'text', start, end, value: quote === '"' ? unescape(found[1]) : found[1] }
}

function readList(text: string, start: number): Value {
  const items: Value[] = []
  let place = skipLines(text, start + 1)
  while (text[place] !== ']') {
    const item = readValue(text, place)
    items.push(item)
    place = skipLines(text, item.end)
    if (text[place] === ',') place = skipLines(text, place + 1)
    else if (text[place] !== ']') throw wrong(text, place)
  }
  return { kind: 'list', start, end: place + 1, items }
}

function readRecord(text: string, start: number): Value {
  const members: Member[] = []
  let place = skipLines(text, start + 1)
  while (text[place] !== '}') {
    const { key, end } = readKey(text, place)
    const value = readValue(text, skipSpace(text, expect(text, end, '=')))
    members.push({ key, start: place, value })
    place = skipLines(text, value.end)
    if (text[place] === ',') place = skipLines(text, place + 1)
    else if (text[place] !== '}') throw wrong(text, place)
  }
  return { kind: 'record', start, end: place + 1, members }
}

function readKey(text: string, start: number): { key: string[]; end: number } {
  const key: string[] = []
  let place = start
  do {
    const part = /[ \t]*(?:([\w-]+)|"((?:[^"\\\r\n]|\\[^\r\n])*)"|'([^'\r\n]*)')[ \t]*/y
    part.lastIndex = place
    const found = part.exec(text)
    if (!found) throw wrong(text, place)
    key.push(found[1] ?? (found[2] === undefined ? found[3] : unescape(found[2])))
    place = part.lastIndex
  } while (text[place++] === '.')
  return { key, end: place - 1 }
}

function unescape(text: string): string {
  const short: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\u001b' }
  return text.replace(
    /\\(?:u([\da-f]{4})|U([\da-f]{8})|x([\da-f]{2})|(.))/gi,
    (_, ...[four, eight, two, letter]: string[]) =>
      letter === undefined
        ? String.fromCodePoint(Math.min(Number.parseInt(four ?? eight ?? two, 16), 0x10_ffff))
        : (short[letter] ?? letter),
  )
}

/** White space and comments, over line breaks too. */
function skipLines(text: string, place: number): number {
  return skipBlank(text, place, /[ \t\r\n]*(?:#[^\n]*)?/y)
}

function skipSpace(text: string, place: number): number {
  return skipBlank(text, place, /[ \t]*/y)
}

function skipBlank(text: string, start: number, pattern: RegExp): number {
  let place = start
  for (;;) {
    pattern.lastIndex = place
    pattern.exec(text)
    if (pattern.lastIndex === place) return place
    place = pattern.lastIndex
  }
}

function expect(text: string, place: number, expected: string): number {
  if (!text.startsWith(expected, place)) throw wrong(text, place)
  return place + expected.length
}

function wrong(text: string, place: number): TomlError {
  const line = text.slice(0, place).split('\n').length
  return new TomlError(`line ${line} is not TOML`)
}

import { parse, TomlError as TomlParseError } from 'smol-toml'
import { UsageError } from '../../../shared/config/usage-error.ts'
import { noPlace, quoted, type ConfigText, type Data, type Value } from './config-text.ts'
import { indentBefore, linesAfter, linesAtEnd, lineBreakOf, type Insertion } from './insertion.ts'
import { scanToml, TomlError, type Statement } from './toml-scanner.ts'

/**
 * TOML. The scanner says where everything stands, and a parser of TOML what it means.
 *
 * @throws {UsageError} for what is not TOML
 */
export function tomlText(text: string, name: string): ConfigText {
  const data = read(text, name)
  const statements = scan(text, name).filter(({ isListed }) => !isListed)
  const entries = statements.filter(({ kind }) => kind === 'entry')
  return {
    text,
    find: (path) => find(entries, path),
    has: (path) =>
      find(entries, path) !== undefined || statements.some((known) => isUnder(known.path, path)),
    names: (path) => [
      ...new Set(
        statements
          .filter((known) => known.path.length > path.length && isUnder(known.path, path))
          .map((known) => known.path[path.length]),
      ),
    ],
    data: () => data,
    written: (path, value) => `${keyOf(path)} = ${stringify(value)}`,
    add: (path, value, after = []) =>
      add({ text, name, all: scan(text, name) }, path, value, after),
  }
}

function scan(text: string, name: string): Statement[] {
  try {
    return scanToml(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    throw unreadable(name, error.message)
  }
}

function read(text: string, name: string): Record<string, unknown> {
  scan(text, name)
  try {
    // As plain objects, as an edit is compared with.
    return structuredClone(parse(text.replace(/^\uFEFF/, ''), { integersAsBigInt: true }))
  } catch (error) {
    if (!(error instanceof TomlParseError)) throw error
    // The next lines show a piece of the file, where a secret may stand.
    const [reason] = error.message.split('\n')
    throw unreadable(name, `line ${error.line}: ${reason.replace('Invalid TOML document: ', '')}`)
  }
}

function unreadable(name: string, reason: string): UsageError {
  return new UsageError(
    `${name} cannot be read: ${reason}.\n  → Mend it, then run edgemint init again.`,
    1,
  )
}

function find(entries: Statement[], path: string[]): Value | undefined {
  for (const { path: known, value } of entries) {
    if (value && isUnder(path, known)) {
      const found =
        path.slice(known.length).length === 0 ? value : within(value, path.slice(known.length))
      if (found) return found
    }
  }
  return undefined
}

/** A value inside an inline table. */
function within(value: Value, path: string[]): Value | undefined {
  if (value.kind !== 'record') return undefined
  for (const member of value.members) {
    if (isUnder(path, member.key)) {
      const rest = path.slice(member.key.length)
      return rest.length === 0 ? member.value : within(member.value, rest)
    }
  }
  return undefined
}

function add(
  { text, name, all }: { text: string; name: string; all: Statement[] },
  path: string[],
  value: Data,
  after: string[],
): Insertion {
  const parent = path.slice(0, -1)
  const key = path.at(-1)!
  const reachable = all.filter(({ isListed }) => !isListed)
  const beside = reachable.filter(
    ({ kind, path: known }) => kind === 'entry' && isSame(known.slice(0, -1), parent),
  )
  const inline = parent.length > 0 ? find(reachable, parent) : undefined
  if (inline && inline.kind !== 'record') throw noPlace(name, parent)
  if (inline) return addToInline(inline, key, value)

  // Tables that keys with dots make cannot be opened by a header, too.
  const dottedThere = reachable.filter(
    ({ kind, path: known, table }) =>
      kind === 'entry' && table.length < parent.length && isUnder(known, parent),
  )
  const isTable = typeof value === 'object' && !Array.isArray(value)
  const header = reachable.find(
    ({ kind, path: known }) => kind === 'table' && isSame(known, parent),
  )
  const isNew = !header && beside.length === 0 && dottedThere.length === 0
  if (isTable || (parent.length > 0 && isNew)) {
    const table = isTable ? path : parent
    const members = isTable ? Object.entries(value) : [[key, value] as const]
    const lines = members.map(([field, item]) => `${field} = ${stringify(item)}`)
    const blank = text === '' ? [] : ['']
    return linesAtEnd(text, [...blank, `[${table.join('.')}]`, ...lines])
  }
  // Beside the key that it belongs to, else after the last one of its table.
  const neighbour =
    after.map((other) => beside.find(({ path: known }) => known.at(-1) === other)).find(Boolean) ??
    beside.at(-1) ??
    header ??
    dottedThere.at(-1)
  if (!neighbour) return addAtTop(text, all, `${key} = ${stringify(value)}`)
  const dotted = neighbour === header ? [] : parent.slice(neighbour.table.length)
  const indent = indentBefore(text, neighbour.start) ?? ''
  return linesAfter(text, neighbour.end, [
    `${indent}${[...dotted, key].join('.')} = ${stringify(value)}`,
  ])
}

/** The first key at the top: after other keys, before the first table and the comments that belong to it. */
function addAtTop(text: string, all: Statement[], line: string): Insertion {
  const first = all.find(({ kind }) => kind !== 'entry')
  const last = all.slice(0, first ? all.indexOf(first) : undefined).at(-1)
  if (last) return linesAfter(text, last.end, [line])
  if (!first) return linesAtEnd(text, [line])
  let at = text.lastIndexOf('\n', first.start - 1) + 1
  for (;;) {
    const [comment = ''] = /(?<=\n|^)[ \t]*#[^\n]*\n$/.exec(text.slice(0, at)) ?? []
    if (comment === '') break
    at -= comment.length
  }
  const newline = lineBreakOf(text)
  return {
    at: text.startsWith('\uFEFF') ? Math.max(at, 1) : at,
    text: `${line}${newline}${newline}`,
  }
}

function addToInline(
  record: Extract<Value, { kind: 'record' }>,
  key: string,
  value: Data,
): Insertion {
  const written = `${key} = ${stringify(value)}`
  const last = record.members.at(-1)
  return last
    ? { at: last.value.end, text: `, ${written}` }
    : { at: record.start + 1, text: ` ${written} ` }
}

function stringify(value: Data): string {
  if (Array.isArray(value)) return `[${value.map(quoted).join(', ')}]`
  if (typeof value !== 'object') return quoted(value)
  const members = Object.entries(value).map(([key, item]) => `${key} = ${stringify(item)}`)
  return `{ ${members.join(', ')} }`
}

function keyOf(path: string[]): string {
  return path.map((part) => (/^[\w-]+$/.test(part) ? part : quoted(part))).join('.')
}

/** Whether a path is another one or lies under it. */
function isUnder(path: string[], parent: string[]): boolean {
  return parent.every((part, index) => part === path[index])
}

function isSame(path: string[], other: string[]): boolean {
  return path.length === other.length && isUnder(path, other)
}

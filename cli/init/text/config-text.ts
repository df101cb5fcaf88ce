import { UsageError } from '../../../shared/config/usage-error.ts'
import type { Insertion } from './insertion.ts'

/** What is written into a config file. */
export type Data = string | string[] | { [key: string]: Data }

/** A value as it stands in a file: where it begins and ends, and what edits need to know of it. */
export type Value = { start: number; end: number } & (
  | { kind: 'text'; value: string }
  | { kind: 'list'; items: Value[] }
  | { kind: 'record'; members: Member[] }
  | { kind: 'other' }
)

export interface Member {
  /** Several parts for a dotted key of TOML. */
  key: string[]
  start: number
  value: Value
}

/** A config file as its owner wrote it, which can be looked into and added to, whatever its syntax. */
export interface ConfigText {
  text: string
  /** The tables or objects directly under a path, by name. */
  names: (path: string[]) => string[]
  has: (path: string[]) => boolean
  find: (path: string[]) => Value | undefined
  /** Adds what is not there yet. `after`: the keys beside which it belongs, the best one first. */
  add: (path: string[], value: Data, after?: string[]) => Insertion
  /** All that is in it, to be compared with what an edit makes of it. */
  data: () => Record<string, unknown>
  /** A value with the path that it has from some place in the file on, as its owner would write it there. */
  written: (path: string[], value: Data) => string
}

/** A string of JSON and of TOML, which takes no DEL as it is. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u007F', '\\u007f')
}

/** The text of a string on one line; undefined for everything else. */
export function textAt(file: ConfigText, path: string[]): string | undefined {
  const value = file.find(path)
  return value?.kind === 'text' ? value.value : undefined
}

/** Puts something at the beginning or the end of a string, inside its quotes. */
export function insertIntoText(
  { text }: ConfigText,
  { start, end }: Value,
  place: 'start' | 'end',
  added: string,
): Insertion {
  const isLiteral = text[start] === "'"
  return {
    at: place === 'start' ? start + 1 : end - 1,
    text: isLiteral ? added : quoted(added).slice(1, -1),
  }
}

/** Adds a string to a list: at the end of one that stands on a line, else on a line of its own at the beginning. */
export function addItem(
  file: ConfigText,
  list: Extract<Value, { kind: 'list' }>,
  item: string,
): Insertion {
  const [first] = list.items
  return first
    ? insertBeside(file.text, list, first.start, list.items.at(-1)!.end, quoted(item))
    : { at: list.start + 1, text: quoted(item) }
}

/**
 * Adds something to a list or a record that is not empty, with the comma that it needs. Each line of several keeps
 * its comment, so the new one goes before the first.
 */
export function insertBeside(
  text: string,
  { start, end }: { start: number; end: number },
  firstStart: number,
  lastEnd: number,
  added: string,
): Insertion {
  const opening = /^[ \t]*\r?\n/.exec(text.slice(start + 1, end))?.[0]
  if (opening === undefined) return { at: lastEnd, text: `, ${added}` }
  const lineStart = text.lastIndexOf('\n', firstStart - 1) + 1
  const indent = text.slice(lineStart, firstStart)
  const newline = opening.endsWith('\r\n') ? '\r\n' : '\n'
  return /^[ \t]*$/.test(indent)
    ? { at: start + 1 + opening.length, text: `${indent}${added},${newline}` }
    : { at: lastEnd, text: `, ${added}` }
}

/** What is to hold something more is a text or a number, say. */
export function noPlace(name: string, path: string[]): UsageError {
  return new UsageError(
    `${name} cannot be added to: "${path.join('.')}" cannot hold anything.\n  → Mend it, or take it out, then run edgemint init again.`,
    1,
  )
}

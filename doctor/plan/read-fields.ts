import { checkNames, isRecord, type MistakeLog } from '../../shared/config/check-fields.ts'
import { show } from '../../shared/config/mistakes.ts'
import { limits } from './limits.ts'

/** What every reader of a part of a plan takes: where mistakes go, and the part's place and value. */
export interface Part {
  log: MistakeLog
  place: string
  value: unknown
}

/**
 * How each field of a kind of facts is read, in the order of messages, and with a look at the others as
 * they stand in the plan. One that is added to the type and not here fails in tsc.
 */
export type Readers<T> = {
  [K in keyof T]-?: (part: Part, record: Record<string, unknown>) => T[K] | undefined
}

/** Reports what is wrong with a part, which then is not read. */
export function mistaken({ log, place }: Part, problem: string, cure: string): undefined {
  log.report(place, problem, cure)
}

/** A field of an object. */
export function fieldOf({ log, place }: Part, record: Record<string, unknown>, name: string): Part {
  return { log, place: place ? `${place}.${name}` : name, value: record[name] }
}

/** An object with no other fields than those that the second one has. */
export function readObject(part: Part, fields: object): Record<string, unknown> | undefined {
  const { log, place, value } = part
  if (!isRecord(value)) {
    const problem = value === undefined ? 'it is missing.' : `${showText(value)} is not an object.`
    return mistaken(part, problem, 'Write { … }, with braces.')
  }
  checkNames(log, value, Object.keys(fields), place && `${place}.`)
  return value
}

/** Reads the fields of an object: those that are there, and the required ones, without which there are no facts. */
export function readFields<T extends object>(
  part: Part,
  record: Record<string, unknown>,
  readers: Readers<T>,
  required: (keyof T)[],
): T | undefined {
  const facts: Partial<T> = {}
  for (const name of Object.keys(readers) as (keyof T & string)[]) {
    if (record[name] === undefined && !required.includes(name)) continue
    const value = readers[name](fieldOf(part, record, name), record)
    if (value !== undefined) facts[name] = value
  }
  return required.every((name) => facts[name] !== undefined) ? (facts as T) : undefined
}

/** An object with these fields; undefined where it is none, or a required one is mistaken. */
export function readRecord<T extends object>(
  part: Part,
  readers: Readers<T>,
  required: (keyof T)[],
): T | undefined {
  const record = readObject(part, readers)
  return record && readFields(part, record, readers, required)
}

/** Something at a URL: the URL alone as text, or an object with the URL and more. */
export function readLocated<T extends { url: string }>(
  part: Part,
  readers: Readers<T>,
): T | undefined {
  if (typeof part.value === 'string') {
    const url = readers.url(part, {})
    return url === undefined ? undefined : ({ url } as T)
  }
  if (!isRecord(part.value)) {
    const problem = `${showText(part.value)} is neither a URL nor an object.`
    return mistaken(part, problem, 'Write "https://…", or { "url": "https://…", … }.')
  }
  return readRecord(part, readers, ['url'])
}

/** A list, empty where it is left out; so is what cannot be read. */
export function readList<T extends object | string>(
  { log, place, value }: Part,
  what: keyof typeof limits,
  readItem: (part: Part) => T | undefined,
): T[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    log.report(place, `${typeOf(value)} is not a list.`, 'Write [ … ], with brackets.')
    return []
  }
  if (isTooMany({ log, place, value }, value.length, what)) return []
  return value.flatMap((item, i) => readItem({ log, place: `${place}[${i}]`, value: item }) ?? [])
}

/** Whether there are more of something than facts hold, which is reported. */
export function isTooMany({ log, place }: Part, count: number, what: keyof typeof limits): boolean {
  if (count <= limits[what]) return false
  const problem = `there are ${count} ${what}; at most ${limits[what]} are allowed.`
  log.report(place, problem, `Write at most ${limits[what]}.`)
  return true
}

/** Whether a text is longer than facts hold it, which is reported. Nothing of it is shown. */
export function isTooLong({ log, place }: Part, text: string, limit: number): boolean {
  // JSON Schema counts code points: of the same text never more than UTF-16 units, and at least half.
  if (text.length <= limit || (text.length <= 2 * limit && [...text].length <= limit)) return false
  const length = text.length > 2 * limit ? `over ${2 * limit}` : String([...text].length)
  const problem = `it has ${length} characters; at most ${limit} are allowed.`
  log.report(place, problem, 'Shorten it.')
  return true
}

/** One of a few words. */
export function readChoice<T extends string>(part: Part, choices: readonly T[]): T | undefined {
  const { value } = part
  const words = choices.map((known) => `"${known}"`).join(', ')
  const problem = value === undefined ? 'it is missing.' : `${showText(value)} is unknown.`
  return (
    choices.find((known) => known === value) ?? mistaken(part, problem, `Write one of ${words}.`)
  )
}

/** The fields that are not undefined: JSON has no undefined. Only optional ones may be so. */
export function given<T extends object>(fields: {
  [K in keyof T]-?: object extends Pick<T, K> ? T[K] | undefined : T[K]
}): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
}

/** A value as a message shows it, unless it may be a cookie, a password or an address with a token. */
export function showText(value: unknown): string {
  if (value === undefined) return 'nothing'
  const isHarmless = typeof value !== 'string' || /^[\w .:/*%[\]-]*$/.test(value)
  return isHarmless ? show(value) : typeOf(value)
}

/** What kind of value it is, where none of it may be shown. */
export function typeOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  const type = typeof value
  if (type === 'string') return 'this text'
  return type === 'object' ? 'an object' : `a ${type}`
}

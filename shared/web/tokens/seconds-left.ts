import type { Tokens } from '../../core/bridge.ts'

/** RFC 3339, section 5.6, and ISO 8601's offset without a colon. Without an offset it would be a time of nobody knows where. */
// Stryker disable next-line Regex: with more behind it, it is no date for Date.parse of V8 either
const dateRegExp = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/i

/** From here on a number of seconds is a point in time, in 2001 or later, and no life, which would be one of 31 years. */
const firstPoint = 1e9

/**
 * How long a token lives, as an API says it: a date with its offset, or a number, which may stand in quotes: so
 * many seconds or milliseconds from now on, or since 1970.
 *
 * @param now in seconds since 1970
 * @returns seconds; Infinity where the API does not say, NaN where nobody can tell what it says
 */
export function secondsLeft(value: unknown, unit: Tokens['unit'], now: number): number {
  if (value === undefined || value === null) return Infinity
  const isText = typeof value === 'string'
  if (isText && dateRegExp.test(value)) return Date.parse(value.replace(' ', 'T')) / 1000 - now
  // The empty text would be 0.
  const number = isText && value !== '' ? Number(value) : value
  // JSON's 1e400 is read as Infinity: an end that cannot be read is not taken for none.
  if (!Number.isFinite(number)) return NaN
  const seconds = (number as number) / (unit === 'milliseconds' ? 1000 : 1)
  return seconds < firstPoint ? seconds : seconds - now
}

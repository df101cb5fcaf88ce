import { mistaken, showText, type Part } from './read-fields.ts'

/** ISO 8601 as ECMAScript reads it; without an offset it would mean another moment on each machine. */
const momentRegExp = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/

/** A moment, where it is given, in UTC. */
export function readMoment(part: Part): string | undefined {
  const { value } = part
  if (value === undefined) return undefined
  const isMoment =
    typeof value === 'string' && momentRegExp.test(value) && isDay(value.slice(0, 10))
  if (isMoment && !Number.isNaN(Date.parse(value))) return new Date(value).toISOString()
  return mistaken(
    part,
    `${showText(value)} is not a moment.`,
    'Write day, time and offset, as in "2026-11-21T12:00:00Z".',
  )
}

/** `Date.parse` takes 30 February for 2 March. */
function isDay(day: string): boolean {
  const date = new Date(day)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

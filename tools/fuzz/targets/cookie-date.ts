import { parseDate } from 'tough-cookie'
import { parseCookieDate } from '../../../doctor/rules/cookie-date.ts'
import { unless, type FuzzTarget } from '../target.ts'

/** The date of an Expires attribute, or of an Expires header. */
export const target: FuzzTarget = {
  seeds: [
    'Wed, 09 Jun 2100 10:18:14 GMT',
    'Wednesday, 09-Jun-99 10:18:14 GMT',
    '1 jan 70 0:0:0',
    '0',
    'never',
  ],
  words: ['Jun', 'feb', '29', '31', '2100', '1601', '10:18:14', '99', ' ', '-', 'GMT', ':'],
  check(input) {
    const ours = parseCookieDate(input)
    if (ours === undefined) return undefined
    // Where the jar reads a date at all, in ASCII: it refuses some that RFC 6265bis takes.
    if (/[^\x20-\x7e]/.test(input)) return undefined
    const jar = parseDate(input)
    return unless(!jar || jar.getTime() === ours, 'another instant than the jar’s')
  },
}

import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import { parseDate } from 'tough-cookie'
import { isSafariDate, parseCookieDate } from '../../../doctor/rules/cookie-date.ts'

/** RFC 6265bis, section 5.1.1: what each rule of it makes of a text. */
const dates: [text: string, iso: string | undefined][] = [
  ['Wed, 21 Oct 2026 07:28:00 GMT', '2026-10-21T07:28:00.000Z'],
  // The month before the day, which Safari's system cannot read (WebKit pull request 72744).
  ['Fri, Jan 01 2100 00:00:00 GMT', '2100-01-01T00:00:00.000Z'],
  ['Wednesday, 21-Oct-26 07:28:00 GMT', '2026-10-21T07:28:00.000Z'],
  ['Wed Oct 21 07:28:00 2026', '2026-10-21T07:28:00.000Z'],
  ['07:28:00 2026 oct 21', '2026-10-21T07:28:00.000Z'],
  ['21 OCTOBER 2026 7:8:9', '2026-10-21T07:08:09.000Z'],
  // What follows a token's digits is no matter.
  ['21st Octopus 2026x 07:28:00.999', '2026-10-21T07:28:00.000Z'],
  // The zone is not read: it is UTC.
  ['21 Oct 2026 07:28:00 PST', '2026-10-21T07:28:00.000Z'],
  ['21 Oct 2026 07:28:00 +0900', '2026-10-21T07:28:00.000Z'],
  // The first token of each kind counts.
  ['21 Oct Nov 2026 2027 07:28:00 08:29:01', '2026-10-21T07:28:00.000Z'],
  // A second number of two digits is the year, a second time the day.
  ['21 22 Oct 2026 07:28:00', '2022-10-21T07:28:00.000Z'],
  ['07:28:00 08:29:01 Oct 2026', '2026-10-08T07:28:00.000Z'],
  ['1 Jan 69 00:00:00', '2069-01-01T00:00:00.000Z'],
  ['1 Jan 70 00:00:00', '1970-01-01T00:00:00.000Z'],
  ['1 Jan 99 00:00:00', '1999-01-01T00:00:00.000Z'],
  ['1 Jan 00 00:00:00', '2000-01-01T00:00:00.000Z'],
  ['1 Jan 100 00:00:00', undefined],
  ['1 Jan 1600 00:00:00', undefined],
  ['1 Jan 1601 00:00:00', '1601-01-01T00:00:00.000Z'],
  ['31 Dec 9999 23:59:59', '9999-12-31T23:59:59.000Z'],
  ['1 Jan 10000 00:00:00', undefined],
  ['0 Jan 2026 00:00:00', undefined],
  ['31 Jan 2026 00:00:00', '2026-01-31T00:00:00.000Z'],
  ['32 Jan 2026 00:00:00', undefined],
  ['30 Feb 2026 00:00:00', undefined],
  ['29 Feb 2027 00:00:00', undefined],
  ['29 Feb 2028 00:00:00', '2028-02-29T00:00:00.000Z'],
  ['1 Jan 2026 23:59:59', '2026-01-01T23:59:59.000Z'],
  ['1 Jan 2026 24:00:00', undefined],
  ['1 Jan 2026 00:60:00', undefined],
  ['1 Jan 2026 00:00:60', undefined],
  ['1 Jan 2026 00:00', undefined],
  ['1 Jan 2026 000:00:00', undefined],
  ['1 Jan 2026 00:00:000', undefined],
  ['1 Jan 00:00:00', undefined],
  ['1 2026 00:00:00', undefined],
  ['Jan 2026 00:00:00', undefined],
  ['1 Jan 2026', undefined],
  ['001 Jan 2026 00:00:00', undefined],
  ['', undefined],
  ['0', undefined],
  ['tomorrow', undefined],
  ['2026-10-21T07:28:00Z', undefined],
  // Every octet of the delimiters' ranges, and the neighbours that are none.
  ['1\tJan!2026"00:00:00', '2026-01-01T00:00:00.000Z'],
  ['1;Jan@2026[00:00:00', '2026-01-01T00:00:00.000Z'],
  ['1`Jan{2026~00:00:00', '2026-01-01T00:00:00.000Z'],
  ['1/Jan\u007f2026 00:00:00', undefined],
  ['1\u00a0Jan 2026 00:00:00', undefined],
]

describe('dates (RFC 6265bis, section 5.1.1)', () => {
  for (const [text, iso] of dates) {
    it(`${JSON.stringify(text)}: ${iso}`, () => {
      assert.equal(parseCookieDate(text), iso === undefined ? undefined : Date.parse(iso))
      assert.equal(parseDate(text)?.getTime(), parseCookieDate(text), 'tough-cookie disagrees')
    })
  }
})

/** WebKit pull requests 72457 and 72744: what its network library makes of dates that the standard reads. */
const safariDates: [text: string, isRead: boolean][] = [
  ['Wed, 21 Oct 2026 07:28:00 GMT', true],
  ['Wednesday, 21-Oct-26 07:28:00 GMT', true],
  ['21 October 2026 07:28:00', true],
  ['Wed, 21 oct 2026 07:28:00 GMT', true],
  ['07:28:00 21 Oct 2026', true],
  // What the zone is called is no month and no day.
  ['Wed, 21 Oct 2026 07:28:00 MART', true],
  ['Wed Oct 21 2026 07:28:00 GMT+0200 (Central European Summer Time)', false],
  ['Wed Oct 21 07:28:00 2026', false],
  ['Fri, Jan 01 2100 00:00:00 GMT', false],
  ['07:28:00 2026 Oct 21', false],
  ['Wed, 21 OCT 2026 07:28:00 GMT', false],
  ['Wed, 21 october 2026 07:28:00 GMT', false],
  ['Wed, 21 OCTOBER 2026 07:28:00 GMT', false],
  ['07:28:00 WED 21 Oct 2026', false],
  ['Wed, 21 oCt 2026 07:28:00 GMT', false],
  ['Wed, 21 OcT 2026 07:28:00 GMT', false],
  ['WED, 21 Oct 2026 07:28:00 GMT', false],
  ['wednesday, 21-Oct-26 07:28:00 GMT', false],
]

describe('dates in Safari', () => {
  for (const [text, isRead] of safariDates) {
    it(`${text}: ${isRead ? 'read' : 'not read'}`, () => {
      assert.notEqual(parseCookieDate(text), undefined)
      assert.equal(isSafariDate(text), isRead)
    })
  }
})

const months = [
  'Jan',
  'feb',
  'MAR',
  'April',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
]
const number = fc.nat({ max: 70 }).map(String)

test('another implementation agrees about texts that look like dates', () => {
  const token = fc.oneof(
    number,
    fc.nat({ max: 12_000 }).map(String),
    fc.tuple(number, number, number).map((parts) => parts.join(':')),
    fc.constantFrom(...months, 'GMT', 'Wed', 'x'),
    fc.string({ maxLength: 3 }),
  )
  const delimiter = fc.constantFrom(' ', '-', ', ', '\t', ';', '/', '@')
  const texts = fc.array(fc.tuple(token, delimiter), { maxLength: 8 })
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.flat().join('')
      assert.equal(parseCookieDate(text), parseDate(text)?.getTime(), text)
    }),
    { numRuns: 2000 },
  )
})

test('another implementation agrees about dates in any order', () => {
  const parts = fc.tuple(
    fc.integer({ min: 0, max: 33 }).map(String),
    fc.constantFrom(...months),
    fc.oneof(fc.integer({ min: 1590, max: 2100 }), fc.integer({ min: 10, max: 99 })).map(String),
    fc
      .tuple(fc.nat({ max: 25 }), fc.nat({ max: 61 }), fc.nat({ max: 61 }))
      .map(([hour, minute, second]) => `${hour}:${minute}:${second}`),
  )
  fc.assert(
    fc.property(parts, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), (fields, keys) => {
      const order = fields.map((_, i) => i).toSorted((a, b) => keys[a] - keys[b] || a - b)
      const text = order.map((i) => fields[i]).join(' ')
      assert.equal(parseCookieDate(text), parseDate(text)?.getTime(), text)
    }),
    { numRuns: 2000 },
  )
})

test('the form that HTTP writes is read back', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1601-01-01'), noInvalidDate: true }), (date) => {
      const isWritten = date.getUTCFullYear() <= 9999
      const seconds = Math.floor(date.getTime() / 1000) * 1000
      assert.equal(parseCookieDate(date.toUTCString()), isWritten ? seconds : undefined)
    }),
  )
})

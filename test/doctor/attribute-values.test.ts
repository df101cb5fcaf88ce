import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fittingValue } from '../../doctor/attribute-values.ts'
import { parseMaxAge } from '../../doctor/rules/cookie-attributes.ts'
import { isSafariDate, parseCookieDate } from '../../doctor/rules/cookie-date.ts'

const tokens =
  'Fri|Friday|FRI|27|7|07x|1th|Nov|nov|November|NOV|Novx|2026|26|1|99999|12:00:00|1:2:3z|1:2:345|GMT|+0100|x|é'

const dates = fc
  .array(
    fc.tuple(
      fc.constantFrom(...tokens.split('|')),
      fc.constantFrom(' ', ', ', '-', '/', '.', '"', '=', ''),
    ),
    { minLength: 3, maxLength: 9 },
  )
  .map((parts) => parts.flat().join(''))

/** Of a name with letters joined to it, which no server writes, the mark stands for the letters. */
const hasJoinedNames = (date: string): boolean =>
  (date.match(/[a-z]+/gi) ?? []).some(
    (word) => word === 'Novx' || (!/^(?:th|z)$/.test(word) && !tokens.split('|').includes(word)),
  )

test('of a date what browsers read stays', () => {
  fc.assert(
    fc.property(dates, (date) => {
      const kept = fittingValue('Expires', date)
      assert.equal(parseCookieDate(kept), parseCookieDate(date))
      if (parseCookieDate(date) !== undefined && !hasJoinedNames(date)) {
        assert.equal(isSafariDate(kept), isSafariDate(date))
      }
    }),
    { numRuns: 5000 },
  )
})

test('whatever does not fit stays what does not count', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'lax10-/."\' ,=…é') }), (value) => {
      assert.equal(
        parseMaxAge(fittingValue('Max-Age', value)),
        value.includes('…') ? undefined : parseMaxAge(value),
      )
      assert.equal(fittingValue('Path', value).startsWith('/'), value.startsWith('/'))
      assert.equal(fittingValue('SameSite', value) === 'lax', value === 'lax')
      assert.equal(fittingValue('Domain', value) === '', value === '')
    }),
    { numRuns: 2000 },
  )
})

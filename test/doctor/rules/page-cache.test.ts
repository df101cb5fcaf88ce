import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import { canSkipNetwork, freshBy, type FreshBy } from '../../../doctor/rules/page-cache.ts'

const url = 'https://www.example.com/'
const date = 'Sat, 21 Nov 2026 00:00:00 GMT'
const later = 'Sat, 21 Nov 2026 00:00:01 GMT'

const earlier = 'Sun, 01 Nov 2026 00:00:00 GMT'
const observedAt = '2026-11-21T00:00:00.000Z'

type Row = [headers: Record<string, string>, by: FreshBy | undefined, observedAt?: string]
const no = undefined
const control = 'cache-control'
const modified = 'last-modified'

/** What stays fresh for a while, by WebKit's rules, and by which header. */
const pages: Row[] = [
  [{}, no],
  [{ [control]: 'max-age=1' }, control],
  [{ [control]: 'max-age=0' }, no],
  [{ [control]: 'max-age=-1' }, no],
  [{ [control]: 'Public, MAX-AGE=600, must-revalidate' }, control],
  [{ [control]: 'private,max-age=600' }, control],
  [{ [control]: 'max-age="600"' }, control],
  [{ [control]: 'max-age = 600' }, control],
  [{ [control]: 'max-age=600;x' }, control],
  [{ [control]: 'max-age=0, max-age=600' }, no],
  [{ [control]: 's-maxage=600' }, no],
  [{ [control]: 'x-no-cache, max-age=600' }, control],
  [{ [control]: 'x-max-age=600' }, no],
  [{ [control]: 'stale-while-revalidate=600, max-age=0' }, no],
  [{ [control]: 'max-age=600', age: '599' }, control],
  [{ [control]: 'max-age=600', age: '600' }, no],
  [{ [control]: 'max-age=0', expires: later, date }, no],
  // A max-age that is no number counts as absent.
  [{ [control]: 'max-age', expires: later, date }, 'expires'],
  [{ [control]: 'max-age=600s, max-age=1' }, control],
  [{ [control]: 'max-age=x', [modified]: earlier, date }, modified],
  // Neither stored, nor used without a question.
  [{ [control]: 'no-cache, max-age=600' }, no],
  [{ [control]: 'max-age=600,no-store' }, no],
  [{ [control]: 'max-age=600, no-store="x"' }, no],
  [{ [control]: 'NO-CACHE', expires: later, date }, no],
  [{ [control]: 'max-age=600, no-cache=""' }, no],
  [{ [control]: 'max-age=600, no-cache="set-cookie"' }, control],
  [{ [control]: 'no-cache="a, no-store", max-age=600' }, control],
  [{ [control]: 'no-cache=set-cookie, max-age=600' }, control],
  [{ [control]: 'x="no-store, max-age=600', [modified]: earlier, date }, modified],
  [{ [control]: 'max-age=600', pragma: 'No-Cache' }, no],
  [{ [control]: 'max-age=600', pragma: 'x' }, control],
  [{ [modified]: earlier, date, pragma: 'no-cache' }, no],
  [{ [control]: 'max-age=600', vary: '*' }, no],
  [{ [control]: 'max-age=600', vary: 'Accept, * ' }, no],
  [{ [control]: 'max-age=600', vary: 'Accept, Cookie' }, control],
  // Expires counts from Date, or else from the answer.
  [{ [control]: 'public', expires: later, date }, 'expires'],
  [{ expires: later, date }, 'expires'],
  [{ expires: date, date }, no],
  [{ expires: date, date: later }, no],
  [{ expires: later, date, age: '1' }, no],
  [{ expires: later }, 'expires', observedAt],
  [{ expires: date }, no, observedAt],
  [{ expires: later, date: 'x' }, 'expires', observedAt],
  [{ expires: later, date: later }, no, observedAt],
  // When the answer was given is not known: not all-clear, unless it is over for any Safari that caps.
  [{ expires: later }, 'expires'],
  [{ expires: 'Thu, 19 Nov 1981 08:52:00 GMT' }, no],
  // One that is no date counts as absent.
  [{ expires: '0', date }, no],
  [{ expires: '-1', date }, no],
  [{ expires: '0', [modified]: earlier, date }, modified],
  [{ expires: '-1', [modified]: earlier, date }, modified],
  [{ expires: '', [modified]: earlier, date }, modified],
  [{ expires: date, [modified]: earlier, date }, no],
  [{ expires: 'Saturday, 21-Nov-26 00:00:01 GMT', date }, 'expires'],
  // A tenth of the time since the last change.
  [{ [modified]: date }, modified],
  [{ [modified]: earlier, date }, modified],
  [{ [modified]: earlier }, modified, observedAt],
  [{ [modified]: date, date }, no],
  [{ [modified]: later, date }, no],
  [{ [modified]: earlier, date, age: '172799' }, modified],
  [{ [modified]: earlier, date, age: '172800' }, no],
  [{ [modified]: 'yesterday', date }, no],
  [{ [modified]: date, [control]: 'no-cache' }, no],
  [{ [modified]: date, [control]: 'max-age=0' }, no],
]

describe('whether the HTML may come from Safari’s cache', () => {
  for (const [headers, by, moment] of pages) {
    it(`${JSON.stringify(headers)}${moment ? `, at ${moment}` : ''}: ${by}`, () => {
      const page = { url, answer: { status: 200, headers } }
      assert.equal(freshBy(page, moment), by)
      assert.equal(canSkipNetwork(page, moment), by !== undefined)
    })
  }

  it('an unknown page may not', () => {
    assert.equal(freshBy({ url }, observedAt), undefined)
    assert.equal(freshBy({ url, answer: {} }, observedAt), undefined)
  })
})

test('a service worker may answer, whatever the headers say', () => {
  const answer = { status: 200, headers: { 'cache-control': 'no-store' } }
  assert.equal(canSkipNetwork({ url, answer, serviceWorker: 'found' }, observedAt), true)
  assert.equal(canSkipNetwork({ url, answer, serviceWorker: 'none' }, observedAt), false)
  assert.equal(freshBy({ url, answer, serviceWorker: 'found' }, observedAt), undefined)
})

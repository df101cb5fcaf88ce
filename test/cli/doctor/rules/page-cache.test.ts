import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import { canSkipNetwork, isCacheable } from '../../../../cli/doctor/rules/page-cache.ts'

const url = 'https://www.example.com/'
const date = 'Sat, 21 Nov 2026 00:00:00 GMT'
const later = 'Sat, 21 Nov 2026 00:00:01 GMT'

/** RFC 9111, section 4.2.1: what stays fresh for a while. */
const pages: [headers: Record<string, string>, isFresh: boolean][] = [
  [{}, false],
  [{ 'cache-control': 'max-age=1' }, true],
  [{ 'cache-control': 'max-age=0' }, false],
  [{ 'cache-control': 'Public, MAX-AGE=600, must-revalidate' }, true],
  [{ 'cache-control': 'private,max-age=600' }, true],
  [{ 'cache-control': 'max-age="600"' }, true],
  [{ 'cache-control': 'no-cache, max-age=600' }, false],
  [{ 'cache-control': 'max-age=600,no-store' }, false],
  [{ 'cache-control': 'NO-CACHE', expires: later, date }, false],
  [{ 'cache-control': 's-maxage=600' }, false],
  [{ 'cache-control': 'x-no-cache, max-age=600' }, true],
  [{ 'cache-control': 'x-max-age=600' }, false],
  [{ 'cache-control': 'stale-while-revalidate=600, max-age=0' }, false],
  [{ 'cache-control': 'max-age=600', age: '599' }, true],
  [{ 'cache-control': 'max-age=600', age: '600' }, false],
  [{ 'cache-control': 'max-age=0', expires: later, date }, false],
  [{ 'cache-control': 'public', expires: later, date }, true],
  [{ expires: later, date }, true],
  [{ expires: date, date }, false],
  // Section 4.2.2: no header says so, but browsers may judge by the last change.
  [{ 'last-modified': date }, true],
  [{ 'last-modified': date, 'cache-control': 'no-cache' }, false],
  [{ 'last-modified': date, 'cache-control': 'max-age=0' }, false],
  [{ 'last-modified': date, expires: date, date }, false],
  [{ expires: date, date: later }, false],
  [{ expires: '0', date }, false],
  [{ expires: '-1', date }, false],
  [{ expires: later }, false],
]

describe('whether the HTML may come from the browser’s cache', () => {
  for (const [headers, isFresh] of pages) {
    it(`${JSON.stringify(headers)}: ${isFresh}`, () => {
      assert.equal(isCacheable({ url, answer: { status: 200, headers } }), isFresh)
      assert.equal(canSkipNetwork({ url, answer: { status: 200, headers } }), isFresh)
    })
  }

  it('an unknown page may not', () => {
    assert.equal(isCacheable({ url }), false)
    assert.equal(isCacheable({ url, answer: {} }), false)
  })
})

test('a service worker may answer, whatever the headers say', () => {
  const answer = { status: 200, headers: { 'cache-control': 'no-store' } }
  assert.equal(canSkipNetwork({ url, answer, serviceWorker: 'found' }), true)
  assert.equal(canSkipNetwork({ url, answer, serviceWorker: 'none' }), false)
  assert.equal(isCacheable({ url, answer, serviceWorker: 'found' }), false)
})

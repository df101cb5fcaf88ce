import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  answerHeaders,
  defaultCacheControl,
  pageLocation,
  passesHeader,
} from '../../../shared/core/api-answer.ts'
import { bridge } from './bridge-fixtures.ts'

suite('a header of the API', () => {
  for (const name of [
    'access-control-allow-origin',
    'access-control-anything-new',
    'server-timing',
    'clear-site-data',
    'strict-transport-security',
    'accept-ch',
    'alt-svc',
    'nel',
    'report-to',
    'service-worker-allowed',
    'secure-session-challenge',
    'secure-session-registration',
    'set-login',
    'use-as-dictionary',
    'netlify-cdn-cache-control',
    'cloudflare-cdn-cache-control',
  ]) {
    test(`${name} is dropped`, () => assert.equal(passesHeader(name), false))
  }
  for (const name of [
    'content-type',
    'etag',
    'retry-after',
    'x-rcms-ratelimit-limit',
    'access',
    'accept',
    // Each has the name of one that is dropped in it.
    'x-access-control-note',
    'x-cdn-cache-control-hint',
    'x-nel',
    'nel-id',
    'x-secure-session-id',
  ]) {
    test(`${name} passes`, () => assert.equal(passesHeader(name), true))
  }

  test('a document of the API is harmless on the site, and kept by no shared cache', () => {
    assert.deepEqual(answerHeaders, {
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    })
    assert.equal(defaultCacheControl, 'private, no-store')
  })
})

suite('a Location of the API', () => {
  const api = 'https://api.vendor.com'
  const rows: [string, string][] = [
    // Inside the base.
    [`${api}/rcms-api/1/a?b=/c#d`, '/api/a?b=/c#d'],
    [`${api}/rcms-api/1`, '/api'],
    [`${api}/rcms-api/1/`, '/api/'],
    [`${api}/rcms-api/1?a`, '/api?a'],
    [`${api}:443/rcms-api/1/a`, '/api/a'],
    [`${api}:443/other`, `${api}/other`],
    [`${api}:443`, api],
    [`${api}:443?a`, `${api}?a`],
    [`${api}:4430/rcms-api/1`, `${api}:4430/rcms-api/1`],
    [`${api}/rcms-api/1/a:443/b`, '/api/a:443/b'],
    ['HTTPS://API.Vendor.com/rcms-api/1/a', '/api/a'],
    ['//api.vendor.com/rcms-api/1/a', '/api/a'],
    ['//API.vendor.com:443/rcms-api/1/a', '/api/a'],
    ['/rcms-api/1/a', '/api/a'],
    ['/rcms-api/1', '/api'],
    // Elsewhere at the API.
    ['/login', `${api}/login`],
    ['/', `${api}/`],
    ['/rcms-api/12/a', `${api}/rcms-api/12/a`],
    ['/rcms-api/1/../2', `${api}/rcms-api/1/../2`],
    ['/rcms-api/1/%2e%2e/2', `${api}/rcms-api/1/%2e%2e/2`],
    ['/set-auth-token', `${api}/set-auth-token`],
    ['/\\evil.test', `${api}/\\evil.test`],
    [`${api}/other`, `${api}/other`],
    ['//api.vendor.com/other', `${api}/other`],
    [api, api],
    [`${api}?a`, `${api}?a`],
    // Another origin.
    ['https://evil.test/rcms-api/1', 'https://evil.test/rcms-api/1'],
    ['//evil.test/rcms-api/1', '//evil.test/rcms-api/1'],
    ['//api.vendor.com.evil.test/rcms-api/1', '//api.vendor.com.evil.test/rcms-api/1'],
    ['///api.vendor.com/rcms-api/1', '///api.vendor.com/rcms-api/1'],
    [`${api}.evil.test/rcms-api/1`, `${api}.evil.test/rcms-api/1`],
    [`${api}:443@evil.test/rcms-api/1`, `${api}:443@evil.test/rcms-api/1`],
    [`${api}@evil.test/rcms-api/1`, `${api}@evil.test/rcms-api/1`],
    [`${api}:8443/rcms-api/1`, `${api}:8443/rcms-api/1`],
    ['http://api.vendor.com/rcms-api/1', 'http://api.vendor.com/rcms-api/1'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
    ['other:../a', 'other:../a'],
    // The same at both.
    ['?a=../b', '?a=../b'],
    ['#a/../b', '#a/../b'],
    ['', ''],
  ]
  for (const [location, expected] of rows) {
    test(`${location || 'an empty one'} → ${expected}`, () => {
      assert.equal(pageLocation(location, bridge, '/rcms-api/1/a/b'), expected)
    })
  }

  const relative: [asked: string, location: string, expected: string][] = [
    ['/a/b', 'c', '/api/a/c'],
    ['/a/b/', 'c', '/api/a/b/c'],
    ['/a/b', './c', '/api/a/c'],
    ['/a/b', 'c/d?e=../f#g:h', '/api/a/c/d?e=../f#g:h'],
    ['/a/b', 'c?d=https://example.com/', '/api/a/c?d=https://example.com/'],
    ['/a/b', 'c/d:e', '/api/a/c/d:e'],
    ['/a/b', './d:e', '/api/a/d:e'],
    ['/a/b', '.', '/api/a/'],
    ['/a/b', '..', '/api/'],
    ['/a/b', '../', '/api/'],
    ['/a/b', '../c', '/api/c'],
    ['/a/b', '..?c', '/api/?c'],
    ['/a/b', 'c/../d', '/api/a/d'],
    ['/a/b', 'c/../../d', '/api/d'],
    ['/a/b', 'c/..', '/api/a/'],
    ['/a/b', '.../c', '/api/a/.../c'],
    ['/a/b', '..\\c\\d', '/api/c/d'],
    ['/a/b', '%2E%2e/c/%2e/d', '/api/c/d'],
    ['/a/b', 'c/%2e/.%2E/d', '/api/a/d'],
    // Up to the API's root, and above it.
    ['/a/b', '../../c', `${api}/rcms-api/c`],
    ['/a/b', '../../1/c', '/api/c'],
    ['/a/b', '../../12/c', `${api}/rcms-api/12/c`],
    ['/a', '../../..', `${api}/`],
    ['/a', '../../../../c', `${api}/c`],
    ['/a', '../../../rcms-api/1/c', '/api/c'],
    // Of the base itself.
    ['', 'c', `${api}/rcms-api/c`],
    ['', '1/c', '/api/c'],
    ['', './1', '/api'],
    ['', '?c', '?c'],
    ['/', 'c', '/api/c'],
    // What servers understand in more than one way goes to the API, as it does when it is written from the root.
    ['/a/b', 'c//d', `${api}/rcms-api/1/a/c//d`],
    ['/a/b', '..;/c', `${api}/rcms-api/1/a/..;/c`],
    ['/a/b', '\\c', `${api}\\c`],
    ['/a/b', '\\\\evil.test', `${api}\\\\evil.test`],
  ]
  for (const [below, location, expected] of relative) {
    test(`${location} of …${below} → ${expected}`, () => {
      assert.equal(pageLocation(location, bridge, `/rcms-api/1${below}`), expected)
    })
  }

  test('a relative one leads where the API means, by a browser’s own URL', () => {
    const steps = ['a', '.', '..', '...', 'b;c', '']
    const paths = steps.flatMap((one) =>
      steps.flatMap((two) => steps.map((three) => [one, two, three].join('/'))),
    )
    for (const base of ['', '/api', '/v1', '/api/v1']) {
      for (const below of ['', '/a', '/a/b', '/a/b/']) {
        const asked = base + below || '/'
        for (const path of paths) {
          if (path.startsWith('/')) continue
          const meant = new URL(path, api + asked)
          const shown = pageLocation(path, { ...bridge, base }, asked)
          const { href } = new URL(shown, `https://www.example.com/api${below}`)
          assert.ok(
            [
              meant.href,
              `https://www.example.com/api${meant.pathname.slice(base.length)}`,
            ].includes(href),
            `${path} of ${asked}, ${href}`,
          )
        }
      }
    }
  })

  for (const [location, expected] of [
    [api, '/api'],
    [`${api}/`, '/api/'],
    [`${api}:443`, '/api'],
    [`${api}:443?a`, '/api?a'],
    [`${api}:443#a`, '/api#a'],
    ['/a', '/api/a'],
    ['//evil.test', '//evil.test'],
    [`${api}//evil.test`, `${api}//evil.test`],
    ['/\t/evil.test', '/api/\t/evil.test'],
    ['a', '/api/a'],
    ['../a', '/api/a'],
    ['..', '/api/'],
  ]) {
    test(`without a base: ${location} → ${expected}`, () => {
      assert.equal(pageLocation(location, { ...bridge, base: '' }, '/b'), expected)
    })
  }
})

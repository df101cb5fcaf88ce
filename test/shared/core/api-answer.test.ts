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
    // Relative to the request's path.
    ['a', 'a'],
    ['../a', '../a'],
    ['?a', '?a'],
    ['#a', '#a'],
    ['', ''],
  ]
  for (const [location, expected] of rows) {
    test(`${location || 'an empty one'} → ${expected}`, () => {
      assert.equal(pageLocation(location, bridge), expected)
    })
  }

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
  ]) {
    test(`without a base: ${location} → ${expected}`, () => {
      assert.equal(pageLocation(location, { ...bridge, base: '' }), expected)
    })
  }
})

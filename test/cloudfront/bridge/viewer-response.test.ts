import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { buildTarget } from '../../../platforms/build.ts'
import { findTarget } from '../../../platforms/targets.ts'
import { policyOf } from '../../cli/policy-of.ts'

// What AWS's documentation leaves open; all else is in test/vectors/bridge.

const [, { contents }] = await buildTarget(
  findTarget('cloudfront'),
  policyOf({
    site: 'https://www.example.com',
    api: 'https://api.vendor.com/v1',
    bridge: { path: '/api' },
  }),
)

function locationFor(uri: string, location: string): string {
  const headers = { location: { value: location } }
  const event = { request: { uri }, response: { statusCode: 302, headers, cookies: {} } }
  return runInNewContext(`${contents}\nhandler(event)`, { event }).headers.location.value
}

suite('a redirect that is relative to the request', () => {
  for (const [what, uri] of [
    ['as the browser asked', '/api/a/b'],
    ['as the function at viewer request has left it', '/v1/a/b'],
  ]) {
    test(`leads to the same, where CloudFront tells the path ${what}`, () => {
      assert.equal(locationFor(uri, 'c'), '/api/a/c')
      assert.equal(locationFor(uri, '../c'), '/api/c')
      assert.equal(locationFor(uri, '../../c'), 'https://api.vendor.com/c')
    })
  }
})

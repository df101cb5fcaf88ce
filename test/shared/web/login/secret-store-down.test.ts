import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { readHeaderAndBody } from '../../../../shared/core/read-body.ts'
import { createHandler } from '../../../../shared/web/login/login.ts'
import { policyOf } from '../../../cli/policy-of.ts'
import { requestWith } from '../../core/fixtures.ts'
import { openBrowser, site } from './browser.ts'
import { provider } from './rig.ts'

suite('a store of secrets that is down', () => {
  const stores = {
    throws: () => {
      throw new Error('down')
    },
    rejects: async () => {
      throw new Error('down')
    },
    'has nothing': () => undefined,
  }
  for (const [what, readSecret] of Object.entries(stores)) {
    test(`which ${what}: no log-in starts, and none ends`, async () => {
      const policy = policyOf({
        login: { issuer: provider.issuer, clientId: 'shop' },
        secret: 'TEST_EDGEMINT_SECRET',
      })
      const handler = createHandler(policy.login!, undefined, readSecret)
      const start = { ...requestWith({ method: 'POST' }), path: policy.start! }
      const started = await handler(start, policy, readHeaderAndBody)
      assert.equal(JSON.parse(started.body).code, 'secret-unavailable')

      const browser = openBrowser({ issuer: provider.issuer })
      const { state } = await browser.begin()
      const [[name, value]] = browser.cookies
      const post = {
        ...requestWith({
          method: 'POST',
          headers: {
            origin: 'null',
            'content-type': 'application/x-www-form-urlencoded',
            cookie: name,
          },
          body: `state=${state}&code=abc`,
        }),
        cookieValues: () => [value],
      }
      const ended = await handler(post, policy, readHeaderAndBody)
      assert.equal(ended.status, 503)
      assert.match(ended.body, /href="\/\?login_error=login_unavailable"/)
      assert.deepEqual(ended.cookies, [])
    })
  }
})

test('a body that cannot be read is refused as ever', async () => {
  const policy = policyOf({
    login: { issuer: provider.issuer, clientId: 'shop' },
    secret: 'TEST_EDGEMINT_SECRET',
    formOrigins: [site],
  })
  const request = requestWith({
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: '__Host-edgemint-login-x=1',
    },
    body: null,
  })
  const answer = await createHandler(policy.login!)(request, policy, readHeaderAndBody)
  assert.equal(answer.status, 415)
})

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { suite, test } from 'node:test'
import { buildTarget } from '../../../platforms/build.ts'
import { startCloudFrontFunction } from '../../../platforms/cloudfront/runtime.ts'
import { secretNames, type Secrets } from '../../../platforms/secrets.ts'
import { findTarget } from '../../../platforms/targets.ts'
import { createAttach } from '../../../shared/web/bridge/attach-stamped.ts'
import { policyOf } from '../../cli/policy-of.ts'
import { cookieOctets } from '../../shared/core/fixtures.ts'
import {
  formerStampSecret,
  stampedRequest,
  stampOf,
  stampSecret,
} from '../../shared/core/stamps.ts'

// The function in njs, with keys by createHmac, beside Web Crypto's.

const secret = 'EDGEMINT_SECRET'
const site = 'https://www.example.com'
const api = 'https://api.vendor.com'
const policy = policyOf({ site, api, bridge: { path: '/api', preset: 'kuroco' }, secret })
const target = findTarget('cloudfront')
const [{ contents }] = await buildTarget(target, policy)
const { name } = policy.cookie
const exp = '4102444800'
const good = stampOf('T', { name, exp })

/** Status and code, or `passed`. */
async function outcome(secrets: Secrets, token: string, ...stamps: string[]): Promise<string> {
  const pairs = [`${name}=${token}`, ...stamps.map((stamp) => `${name}-stamp=${stamp}`)]
  const answer = await startCloudFrontFunction(contents, secrets).fetch({
    method: 'GET',
    url: `${site}/api/x`,
    headers: [
      ['sec-fetch-site', 'same-origin'],
      ['cookie', pairs.join('; ')],
    ],
  })
  if (answer === undefined) return 'passed'
  const { status, headers, body } = answer
  const value = (field: string): string | undefined => headers.find(([own]) => own === field)?.[1]
  assert.equal(value('set-cookie'), undefined)
  assert.equal(value('retry-after'), status === 503 ? '5' : undefined)
  return `${status} ${(JSON.parse(body) as { code: string }).code}`
}

suite('the function of a bridge with stamps', () => {
  const refused = '401 not-authenticated'
  const unavailable = '503 secret-unavailable'
  const other = 'a secret of thirty-two octets, or more'
  const rows: [string, string | undefined, string[], string][] = [
    ['a good stamp', stampSecret, [good], 'passed'],
    ['no stamp', stampSecret, [], refused],
    ['two', stampSecret, [good, good], refused],
    ['one that is over', stampSecret, [stampOf('T', { name, exp: '1700000000' })], refused],
    ['one for another token', stampSecret, [stampOf('t', { name, exp })], refused],
    ['one for another cookie', stampSecret, [stampOf('T', { exp })], refused],
    ['one by the newest of two secrets', `${stampSecret}\n${other}`, [good], 'passed'],
    ['one by the older of two secrets', `${other}\r\n${stampSecret}`, [good], 'passed'],
    ['one by another secret', formerStampSecret, [good], refused],
    ['no secret', undefined, [good], unavailable],
    ['an empty secret', '', [good], unavailable],
    ['a secret of which one line is short', `${stampSecret}\nshort`, [good], unavailable],
    ['no secret and no stamp', undefined, [], refused],
  ]
  for (const [what, bound, stamps, expected] of rows) {
    test(`${what}: ${expected}`, async () => {
      const secrets: Secrets = bound === undefined ? {} : { [secret]: bound }
      assert.equal(await outcome(secrets, 'T', ...stamps), expected)
    })
  }

  test('reads its own key of the store, and no other secret', () => {
    const tokens = { url: '/token', clientId: 'site', clientSecret: 'CLIENT_SECRET' }
    const more = policyOf({ api, secret, bridge: { path: '/api', preset: 'oauth2', tokens } })
    assert.deepEqual(secretNames(more), [secret, 'CLIENT_SECRET'])
    assert.deepEqual(secretNames(more, target), [secret])
  })
})

test('it judges as every other runtime does, whatever secret, token and stamp', async () => {
  const text = fc.string({ unit: fc.constantFrom(...cookieOctets), minLength: 1, maxLength: 80 })
  const octets = fc.string({ unit: fc.constantFrom(...cookieOctets, 'ü', '’'), minLength: 32 })
  const seen: string[] = []
  await fc.assert(
    fc.asyncProperty(octets, text, fc.nat(3), async (bound, token, kind) => {
      const stamp =
        kind === 0 ? good : stampOf(kind === 1 ? `${token}.` : token, { name, exp, secret: bound })
      const judged = await createAttach(() => bound)(
        { ...stampedRequest([stamp]), cookieValues: (of) => [of === name ? token : stamp] },
        '/api/x',
        policy,
      )
      const expected = 'path' in judged! ? 'passed' : '401 not-authenticated'
      seen.push(expected)
      assert.equal(await outcome({ [secret]: bound }, token, stamp), expected)
    }),
    { numRuns: 30 },
  )
  assert.equal(new Set(seen).size, 2)
})

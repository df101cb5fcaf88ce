import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { buildAll, buildTargets, startTarget } from '../../platforms/build.ts'
import { findTarget } from '../../platforms/targets.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { policyOf } from '../cli/policy-of.ts'

/** Each way to verify, and the octets of a Worker that does: the figure of the day. */
const ways: [string, NonNullable<EdgemintConfig['verify']>, octets: number][] = [
  ['a secret', { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' }, 10_958],
  [
    'a key set',
    {
      jwks: 'https://login.example.net/keys',
      algorithms: ['RS256'],
      issuer: 'https://login.example.net',
      audience: 'shop',
    },
    26_283,
  ],
  ['asking the API', { introspect: { style: 'ask', url: 'https://api.example.com/me' } }, 11_113],
]

for (const [name, verify, octets] of ways) {
  suite(`verify by ${name}`, () => {
    const policy = policyOf({ verify })
    const isOffline = name !== 'a secret'

    test(`is ${isOffline ? 'left out of' : 'in'} CloudFront Functions, which have no network`, async () => {
      const { files, leftOut } = await buildAll(policy)
      const expected = isOffline ? ['cloudfront'] : []
      assert.deepEqual(
        leftOut.map(({ target }) => target.name),
        expected,
      )
      for (const { reason } of leftOut) {
        assert.match(reason, /cannot ask another server, which verify\.(jwks|introspect) needs/)
        assert.match(reason, /Or use the target lambda-edge/)
      }
      assert.equal(
        files.some(({ file }) => file === 'cloudfront/viewer-request.js'),
        !isOffline,
      )
    })

    if (isOffline) {
      test('named by --target, that is a mistake', async () => {
        await assert.rejects(buildTargets(policy, ['cloudfront']), /cannot ask another server/)
      })

      test('with a bridge, they hand its path to the API, and the endpoint back', async (t) => {
        const api = 'https://api.vendor.com'
        const bridged = policyOf({ verify, api, bridge: { path: '/api', header: 'X-Token' } })
        assert.deepEqual((await buildAll(bridged)).leftOut, [])
        const runtime = await startTarget(findTarget('cloudfront'), bridged)
        t.after(() => runtime.close())
        const ask = (path: string) =>
          runtime.fetch({ method: 'GET', url: `https://www.example.com${path}`, headers: [] })
        assert.equal(await ask('/set-auth-token'), undefined)
        assert.equal((await ask('/api/articles'))?.status, 401)
      })
    }

    test('costs a Worker so many octets', async () => {
      const [{ contents }] = await buildTargets(policy, ['workers'])
      assert.ok(Buffer.byteLength(contents) <= octets, `${Buffer.byteLength(contents)} octets`)
    })

    test('brings jose along only for a key set', async () => {
      const [{ contents }] = await buildTargets(policy, ['netlify'])
      assert.equal(contents.includes('node_modules/jose/'), name === 'a key set')
    })
  })
}

test('a policy without it has nothing of it', async () => {
  for (const { file, contents } of (await buildAll(policyOf())).files) {
    assert.doesNotMatch(contents, /token-rejected|secret-unavailable|jose/, file)
  }
})

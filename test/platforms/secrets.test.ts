import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { buildAll, buildTargets, bundle } from '../../platforms/build.ts'
import {
  boundSecrets,
  missingSecrets,
  secretInBundle,
  secretNames,
  weakness,
} from '../../platforms/secrets.ts'
import { findTarget, targetNames } from '../../platforms/targets.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { policyOf } from '../cli/policy-of.ts'

const newer = 'made up for a test: the newer one'
const older = 'made up for a test: the older one'
const verify: EdgemintConfig['verify'] = { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' }
const bundled = policyOf({ verify: { ...verify, secretInBundle: true } })

suite('what is wrong with a secret is said without it', () => {
  const table: [value: string | undefined, wrong: string | undefined][] = [
    [newer, undefined],
    [`${newer}\n${older}`, undefined],
    [`${newer}\r\n${older}\r\n`, undefined],
    ['ü'.repeat(16), undefined],
    [undefined, 'is not set'],
    ['', 'is empty'],
    ['\n\n', 'is empty'],
    ['x'.repeat(31), 'has fewer than 32 octets'],
    [`${newer}\nshort`, 'has fewer than 32 octets in line 2'],
  ]
  for (const [value, wrong] of table) {
    test(JSON.stringify(value) ?? 'none', () => assert.equal(weakness(value), wrong))
  }
})

test('of the environment, what the policy names is lent, and nothing else', () => {
  const variables = { AUTH_TOKEN_SECRET: newer, OTHER: older }
  assert.deepEqual(boundSecrets(policyOf({ verify }), variables), { AUTH_TOKEN_SECRET: newer })
  assert.deepEqual(boundSecrets(policyOf({ verify }), { OTHER: older }), {})
  assert.deepEqual(boundSecrets(policyOf(), variables), {})
})

suite('a log-in has secrets too', () => {
  const policy = policyOf({
    secret: 'EDGEMINT_SECRET',
    verify: { ...verify, secretInBundle: true },
    login: {
      issuer: 'https://login.example.net',
      clientId: 'site',
      clientSecret: 'CLIENT_SECRET',
    },
  })

  test('all are named, and that of the provider may be short', (t) => {
    assert.deepEqual(secretNames(policy), ['AUTH_TOKEN_SECRET', 'EDGEMINT_SECRET', 'CLIENT_SECRET'])
    Object.assign(process.env, { EDGEMINT_SECRET: 'short', CLIENT_SECRET: 'short' })
    t.after(() => {
      delete process.env.EDGEMINT_SECRET
      delete process.env.CLIENT_SECRET
    })
    const [own, api, ...others] = missingSecrets(policy, 'x')
    assert.match(own, /AUTH_TOKEN_SECRET is not set/)
    assert.match(api, /EDGEMINT_SECRET has fewer than 32 octets/)
    assert.deepEqual(others, [])
  })

  test('they are bound where that of verify is in the bundle', async (t) => {
    process.env.AUTH_TOKEN_SECRET = newer
    t.after(() => delete process.env.AUTH_TOKEN_SECRET)
    const [{ contents }] = await buildTargets(policy, ['lambda-edge'])
    assert.ok(contents.includes(newer))
    assert.match(contents, /import\("@aws-sdk\/client-ssm"\)/)
  })
})

test('a bridge has two secrets at most, and shares its own with a log-in', () => {
  const api = 'https://api.vendor.com'
  const tokens = { url: '/token', clientId: 'site', clientSecret: 'CLIENT_SECRET' }
  const bridge = { path: '/api', preset: 'oauth2', tokens } as const
  const login = { issuer: 'https://login.example.net', clientId: 'site' }
  const secret = 'EDGEMINT_SECRET'
  const attaching = { path: '/api' }
  for (const [config, names] of [
    [{ bridge }, ['CLIENT_SECRET']],
    [{ bridge, secret }, ['EDGEMINT_SECRET', 'CLIENT_SECRET']],
    [{ bridge: attaching, secret }, []],
    [{ bridge: attaching, secret, login }, ['EDGEMINT_SECRET']],
    [{ bridge: attaching, secret, verify: { ...verify, secret } }, ['EDGEMINT_SECRET']],
    [{ bridge: attaching }, []],
  ] as const) {
    assert.deepEqual(secretNames(policyOf({ api, ...config })), names)
  }
})

test('where another runtime answers the endpoint, a CloudFront Function reads the secret of the stamps alone', async () => {
  const api = 'https://api.vendor.com'
  const target = findTarget('cloudfront')
  const bridge = { path: '/api' }
  const held = { ...verify, secretInBundle: true }
  const login = { issuer: 'https://login.example.net', clientId: 'site', clientSecret: 'CLIENT' }
  const variables = { AUTH_TOKEN_SECRET: newer }
  const stamped = policyOf({ api, bridge, verify: held, login, secret: 'EDGEMINT_SECRET' })
  assert.deepEqual(secretNames(stamped, findTarget('lambda-edge')), secretNames(stamped))
  assert.deepEqual(secretNames(stamped, target), ['EDGEMINT_SECRET'])
  const code = await bundle(target, stamped, variables)
  assert.ok(!code.includes(newer))
  assert.match(code, /from ?["']cloudfront["']/)
  // One name for both: the config wants it in the bundle.
  const shared = policyOf({ api, bridge, verify: held, login, secret: 'AUTH_TOKEN_SECRET' })
  const whole = await bundle(target, shared, variables)
  assert.ok(whole.includes(newer))
  assert.doesNotMatch(whole, /from ?["']cloudfront["']/)
  assert.deepEqual(secretNames(policyOf({ api, bridge, verify }), target), ['AUTH_TOKEN_SECRET'])
  const unstamped = policyOf({ api, bridge: { ...bridge, preset: 'kuroco' } })
  assert.deepEqual(secretNames(unstamped, target), [])
})

suite('a secret in the bundle', () => {
  test('comes from the environment where the config says so, and never else', () => {
    const variables = { AUTH_TOKEN_SECRET: newer }
    assert.equal(secretInBundle(bundled, variables), newer)
    assert.equal(secretInBundle(policyOf({ verify }), variables), undefined)
    assert.equal(secretInBundle(policyOf(), variables), undefined)
  })

  test('is in those two bundles that could not read it else, and in nothing beside them', async (t) => {
    process.env.AUTH_TOKEN_SECRET = newer
    t.after(() => delete process.env.AUTH_TOKEN_SECRET)
    const files = await buildTargets(bundled, targetNames)
    const holders = files.filter(({ contents }) => contents.includes(newer))
    assert.deepEqual(
      holders.map(({ file }) => file),
      ['cloudfront/viewer-request.js', 'lambda-edge/index.mjs'],
    )
    for (const { contents } of holders) {
      assert.doesNotMatch(contents, /from ?["']cloudfront["']|client-ssm/)
    }
  })

  for (const [title, value] of [
    ['missing', undefined],
    ['short', 'too short'],
  ] as const) {
    test(`that is ${title} leaves both out, with what to do`, async (t) => {
      if (value !== undefined) process.env.AUTH_TOKEN_SECRET = value
      t.after(() => delete process.env.AUTH_TOKEN_SECRET)
      const { leftOut } = await buildAll(bundled)
      assert.deepEqual(
        leftOut.map(({ target }) => target.name),
        ['cloudfront', 'lambda-edge'],
      )
      for (const { reason } of leftOut) {
        assert.match(reason, /environment variable AUTH_TOKEN_SECRET (is not set|has fewer than)/)
        assert.match(reason, /→ .*docs\/verify\.md/s)
        if (value) assert.ok(!reason.includes(value))
      }
    })
  }
})

test('a bundle that reads its secret holds none of AWS’s SDK', async () => {
  const [{ contents }] = await buildTargets(policyOf({ verify }), ['lambda-edge'])
  assert.match(contents, /import\("@aws-sdk\/client-ssm"\)/)
  assert.ok(contents.length < 25_000, `${contents.length}`)
})

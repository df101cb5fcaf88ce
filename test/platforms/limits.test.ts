import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import { buildTarget, bundle } from '../../platforms/build.ts'
import { targetNames, targets, type TargetName } from '../../platforms/targets.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { policyOf } from '../cli/policy-of.ts'
import { buildAll, bundleFile } from './build-all.ts'

/** Octets of each bundle of a config with nothing but the site. */
const sizes: Record<TargetName, number> = {
  netlify: 14_365,
  'netlify-edge': 13_954,
  workers: 6_996,
  pages: 6_996,
  cloudfront: 4_435,
  'lambda-edge': 13_763,
}

let built: Record<string, string>
before(async () => {
  built = await buildAll()
})

suite('no bundle grows unseen', () => {
  for (const name of targetNames) {
    test(`${name} has at most ${sizes[name]} octets`, (t) => {
      const size = Buffer.byteLength(built[bundleFile(name)])
      assert.ok(
        size <= sizes[name],
        `${name} has ${size} octets, ${size - sizes[name]} more than before. Every request loads them: make it smaller, or write ${size} in ${import.meta.filename} and say why in the commit.`,
      )
      if (size < sizes[name]) t.diagnostic(`${name} has ${size} octets now: write that down here.`)
    })
  }
})

test('a Worker that reads forms has at most 8,013 octets', async (t) => {
  const target = targets.find(({ name }) => name === 'workers')!
  const formOrigins = ['https://login.example.com']
  const size = Buffer.byteLength(await bundle(target, policyOf({ formOrigins })))
  t.diagnostic(`${size} octets`)
  assert.ok(size <= 8_013, `${size} octets`)
})

test('a CloudFront Function that verifies tokens has at most 6,245 octets', async (t) => {
  const verify = {
    algorithm: 'HS256' as const,
    secret: 'AUTH_TOKEN_SECRET',
    issuer: 'https://api.example.com',
    audience: 'https://www.example.com',
  }
  const target = targets.find(({ name }) => name === 'cloudfront')!
  const code = await bundle(target, policyOf({ site: 'https://www.example.com', verify }))
  const size = Buffer.byteLength(code)
  t.diagnostic(`${size} octets`)
  assert.ok(size <= 6_245, `${size} octets`)
})

suite('CloudFront Functions with a bridge', () => {
  const site = 'https://www.example.com'
  const api = 'https://api.vendor.com/rcms-api/1'
  const bridge = { path: '/api', preset: 'kuroco' as const, tokens: false as const }
  const verify = {
    algorithm: 'HS256' as const,
    secret: 'AUTH_TOKEN_SECRET',
    issuer: 'https://api.example.com',
    audience: site,
  }
  const target = targets.find(({ name }) => name === 'cloudfront')!
  for (const [what, config, request, response] of [
    ['mint and attach', { bridge }, 6_060, 1_556],
    ['verify, mint and attach', { bridge, verify }, 7_908, 1_556],
    ['attach', { bridge: { ...bridge, tokens: undefined } }, 3_633, 1_595],
    [
      'attach and check stamps',
      { bridge: { ...bridge, tokens: undefined }, secret: 'EDGEMINT_SECRET' },
      4_936,
      1_595,
    ],
  ] as const) {
    test(`${what} in at most ${request} octets, and ${response} at viewer response`, async (t) => {
      const files = await buildTarget(target, policyOf({ site, api, ...config } as never))
      const octets = files.map(({ contents }) => Buffer.byteLength(contents))
      t.diagnostic(octets.join(', '))
      assert.ok(octets[0] <= request && octets[1] <= response, octets.join(', '))
    })
  }
})

test('what a platform or the project limits is limited', () => {
  const limits = targets.map(({ name, limit }) => [name, limit])
  assert.deepEqual(Object.fromEntries(limits), {
    netlify: undefined,
    'netlify-edge': undefined,
    workers: 64_000,
    pages: 64_000,
    cloudfront: 10_000,
    'lambda-edge': undefined,
  })
})

suite('a bundle of a limited target', () => {
  const target = targets.find(({ name }) => name === 'cloudfront')!

  test('is built when it has just as many octets as are allowed', async () => {
    const limit = Buffer.byteLength(built[target.file])
    assert.equal(await bundle({ ...target, limit }, policyOf()), built[target.file])
  })

  test('is refused with size and limit when it has one more, and with what else can hold it', async () => {
    const size = Buffer.byteLength(built[target.file])
    await assert.rejects(bundle({ ...target, limit: size - 1 }, policyOf()), (error) => {
      assert.ok(error instanceof UsageError)
      assert.equal(error.exitCode, 1)
      assert.equal(
        error.message,
        `cloudfront/viewer-request.js is ${size} octets, the limit is ${size - 1}.\n  → Or use the target lambda-edge.`,
      )
      return true
    })
  })

  const site = 'https://www.example.com'
  const origins = [site]
  const api = 'https://api.vendor.com'
  const bridge = { path: '/api', cookies: ['lang'] }
  const verify = { algorithm: 'HS256' as const, secret: 'AUTH_TOKEN_SECRET' }
  const claims = { ...verify, issuer: api, audience: site }
  const former = [{ name: 'token' }]
  for (const [what, config, cure] of [
    ['one', { siteOrigins: origins }, 'siteOrigins: it is'],
    [
      'those that a form needs here',
      { formOrigins: origins, returnTo: ['/app'] },
      'formOrigins: it is',
    ],
    [
      'all of a log-in',
      { siteOrigins: origins, cookie: { former }, verify: claims },
      'siteOrigins, cookie.former, verify.issuer and verify.audience: they are',
    ],
    [
      'a bridge’s',
      { api, bridge, cookie: { former } },
      'cookie.former and bridge.cookies: they are',
    ],
    [
      'not the former cookie that a bridge has by itself',
      { api, bridge, verify },
      'bridge.cookies: it is',
    ],
    [
      'not what another target is left',
      {
        api,
        bridge: { ...bridge, preset: 'kuroco' as const },
        siteOrigins: origins,
        cookie: { former },
        formOrigins: origins,
      },
      'siteOrigins and bridge.cookies: they are',
    ],
  ] as const) {
    test(`is refused with the fields that make it long: ${what}`, async () => {
      await assert.rejects(
        bundle({ ...target, limit: 1 }, policyOf({ site, ...config } as never)),
        ({ message }: Error) => {
          assert.deepEqual(message.split('\n  → ').slice(1), [
            `Shorten ${cure} compiled in.`,
            'Or use the target lambda-edge.',
          ])
          return true
        },
      )
    })
  }

  test('is refused with the fields of the function at viewer response alone', async () => {
    const further = [{ ...target.further![0], limit: 1 }]
    const policy = policyOf({ site, api, bridge, siteOrigins: origins } as never)
    await assert.rejects(
      buildTarget({ ...target, further }, policy),
      /viewer-response\.js is .*\n {2}→ Shorten bridge\.cookies: it is compiled in\.\n/,
    )
  })

  test('of CloudFront Functions holds a bridge with verify and all that a site may say', async () => {
    const files = await buildTarget(
      target,
      policyOf({
        site,
        api,
        bridge: { path: '/api' },
        verify: claims,
        siteOrigins: origins,
        cookie: { former: [{ name: 'token' }, { name: 'session' }] },
      }),
    )
    assert.ok(Buffer.byteLength(files[0].contents) > 8_000)
  })

  test('does not name another target that has no more room', async () => {
    const pages = targets.find(({ name }) => name === 'pages')!
    const siteOrigins = Array.from({ length: 3000 }, (_none, i) => `https://p-${i}.example.com`)
    await assert.rejects(
      bundle(pages, policyOf({ siteOrigins })),
      /the limit is 64000[^]*compiled in\.$/,
    )
  })

  test('is measured in octets, not in characters', async () => {
    const accented = { ...target, finish: () => 'é' }
    assert.equal(await bundle({ ...accented, limit: 2 }, policyOf()), 'é')
    await assert.rejects(bundle({ ...accented, limit: 1 }, policyOf()), /is 2 octets/)
  })
})

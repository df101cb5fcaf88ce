import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { contractRows } from '../../../../../platforms/cloudfront/attach/contract/contract-rows.ts'
import {
  contractVectors,
  findMistake,
} from '../../../../../platforms/cloudfront/attach/contract/contract-vectors.ts'
import { edgeRuntimes } from '../../../../../platforms/cloudfront/attach/config/behavior.ts'
import { startTarget } from '../../../../../platforms/build.ts'
import { findTarget } from '../../../../../platforms/targets.ts'
import { policyOf } from '../../../../cli/policy-of.ts'
import { loadVectors, toRequest } from '../../../../conformance/vectors.ts'
import { loadVerifiedVectors } from '../../../../conformance/verified-vectors.ts'
import { verifiedRows } from '../../../../../platforms/cloudfront/attach/contract/verified-rows.ts'

const files = loadVectors()
const secret = 'made up for a test, to sign with'

suite('what attach asks on AWS', () => {
  for (const [file, rows] of Object.entries(contractRows)) {
    const { config, vectors } = files.find(({ name }) => name === file)!
    for (const runtime of edgeRuntimes) {
      test(`${file} on ${runtime}: each row is a vector, word for word`, () => {
        const asked = contractVectors(config.site, policyOf(config), runtime)
        for (const { title } of rows) {
          const vector = vectors.find((other) => other.title === title)
          assert.ok(vector, `${file}.json has no vector "${title}"`)
          const own = asked.find((other) => other.title === title)
          assert.ok(own, title)
          const platform = runtime === 'function' ? 'cloudfront' : 'lambda-edge'
          const answer = vector.platforms?.[platform]?.answer ?? vector.answer
          assert.deepEqual(sorted(own.request), sorted(toRequest(vector, config)), title)
          assert.equal(own.expected.status, answer.status, title)
          assert.equal(own.expected.problem, answer.problem, title)
          assert.deepEqual(own.expected.setCookie, answer.setCookie ?? [], title)
        }
      })
    }
  }

  for (const [file, rows] of Object.entries(verifiedRows)) {
    const { config, vectors } = loadVerifiedVectors().find(({ name }) => name === file)!
    for (const runtime of edgeRuntimes) {
      test(`${file} on ${runtime}: each row is a vector, with tokens of its own`, () => {
        const asked = contractVectors(config.site, policyOf(config), runtime, secret)
        for (const { title } of rows) {
          const vector = vectors.find((other) => other.title === title)
          assert.ok(vector, `${file}.json has no vector "${title}"`)
          const own = asked.find((other) => other.title === title)
          assert.ok(own, title)
          const platform = runtime === 'function' ? 'cloudfront' : 'lambda-edge'
          const answer = vector.platforms?.[platform]?.answer ?? vector.answer
          assert.equal(own.request.method, vector.request.method, title)
          assert.equal(own.expected.status, answer.status, title)
          assert.equal(own.expected.problem, answer.problem, title)
          assert.equal(own.expected.setCookie.length, answer.setCookie?.length ?? 0, title)
        }
      })

      test(`${file} on ${runtime}: an engine with the secret gives all right answers, and with another not`, async () => {
        const policy = policyOf(config)
        const target = findTarget(runtime === 'function' ? 'cloudfront' : 'lambda-edge')
        for (const bound of [secret, `another ${secret}`]) {
          const engine = await startTarget(target, policy, { AUTH_TOKEN_SECRET: bound })
          const wrong: string[] = []
          for (const vector of contractVectors(config.site, policy, runtime, secret)) {
            const mistake = findMistake(vector.expected, await engine.fetch(vector.request))
            if (mistake !== undefined) wrong.push(mistake)
          }
          await engine.close()
          assert.equal(wrong.length > 0, bound !== secret, wrong.join('\n'))
          assert.doesNotMatch(wrong.join('\n'), /eyJ/)
        }
      })
    }
  }

  test('about 40, for every clause that a function can meet', () => {
    const count = contractVectors('https://www.example.com', policyOf(), 'function').length
    assert.ok(count >= 38 && count <= 45, String(count))
  })

  test('what a policy has no origin for is left out', () => {
    const forms = { formOrigins: ['https://login.example.com'], returnTo: ['/'] }
    assert.ok(titles({}).includes('POST, as long as form post is off'))
    assert.ok(!titles({}).includes('from an origin that is not listed'))
    assert.ok(!titles({}).includes('a listed origin counts as our own'))
    assert.ok(!titles(forms).includes('POST, as long as form post is off'))
    assert.ok(titles(forms).includes('from an origin that is not listed'))
    assert.ok(
      titles({ siteOrigins: ['https://a.test'] }).includes('a listed origin that calls across'),
    )
  })

  const configs = {
    'of the recipe': {},
    'with a host-only cookie': { cookie: { name: '__Host-session' } },
    'with all that there is': {
      site: 'https://shop.example.co.uk',
      endpoint: '/account/session',
      cookie: {
        name: 'login',
        domain: 'shop.example.co.uk',
        path: '/',
        maxAge: 3600,
        former: [{ name: 'old' }],
      },
      siteOrigins: ['https://shop.example.co.uk', 'https://www.example.org'],
      formOrigins: ['https://login.example.com'],
      returnTo: ['/welcome'],
    },
  } as const
  for (const [which, config] of Object.entries(configs)) {
    for (const runtime of edgeRuntimes) {
      test(`a site ${which} answers them on ${runtime}`, async () => {
        const site = 'site' in config ? config.site : 'https://www.example.com'
        const policy = policyOf(structuredClone(config) as object)
        const target = findTarget(runtime === 'function' ? 'cloudfront' : 'lambda-edge')
        const engine = await startTarget(target, policy)
        for (const { title, request, expected } of contractVectors(site, policy, runtime)) {
          assert.equal(findMistake(expected, await engine.fetch(request)), undefined, title)
        }
      })
    }
  }

  const bridges = {
    'a stamp': { secret: 'EDGEMINT_SECRET', bridge: { path: '/api', header: 'X-Access-Token' } },
    tokens: { bridge: { path: '/api', preset: 'kuroco' } },
  } as const
  for (const [which, config] of Object.entries(bridges)) {
    test(`beside a bridge with ${which}, what is asked never reaches its API, and is answered`, async () => {
      // Nobody listens there: whatever asked it would be a 503.
      const policy = policyOf({ api: 'https://127.0.0.1:1/v1', ...structuredClone(config) })
      const engine = await startTarget(findTarget('lambda-edge'), policy, {
        EDGEMINT_SECRET: secret,
      })
      const vectors = contractVectors('https://www.example.com', policy, 'lambda-edge')
      assert.ok(vectors.length >= 20, String(vectors.length))
      for (const { title, request, expected } of vectors)
        assert.equal(findMistake(expected, await engine.fetch(request)), undefined, title)
      await engine.close()
    })
  }

  test('a wrong answer is told', () => {
    const [{ expected }] = contractVectors('https://www.example.com', policyOf(), 'function')
    const headers: [string, string][] = [
      ['cache-control', 'no-store'],
      ['x-content-type-options', 'nosniff'],
      ...expected.setCookie.map((line): [string, string] => ['set-cookie', line]),
    ]
    const right = { status: 204, headers, body: '' }
    assert.equal(findMistake(expected, right), undefined)
    assert.equal(findMistake(expected, { ...right, status: 200 }), 'status is 200, not 204')
    assert.match(
      findMistake(expected, { ...right, headers: headers.slice(0, -1) })!,
      /^Set-Cookie is/,
    )
    assert.equal(
      findMistake(expected, { ...right, headers: headers.slice(1) }),
      'Cache-Control is [], not ["no-store"]',
    )
    assert.equal(findMistake(expected, { ...right, body: 'x' }), 'code is "none", not none')
    assert.match(findMistake(expected, undefined)!, /passed the request on/)
  })
})

/** Headers are compared as a set: the rows put the origin first. */
function sorted(request: { headers: [string, string][] }): object {
  return { ...request, headers: request.headers.toSorted() }
}

function titles(config: object): string[] {
  const vectors = contractVectors('https://www.example.com', policyOf(config), 'function')
  return vectors.map(({ title }) => title)
}

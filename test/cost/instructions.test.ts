import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { suite, test, type TestContext } from 'node:test'
import { buildTargets } from '../../platforms/build.ts'
import { lendStore, njsVersion, startNjs } from '../../platforms/cloudfront/runtime.ts'
import type { PlainRequest } from '../../platforms/runtime.ts'
import type { Secrets } from '../../platforms/secrets.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { browserRequest, site, token } from '../../tools/bench/browser-request.ts'
import { countInstructions } from '../../tools/bench/count-instructions.ts'
import { policyOf } from '../cli/policy-of.ts'
import { stampOf } from '../shared/core/stamps.ts'
import { sign } from '../shared/core/tokens.ts'

// What the CloudFront Function costs, by requests with a browser's 17 headers; a GET has 15. A limit is the figure of
// the day, counted with njs 0.7.9 of Debian 12 on x86-64: lower it when the code gets cheaper, raise
// it only for what is worth it.
const limits = {
  /** On `www.`: one Domain stands between the browser's host and the registrable domain. */
  mint: 110_293,
  /** Each label more in the host is a Domain more. */
  furtherLabel: 8_694,
  renew: 118_914,
  refusal: 78_572,
  /** A token of 199 octets with issuer and audience: what is added by its HMAC, its claims and the promises. */
  verifiedMint: 437_692,
  passThrough: 2_740,
  /** A GET of the bridge's path, which goes on to the API with the token. */
  attach: 82_301,
  attachRefusal: 99_503,
  /** The same GET with its stamp: what is added by the KeyValueStore, three HMACs and the promises. */
  stampedAttach: 400_114,
}
/** As a part of a request's figure: what the layout of memory alone can move. */
const slack = 0.005

const secret = 'the API and the endpoint know it'
const verify = {
  algorithm: 'HS256' as const,
  secret: 'AUTH_TOKEN_SECRET',
  issuer: 'https://api.example.com',
  audience: site,
}
/** Genuine until the year 2100, and longer than any cookie. */
const verifiedToken = sign({ iss: verify.issuer, aud: site, sub: 'user-1234', exp: 4_102_444_800 })

/** A GET of the bridge's path, by fetch. */
const call = (headers: Record<string, string | undefined> = {}): PlainRequest =>
  browserRequest('GET', {
    path: '/api/articles/1',
    headers: {
      authorization: undefined,
      'content-length': undefined,
      origin: undefined,
      ...headers,
    },
  })
const accessName = '__Host-authToken'
const access = `${accessName}=${token}`
const stamp = stampOf(token, { name: accessName, exp: '4102444800', secret })
const api = 'https://api.vendor.com/rcms-api/1'
const bridge = { path: '/api', preset: 'kuroco' as const }

const deepSite = 'https://app.eu.www.example.com'
const foreign = { origin: 'https://evil.example.org', 'sec-fetch-site': 'cross-site' }
const held = { authorization: undefined, cookie: `__Secure-authToken=${token}` }

suite('instructions for a request in njs', { skip: missingProgram() }, () => {
  test('mint, and each further label of the host', async (t) => {
    const mint = await count(browserRequest('PUT'), 204)
    hold(t, 'mint', mint, mint)
    const deepMint = await count(browserRequest('PUT', { origin: deepSite }), 204, {
      site: deepSite,
    })
    hold(t, 'furtherLabel', (deepMint - mint) / 2, mint)
  })

  test('renew', async (t) => {
    const renew = await count(browserRequest('PATCH', { headers: held }), 204)
    hold(t, 'renew', renew, renew)
  })

  test('mint of a token that is verified', async (t) => {
    const request = browserRequest('PUT', { headers: { authorization: `Bearer ${verifiedToken}` } })
    const verifiedMint = await count(request, 204, { verify }, { [verify.secret]: secret })
    hold(t, 'verifiedMint', verifiedMint, verifiedMint)
  })

  test('refusal of a foreign origin', async (t) => {
    const refusal = await count(browserRequest('PUT', { headers: foreign }), 403)
    hold(t, 'refusal', refusal, refusal)
  })

  test('attach', async (t) => {
    const attach = await count(call({ cookie: access }), undefined, { api, bridge })
    hold(t, 'attach', attach, attach)
  })

  test('attach refused to a foreign origin', async (t) => {
    const attachRefusal = await count(call({ cookie: access, ...foreign }), 403, { api, bridge })
    hold(t, 'attachRefusal', attachRefusal, attachRefusal)
  })

  test('attach with a stamp', async (t) => {
    const config = { api, bridge, secret: 'EDGEMINT_SECRET' }
    const cookie = `${access}; ${accessName}-stamp=${stamp}`
    const secrets = { EDGEMINT_SECRET: secret }
    const stampedAttach = await count(call({ cookie }), undefined, config, secrets)
    hold(t, 'stampedAttach', stampedAttach, stampedAttach)
    // It is the stamp that counts: without one the request does not go on.
    await count(call({ cookie: access }), 401, config, secrets)
  })

  test('pass-through of another path', async (t) => {
    const passThrough = await count(browserRequest('GET', { path: '/news' }), undefined)
    hold(t, 'passThrough', passThrough, passThrough)
  })
})

/**
 * @param status of the answer that is wanted; undefined where the request goes on
 * @param config what it has besides the site
 * @param secrets what is in the KeyValueStore
 */
async function count(
  request: PlainRequest,
  status: number | undefined,
  config: Partial<EdgemintConfig> = {},
  secrets: Secrets = {},
): Promise<number> {
  assert.ok(request.headers.length >= 15)
  const [{ contents }] = await buildTargets(policyOf({ site, ...config }), ['cloudfront'])
  const script = lendStore(contents, secrets)
  const answer = await startNjs(script).fetch(request)
  assert.equal(answer?.status, status)
  return countInstructions(script, request)
}

/** @param whole the figure of a whole request, which `figure` is or is a difference of */
function hold(t: TestContext, name: keyof typeof limits, figure: number, whole: number): void {
  const limit = limits[name]
  const margin = whole * slack
  t.diagnostic(`${name}: ${figure} instructions, the limit is ${limit}`)
  if (figure < limit - margin) t.diagnostic(`${name}: lower the limit to ${figure}`)
  assert.ok(
    figure <= limit + margin,
    `${name} takes ${figure} instructions, its limit is ${limit}. Make it cheaper, or raise the limit and say why.`,
  )
}

function missingProgram(): string | false {
  if (njsVersion() === undefined) return 'Instructions go uncounted: install njs'
  try {
    execFileSync('valgrind', ['--version'])
    return false
  } catch {
    return 'Instructions go uncounted: install valgrind'
  }
}

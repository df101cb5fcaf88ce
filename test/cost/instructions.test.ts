import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { suite, test, type TestContext } from 'node:test'
import { buildTargets } from '../../platforms/build.ts'
import { lendStore, njsVersion, startNjs } from '../../platforms/cloudfront/runtime.ts'
import type { PlainRequest } from '../../platforms/runtime.ts'
import { browserRequest, site, token } from '../../tools/bench/browser-request.ts'
import { countInstructions } from '../../tools/bench/count-instructions.ts'
import { policyOf } from '../cli/policy-of.ts'
import { sign } from '../shared/core/tokens.ts'

// What the CloudFront Function costs, by requests with a browser's 17 headers. A limit is the figure of
// the day, counted with njs 0.7.9 of Debian 12 on x86-64: lower it when the code gets cheaper, raise
// it only for what is worth it.
const limits = {
  /** On `www.`: one Domain stands between the browser's host and the registrable domain. */
  mint: 119_677,
  /** Each label more in the host is a Domain more. */
  furtherLabel: 9_984,
  renew: 122_592,
  refusal: 80_285,
  /** A token of 199 octets with issuer and audience: what is added by its HMAC, its claims and the promises. */
  verifiedMint: 444_265,
  passThrough: 2_769,
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

const deepSite = 'https://app.eu.www.example.com'
const foreign = { origin: 'https://evil.example.org', 'sec-fetch-site': 'cross-site' }
const held = { authorization: undefined, cookie: `__Secure-authToken=${token}` }

suite('instructions for a request in njs', { skip: missingProgram() }, () => {
  test('mint, and each further label of the host', async (t) => {
    const mint = await count(browserRequest('PUT'), 204)
    hold(t, 'mint', mint, mint)
    const deepMint = await count(browserRequest('PUT', { origin: deepSite }), 204, deepSite)
    hold(t, 'furtherLabel', (deepMint - mint) / 2, mint)
  })

  test('renew', async (t) => {
    const renew = await count(browserRequest('PATCH', { headers: held }), 204)
    hold(t, 'renew', renew, renew)
  })

  test('mint of a token that is verified', async (t) => {
    const policy = policyOf({ site, verify })
    const [{ contents }] = await buildTargets(policy, ['cloudfront'])
    const request = browserRequest('PUT', { headers: { authorization: `Bearer ${verifiedToken}` } })
    const script = lendStore(contents, { [verify.secret]: secret })
    assert.equal((await startNjs(script).fetch(request))?.status, 204)
    const verifiedMint = countInstructions(script, request)
    hold(t, 'verifiedMint', verifiedMint, verifiedMint)
  })

  test('refusal of a foreign origin', async (t) => {
    const refusal = await count(browserRequest('PUT', { headers: foreign }), 403)
    hold(t, 'refusal', refusal, refusal)
  })

  test('pass-through of another path', async (t) => {
    const passThrough = await count(browserRequest('GET', { path: '/news' }), undefined)
    hold(t, 'passThrough', passThrough, passThrough)
  })
})

/** @param status of the answer that is wanted; undefined where the request passes through */
async function count(
  request: PlainRequest,
  status: number | undefined,
  configured = site,
): Promise<number> {
  assert.equal(request.headers.length, 17)
  const [{ contents }] = await buildTargets(policyOf({ site: configured }), ['cloudfront'])
  const answer = await startNjs(contents).fetch(request)
  assert.equal(answer?.status, status)
  return countInstructions(contents, request)
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

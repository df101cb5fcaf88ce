import { jwtVerify } from 'jose'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildTargets } from '../../../platforms/build.ts'
import { toViewerRequestEvent } from '../../../platforms/cloudfront/event.ts'
import { lendStore, njsVersion, runNjs } from '../../../platforms/cloudfront/runtime.ts'
import { policyOf } from '../../cli/policy-of.ts'
import { audience, generateTokens, issuer } from './generated-tokens.ts'
import { secret } from './tokens.ts'

// A CloudFront Function in njs and `jose` judge the same tokens. In full, 100,000 of them:
// EDGEMINT_TOKENS=100000 npm run test:one test/shared/core/hs256-differential.test.ts
const count = Number(process.env.EDGEMINT_TOKENS ?? 2_000)
const batch = 500
const site = 'https://www.example.com'
const clockTolerance = 0

const now = Math.floor(Date.now() / 1000)
const isListed = listedDifferences(now)

test(
  `of ${count} tokens njs takes those that jose takes, but for what is listed`,
  { skip: njsVersion() === undefined && 'njs is not installed' },
  async (t) => {
    const tokens = generateTokens(count, now)
    const ours = await askNjs(tokens)
    const theirs = await Promise.all(tokens.map(askJose))

    const differing = tokens.filter((_, i) => ours[i] !== theirs[i])
    const found = Object.keys(isListed).map((name) => [name, 0] as [string, number])
    const tally = new Map(found)
    const unlisted: string[] = []
    tokens.forEach((token, i) => {
      if (ours[i] === theirs[i]) return
      const name = Object.keys(isListed).find((listed) => isListed[listed](token))
      // Ours may only be the stricter one.
      if (ours[i] || name === undefined) unlisted.push(`${ours[i] ? 'njs' : 'jose'} takes ${token}`)
      else tally.set(name, tally.get(name)! + 1)
    })
    const taken = ours.filter(Boolean).length
    t.diagnostic(
      `${taken} taken by njs, ${theirs.filter(Boolean).length} by jose, ${differing.length} differ`,
    )
    for (const [name, times] of tally) t.diagnostic(`${name}: ${times}`)
    assert.deepEqual(unlisted.slice(0, 9), [])
    assert.equal(ours.length, count)
    assert.ok(taken > count / 10 && taken < count * 0.9)
    assert.ok(
      [...tally.values()].every((times) => times > 0),
      'each difference still is one',
    )
  },
)

async function askJose(token: string): Promise<boolean> {
  const key = new TextEncoder().encode(secret)
  const options = {
    algorithms: ['HS256'],
    issuer,
    audience,
    clockTolerance,
    requiredClaims: ['exp'],
  }
  return jwtVerify(token, key, options).then(
    () => true,
    () => false,
  )
}

/** Whether the function mints each of these. njs frees no memory, so it is started anew for every batch. */
async function askNjs(tokens: string[]): Promise<boolean[]> {
  const verify = { algorithm: 'HS256' as const, secret: 'S', issuer, audience, clockTolerance }
  const [{ contents }] = await buildTargets(policyOf({ site, verify }), ['cloudfront'])
  const script = lendStore(contents, { S: secret })
  const verdicts: boolean[] = []
  for (let at = 0; at < tokens.length; at += 2 * batch) {
    const both = [at, at + batch].map((from) =>
      judgeBatch(script, tokens.slice(from, from + batch)),
    )
    verdicts.push(...(await Promise.all(both)).flat())
  }
  return verdicts
}

async function judgeBatch(script: string, tokens: string[]): Promise<boolean[]> {
  const headers: [string, string][] = [
    ['origin', site],
    ['authorization', ''],
  ]
  const event = toViewerRequestEvent({ method: 'PUT', url: `${site}/set-auth-token`, headers })
  const output = await runNjs(`${script}
    const judgedEvent = ${JSON.stringify(event)}
    const judgedTokens = ${JSON.stringify(tokens)}
    async function judgeAll() {
      let verdicts = ''
      for (let at = 0; at < judgedTokens.length; at++) {
        judgedEvent.request.headers.authorization.value = 'Bearer ' + judgedTokens[at]
        const answer = await handler(judgedEvent)
        verdicts += answer.statusCode === 204 ? '1' : '0'
      }
      for (let at = 0; at < verdicts.length; at += 500) console.log(verdicts.slice(at, at + 500))
    }
    judgeAll()`)
  return [...output.replaceAll('\n', '')].map((verdict) => verdict === '1')
}

/** What we refuse and jose does not, each found in the token itself. */
function listedDifferences(time: number): Record<string, (token: string) => boolean> {
  return {
    'base64url that nobody writes (RFC 7515, appendix C)': (token) =>
      token
        .split('.')
        .some((part) => Buffer.from(part, 'base64url').toString('base64url') !== part),
    'a byte order mark before the JSON (RFC 8259, section 8.1)': (token) =>
      token.split('.').some((part) => decode(part).startsWith('\ufeff')),
    'a header that names a key or an extension: crit, jku, jwk, x5u': (token) =>
      ['crit', 'jku', 'jwk', 'x5u'].some((name) => name in fieldsOf(token, 0)),
    'a date that is infinite': (token) =>
      dates(fieldsOf(token, 1)).some((date) => date === Infinity || date === -Infinity),
    'exp that is no whole number': (token) => !Number.isInteger(fieldsOf(token, 1).exp),
    'iat in the future': (token) => Number(fieldsOf(token, 1).iat) > time,
  }
}

function decode(part = ''): string {
  return Buffer.from(part, 'base64url').toString()
}

function fieldsOf(token: string, part: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(decode(token.split('.')[part]).replace(/^\ufeff/, ''))
    return Object(value) as Record<string, unknown>
  } catch {
    return {}
  }
}

function dates({ exp, nbf, iat }: Record<string, unknown>): unknown[] {
  return [exp, nbf, iat]
}

import assert from 'node:assert/strict'
import { createHmac, hkdfSync } from 'node:crypto'
import { suite, test } from 'node:test'
import { startTarget } from '../../platforms/build.ts'
import { signStamp, signTokens } from '../../platforms/cloudfront/attach/contract/sign-token.ts'
import { weakness } from '../../platforms/secrets.ts'
import { findTarget } from '../../platforms/targets.ts'
import { verifyHs256 } from '../../shared/core/hs256.ts'
import { secretUnavailable } from '../../shared/core/problems.ts'
import { stampUse, stampedText } from '../../shared/core/stamp.ts'
import { readClientSecret } from '../../shared/web/client-credentials.ts'
import { deriveKeys, macOf } from '../../shared/web/own-secret.ts'
import { policyOf } from '../cli/policy-of.ts'
import { requestWith } from './core/fixtures.ts'
import { formerSecret, lend, rules, secret, sign } from './core/tokens.ts'

// Several read what is bound, each for its own use and some in another engine. Here they read the same.

const other = 'a secret that nobody ever has bound'
const known = [secret, formerSecret, other]
const exp = 4_102_444_800

/** Of the secrets that are known here, those that a token may be signed with; none where it cannot be told. */
async function verifying(bound: string): Promise<string[]> {
  const held: string[] = []
  for (const key of known) {
    const token = sign({ exp }, undefined, key)
    const verdict = await verifyHs256(token, requestWith(), rules, lend(bound))
    if (verdict === secretUnavailable) return []
    if (typeof verdict === 'number') held.push(key)
  }
  return held
}

/** The same of edgemint's own secret, in the order of the keys. */
async function deriving(bound: string): Promise<string[]> {
  const keys = await deriveKeys('SECRET', 'test', requestWith(), () => bound)
  const macs = await Promise.all(keys.map((key) => macOf(key, 'text')))
  return macs.map((mac) => known.find((each) => hkdfMac(each, 'test', 'text') === mac)!)
}

function hkdfMac(key: string, use: string, text: string): string {
  const derived = Buffer.from(hkdfSync('sha256', key, '', `edgemint ${use}`, 32))
  return createHmac('sha256', derived).update(text).digest('base64url')
}

const clientSecret = (bound: string): Promise<string | undefined> =>
  readClientSecret('SECRET', requestWith(), () => bound)

/** The secret that `attach` signs with what it asks the function on AWS's own runtime. */
function signing(bound: string): string | undefined {
  const { genuine } = signTokens(rules, bound)
  if (genuine === undefined) return undefined
  const [header, claims, mac] = genuine.split('.')
  return known.find(
    (key) => createHmac('sha256', key).update(`${header}.${claims}`).digest('base64url') === mac,
  )
}

function stamping(bound: string): string | undefined {
  const [, until, mac] = signStamp('name', 'T', bound)?.split('.') ?? []
  return known.find((key) => hkdfMac(key, stampUse, stampedText('name', until, 'T')) === mac)
}

const starts = ['', '\uFEFF', '\n', '\r\n\r\n', ' \n']
const blanks = ['', ' ', '\t \t']
const breaks = ['\n', '\r\n', '\r', '\n\n', '\r\n \t\r\n']
const ends = ['', '\n', '\r\n', '\n\n', '\r\n \n', '\uFEFF']

suite('who reads a bound secret reads each line without the blanks around it', () => {
  for (const start of starts) {
    for (const blank of blanks) {
      test(`that begins with ${JSON.stringify(start)}, and has ${JSON.stringify(blank)} around each`, async () => {
        for (const lineBreak of breaks) {
          for (const end of ends) {
            const lines = [secret, formerSecret].map((line) => blank + line + blank)
            const bound = start + lines.join(lineBreak) + end
            const what = JSON.stringify(bound)
            assert.deepEqual(await verifying(bound), [secret, formerSecret], what)
            assert.deepEqual(await deriving(bound), [secret, formerSecret], what)
            assert.equal(await clientSecret(bound), secret, what)
            assert.equal(signing(bound), secret, what)
            assert.equal(stamping(bound), secret, what)
            assert.equal(weakness(bound), undefined, what)
          }
        }
      })
    }
  }
})

suite('one line that is short, and none is taken', () => {
  const short = 'x'.repeat(31)
  for (const [bound, line] of [
    [short, ''],
    [`${short} `, ''],
    [`\uFEFF${short}`, ''],
    [`${secret}\n${short}`, ' in line 2'],
    [`${secret}\r\n${short}\r\n`, ' in line 2'],
    [`${short}\n${secret}`, ' in line 1'],
    [`${secret}\n${'ä'.repeat(15)}\n${formerSecret}`, ' in line 2'],
  ]) {
    test(JSON.stringify(bound), async () => {
      assert.deepEqual(await verifying(bound), [])
      assert.deepEqual(await deriving(bound), [])
      assert.equal(weakness(bound), `has fewer than 32 octets${line}`)
    })
  }
})

suite('nothing but blanks is no secret', () => {
  for (const bound of ['', '\n', '\r\n', ' ', '\t\r\n ', '\uFEFF', '\uFEFF\r\n']) {
    test(JSON.stringify(bound), async () => {
      assert.deepEqual(await verifying(bound), [])
      assert.deepEqual(await deriving(bound), [])
      assert.equal(await clientSecret(bound), undefined)
      assert.equal(signing(bound), undefined)
      assert.equal(signStamp('name', 'T', bound), undefined)
      assert.equal(weakness(bound), 'is empty')
      assert.equal(weakness(bound, 1), 'is empty')
    })
  }
})

suite('a CloudFront Function reads the same', () => {
  const site = 'https://www.example.com'
  const verify = { algorithm: 'HS256' as const, secret: 'SECRET' }
  for (const [bound, expected] of [
    [`\uFEFF ${secret}\t\r\n \r\n${formerSecret} \r\n`, [204, 204, 401]],
    [`${secret}\n${formerSecret}\uFEFF`, [204, 204, 401]],
    [`${secret}\r\nshort`, [503, 503, 503]],
    [`\uFEFF${'x'.repeat(31)} `, [503, 503, 503]],
    [' \r\n', [503, 503, 503]],
  ] as const) {
    test(JSON.stringify(bound), async () => {
      const runtime = await startTarget(findTarget('cloudfront'), policyOf({ site, verify }), {
        SECRET: bound,
      })
      const statuses: (number | undefined)[] = []
      for (const key of known) {
        const authorization = `Bearer ${sign({ exp }, undefined, key)}`
        const answer = await runtime.fetch({
          method: 'PUT',
          url: `${site}/set-auth-token`,
          headers: Object.entries({ origin: site, authorization }),
        })
        statuses.push(answer?.status)
      }
      assert.deepEqual(statuses, expected)
      await runtime.close()
    })
  }
})

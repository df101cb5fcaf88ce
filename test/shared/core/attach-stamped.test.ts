import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Answer } from '../../../shared/core/answer.ts'
import { attachStamped } from '../../../shared/core/attach-stamped.ts'
import { attach, type Passage } from '../../../shared/core/attach.ts'
import { stampUse } from '../../../shared/core/stamp.ts'
import { bridgePolicy } from './bridge-fixtures.ts'
import { cookieName, type RequestParts } from './fixtures.ts'
import {
  formerStampSecret,
  lendKeys,
  now,
  soon,
  stampedRequest,
  stampMac,
  stampOf,
  stampSecret,
} from './stamps.ts'

const good = stampOf('T')
const mac = good.split('.')[2]
const policy = bridgePolicy({ stamp: 'EDGEMINT_SECRET' })

test('stamps of an earlier version hold: the use that their keys are derived for stays', () => {
  assert.equal(stampUse, 'stamp')
})

function ask(
  stamps: string[],
  { path = '/api/x', lent = lendKeys(), ...parts }: Asked = {},
): Promise<Answer | Passage | undefined> {
  return attachStamped(stampedRequest(stamps, parts), path, policy, lent)
}
type Asked = RequestParts & { path?: string; lent?: ReturnType<typeof lendKeys> }

/** Status and code, `passed`, or `not ours`. A refusal touches no cookie. */
async function outcome(...asked: Parameters<typeof ask>): Promise<string> {
  const result = await ask(...asked)
  if (result === undefined) return 'not ours'
  if ('path' in result) return 'passed'
  assert.deepEqual(result.cookies, [])
  assert.equal(result.headers['retry-after'], result.status === 503 ? '5' : undefined)
  return `${result.status} ${(JSON.parse(result.body) as { code: string }).code}`
}

const stampAt = (exp: string): string => stampOf('T', { exp })
const refused = '401 not-authenticated'
const unavailable = '503 secret-unavailable'

test('with a good stamp a request goes on as without stamps', async () => {
  const request = stampedRequest([good])
  assert.deepEqual(await ask([good]), attach(request, '/api/x', bridgePolicy()))
})

test('the stamp is for the token, not for the scheme before it', async () => {
  const withScheme = bridgePolicy({ stamp: 'S', header: 'authorization', scheme: 'Bearer ' })
  const judged = await attachStamped(stampedRequest([good]), '/api', withScheme, lendKeys())
  assert.equal((judged as Passage).headers.authorization, 'Bearer T')
})

suite('exactly one good stamp', () => {
  const other = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  // 32 octets leave two bits of the 43rd character: three others decode to the same.
  const twin = [...other].find(
    (character) =>
      character !== mac.at(-1) &&
      Buffer.from(mac.slice(0, -1) + character, 'base64url').equals(Buffer.from(mac, 'base64url')),
  )!
  const stamps: Record<string, string[]> = {
    none: [],
    two: [good, stampOf('T', { exp: '1800000601' })],
    'the same twice': [good, good],
    'an empty one': [''],
    'the word undefined': ['undefined'],
    'of another version': [good.replace('v1', 'v2')],
    'without its version': [good.slice(3)],
    'without its end': [`v1.${mac}`],
    'without its MAC': [`v1.${soon}`],
    'with an empty MAC': [`v1.${soon}.`],
    'with a MAC cut short': [good.slice(0, -1)],
    'with a longer MAC': [`${good}A`],
    'with a padded MAC': [`${good}=`],
    'with a MAC in another spelling': [good.slice(0, -1) + twin],
    'with a MAC in hexadecimal': [`v1.${soon}.${Buffer.from(mac, 'base64url').toString('hex')}`],
    'with a fourth part': [`${good}.`],
    'behind a blank': [` ${good}`],
    'before a line break': [`${good}\n`],
    quoted: [`"${good}"`],
    'that lasts longer than was signed': [good.replace(soon, '1800000601')],
    'for another token': [stampOf('t')],
    'for a token with one character more': [stampOf('T ')],
    'for a token that holds the end': [stampOf(`${soon}\nT`)],
    'for another cookie': [stampOf('T', { name: '__Host-authToken' })],
    'for its own cookie': [stampOf('T', { name: `${cookieName}-stamp` })],
    'by another secret': [stampOf('T', { secret: formerStampSecret })],
    'over the text without the version': [`v1.${soon}.${stampMac(`${cookieName}\n${soon}\nT`)}`],
    'whose end has a nought before it': [stampAt(`0${soon}`)],
    'whose end has a sign': [stampAt(`+${soon}`)],
    'whose end is a fraction': [stampAt(`${soon}.5`)],
    'whose end is hexadecimal': [stampAt('0x6b49d458')],
    'whose end has an exponent': [stampAt('1.8000006e9')],
    'whose end is after 2286': [stampAt('10000000000')],
    'whose end is no number': [stampAt('NaN')],
    'whose end is nothing': [stampAt('')],
    'whose digits are not ASCII': [stampAt('١٨٠٠٠٠٠٦٠٠')],
  }
  for (const [what, values] of Object.entries(stamps)) {
    test(`${what}: 401`, async () => assert.equal(await outcome(values), refused))
  }

  test('what the stamp is of decides, not what the browser says beside it', async () => {
    assert.equal(await outcome([good], { cookieValues: ['t'] }), refused)
    assert.equal(await outcome([stampOf('t')], { cookieValues: ['t'] }), 'passed')
  })

  test('the 401 says how to get on', async () => {
    const { body, headers } = (await ask([])) as Answer
    assert.match(body, /You are not logged in: the auth cookie has no good stamp\. Renew by PATCH/)
    assert.equal(headers['www-authenticate'], 'Bearer')
  })

  test('the answer to HEAD has no body', async () => {
    assert.equal(((await ask([], { method: 'HEAD' })) as Answer).body, '')
  })
})

suite('its end', () => {
  for (const [exp, expected] of [
    ['1800000000', refused], // half a second ago
    ['1800000001', 'passed'], // in half a second
    ['1799999999', refused],
    ['1000000000', refused],
    ['9999999999', 'passed'],
  ]) {
    test(`${exp}: ${expected}`, async () => {
      assert.equal(await outcome([stampOf('T', { exp })]), expected)
    })
  }

  test('is reached in the very second that it names', async () => {
    const lent = { ...lendKeys(), time: 1_800_000_600 }
    assert.equal(await outcome([good], { lent }), refused)
    assert.equal(await outcome([good], { lent: { ...lent, time: 1_800_000_599.999 } }), 'passed')
  })
})

suite('the secret', () => {
  test('of several, each holds, the newest first', async () => {
    const lent = lendKeys([formerStampSecret, stampSecret])
    assert.equal(await outcome([good], { lent }), 'passed')
    assert.equal(await outcome([stampOf('T', { secret: formerStampSecret })], { lent }), 'passed')
    assert.equal(await outcome([stampOf('T', { secret: 'x'.repeat(32) })], { lent }), refused)
  })

  const unread: [string, ReturnType<typeof lendKeys>['macs']][] = [
    ['that is not there', async () => []],
    ['that cannot be read', () => Promise.reject(new Error('KeyNotFound'))],
    [
      'whose reader throws',
      () => {
        throw new Error('no store')
      },
    ],
  ]
  for (const [what, macs] of unread) {
    test(`${what}: 503, and in five seconds again`, async () => {
      const lent = { macs, time: now }
      assert.equal(await outcome([good], { lent }), unavailable)
      assert.equal(await outcome([good.replace(soon, '1800000601')], { lent }), unavailable)
    })
  }

  const foreign = { origin: 'https://evil.test' }
  const without: [string, string[], Asked, string][] = [
    ['no stamp', [], {}, refused],
    ['two stamps', [good, good], {}, refused],
    ['what is no stamp', ['v1.1.a'], {}, refused],
    ['a stamp that is over', [stampOf('T', { exp: '1800000000' })], {}, refused],
    ['no auth cookie', [good], { cookieValues: [] }, refused],
    ['two auth cookies', [good], { cookieValues: ['T', 'T'] }, refused],
    ['another origin', [good], { headers: foreign }, '403 cross-origin'],
    [
      'a navigation',
      [good],
      { headers: { 'sec-fetch-mode': 'navigate' } },
      '403 navigation-refused',
    ],
    ['a path in no normal form', [good], { path: '/api//x' }, '400 path-malformed'],
    ['a path of the site', [good], { path: '/news' }, 'not ours'],
  ]
  for (const [what, stamps, parts, expected] of without) {
    test(`is not read for ${what}: ${expected}`, async () => {
      const lent = { macs: () => assert.fail('the secret is read'), time: now }
      assert.equal(await outcome(stamps, { ...parts, lent }), expected)
    })
  }

  test('nor is the stamp, for what is refused without it', async () => {
    for (const [, , { path = '/api/x', ...parts }] of without.slice(4)) {
      const request = stampedRequest([], parts)
      const cookieValues = (name: string): string[] => {
        assert.equal(name, cookieName, 'the stamp is read')
        return request.cookieValues(name)
      }
      await attachStamped({ ...request, cookieValues }, path, policy, lendKeys())
    }
  })
})

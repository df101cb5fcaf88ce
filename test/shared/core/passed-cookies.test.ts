import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { passedCookies, passesSetCookie } from '../../../shared/core/passed-cookies.ts'
import { cookieValues } from '../../../shared/core/cookie-header.ts'
import type { Policy } from '../../../shared/core/policy.ts'
import { bridgePolicy, tokens } from './bridge-fixtures.ts'
import { requestWith } from './fixtures.ts'

const passed = (header: string, own: Policy): string | undefined =>
  passedCookies({ ...requestWith(), cookieValues: (name) => cookieValues(header, name) }, own)

const ours = [
  '__Secure-authToken',
  '__Secure-authToken-stamp',
  '__Secure-authToken-refresh',
] as const
const policy = bridgePolicy({ cookies: ['lang', 'cart', ...ours], tokens: tokens! })

suite('the Cookie header that the API gets', () => {
  for (const [title, header, expected] of [
    ['the listed ones, in the order of the list', 'cart=1; x=2; lang=de', 'lang=de; cart=1'],
    ['each of a name', 'lang=a; lang=b', 'lang=a; lang=b'],
    ['none of ours, though they are listed', ours.map((name) => `${name}=T`).join('; '), undefined],
    ['no other name', 'Lang=de; lang2=de; alang=de; lang', undefined],
    ['nothing of nothing', '', undefined],
  ] as const) {
    test(title, () => assert.equal(passed(header, policy), expected))
  }

  test('nothing is listed, and nothing passes', () => {
    assert.equal(passed('lang=de', bridgePolicy()), undefined)
  })

  test('without tokens nothing is known of their cookie', () => {
    const names = [ours[2]]
    assert.equal(passed(`${ours[2]}=T`, bridgePolicy({ cookies: names })), `${ours[2]}=T`)
  })
})

suite('a Set-Cookie header of the API', () => {
  for (const [line, passes] of [
    ['lang=de; Path=/', true],
    ['lang=', true],
    ['__Secure-authToken=evil; Path=/; Secure', false],
    ['__Secure-authToken-stamp=evil', false],
    ['__Secure-authToken-refresh=evil', false],
    [' lang=de', false],
    ['lang =de', false],
    ['lang', false],
    ['langs', false],
    ['lang; a=b', false],
    ['=lang', false],
    ['=__Secure-authToken=evil', false],
    ['session=1', false],
    ['', false],
  ] as const) {
    test(`${line || 'an empty one'} ${passes ? 'passes' : 'is dropped'}`, () => {
      assert.equal(passesSetCookie(line, policy), passes)
    })
  }
})

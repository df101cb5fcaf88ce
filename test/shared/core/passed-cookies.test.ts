import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { passedCookies, passesSetCookie } from '../../../shared/core/passed-cookies.ts'
import { bridgePolicy, tokens } from './bridge-fixtures.ts'

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
    ['none of ours, though they are listed', ours.map((name) => `${name}=T`).join('; '), ''],
    ['no other name', 'Lang=de; lang2=de; alang=de; lang', ''],
    ['nothing of nothing', '', ''],
  ]) {
    test(title, () => assert.equal(passedCookies(header, policy), expected))
  }

  test('nothing is listed, and nothing passes', () => {
    assert.equal(passedCookies('lang=de', bridgePolicy()), '')
  })

  test('without tokens nothing is known of their cookie', () => {
    const names = [ours[2]]
    assert.equal(passedCookies(`${ours[2]}=T`, bridgePolicy({ cookies: names })), `${ours[2]}=T`)
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

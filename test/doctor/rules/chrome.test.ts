import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Way } from '../../../doctor/rules/diagnosis.ts'
import { judgeInChrome } from '../../../doctor/rules/chrome.ts'
import type { CookieResponse } from '../../../doctor/rules/cookie-response.ts'
import { cookieWith, exampleResponse, named, names } from './example-site.ts'

const elsewhere: Partial<CookieResponse> = {
  url: new URL('https://api.example.net/'),
  host: named('api.example.net', ['198.51.100.7']),
}
const netlify: Partial<CookieResponse> = {
  pageUrl: new URL('https://a.netlify.app/'),
  page: named('a.netlify.app', ['203.0.113.5']),
  url: new URL('https://b.netlify.app/'),
  host: named('b.netlify.app', ['203.0.113.5']),
}
const overHttp: Partial<CookieResponse> = {
  url: new URL('http://api.localhost:3000/'),
  host: named('api.localhost', ['127.0.0.1']),
  pageUrl: new URL('https://api.localhost:3001/'),
  page: named('api.localhost', ['127.0.0.1']),
}

type Row = [string, Partial<CookieResponse>, string, Record<Way, string>]
const keeps = (rule: string): Record<Way, string> => ({
  fetch: `kept ${rule}`,
  navigation: `kept ${rule}`,
  redirect: `kept ${rule}`,
})
const refuses = (rule: string): Record<Way, string> => ({
  fetch: `rejected ${rule}`,
  navigation: `rejected ${rule}`,
  redirect: `rejected ${rule}`,
})
const rejectsThenBlocks: Record<Way, string> = {
  fetch: 'rejected cookie/same-site-cross-site',
  navigation: 'blocked cookie/same-site-cross-site',
  redirect: 'blocked cookie/same-site-cross-site',
}

const rows: Row[] = [
  ['a cookie of the same site', {}, 'SameSite=Strict; Secure', keeps('cookie/accepted')],
  ['without SameSite', {}, 'Path=/', keeps('cookie/accepted')],
  ['SameSite=None without Secure', {}, 'SameSite=None', refuses('cookie/none-without-secure')],
  ['another site, SameSite=Strict', elsewhere, 'SameSite=Strict; Secure', rejectsThenBlocks],
  ['another site, SameSite=Lax', elsewhere, 'SameSite=Lax; Secure', rejectsThenBlocks],
  ['another site, without SameSite: Lax', elsewhere, 'Secure', rejectsThenBlocks],
  ['another site, SameSite=None', elsewhere, 'SameSite=None; Secure', keeps('chrome/third-party')],
  [
    'another site, Partitioned',
    elsewhere,
    'SameSite=None; Secure; Partitioned',
    {
      fetch: 'kept chrome/partitioned',
      navigation: 'blocked cookie/partitioned-by-navigation',
      redirect: 'blocked cookie/partitioned-by-navigation',
    },
  ],
  [
    'another site, Partitioned but Lax',
    elsewhere,
    'SameSite=Lax; Secure; Partitioned',
    rejectsThenBlocks,
  ],
  ['the same site, Partitioned', {}, 'Secure; Partitioned', keeps('cookie/accepted')],
  ['two customers of a private suffix', netlify, 'SameSite=Lax; Secure', rejectsThenBlocks],
  ['another scheme is another site', overHttp, 'SameSite=Lax', rejectsThenBlocks],
]

function lifeOf(attributes: string): unknown {
  return judgeInChrome(exampleResponse({ cookie: cookieWith(attributes) }), 'fetch').life
}

describe('Chrome', () => {
  for (const [title, fields, attributes, expected] of rows) {
    it(title, () => {
      const cookie = cookieWith(`Max-Age=60; ${attributes}`)
      for (const way of ['fetch', 'navigation', 'redirect'] as const) {
        const { outcome, life, rule, cases, shares, exceptions } = judgeInChrome(
          exampleResponse({ cookie, ...fields }),
          way,
        )
        assert.equal(`${outcome} ${rule.id}`, expected[way], way)
        assert.equal(life, outcome === 'kept' ? 60 : 0)
        assert.deepEqual(cases, [{ outcome, rule: rule.id }])
        assert.deepEqual([shares, exceptions], [[], []])
      }
    })
  }

  it('compares the registrable domains', () => {
    const { evidence } = judgeInChrome(
      exampleResponse({ ...elsewhere, cookie: cookieWith('SameSite=None; Secure') }),
      'fetch',
    )
    names(evidence, 'api.example.net', 'example.net', 'example.com')
    assert.equal(judgeInChrome(exampleResponse(), 'fetch').evidence, '')
  })

  it('keeps 400 days at most, and a session cookie for the session', () => {
    assert.equal(lifeOf('Max-Age=99999999'), 34_560_000)
    assert.equal(lifeOf('Path=/'), null)
  })
})

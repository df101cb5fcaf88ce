import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { judgeInChrome } from '../../../doctor/rules/chrome.ts'
import { judgeInFirefox } from '../../../doctor/rules/firefox.ts'
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

/** Outcome and rule: of a fetch, and of a navigation with or without a redirect. */
type Expected = [fetch: string, navigation: string]

const always = (expected: string): Expected => [expected, expected]
const keeps = always('kept cookie/accepted')
const refuses = always('rejected cookie/none-without-secure')
const crossSite = 'cookie/same-site-cross-site'
const chromeRejects: Expected = [`rejected ${crossSite}`, `blocked ${crossSite}`]
const firefoxRejects: Expected = [`rejected ${crossSite}`, 'blocked firefox/other-partition']
const chromeKeeps = always('kept chrome/third-party')
const chromePartitions: Expected = [
  'kept chrome/partitioned',
  'blocked cookie/partitioned-by-navigation',
]
const firefoxPartitions: Expected = ['kept firefox/third-party', 'blocked firefox/other-partition']

/** Where the cookie is set and its attributes; and what each browser does. */
type Row = [title: string, site: Partial<CookieResponse>, attributes: string, browsers: Browsers]
interface Browsers {
  Chrome: Expected
  Firefox: Expected
}

const both = (expected: Expected): Browsers => ({ Chrome: expected, Firefox: expected })
const reject: Browsers = { Chrome: chromeRejects, Firefox: firefoxRejects }

const rows: Row[] = [
  ['a cookie of the same site', {}, 'SameSite=Strict; Secure', both(keeps)],
  ['without SameSite', {}, 'Path=/', both(keeps)],
  ['SameSite=None without Secure', {}, 'SameSite=None', both(refuses)],
  ['the same site, Partitioned', {}, 'Secure; Partitioned', both(keeps)],
  ['another site, SameSite=Strict', elsewhere, 'SameSite=Strict; Secure', reject],
  ['another site, SameSite=Lax', elsewhere, 'SameSite=Lax; Secure', reject],
  [
    'another site, without SameSite: Lax in Chrome, None in Firefox',
    elsewhere,
    'Secure',
    { Chrome: chromeRejects, Firefox: firefoxPartitions },
  ],
  [
    'another site, SameSite=None',
    elsewhere,
    'SameSite=None; Secure',
    { Chrome: chromeKeeps, Firefox: firefoxPartitions },
  ],
  [
    'another site, Partitioned',
    elsewhere,
    'SameSite=None; Secure; Partitioned',
    { Chrome: chromePartitions, Firefox: firefoxPartitions },
  ],
  ['another site, Partitioned but Lax', elsewhere, 'SameSite=Lax; Secure; Partitioned', reject],
  ['two customers of a private suffix', netlify, 'SameSite=Lax; Secure', reject],
  [
    'another scheme is another site in Chrome',
    overHttp,
    'SameSite=Lax',
    { Chrome: chromeRejects, Firefox: keeps },
  ],
]

for (const [browser, judge] of [
  ['Chrome', judgeInChrome],
  ['Firefox', judgeInFirefox],
] as const) {
  suite(browser, () => {
    for (const [title, fields, attributes, { [browser]: expected }] of rows) {
      test(title, () => {
        const site = exampleResponse({ cookie: cookieWith(`Max-Age=60; ${attributes}`), ...fields })
        for (const [way, judged] of [
          ['fetch', expected[0]],
          ['navigation', expected[1]],
          ['redirect', expected[1]],
        ] as const) {
          const { outcome, life, rule, cases, shares, exceptions } = judge(site, way)
          assert.equal(`${outcome} ${rule.id}`, judged, way)
          assert.equal(life, outcome === 'kept' ? 60 : 0)
          assert.deepEqual(cases, [{ outcome, rule: rule.id }])
          assert.deepEqual([shares, exceptions], [[], []])
        }
      })
    }

    test('compares the registrable domains', () => {
      const cookie = cookieWith('SameSite=None; Secure')
      const { evidence } = judge(exampleResponse({ ...elsewhere, cookie }), 'fetch')
      names(evidence, 'api.example.net', 'example.net', 'example.com')
      assert.equal(judge(exampleResponse(), 'fetch').evidence, '')
      assert.equal(
        judge(exampleResponse({ ...netlify, cookie: cookieWith('SameSite=Lax; Secure') }), 'fetch')
          .evidence,
        'b.netlify.app is on the domain b.netlify.app, the page on a.netlify.app.',
      )
    })

    test('keeps 400 days at most, and a session cookie for the session', () => {
      for (const [attributes, life] of [
        ['Max-Age=99999999', 34_560_000],
        ['Path=/', null],
      ] as const) {
        assert.equal(judge(exampleResponse({ cookie: cookieWith(attributes) }), 'fetch').life, life)
      }
    })
  })
}

test('Chrome names the two schemes, where page and host are on one domain', () => {
  const url = new URL('http://api.example.com/')
  assert.equal(
    judgeInChrome(exampleResponse({ url, cookie: cookieWith('SameSite=Lax') }), 'fetch').evidence,
    'To Chrome, https://www.example.com and http://api.example.com are two sites: one is https, the other http.',
  )
})

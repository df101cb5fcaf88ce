import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Facts, RecordedCookie } from '../../../doctor/facts.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { htmlReport } from '../../../doctor/report/html-report.ts'
import { terminalReport } from '../../../doctor/report/terminal-report.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { textOf } from '../report/parse-report.ts'
import { at, exampleFacts, lasting, withApi } from './example-site.ts'

const identity = 'https://login.idp.example/'
const api = 'https://api.example.com/'

const near = { 'www.example.com': at('203.0.113.5'), 'api.example.com': at('203.0.113.6') }

function recorded(...cookies: (Omit<RecordedCookie, 'cookie'> & { text?: string })[]): Facts {
  return exampleFacts({
    recorded: cookies.map(({ text = lasting, ...one }) => ({
      ...one,
      cookie: parseSetCookie(text),
    })),
    hosts: { ...exampleFacts().hosts, 'login.idp.example': at('192.0.2.1', '198.51.100.1') },
  })
}

/** In Safari 18.4 to 26. */
function outcomesOf(facts: Facts): string[] {
  return diagnose(facts).cookies.flatMap(({ host, verdicts }) =>
    verdicts
      .filter(({ since }) => since === '18.4')
      .map(({ way, outcome }) => `${host} ${way} ${outcome}`),
  )
}

suite('the cookies of a recorded log-in', () => {
  test('each is judged by the way in which it was set, and that counts', () => {
    const facts = recorded({ url: api, way: 'redirect' }, { url: api, way: 'fetch' })
    assert.deepEqual(outcomesOf(facts), [
      'api.example.com redirect kept',
      'api.example.com fetch capped',
    ])
    const { cookies, exitCode } = diagnose(facts)
    assert.ok(cookies.every(({ verdicts }) => verdicts.every(({ isCounted }) => isCounted)))
    assert.equal(exitCode, 1)
    assert.equal(diagnose(recorded({ url: api, way: 'redirect' })).exitCode, 0)
  })

  test('where the way is not known, all count', () => {
    const { cookies } = diagnose(recorded({ url: api }))
    const ways = cookies[0].verdicts.flatMap(({ way, isCounted }) => (isCounted ? [way] : []))
    assert.deepEqual([...new Set(ways)], ['fetch', 'navigation', 'redirect'])
  })

  test('none is assumed beside them', () => {
    const facts = { ...recorded({ url: api, way: 'fetch' }), api: { url: api } }
    assert.deepEqual(
      diagnose(facts).cookies.map(({ source }) => source),
      ['seen'],
    )
  })

  test('another site’s cookie is blocked for the page, and an identity provider keeps its own', () => {
    assert.deepEqual(outcomesOf(recorded({ url: identity, way: 'navigation' })), [
      'login.idp.example navigation blocked',
    ])
    const own = recorded(
      { url: identity, way: 'redirect', isForOwnPages: true, text: 'sso=x; Secure; HttpOnly' },
      { url: identity, way: 'redirect', text: 'sso=x; Secure; HttpOnly' },
    )
    assert.deepEqual(outcomesOf(own), [
      'login.idp.example redirect kept',
      'login.idp.example redirect blocked',
    ])
  })

  test('what is cut on an identity provider’s own pages is not the site’s to mend', () => {
    const facts = recorded({ url: identity, way: 'navigation', isForOwnPages: true })
    assert.deepEqual(outcomesOf(facts), ['login.idp.example navigation depends'])
    assert.deepEqual(diagnose(facts).remedies, [])
  })

  test('a deletion, and what a load balancer sets, is no log-in', () => {
    const facts = recorded(
      { url: api, way: 'fetch', text: 'old=x; Max-Age=0' },
      { url: api, way: 'fetch', text: '__cf_bm=x; Path=/; HttpOnly; Secure; SameSite=None' },
      { url: api, way: 'fetch', text: 'id=x; Secure; HttpOnly; SameSite=Lax' },
    )
    assert.deepEqual(
      diagnose(facts).cookies.map(({ cookie }) => cookie.name),
      ['id'],
    )
  })

  for (const [title, texts, names] of [
    ['one that has expired is what somebody asks about', ['session=x; Max-Age=0'], ['session']],
    ['a deletion alone too', ['session=; Max-Age=0'], ['session']],
    ['and beside what a CDN sets', ['session=; Max-Age=0', '__cf_bm=x'], ['session']],
    ['not beside a log-in', ['session=; Max-Age=0', 'id=x'], ['id']],
    ['by PHP', ['old=deleted; Expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0', 'id=x'], ['id']],
    ['by Django', ['old=""; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'id=x'], ['id']],
    ['by ASP.NET', ['old=; Expires=Fri, 20 Nov 2026 00:00:00 GMT', 'id=x'], ['id']],
    ['a clock that is late', ['id=x; Expires=Fri, 20 Nov 2026 00:00:00 GMT', 'b=x'], ['id', 'b']],
    ['late by ten years', ['id=x; Expires=Wed, 23 Nov 2016 00:00:00 GMT', 'b=x'], ['id', 'b']],
    ['before the same cookie', ['id=x; Expires=Fri, 20 Nov 2026 00:00:00 GMT', 'id=y'], ['id']],
    ['the last of one cookie counts', ['id=x; Max-Age=60', 'id=; Max-Age=0', 'b=x'], ['id', 'b']],
    ['another path is another cookie', ['id=; Max-Age=0; Path=/', 'id=x; Path=/a'], ['id']],
    ['folded', ['old=; Max-Age=0, session=x; Secure', 'b=x'], ['old', 'b']],
  ] as const) {
    test(`of pasted cookies that have expired: ${title}`, () => {
      const facts = recorded(...texts.map((text) => ({ url: api, text })))
      const { cookies } = diagnose({ ...facts, observedAt: '2026-11-21T00:00:00Z' })
      assert.deepEqual(
        cookies.map(({ cookie }) => cookie.name),
        names,
      )
    })
  }

  test('a pasted cookie that has expired is refused, wherever a living one of its name is set', () => {
    const facts = recorded(
      { url: api, text: 'id=x; Max-Age=60' },
      { url: api, text: 'id=; Max-Age=0' },
      { url: 'https://www.example.com/', text: 'id=x; Max-Age=60' },
    )
    const { cookies, exitCode, findings } = diagnose(facts)
    assert.deepEqual(
      cookies.map(({ host, cookie }) => [host, cookie.valueOctets]),
      [
        ['api.example.com', 0],
        ['www.example.com', 1],
      ],
    )
    assert.equal(exitCode, 1)
    assert.match(findings[0].detail, /has expired when it arrives/)
  })

  const safe = 'Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=60'
  for (const [title, texts, values, exitCode] of [
    [
      'not of another path',
      ['__Secure-s=; Path=/a; HttpOnly', `__Secure-s=xx; ${safe}`],
      [0, 2],
      1,
    ],
    [
      'one that browsers would refuse, in the same place',
      ['__Secure-s=; Path=/; HttpOnly', `__Secure-s=xx; ${safe}`],
      [2],
      0,
    ],
    [
      'by PHP, whose session begins anew',
      [`PHPSESSID=x; ${safe}`, `PHPSESSID=xx; ${safe}`],
      [2],
      0,
    ],
    ['not by one that browsers refuse', [`s=x; ${safe}`, `s=xx; Path=/; SameSite=None`], [1, 2], 1],
    [
      'not by one of another Domain',
      [`s=x; ${safe}`, `s=xx; ${safe}; Domain=example.com`],
      [1, 2],
      0,
    ],
    ['not where it loses another', [`s=; Path=/, b=x; ${safe}`, `s=xx; ${safe}`], [0, 2], 1],
  ] as const) {
    test(`the later of one cookie replaces it: ${title}`, () => {
      for (const how of [{}, { way: 'fetch' as const }]) {
        const facts = recorded(...texts.map((text) => ({ url: api, ...how, text })))
        const found = diagnose({ ...facts, hosts: near })
        const octets = found.cookies.map(({ cookie }) => cookie.valueOctets)
        assert.deepEqual([octets, found.exitCode], [values, exitCode])
      }
      const named = diagnose({ ...withApi(...texts), hosts: near })
      assert.deepEqual(
        named.cookies.map(({ cookie }) => cookie.valueOctets),
        values,
      )
    })
  }

  test('of a whole recording, as of a log-out, nobody says that it is a log-in', () => {
    const facts = recorded({ url: api, way: 'fetch', text: 'session=x; Max-Age=0' })
    assert.deepEqual(diagnose(facts).cookies, [])
  })

  test('the report shows the way that was seen, and does not call it a plan', () => {
    const report = terminalReport(
      diagnose(recorded({ url: api, way: 'navigation' })),
      (_tone, text) => text,
    )
    assert.match(report, /by a <form>/)
    assert.doesNotMatch(report, /by fetch|from a plan|assumed/)
  })

  test('the HTML report names the host that set each, not as the API’s, and says what browsers do however it was set', () => {
    const facts = recorded({ url: identity, way: 'redirect' }, { url: api, way: 'navigation' })
    const report = textOf(htmlReport(diagnose(facts)))
    for (const host of ['login.idp.example', 'api.example.com']) {
      assert.match(report, new RegExp(` session, set by ${host} Safari \\S (blocked|kept) `))
      assert.match(report, new RegExp(` session, set by ${host} session=…`))
    }
    assert.doesNotMatch(report, /set by the API/)
  })

  test('a fault of one that the page’s own host set is a developer’s to mend, and else whoever runs the other host', () => {
    const facts = recorded(
      { url: 'https://www.example.com/', way: 'fetch', text: 'own=x; SameSite=Lax' },
      { url: api, way: 'fetch', text: 'other=x; SameSite=Lax' },
    )
    const who = diagnose(facts)
      .findings.filter(({ id }) => id === 'cookie-without-httponly')
      .map(({ title, who: people }) => [title, people])
    assert.deepEqual(who, [
      ['Scripts can read the cookie own.', ['developer']],
      ['Scripts can read the cookie other.', ['api-vendor']],
    ])
  })
})

const named = (count: number, attributes: string): { url: string; way: 'fetch'; text: string }[] =>
  Array.from({ length: count }, (_none, index) => ({
    url: api,
    way: 'fetch' as const,
    text: `c${index}=x; Secure; HttpOnly; SameSite=Lax${attributes}`,
  }))
const headline = (...cookies: Parameters<typeof recorded>): string =>
  diagnose(recorded(...cookies)).headline.text

test('the headline says whose cookies they are where all are of load balancers', () => {
  const ofBalancers = ['AWSALB=x; Path=/', 'datadome=x', 'AWSALB=y; Path=/a']
  assert.equal(
    headline(...ofBalancers.map((text) => ({ url: api, way: 'fetch' as const, text }))),
    'No log-in is among these cookies: load balancers or firewalls set AWSALB and datadome.',
  )
})

test('nor is one that is taken away', () => {
  const texts = ['AWSALB=x; Path=/', 'session=; Max-Age=0']
  assert.equal(
    headline(...texts.map((text) => ({ url: api, way: 'fetch' as const, text }))),
    'No log-in is among these cookies: load balancers or firewalls set AWSALB.',
  )
})

suite('the headline of many cookies', () => {
  test('names the worst first, three at most', () => {
    const refused = { url: api, way: 'fetch' as const, text: '__Host-bad=x; Domain=example.com' }
    assert.match(
      headline(...named(4, '; Max-Age=34560000'), refused),
      /^Safari, Firefox and Chrome refuse the cookie “__Host-bad” of api\.example\.com\. .*“c0”.*“c1”.* And 2 more\.$/,
    )
  })

  test('counts those that are kept, if they are more than three', () => {
    assert.match(headline(...named(4, '; Max-Age=60')), /keep 4 cookies for their full life\.$/)
    assert.match(headline(...named(4, '')), /keep 4 cookies until the browser closes\.$/)
    assert.match(
      headline(...named(3, '; Max-Age=60')),
      /“c0”.* and .*“c2”.* for their full life\.$/,
    )
  })
})

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { baselineOf, stringifyBaseline, type Baseline } from '../../../doctor/baseline/baseline.ts'
import { compareWith, type Changes } from '../../../doctor/baseline/compare-with.ts'
import {
  fateText,
  isWorse,
  parseFate,
  stringifyFate,
  type Fate,
} from '../../../doctor/baseline/fate.ts'
import { readBaseline } from '../../../doctor/baseline/read-baseline.ts'
import type { Facts } from '../../../doctor/facts.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { aliased, at, exampleFacts, lasting, withApi, withEndpoint } from '../rules/example-site.ts'

const near = { 'www.example.com': at('203.0.113.5'), 'api.example.com': at('203.0.99.7') }
const kept: Facts = { ...withApi(lasting), hosts: near }
const silent: Facts = {
  ...kept,
  hosts: {
    ...near,
    'api.example.com': {
      cnames: [],
      addresses: [],
      failures: [{ question: 'A', name: 'api.example.com', reason: 'timeout' }],
    },
  },
}

function changes(before: Facts, now: Facts): Changes {
  const text = stringifyBaseline(baselineOf(diagnose(before)))
  const baseline = readBaseline(text, before.page.url)
  assert.ok('kind' in baseline, JSON.stringify(baseline))
  return compareWith(baseline, diagnose(now))
}

const life = (seconds: number | null): Fate => ({ outcome: 'kept', life: seconds })

const none: Changes = { worse: [], unknown: [], better: [], other: [] }

suite('what got worse since a baseline', () => {
  test('nothing, where nothing changed', () => {
    for (const facts of [kept, silent, withApi(lasting), exampleFacts()]) {
      assert.deepEqual(changes(facts, facts), none)
    }
  })

  test('DNS moves the API into Safari’s cap: which versions, why, and what DNS said', () => {
    const now = {
      ...kept,
      hosts: { ...near, 'api.example.com': aliased(['lb.vendor.example'], '198.51.100.7') },
    }
    const { worse, ...others } = changes(kept, now)
    assert.match(
      worse[0],
      /^session of api\.example\.com, Safari 14 and later, fetch: cut to 7 days; was kept for 400 days\. .*alias \(CNAME\).* api\.example\.com is an alias for lb\.vendor\.example/,
    )
    assert.equal(
      worse.at(-1),
      'DNS of api.example.com: CNAME lb.vendor.example and 198.51.100.7; was 203.0.99.7.',
    )
    assert.deepEqual(others, { unknown: [], better: [], other: [] })
    assert.ok(changes(now, kept).better.length > 0)
    assert.deepEqual(changes(now, kept).worse, [])
  })

  test('another address that changes nothing is not worth a word', () => {
    const now = { ...kept, hosts: { ...near, 'api.example.com': at('203.0.44.1') } }
    assert.deepEqual(changes(kept, now), none)
  })

  test('a shorter life of the cookie itself', () => {
    const now = { ...withApi(lasting.replace('34560000', '86400')), hosts: near }
    assert.match(
      changes(kept, now).worse[0],
      /^session of api\.example\.com, Safari, all versions, fetch: kept for 1 day; was kept for 400 days\.$|^session of api\.example\.com, Safari.*kept for 1 day; was kept for 400 days\.$/,
    )
  })

  test('a new cookie counts if it is not kept', () => {
    const two = { ...withApi(lasting, 'id=x; Domain=example.net'), hosts: near }
    const { worse } = changes(kept, two)
    assert.match(worse[0], /^id of api\.example\.com, .*: rejected; was not there\./)
    assert.deepEqual(
      changes(kept, {
        ...withApi(lasting, 'b=x; Secure; HttpOnly; SameSite=Lax; Max-Age=34560000'),
        hosts: near,
      }).worse,
      [],
    )
    assert.deepEqual(changes(two, kept).other, [
      'id of api.example.com: not set this time, so not compared.',
    ])
  })

  test('cookies of one name are told apart', () => {
    const facts = { ...withApi(lasting, `${lasting}; Path=/a`), hosts: near }
    assert.deepEqual(Object.keys(baselineOf(diagnose(facts)).cookies), [
      'session of api.example.com',
      'session of api.example.com (2)',
    ])
  })

  test('a finding that is new, graver, or gone', () => {
    const open = { ...withApi(lasting.replace('HttpOnly; ', '')), hosts: near }
    assert.match(
      changes(kept, open).worse[0],
      /^cookie-[\w-]+, session of api\.example\.com: Scripts can read the cookie session\./,
    )
    assert.match(
      changes(open, kept).better[0],
      /^cookie-[\w-]+, session of api\.example\.com: no longer found\.$/,
    )
    const before = baselineOf(diagnose(kept)).findings
    const id = Object.keys(baselineOf(diagnose(open)).findings).find((one) => !(one in before))!
    const baseline = baselineOf(diagnose(open))
    const graver: Baseline = { ...baseline, findings: { ...baseline.findings, [id]: 'error' } }
    assert.deepEqual(compareWith(graver, diagnose(open)).better, [`${id}: now warning, was error.`])
  })

  test('a finding about another cookie is new, and an older baseline, without cookies, knows all of one id', () => {
    const open = 'locale=x; Max-Age=34560000; Path=/; Secure; SameSite=Lax'
    const one = { ...withApi(open, lasting), hosts: near }
    const both = { ...withApi(open, lasting.replace('HttpOnly; ', '')), hosts: near }
    assert.match(changes(one, both).worse[0], /: Scripts can read the cookie session\./)
    assert.deepEqual(changes(one, both).worse.length, 1)
    const id = 'cookie-without-httponly'
    assert.deepEqual(changes(both, one).better, [
      `${id}, session of api.example.com: no longer found.`,
    ])
    const older: Baseline = { ...baselineOf(diagnose(one)), findings: { [id]: 'warning' } }
    assert.deepEqual(compareWith(older, diagnose(both)), none)
    assert.deepEqual(compareWith(older, diagnose(kept)).better, [`${id}: no longer found.`])
  })

  test('what could not be looked up is neither better nor worse', () => {
    const { worse, unknown, better } = changes(kept, silent)
    assert.deepEqual([worse, better], [[], []])
    assert.match(
      unknown[0],
      /^session of api\.example\.com, .*: not known; was kept for 400 days\.$/,
    )
    assert.match(unknown.at(-1)!, /^dns-failed: /)
  })

  test('what the baseline did not know is worse where it is not well, and better where it is', () => {
    const { worse } = changes(silent, withApi(lasting))
    assert.match(worse[0], /cut to 7 days; was not known\./)
    assert.deepEqual(changes(silent, kept).worse, [])
    assert.ok(changes(silent, kept).better.length > 0)
  })

  test('a cookie that was not seen this time is not taken for a new one', () => {
    const url = 'https://api.example.com/is-authed'
    const seen = exampleFacts({
      api: { url, cookies: [parseSetCookie(lasting)], answers: { 'is-authed': { status: 200 } } },
    })
    const unseen = exampleFacts({ api: { url, answers: { 'is-authed': { status: 200 } } } })
    const found = changes(seen, unseen)
    assert.deepEqual(found.worse, [])
    assert.match(found.other[0], /^session of api\.example\.com: not set this time/)
  })

  test('a known cookie that is set in another way, and cut there', () => {
    const alike = {
      'www.example.com': aliased(['a.vendor.net'], '203.0.113.5'),
      'api.example.com': aliased(['b.vendor.net'], '198.51.100.7'),
    }
    const setBy = (way: 'fetch' | 'redirect'): Facts =>
      exampleFacts({
        hosts: alike,
        recorded: [{ url: 'https://api.example.com/', way, cookie: parseSetCookie(lasting) }],
      })
    const { worse } = changes(setBy('fetch'), setBy('redirect'))
    assert.match(worse[0], /^session of .*, redirect: .*7 days; was not there\./)
    assert.deepEqual(changes(setBy('redirect'), setBy('fetch')).worse, [])
  })

  test('an endpoint that starts to take form posts, which Safari cuts', () => {
    const cutByPost = { 'www.example.com': aliased(['a.vendor.net'], '203.0.113.5') }
    const allows = (allow: string): Facts =>
      withEndpoint(
        {
          put: { status: 400, problem: 'token-missing' },
          options: { status: 204, headers: { allow } },
        },
        { hosts: cutByPost },
      )
    const { worse } = changes(allows('PUT'), allows('PUT, POST'))
    assert.match(worse[0], /, navigation: .*; was not there\./)
    assert.deepEqual(changes(allows('PUT, POST'), allows('PUT, POST')), none)
  })

  test('a version that the baseline does not name is not compared; a browser is', () => {
    const name = 'session of api.example.com'
    const baseline = baselineOf(diagnose(kept))
    const rows = Object.entries(baseline.cookies[name])
    const worseThan = (known: typeof rows, now: Facts): string[] =>
      compareWith({ ...baseline, cookies: { [name]: Object.fromEntries(known) } }, diagnose(now))
        .worse
    const safari = rows.filter(([row]) => row.startsWith('Safari 18'))
    assert.deepEqual(worseThan(rows.slice(0, 3), kept), [])
    const older = /Safari (14|16|17)/
    const cutNow = worseThan(safari, withApi(lasting))
    assert.ok(cutNow.length > 0 && !older.test(cutNow.join('\n')), cutNow.join('\n'))
    const refused = { ...withApi(`${lasting}; Domain=example.net`), hosts: near }
    assert.match(worseThan(safari, refused).join('\n'), /Firefox.*rejected; was not there/)
  })
})

suite('a baseline as a file', () => {
  test('is in order, whatever the order of the facts, and holds no value', () => {
    const other = { ...kept, hosts: Object.fromEntries(Object.entries(near).toReversed()) }
    const text = stringifyBaseline(baselineOf(diagnose(kept)))
    assert.equal(stringifyBaseline(baselineOf(diagnose(other))), text)
    assert.match(text, /^ {6}"Safari 18\.4 to 26, fetch": "kept, 34560000 s",$/m)
  })

  const page = kept.page.url
  const good = baselineOf(diagnose(kept))
  const files: [title: string, value: unknown, says: RegExp, isReplaceable: boolean][] = [
    ['not JSON', '<<<<<<< HEAD', /no baseline: it is not JSON\. .*delete it first/, false],
    ['a report', diagnose(kept), /it is a report or a plan/, false],
    ['a plan', kept, /it is a report or a plan/, false],
    ['something else', { name: 'package' }, /it is something else/, false],
    ['a list', [], /it is something else/, false],
    [
      'an older one',
      { ...good, version: 0 },
      /its format is 0, here it is 1.*--write-baseline/,
      true,
    ],
    ['one of no version', { ...good, version: 'x' }, /its format is not known/, true],
    [
      'another site’s',
      { ...good, page: 'https://www.shop.example/' },
      /of "https:\/\/www\.shop\.example\/", and this is https:\/\/www\.example\.com\//,
      false,
    ],
    ['one of no site', { ...good, page: 7 }, /of none, and this is/, false],
    ['no cookies', { ...good, cookies: [] }, /damaged/, true],
    ['a cookie that is none', { ...good, cookies: { a: 7 } }, /damaged/, true],
    ['an unknown fate', { ...good, cookies: { a: { b: 'kept' } } }, /damaged/, true],
    ['a fate that is no text', { ...good, cookies: { a: { b: 7 } } }, /damaged/, true],
    ['no findings', { ...good, findings: 7 }, /damaged/, true],
    ['an unknown severity', { ...good, findings: { a: 'grave' } }, /damaged/, true],
    ['no hosts', { ...good, hosts: null }, /damaged/, true],
    ['a host that is none', { ...good, hosts: { a: 'b' } }, /damaged/, true],
    ['an address that is none', { ...good, hosts: { a: [7] } }, /damaged/, true],
  ]
  for (const [title, value, says, isReplaceable] of files) {
    test(`${title} is told`, () => {
      const found = readBaseline(typeof value === 'string' ? value : JSON.stringify(value), page)
      assert.ok('problem' in found)
      assert.match(`${found.problem} ${found.cure}`, says)
      assert.equal(found.isReplaceable, isReplaceable)
    })
  }
})

suite('what becomes of a cookie', () => {
  const fates: [Fate, text: string, words: string][] = [
    [{ outcome: 'kept', life: 34_560_000 }, 'kept, 34560000 s', 'kept for 400 days'],
    [{ outcome: 'kept', life: null }, 'kept, session', 'kept until the browser closes'],
    [{ outcome: 'capped', life: 604_800 }, 'capped, 604800 s', 'cut to 7 days'],
    [
      { outcome: 'depends', life: 604_800 },
      'depends, 604800 s',
      'in some cases kept only for 7 days',
    ],
    [{ outcome: 'blocked', life: 0 }, 'blocked', 'blocked'],
    [{ outcome: 'rejected', life: 0 }, 'rejected', 'rejected'],
    [{ outcome: 'unknown', life: 0 }, 'unknown', 'not known'],
  ]
  for (const [fate, text, words] of fates) {
    test(text, () => {
      assert.equal(stringifyFate(fate), text)
      assert.deepEqual(parseFate(text), fate)
      assert.equal(fateText(fate), words)
    })
  }

  test('what is none', () => {
    for (const text of [
      '',
      'kept',
      'blocked, 7 s',
      'fine, 7 s',
      'kept, 7',
      'kept, 7 s ',
      'constructor',
    ]) {
      assert.equal(parseFate(text), undefined, text)
    }
  })

  test('worse is another outcome, or a life that is clearly shorter', () => {
    assert.ok(isWorse({ outcome: 'depends', life: 604_800 }, life(100)))
    assert.ok(!isWorse(life(100), { outcome: 'depends', life: 604_800 }))
    assert.ok(isWorse(life(34_000_000), life(34_560_000)))
    assert.ok(isWorse(life(null), life(86_400)))
    assert.ok(!isWorse(life(86_400), life(null)))
    // A browser that stays open for a day keeps what ends with it longer.
    assert.ok(!isWorse(life(null), life(86_399)))
    assert.ok(!isWorse(life(60), life(null)))
    assert.ok(!isWorse(life(null), life(null)))
    assert.ok(isWorse(life(500), life(600)))
    // What is left until an Expires, a little later.
    assert.ok(!isWorse(life(34_559_000), life(34_560_000)))
    assert.ok(!isWorse(life(590), life(600)))
  })
})

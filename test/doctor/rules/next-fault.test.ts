import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Facts } from '../../../doctor/facts.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { aliased, at, exampleFacts, healthyAnswers, withApi, withEndpoint } from './example-site.ts'
import { find } from './findings/find.ts'

const plain = 'Path=/; HttpOnly; Secure; SameSite=Lax'
const cut = 'Once the cookie is mended, Safari would cut it to 7 days.'
const cutAtTimes = 'Once the cookie is mended, Safari would cut it to 7 days in some cases.'
const life = 'Set Max-Age=34560000 (400 days).'

/** The page has two addresses, the API behind an alias another one. */
const hosts = {
  'www.example.com': at('203.0.113.5', '198.51.100.9'),
  'api.example.com': aliased(['lb.vendor.net'], '198.51.100.7'),
}

function onPage(header: string): Facts {
  const cookie = parseSetCookie(header)
  return exampleFacts({ hosts, recorded: [{ url: 'https://www.example.com/', cookie }] })
}

function advice(facts: Facts): string[][] {
  return diagnose(facts).remedies.map(({ id, steps }) => [id, steps[0]])
}

describe('a cookie that is gone when the browser closes', () => {
  const sets: Record<string, string> = {
    'without a life': `id=x; ${plain}`,
    'with a life that does not count': `id=x; Max-Age=31536000.5; ${plain}`,
  }
  for (const [how, header] of Object.entries(sets)) {
    it(`of an API, ${how}: a longer life would be cut, and what helps is told`, () => {
      const facts = withApi(header)
      assert.equal(diagnose(facts).exitCode, 0)
      assert.equal(find(facts, 'cookie-session')[0].cure, `${life} ${cut}`)
      const [first, other] = advice(facts)
      assert.deepEqual(first, ['mint-on-own-site', cut])
      assert.equal(other[0], 'proxy-the-api')
    })
  }

  it('recorded, by the way in which it is set', () => {
    // Of a form post Safari knows no other page's alias: 18.4 to 26 cut what a fetch would keep.
    const alike = {
      'www.example.com': aliased(['a.vendor.net'], '203.0.113.5'),
      'api.example.com': aliased(['b.vendor.net'], '198.51.100.7'),
    }
    const setBy = (way: 'fetch' | 'navigation' | 'redirect'): Facts =>
      exampleFacts({
        hosts: alike,
        recorded: [
          { url: 'https://api.example.com/', way, cookie: parseSetCookie(`id=x; ${plain}`) },
        ],
      })
    assert.equal(find(setBy('fetch'), 'cookie-session')[0].cure, life)
    assert.deepEqual(advice(setBy('fetch')), [])
    assert.equal(find(setBy('redirect'), 'cookie-session')[0].cure, `${life} ${cutAtTimes}`)
    assert.deepEqual(advice(setBy('redirect'))[0], ['mint-on-own-site', cutAtTimes])
  })

  it('of the page’s own host with addresses in two ranges', () => {
    assert.equal(find(onPage(`id=x; ${plain}`), 'cookie-session')[0].cure, `${life} ${cutAtTimes}`)
    assert.deepEqual(advice(onPage(`id=x; ${plain}`)), [['renew-after-load', cutAtTimes]])
  })

  it('by a date that Safari cannot read', () => {
    const facts = withApi(`id=x; Expires=Nov 27 2027 12:00:00 GMT; ${plain}`)
    const later = { ...facts, observedAt: '2026-11-27T12:00:00Z' }
    assert.deepEqual(advice(later)[0], ['mint-on-own-site', cut])
  })

  it('a longer life would last: nothing else is said', () => {
    const facts = {
      ...withApi(`id=x; ${plain}`),
      hosts: { ...hosts, 'api.example.com': at('203.0.113.6') },
    }
    facts.hosts['www.example.com'] = at('203.0.113.5')
    assert.equal(find(facts, 'cookie-session')[0].cure, life)
    assert.deepEqual(advice(facts), [])
  })

  it('one against CSRF may end so', () => {
    assert.deepEqual(advice(withApi(`csrftoken=x; ${plain}`)), [])
  })

  it('a provider’s, on pages of its own, is no concern of the site', () => {
    const cookie = parseSetCookie(`id=x; ${plain}`)
    const url = 'https://login.idp.example/'
    const facts = exampleFacts({
      hosts: { ...hosts, 'login.idp.example': hosts['www.example.com'] },
      recorded: [{ url, way: 'fetch', cookie, isForOwnPages: true }],
    })
    assert.equal(find(facts, 'cookie-session')[0].cure, life)
    assert.deepEqual(advice(facts), [])
  })

  it('of another site Safari blocks it now, however long it asks for', () => {
    const cookies = [parseSetCookie(`id=x; ${plain.replace('Lax', 'None')}`)]
    const url = 'https://api.example.net/'
    const facts = exampleFacts({
      api: { url, cookies },
      hosts: { ...hosts, 'api.example.net': at('203.0.113.6') },
    })
    assert.equal(find(facts, 'cookie-session')[0].cure, life)
    assert.doesNotMatch(JSON.stringify(diagnose(facts).remedies), /is mended/)
  })

  it('on this machine, over http, where Safari takes nothing better', () => {
    const url = 'http://localhost:3000/'
    const cookie = parseSetCookie('id=x; Path=/; HttpOnly; SameSite=Lax')
    const facts = exampleFacts({ page: { url }, recorded: [{ url, cookie }], hosts: {} })
    assert.equal(find(facts, 'cookie-session')[0].cure, life)
  })

  it('of a page over http: that comes first, and what follows is found then', () => {
    const facts = { ...withApi(`id=x; ${plain}`), page: { url: 'http://www.example.com/' } }
    const [{ id, steps }] = diagnose(facts).remedies
    assert.equal(id, 'one-scheme')
    assert.doesNotMatch(steps.join(' '), /is mended/)
  })

  it('to be deleted by a number for a date, it needs no longer life', () => {
    const facts = withApi(`old=; Expires=0; ${plain}`)
    assert.doesNotMatch(find(facts, 'cookie-session')[0].cure ?? '', /is mended/)
    assert.deepEqual(advice(facts), [])
  })
})

describe('a cookie that Safari refuses', () => {
  it('is called by its name, where the page’s host mints already', () => {
    const api = { url: 'https://api.example.com/', cookies: [parseSetCookie('__Secure-id=x')] }
    const [{ title, steps }] = diagnose(withEndpoint(healthyAnswers, { api })).remedies
    assert.match(title, /not from its own “__Secure-id”\.$/)
    assert.equal(steps[0], cut)
  })

  it('of the endpoint, on a host with addresses in two ranges', () => {
    const cookie = parseSetCookie(`__Secure-id=x; Max-Age=34560000; Path=/; HttpOnly`)
    const endpoint = { url: 'https://www.example.com/set-auth-token', cookie }
    assert.deepEqual(advice(exampleFacts({ hosts, endpoint }))[0].slice(0, 2), [
      'renew-after-load',
      cutAtTimes,
    ])
  })

  it('is not said of one that it may take, by its list of suffixes', () => {
    const url = 'https://shop.netlify.app/'
    const cookie = parseSetCookie(`id=x; Max-Age=34560000; Domain=netlify.app; ${plain}`)
    const facts = exampleFacts({
      page: { url },
      hosts: { 'shop.netlify.app': hosts['www.example.com'] },
      recorded: [{ url, cookie }],
    })
    assert.doesNotMatch(JSON.stringify(diagnose(facts).remedies), /is mended/)
  })

  it('without a name is mended with one', () => {
    assert.deepEqual(advice(withApi(`=x; ${plain}`))[0], ['mint-on-own-site', cut])
  })
})

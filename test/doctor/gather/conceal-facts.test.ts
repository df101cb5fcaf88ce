import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import type { Facts } from '../../../doctor/facts.ts'
import { concealFacts } from '../../../doctor/gather/conceal-facts.ts'
import { tokenHider } from '../../../doctor/gather/token-hider.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { readPlan } from '../../../doctor/plan/read-plan.ts'

/** Facts with the secret wherever a server that knows it may have put it. */
function leakingFacts(secret: string): Facts {
  const path = new URL(`https://www.shop.example/a/${encodeURI(secret)}/b`).pathname
  const { pathname } = new URL(`https://www.shop.example/${encodeURIComponent(secret)}`)
  const cookie = parseSetCookie(`${secret}=${secret}; Path=/${secret}; Secure`)
  const answer = {
    status: 200,
    headers: {
      via: `1.1 ${secret}`,
      'x-cache': encodeURIComponent(secret),
      'cache-control': secret,
    },
    problem: secret,
    cookies: [cookie],
    failure: { reason: 'not-http', detail: `odd: ${secret}` } as const,
  }
  return {
    version: 1,
    observedAt: '2026-11-21T12:00:00.000Z',
    page: {
      url: `https://www.shop.example${path}`,
      redirects: [`https://www.shop.example${pathname}`],
      answer,
      serviceWorker: 'none',
    },
    endpoint: {
      url: `https://www.shop.example${path}`,
      cookie,
      cookieFrom: 'mint',
      answers: { put: answer },
    },
    bridge: {
      url: `https://www.shop.example${path}`,
      answer,
      refreshCookie: cookie,
      stampCookie: cookie,
      refreshTokenLife: 604_800,
    },
    api: {
      url: `https://api.shop.example${path}`,
      cookies: [cookie],
      answers: { foreign: answer, 'without-token': answer },
    },
    recorded: [
      { url: `https://www.shop.example${path}`, way: 'fetch', isForOwnPages: false, cookie },
    ],
    hosts: {
      'www.shop.example': { cnames: [], addresses: ['192.0.2.1'] },
      'api.shop.example': { cnames: [], addresses: ['192.0.2.2'] },
    },
  }
}

const hosts = ['www.shop.example', 'api.shop.example']
const characters = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code))

/** Each object with a field more, and each record with a name more: of a header, a request. */
function withAnother(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withAnother)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).map(([name, field]) => [name, withAnother(field)])
  const isHosts = Object.keys(value)[0] === 'www.shop.example'
  return Object.fromEntries(isHosts ? fields : [...fields, ['x-another', 'very-secret-token']])
}

/** All text of facts, also as it was before a URL encoded it. */
function textOf(facts: Facts): string {
  const texts: string[] = []
  JSON.stringify(facts, (_key, value: unknown) => {
    if (typeof value === 'string') texts.push(value, decode(value))
    return value
  })
  return texts.join('\n')
}

function decode(text: string): string {
  return text.replace(/%([\da-f]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

suite('what is concealed', () => {
  test('a token of eight characters and more is nowhere, and the facts are still facts', () => {
    const tokens = fc
      .array(characters, { minLength: 8, maxLength: 40 })
      .map((parts) => parts.join(''))
      // Those that edgemint refuses at once; "%" makes one text two when it is decoded.
      .filter((token) => !/[",;\\%]/.test(token))
    fc.assert(
      fc.property(tokens, (token) => {
        const facts = concealFacts(leakingFacts(token), tokenHider(token, hosts))
        assert.ok(!textOf(facts).includes(token))
        assert.deepEqual(readPlan(facts), { facts })
      }),
    )
  })

  test('a shorter one is concealed nowhere', () => {
    const tokens = fc.array(characters, { maxLength: 7 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(tokens, (token) => {
        const facts = leakingFacts('not-the-token')
        assert.deepEqual(concealFacts(facts, tokenHider(token, hosts)), facts)
      }),
    )
  })

  test('words of the facts themselves stay, even if somebody’s token is one', () => {
    for (const token of ['not-http', 'www.shop', 'shop.example', 'serviceWorker', 'Max-Age=']) {
      const facts = leakingFacts('not-the-token')
      facts.page.answer!.headers!['access-control-allow-origin'] = 'https://www.shop.example'
      facts.endpoint!.cookie = parseSetCookie('id=1; Max-Age=1; Domain=shop.example')
      assert.deepEqual(concealFacts(facts, tokenHider(token, hosts)), facts)
    }
  })

  test('a host that the user did not name keeps its name: it is in DNS', () => {
    const facts: Facts = {
      version: 1,
      page: { url: 'https://www.shop.example/', redirects: ['https://secret-token.example/a'] },
      hosts: {},
    }
    const hide = tokenHider('secret-token', ['www.shop.example'])
    assert.deepEqual(concealFacts(facts, hide), facts)
  })

  test('what is not known as a fact is left out, on every level', () => {
    const facts = leakingFacts('not-the-token')
    const more = withAnother(structuredClone(facts)) as Facts
    assert.notDeepEqual(more, facts)
    assert.deepEqual(concealFacts(more, tokenHider('very-secret-token', hosts)), facts)
    assert.deepEqual(concealFacts(more, tokenHider(undefined, hosts)), facts)
  })

  test('without a token nothing is', () => {
    const facts = leakingFacts('not-the-token')
    assert.deepEqual(concealFacts(facts, tokenHider(undefined, hosts)), facts)
  })
})

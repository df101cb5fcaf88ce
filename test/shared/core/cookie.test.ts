import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { authCookies, stringifySetCookies, type Cookies } from '../../../shared/core/cookie.ts'
import type { FormerCookie } from '../../../shared/core/auth-cookie.ts'
import type { Policy } from '../../../shared/core/policy.ts'
import { policyWith, rest } from './fixtures.ts'

const name = '__Secure-authToken'

/** The Set-Cookie headers of a log-in with the token `abc`. */
function mint(host: string, policy = policyWith()): string[] {
  return stringifySetCookies(authCookies(policy, host, 'abc', 1000))
}

/** The Set-Cookie headers of a log-out. */
function clear(host: string, policy = policyWith()): string[] {
  return stringifySetCookies(authCookies(policy, host, '', 0))
}

/** A Set-Cookie header: with a Domain, or host-only without one. */
function cookie(value: string, maxAge: number, domain?: string): string {
  return `${name}=${value}; Max-Age=${maxAge}${domain ? `; Domain=${domain}` : ''}${rest}`
}

const expired = (domain?: string): string => cookie('', 0, domain)
const minted = (domain?: string): string => cookie('abc', 1000, domain)

test('cookies are written in their order, each as name=value and attributes (RFC 6265, section 4.1.1)', () => {
  const cookies = [
    { name: 'a', variants: [{ value: 'v=w', attributes: 'Max-Age=1; Secure' }] },
    {
      name: 'b',
      variants: [
        { value: '', attributes: 'Max-Age=0' },
        { value: 'c', attributes: 'Max-Age=2' },
      ],
    },
  ]
  assert.deepEqual(stringifySetCookies(cookies), [
    'a=v=w; Max-Age=1; Secure',
    'b=; Max-Age=0',
    'b=c; Max-Age=2',
  ])
  assert.deepEqual(stringifySetCookies([]), [])
})

const labels = ['l9', 'l8', 'l7', 'l6', 'l5', 'l4', 'l3', 'l2', 'l1']
const deep = `${labels.join('.')}.example.com`
/** Its parents, longest first, from the host itself. */
const parents = labels.map((_, i) => `${labels.slice(i).join('.')}.example.com`)

suite('a log-in expires every variant that the host can have, the longest Domain first', () => {
  const cases: Record<string, (string | undefined)[]> = {
    'example.com': [undefined],
    'www.example.com': [undefined, 'www.example.com'],
    'a.b.c.example.com': [undefined, 'a.b.c.example.com', 'b.c.example.com', 'c.example.com'],
    'l6.l5.l4.l3.l2.l1.example.com': [undefined, ...parents.slice(3)],
    'l7.l6.l5.l4.l3.l2.l1.example.com': [undefined, ...parents.slice(2)],
    'l8.l7.l6.l5.l4.l3.l2.l1.example.com': [undefined, ...parents.slice(1, 8)],
    [deep]: [undefined, ...parents.slice(0, 7)],
    [`${'x.'.repeat(111)}${deep}`]: [
      undefined,
      ...Array.from({ length: 7 }, (_, i) => `${'x.'.repeat(111 - i)}${deep}`),
    ],
  }
  for (const [host, variants] of Object.entries(cases)) {
    test(`on ${host.slice(-40)}, of ${host.split('.').length} labels`, () => {
      assert.ok(variants.length <= 8)
      assert.deepEqual(mint(host), [...variants.map(expired), minted('example.com')])
    })

    test(`on ${host.slice(-40)} a log-out sends the same, with the cookie expired too`, () => {
      assert.deepEqual(clear(host), [...variants.map(expired), expired('example.com')])
    })
  }
})

suite('on a host elsewhere there is the host-only cookie alone', () => {
  for (const host of [
    'main--site.netlify.app',
    'notexample.com',
    'example.com.evil.net',
    'com',
    'example.co',
    'example.com.',
    '.com',
    'localhost',
    '127.0.0.1',
    '[::1]',
    '[',
    '',
  ]) {
    test(`"${host}"`, () => {
      assert.deepEqual(mint(host), [minted()])
      assert.deepEqual(clear(host), [expired()])
    })
  }

  for (const host of ['localhost', '127.0.0.1', 'www.example.com', '']) {
    test(`"${host}", where the site has no registrable domain`, () => {
      const policy = policyWith({ registrableDomain: '', cookie: { domain: '' } })
      assert.deepEqual(mint(host, policy), [minted()])
      assert.deepEqual(clear(host, policy), [expired()])
    })
  }
})

suite('all variants but the one that is minted are expired', () => {
  const hostOnly = policyWith({ cookie: { domain: '' } })
  const www = policyWith({ cookie: { domain: 'www.example.com' } })

  test('a host-only cookie', () => {
    assert.deepEqual(mint('www.example.com', hostOnly), [
      expired('www.example.com'),
      expired('example.com'),
      minted(),
    ])
    assert.deepEqual(clear('www.example.com', hostOnly), [
      expired('www.example.com'),
      expired('example.com'),
      expired(),
    ])
    assert.deepEqual(mint('example.com', hostOnly), [expired('example.com'), minted()])
  })

  test('a Domain that is the host itself', () => {
    assert.deepEqual(mint('www.example.com', www), [
      expired(),
      expired('example.com'),
      minted('www.example.com'),
    ])
  })

  test('a Domain between the host and the registrable domain', () => {
    assert.deepEqual(mint('a.www.example.com', www), [
      expired(),
      expired('a.www.example.com'),
      expired('example.com'),
      minted('www.example.com'),
    ])
  })

  test('a Domain that is not among the eight', () => {
    const between = policyWith({ cookie: { domain: 'l1.example.com' } })
    assert.deepEqual(mint(deep, between), [
      expired(),
      ...parents.slice(0, 7).map(expired),
      expired('example.com'),
      minted('l1.example.com'),
    ])
  })

  test('on a sibling of the Domain the cookie is host-only', () => {
    assert.deepEqual(mint('shop.example.com', www), [
      expired('shop.example.com'),
      expired('example.com'),
      minted(),
    ])
  })
})

const at = (path: string): string => `Path=${path}; HttpOnly; Secure; SameSite=Strict`

/** What a log-in on www.example.com sends, with these former cookies. */
function cookiesWith(former: FormerCookie[], more: Partial<Policy['cookie']> = {}): Cookies[] {
  const policy = policyWith({ cookie: { former, ...more } })
  return authCookies(policy, 'www.example.com', 'abc', 1000)
}

suite('former cookies are expired before all others', () => {
  const own = [expired(), expired('www.example.com'), minted('example.com')]

  test('of another name: every variant of it', () => {
    const lines = stringifySetCookies(cookiesWith([{ name: 'old', attributes: at('/') }]))
    assert.deepEqual(lines, [
      `old=; Max-Age=0; ${at('/')}`,
      `old=; Max-Age=0; Domain=www.example.com; ${at('/')}`,
      `old=; Max-Age=0; Domain=example.com; ${at('/')}`,
      ...own,
    ])
  })

  test('with a Domain, or host-only: that one alone', () => {
    const lines = stringifySetCookies(
      cookiesWith([
        { name: 'old', domain: 'www.example.com', attributes: at('/app') },
        { name: 'old', domain: '', attributes: at('/') },
      ]),
    )
    assert.deepEqual(lines, [
      `old=; Max-Age=0; Domain=www.example.com; ${at('/app')}`,
      `old=; Max-Age=0; ${at('/')}`,
      ...own,
    ])
  })

  test('of another path: every variant at that path, then our own path', () => {
    const lines = stringifySetCookies(cookiesWith([{ name, attributes: at('/app') }]))
    assert.deepEqual(lines, [
      `${name}=; Max-Age=0; ${at('/app')}`,
      `${name}=; Max-Age=0; Domain=www.example.com; ${at('/app')}`,
      `${name}=; Max-Age=0; Domain=example.com; ${at('/app')}`,
      ...own,
    ])
  })

  test('one with a Domain that the host is not under is left out, and its name with it', () => {
    for (const domain of ['shop.example.com', 'example.net', 'a.www.example.com']) {
      const cookies = cookiesWith([{ name: 'old', domain, attributes: at('/') }])
      assert.deepEqual(stringifySetCookies(cookies), own, domain)
    }
  })

  test('those of one name are one group, and ours is the last', () => {
    const cookies = cookiesWith([
      { name: 'old', domain: '', attributes: at('/') },
      { name: 'old', domain: '', attributes: at('/app') },
      { name: 'older', domain: '', attributes: at('/') },
      { name, domain: '', attributes: at('/app') },
    ])
    assert.deepEqual(
      cookies.map((group) => [group.name, group.variants.length]),
      [
        ['old', 2],
        ['older', 1],
        [name, 4],
      ],
    )
    assert.equal(cookies[2].variants[0].attributes, `Max-Age=0; ${at('/app')}`)
    assert.equal(cookies[2].variants[3].value, 'abc')
  })

  test('a __Host- cookie has no variants, but what it replaces is expired', () => {
    for (const prefixed of ['__Host-session', '__Host-Http-session']) {
      const host = { name: prefixed, domain: '' }
      const lines = stringifySetCookies(cookiesWith([{ name, attributes: at('/') }], host))
      assert.deepEqual(lines, [
        expired(),
        expired('www.example.com'),
        expired('example.com'),
        `${prefixed}=abc; Max-Age=1000; ${at('/')}`,
      ])
      assert.equal(stringifySetCookies(cookiesWith([], host)).length, 1)
    }
  })

  test('what begins with __Host alone is not that prefix', () => {
    assert.equal(cookiesWith([], { name: '__Hostage', domain: '' })[0].variants.length, 3)
  })

  test('on a host elsewhere only host-only ones can be left', () => {
    const former = [
      { name: 'old', attributes: at('/') },
      { name: 'older', domain: 'example.com', attributes: at('/') },
    ]
    assert.deepEqual(mint('preview.netlify.app', policyWith({ cookie: { former } })), [
      `old=; Max-Age=0; ${at('/')}`,
      minted(),
    ])
  })
})

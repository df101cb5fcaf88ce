import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import type { Browser } from '../../../doctor/rules/diagnosis.ts'
import { domainMatches } from '../../../doctor/hosts/domain.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { browsers } from '../../../doctor/rules/browsers.ts'
import { safariCookies } from '../../../doctor/rules/safari.ts'
import {
  askedLife,
  attribute,
  overlongAttributes,
} from '../../../doctor/rules/cookie-attributes.ts'
import {
  standardCookies,
  storeCookie,
  type StoredCookie,
} from '../../../doctor/rules/store-cookie.ts'

const observedAt = '2026-11-21T00:00:00.000Z'
const url = 'https://api.example.com/account/login'

/** The rule by which each browser refuses the header, or 'kept'. */
function refusals(header: string, at = url): Record<Browser, string> {
  return Object.fromEntries(
    browsers.map(({ name, cookies }) => {
      const result = storeCookie(parseSetCookie(header), new URL(at), cookies, observedAt)
      return [name, 'refusedBy' in result ? result.refusedBy.id : 'kept']
    }),
  ) as Record<Browser, string>
}

/** The same of a Safari whose list of suffixes has no private section. */
function refusal(header: string, at: string): string {
  const cookie = parseSetCookie(header)
  const result = storeCookie(cookie, new URL(at), safariCookies, observedAt, false)
  return 'refusedBy' in result ? result.refusedBy.id : 'kept'
}

function stored(header: string, at = url, moment: string | undefined = observedAt): StoredCookie {
  const result = storeCookie(parseSetCookie(header), new URL(at), standardCookies, moment)
  assert.ok(!('refusedBy' in result), JSON.stringify(result))
  return result
}

const all = (id: string): Record<Browser, string> => ({ Safari: id, Firefox: id, Chrome: id })
const notSafari = (id: string): Record<Browser, string> => ({ ...all(id), Safari: 'kept' })
const kept = all('kept')
const name4096 = 'n'.repeat(4096)
const path1024 = `/${'p'.repeat(1023)}`

/** What browsers refuse, and the nearest that they take. The URL is `url` unless a third field says so. */
const verdicts: [header: string, expected: Record<Browser, string>, at?: string][] = [
  // Section 5.6, step 1: control characters but for HTAB.
  ['id=a\u0000b', all('cookie/control-character')],
  ['id=a\u0008b', all('cookie/control-character')],
  ['id=a\u001fb', all('cookie/control-character')],
  ['id=a\u007fb', all('cookie/control-character')],
  ['i\u0001d=x', all('cookie/control-character')],
  ['id=x; Path=/\u0001', all('cookie/control-character')],
  ['id=a\tb', kept],
  ['id=ü', kept],
  // Section 5.6, step 5: name and value.
  [`id=${'x'.repeat(4094)}`, kept],
  [`id=${'x'.repeat(4095)}`, all('cookie/too-large')],
  [`${name4096}=`, kept],
  [`${name4096}=x`, all('cookie/too-large')],
  [`id=${'é'.repeat(2047)}`, kept],
  [`id=${'é'.repeat(2048)}`, all('cookie/too-large')],
  [`é=${'x'.repeat(4095)}`, all('cookie/too-large')],
  [`id=x; Path=/${'p'.repeat(5000)}`, kept],
  // Section 5.7, steps 2 and 22: without a name.
  ['', all('cookie/empty')],
  ['=', all('cookie/empty')],
  ['; Secure', all('cookie/empty')],
  ['x', { ...kept, Safari: 'cookie/nameless' }],
  ['=x', { ...kept, Safari: 'cookie/nameless' }],
  ['x; Domain=com', { ...all('cookie/domain-public-suffix'), Safari: 'cookie/nameless' }],
  ['id=', kept],
  ['__Secure-id', all('cookie/prefix-in-value')],
  ['=__HOST-id=x', all('cookie/prefix-in-value')],
  ['id=__Host-id', kept],
  // Section 5.7, steps 9 and 10: Domain.
  ['id=x; Domain=api.example.com', kept],
  ['id=x; Domain=example.com', kept],
  ['id=x; Domain=.example.com', kept],
  ['id=x; Domain=EXAMPLE.com', kept],
  ['id=x; Domain=', kept],
  // Section 5.6.3 would take this for empty; Firefox and Chrome were seen to refuse it.
  ['id=x; Domain=.', all('cookie/domain-mismatch')],
  ['id=x; Domain= . ', all('cookie/domain-mismatch')],
  ['id=x; Domain=..', all('cookie/domain-mismatch')],
  ['id=x; Domain=example.com; Domain=.', all('cookie/domain-mismatch')],
  ['id=x; Domain=.; Domain=', kept],
  ['id=x; Domain=.; Domain=example.com', kept],
  ['id=x; Domain=.', all('cookie/domain-mismatch'), 'https://localhost/'],
  ['id=x; Domain=.', all('cookie/domain-mismatch'), 'https://203.0.113.5/'],
  ['id=x; Domain', kept],
  ['id=x; Domain=..example.com', all('cookie/domain-mismatch')],
  ['id=x; Domain=example.com.', all('cookie/domain-mismatch')],
  ['id=x; Domain=www.example.com', all('cookie/domain-mismatch')],
  ['id=x; Domain=x.api.example.com', all('cookie/domain-mismatch')],
  ['id=x; Domain=ample.com', all('cookie/domain-mismatch')],
  ['id=x; Domain=example.net', all('cookie/domain-mismatch')],
  ['id=x; Domain=exämple.com', all('cookie/domain-mismatch')],
  ['id=x; Domain=com', all('cookie/domain-public-suffix')],
  ['id=x; Domain=.com', all('cookie/domain-public-suffix')],
  ['id=x; Domain=co.uk', all('cookie/domain-public-suffix'), 'https://example.co.uk/'],
  ['id=x; Domain=netlify.app', all('cookie/domain-public-suffix'), 'https://shop.netlify.app/'],
  ['id=x; Domain=shop.netlify.app', kept, 'https://shop.netlify.app/'],
  ['id=x; Domain=netlify.app', kept, 'https://netlify.app/'],
  ['id=x; Domain=localhost', kept, 'https://localhost/'],
  ['id=x; Domain=localhost', all('cookie/domain-public-suffix'), 'https://api.localhost/'],
  ['id=x; Domain=shop.localhost', kept, 'https://api.shop.localhost/'],
  // The last Domain counts, if it is not too long.
  ['id=x; Domain=example.net; Domain=example.com', kept],
  ['id=x; Domain=example.com; Domain=example.net', all('cookie/domain-mismatch')],
  ['id=x; Domain=example.net; Domain=', kept],
  [`id=x; Domain=example.com; Domain=${'x'.repeat(1025)}`, kept],
  [`id=x; Domain=${'x'.repeat(1024)}`, all('cookie/domain-mismatch')],
  [`id=x; Domain=${'x'.repeat(1025)}`, kept],
  // Section 5.1.3: an IP address matches itself alone.
  ['id=x; Domain=203.0.113.5', kept, 'https://203.0.113.5/'],
  ['id=x; Domain=113.5', all('cookie/domain-mismatch'), 'https://203.0.113.5/'],
  ['id=x; Domain=[2001:db8::1]', kept, 'https://[2001:db8::1]/'],
  // Section 5.7, step 13: Secure.
  ['id=x; Secure', all('cookie/secure-over-http'), 'http://api.example.com/'],
  ['id=x', kept, 'http://api.example.com/'],
  ['id=x; sEcUrE=no', all('cookie/secure-over-http'), 'http://api.example.com/'],
  ['id=x; Secure', { ...kept, Safari: 'cookie/secure-on-localhost' }, 'http://localhost:3000/'],
  ['id=x; Secure', { ...kept, Safari: 'cookie/secure-on-localhost' }, 'http://api.localhost/'],
  ['id=x; Secure', { ...kept, Safari: 'cookie/secure-on-localhost' }, 'http://127.0.0.1:3000/'],
  ['id=x; Secure', { ...kept, Safari: 'cookie/secure-on-localhost' }, 'http://[::1]/'],
  ['id=x; Secure', all('cookie/secure-over-http'), 'http://128.0.0.1/'],
  ['id=x; Secure', all('cookie/secure-over-http'), 'http://notlocalhost/'],
  ['id=x; Secure', kept, 'https://localhost/'],
  // Section 5.7, step 19.
  ['id=x; SameSite=None', notSafari('cookie/none-without-secure')],
  ['id=x; SameSite=nOnE', notSafari('cookie/none-without-secure')],
  ['id=x; SameSite=None; Secure', kept],
  ['id=x; SameSite=Lax', kept],
  ['id=x; SameSite=None; SameSite=Lax', kept],
  ['id=x; SameSite=Lax; SameSite=None', notSafari('cookie/none-without-secure')],
  ['id=x; SameSite=None; SameSite=foo', kept],
  ['id=x; SameSite=None1', kept],
  ['id=x; SameSite=xNone', kept],
  ['id=x; Partitioned', notSafari('cookie/partitioned-without-secure')],
  ['id=x; Partitioned; Secure', kept],
  // Section 5.7, step 20.
  ['__Secure-id=x', all('cookie/secure-prefix')],
  ['__SECURE-id=x', notSafari('cookie/secure-prefix')],
  ['__secure-id=x; Secure', kept],
  ['__Secure-id=x; Secure; Domain=example.com', kept],
  ['__Secureid=x', kept],
  ['x__Secure-id=x', kept],
  // Section 5.7, step 21.
  ['__Host-id=x; Secure; Path=/', kept],
  ['__hOsT-id=x; Secure; Path=/', kept],
  ['__Host-id=x; Path=/', all('cookie/host-prefix')],
  ['__HOST-id=x; Path=/', notSafari('cookie/host-prefix')],
  ['__Host-id=x; Secure', all('cookie/host-prefix')],
  ['__Host-id=x; Secure', all('cookie/host-prefix'), 'https://api.example.com/'],
  ['__Host-id=x; Secure; Path=/account', all('cookie/host-prefix')],
  ['__Host-id=x; Secure; Path=/; Path=/a', all('cookie/host-prefix')],
  ['__Host-id=x; Secure; Path=/a; Path=/', kept],
  ['__Host-id=x; Secure; Path=/; Domain=api.example.com', all('cookie/host-prefix')],
  ['__Host-id=x; Secure; Path=/; Domain=', kept],
  // Chrome 140 and Firefox 143; Safari knows neither.
  ['__Http-id=x; Secure; HttpOnly', kept],
  ['__Http-id=x; Secure', notSafari('cookie/http-prefix')],
  ['__HTTP-id=x; HttpOnly', notSafari('cookie/http-prefix')],
  ['__Http-id=x', notSafari('cookie/http-prefix')],
  ['__Host-Http-id=x; Secure; HttpOnly; Path=/', kept],
  ['__Host-Http-id=x; Secure; Path=/', notSafari('cookie/http-prefix')],
  ['__host-http-id=x; Secure; HttpOnly', notSafari('cookie/host-prefix')],
  [
    '__Host-Http-id=x; HttpOnly; Path=/',
    { ...notSafari('cookie/http-prefix'), Safari: 'cookie/host-prefix' },
  ],
  ['__HostHttp-id=x', kept],
  // Section 5.6.2, steps 5 to 7, and 5.6.1: it is over when it arrives.
  ['id=x; Max-Age=0', all('cookie/expired')],
  ['id=x; Max-Age=-1', all('cookie/expired')],
  ['id=x; Max-Age=1', kept],
  ['id=x; Expires=Sat, 21 Nov 2026 00:00:00 GMT', all('cookie/expired')],
  ['id=x; Expires=Sat, 21 Nov 2026 00:00:01 GMT', kept],
  ['id=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=1', kept],
]

describe('which browser refuses which cookie', () => {
  for (const [header, expected, at] of verdicts) {
    const shown = header.length > 80 ? `${header.slice(0, 60)}… (${header.length})` : header
    it(`${JSON.stringify(shown)} at ${at ?? 'the API'}: ${Object.values(expected).join(', ')}`, () => {
      assert.deepEqual(refusals(header, at), expected)
    })
  }

  it('a list of suffixes without its private section takes companies’ names for usual ones', () => {
    const shop = 'https://shop.netlify.app/'
    assert.equal(refusal('id=x; Domain=netlify.app', shop), 'kept')
    assert.equal(refusal('id=x; Domain=app', shop), 'cookie/domain-public-suffix')
    assert.equal(refusal('id=x; Domain=netlify.app', url), 'cookie/domain-mismatch')
    const own = '__Host-id=x; Secure; Path=/; Domain=netlify.app'
    assert.equal(refusal(own, 'https://netlify.app/'), 'cookie/host-prefix')
  })

  it('the first rule of section 5.6 goes before all of 5.7', () => {
    assert.deepEqual(refusals('=\u0001'), all('cookie/control-character'))
    const long = `__Host-${'x'.repeat(4096)}=x; Domain=com; Max-Age=0`
    assert.deepEqual(refusals(long), all('cookie/too-large'))
  })
})

describe('how long it is kept', () => {
  for (const [attributes, life] of [
    ['', null],
    ['; Max-Age=34560000', 34_560_000],
    ['; Max-Age=34560001', 34_560_000],
    ['; Max-Age=34559999', 34_559_999],
    [`; Max-Age=${'9'.repeat(1024)}`, 34_560_000],
    [`; Max-Age=${'9'.repeat(1025)}`, null],
    ['; Max-Age=', null],
    ['; Max-Age=+1', null],
    ['; Max-Age=1.5', null],
    ['; Max-Age=1e9', null],
    ['; Max-Age=-', null],
    ['; Max-Age=0x10', null],
    ['; max-age="10"', null],
    ['; MAX-AGE= 10 ', 10],
    ['; Max-Age=007', 7],
    // The last one that can be read counts.
    ['; Max-Age=10; Max-Age=20', 20],
    ['; Max-Age=10; Max-Age=x', 10],
    ['; Max-Age=10; Max-Age=', 10],
    // Max-Age wins, wherever it stands.
    ['; Max-Age=10; Expires=Sat, 21 Nov 2026 00:01:00 GMT', 10],
    ['; Expires=Sat, 21 Nov 2026 00:01:00 GMT; Max-Age=10', 10],
    ['; Expires=Sat, 21 Nov 2026 00:01:00 GMT; Max-Age=x', 60],
    ['; expires=Nov 21 2026 00:01:00', 60],
    ['; Expires=0', null],
    ['; Comment=Sat, 21 Nov 2026 00:01:00 GMT', null],
    ['; Expires=Sat, 21 Nov 2026 00:01:00 GMT; Expires=x', 60],
    ['; Expires=Sat, 21 Nov 2026 00:01:00 GMT; Expires=Sat, 21 Nov 2026 00:02:00 GMT', 120],
    // 400 days from then are 26 December 2027.
    ['; Expires=Sun, 26 Dec 2027 00:00:00 GMT', 34_560_000],
    ['; Expires=Sun, 26 Dec 2027 00:00:01 GMT', 34_560_000],
    ['; Expires=Sat, 25 Dec 2027 23:59:59 GMT', 34_559_999],
    // Section 5.6, step 6.
    [`; Expires=Sat, 21 Nov 2026 00:01:00 GMT${' x'.repeat(492)}`, 60],
    [`; Expires=Sat, 21 Nov 2026 00:01:00 GMT${' x'.repeat(500)}`, null],
  ] as const) {
    it(`id=x${attributes.slice(0, 90)}: ${life}`, () => {
      assert.equal(stored(`id=x${attributes}`).life, life)
    })
  }

  it('without a moment an Expires is no life', () => {
    const cookie = parseSetCookie('id=x; Expires=Sat, 21 Nov 2026 00:01:00 GMT')
    assert.equal(askedLife(cookie, undefined), null)
    assert.equal(askedLife(cookie, observedAt), 60)
    assert.equal(askedLife({ ...cookie, setAt: '2026-11-21T00:00:20.000Z' }, observedAt), 40)
    assert.equal(askedLife({ ...cookie, setAt: '2026-11-21T00:00:20.000Z' }, undefined), 40)
    const comment = { name: 'Comment', value: 'Sat, 21 Nov 2026 00:01:00 GMT' }
    assert.equal(askedLife({ ...cookie, attributes: [comment] }, observedAt), null)
  })

  it('what is asked for is not cut', () => {
    assert.equal(askedLife(parseSetCookie('id=x; Max-Age=99999999'), observedAt), 99_999_999)
    assert.equal(askedLife(parseSetCookie('id=x; Max-Age=-5'), observedAt), -5)
  })

  it('a negative Max-Age that is too long is ignored', () => {
    assert.equal(stored(`id=x; Max-Age=-${'9'.repeat(1024)}`).life, null)
  })
})

describe('as a browser stores it', () => {
  it('with all attributes', () => {
    assert.deepEqual(
      stored(
        'id=x; Domain=.Example.com; Path=/a; Max-Age=60; SameSite=strict; Secure; HttpOnly; Partitioned',
      ),
      {
        domain: 'example.com',
        isHostOnly: false,
        path: '/a',
        life: 60,
        sameSite: 'Strict',
        isSecure: true,
        isHttpOnly: true,
        isPartitioned: true,
      },
    )
  })

  it('with none', () => {
    assert.deepEqual(stored('id=x'), {
      domain: 'api.example.com',
      isHostOnly: true,
      path: '/account',
      life: null,
      sameSite: 'unset',
      isSecure: false,
      isHttpOnly: false,
      isPartitioned: false,
    })
  })

  for (const [value, sameSite] of [
    ['Strict', 'Strict'],
    ['LAX', 'Lax'],
    ['none', 'None'],
    ['', 'unset'],
    ['stricter', 'unset'],
    ['"Lax', 'unset'],
    ['Lax"', 'unset'],
    [' Lax ', 'Lax'],
  ]) {
    it(`SameSite=${value}: ${sameSite}`, () => {
      assert.equal(stored(`id=x; Secure; SameSite=${value}`).sameSite, sameSite)
    })
  }

  for (const [header, at, path] of [
    ['id=x', 'https://a.example.com/', '/'],
    ['id=x', 'https://a.example.com/login', '/'],
    ['id=x', 'https://a.example.com/a/', '/a'],
    ['id=x', 'https://a.example.com/a/b/c?d=/e', '/a/b'],
    ['id=x; Path', 'https://a.example.com/a/b', '/a'],
    ['id=x; Path=', 'https://a.example.com/a/b', '/a'],
    ['id=x; Path=b', 'https://a.example.com/a/b', '/a'],
    ['id=x; Path=/B/', 'https://a.example.com/a/b', '/B/'],
    ['id=x; Path=/b; Path=c', 'https://a.example.com/a/b', '/a'],
    ['id=x; Path=/b; Path=/c', 'https://a.example.com/a/b', '/c'],
    [`id=x; Path=${path1024}`, 'https://a.example.com/a/b', path1024],
    [`id=x; Path=${path1024}p`, 'https://a.example.com/a/b', '/a'],
    [`id=x; Path=/c; Path=${path1024}p`, 'https://a.example.com/a/b', '/c'],
  ]) {
    it(`path of ${header.slice(0, 30)} at ${at}: ${path.slice(0, 30)}`, () => {
      assert.equal(stored(header, at).path, path)
    })
  }

  it('a public suffix or an address that names itself is host-only', () => {
    for (const host of ['netlify.app', '203.0.113.5', '[2001:db8::1]', 'localhost']) {
      const { domain, isHostOnly } = stored(`id=x; Domain=${host}`, `https://${host}/`)
      assert.deepEqual([domain, isHostOnly], [host, true])
    }
    assert.equal(stored('id=x; Domain=api.example.com').isHostOnly, false)
  })
})

describe('attributes over 1,024 octets (section 5.6, step 6)', () => {
  const cookie = parseSetCookie(
    `id=x; Path=/${'p'.repeat(1023)}; path=/${'p'.repeat(1024)}; Domain=${'x'.repeat(1025)}`,
  )

  it('are not taken', () => {
    assert.equal(attribute(cookie, 'path'), `/${'p'.repeat(1023)}`)
    assert.equal(attribute(cookie, 'domain'), undefined)
    assert.equal(attribute(cookie, 'secure'), undefined)
  })

  it('are named', () => assert.deepEqual(overlongAttributes(cookie), ['path', 'Domain']))
})

test('domain-match (section 5.1.3)', () => {
  for (const [host, domain, expected] of [
    ['example.com', 'example.com', true],
    ['www.example.com', 'example.com', true],
    ['a.b.example.com', 'example.com', true],
    ['example.com', 'www.example.com', false],
    ['notexample.com', 'example.com', false],
    ['203.0.113.5', '203.0.113.5', true],
    ['203.0.113.5', '113.5', false],
  ] as const) {
    assert.equal(domainMatches(host, domain), expected, `${host} ${domain}`)
  }
})

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { CookieJar } from 'tough-cookie'
import type { CookieConfig } from '../../../shared/config/config.ts'
import { authCookies, stringifySetCookies } from '../../../shared/core/cookie.ts'
import { compiled } from '../config/compile.ts'
import { Jar } from './jar.ts'

const path = '/app/set-auth-token'

/** What an endpoint with this config sends to a browser on this host. */
function answerOf(host: string, cookie: CookieConfig, token: string): string[] {
  const { policy } = compiled({ site: `https://${host}`, endpoint: path, cookie })
  return stringifySetCookies(
    authCookies(policy, host, token, token === '' ? 0 : policy.cookie.maxAge),
  )
}

/** The browsers that the project meets, each with what it sends to a page of the host, or to the API beside it. */
function browsers() {
  const bis = new Jar({ tellsHostOnly: true })
  const plain = new Jar({ tellsHostOnly: false })
  // Of the plain kind too, but by others: it refuses what breaks the rule of a prefix.
  const tough = new CookieJar(undefined, { prefixSecurity: 'strict' })
  const kinds = {
    'RFC 6265bis': bis,
    'RFC 6265': plain,
    'tough-cookie': {
      store: (host: string, lines: string[]) => {
        for (const line of lines) tough.setCookieSync(line, `https://${host}${path}`)
      },
      header: (url: string) => tough.getCookieStringSync(url),
    },
  }
  return { bis, plain, kinds: Object.entries(kinds) }
}

/** Deploys one config after the other: one log-in leaves one cookie, in page and API; log-out leaves none. */
function assertLogInWins(host: string, deploys: CookieConfig[]): void {
  const last = deploys.at(-1)!
  const { policy } = compiled({ site: `https://${host}`, endpoint: path, cookie: last })
  const { name, domain } = policy.cookie
  const { bis, plain, kinds } = browsers()
  for (const [kind, browser] of kinds) {
    deploys.forEach((cookie, i) => browser.store(host, answerOf(host, cookie, `token${i}`)))
    const own = `${name}=token${deploys.length - 1}`
    assert.equal(browser.header(`https://${host}${path}`), own, kind)
    if (domain && (last.path ?? '/') === '/') {
      assert.equal(browser.header(`https://api.${domain}/is-authed`), own, kind)
    }
  }
  for (const { cookies } of [bis, plain]) assert.equal(cookies.length, 1)
  for (const [kind, browser] of kinds) {
    browser.store(host, answerOf(host, last, ''))
    assert.equal(browser.header(`https://${host}${path}`), '', kind)
    if (domain) assert.equal(browser.header(`https://api.${domain}/is-authed`), '', kind)
  }
  for (const { cookies } of [bis, plain]) assert.deepEqual(cookies, [])
}

const changes: Record<string, CookieConfig[]> = {
  'nothing changes': [{}, {}],
  'Domain=www.… to the default': [{ domain: 'www.example.com' }, {}],
  'the default to Domain=www.…': [{}, { domain: 'www.example.com' }],
  'the default to host-only': [{}, { domain: false }],
  'host-only to the default': [{ domain: false }, {}],
  'Domain=www.… to host-only': [{ domain: 'www.example.com' }, { domain: false }],
  'host-only to Domain=www.…': [{ domain: false }, { domain: 'www.example.com' }],
  'all domains in turn': [{ domain: 'www.example.com' }, { domain: false }, {}],
  'a narrower path to /': [{ path: '/app' }, { former: [{ path: '/app' }] }],
  '/ to a narrower path': [{}, { path: '/app', former: [{ path: '/' }] }],
  'path and domain': [
    { path: '/app', domain: false },
    { former: [{ path: '/app', domain: false }] },
  ],
  'another name': [{ name: 'old' }, { former: [{ name: 'old' }] }],
  'another name and path': [
    { name: 'old', path: '/app' },
    { former: [{ name: 'old', path: '/app' }] },
  ],
  'to a __Host- name': [{}, { name: '__Host-a', former: [{ name: '__Secure-authToken' }] }],
  'from a __Host- name': [{ name: '__Host-a' }, { former: [{ name: '__Host-a' }] }],
  'from a __Host- name to a narrower path': [
    { name: '__Host-a' },
    { path: '/app', former: [{ name: '__Host-a' }] },
  ],
  'two earlier names': [
    { name: 'older', domain: false },
    { name: 'old', former: [{ name: 'older' }] },
    { former: [{ name: 'old' }, { name: 'older' }] },
  ],
}

suite('after a change between two deploys one log-in leaves exactly one cookie', () => {
  for (const [change, deploys] of Object.entries(changes)) {
    test(change, () => assertLogInWins('www.example.com', deploys))
  }

  test('a Domain that is not among the eight that are guessed, with its entry', () => {
    const host = 'l9.l8.l7.l6.l5.l4.l3.l2.l1.example.com'
    const domain = 'l2.l1.example.com'
    assertLogInWins(host, [{ domain }, { former: [{ domain }] }])
  })
})

test('without a former entry an old path or name does stay: the jars are not blind', () => {
  for (const old of [{ path: '/app' }, { name: 'old' }]) {
    const jar = new Jar({ tellsHostOnly: true })
    for (const cookie of [old, {}])
      jar.store('www.example.com', answerOf('www.example.com', cookie, 'a'))
    assert.equal(jar.cookies.length, 2)
  }
})

test('one jar tells a host-only cookie from one with a Domain, the other does not', () => {
  const lines = ['a=1; Path=/; Max-Age=9', 'a=2; Path=/; Max-Age=9; Domain=www.example.com']
  for (const [tellsHostOnly, header] of [
    [true, 'a=1; a=2'],
    [false, 'a=2'],
  ] as const) {
    const jar = new Jar({ tellsHostOnly })
    jar.store('www.example.com', lines)
    assert.equal(jar.header('https://www.example.com/'), header)
  }
})

test('whatever two or three deploys have, one log-in with the last leaves one cookie', () => {
  const hosts = fc.constantFrom(
    'example.com',
    'www.example.com',
    'a.b.example.com',
    'l7.l6.l5.l4.l3.l2.l1.example.com',
  )
  const names = fc.constantFrom(
    undefined,
    undefined,
    'token',
    '__Http-token',
    '__Host-token',
    '__Host-Http-token',
  )
  const deploy = fc.record({
    name: names,
    depth: fc.integer({ min: 0, max: 7 }),
    domain: fc.constantFrom('default', 'false', 'parent'),
    path: fc.constantFrom(undefined, '/', '/app', path),
    sameSite: fc.constantFrom('Strict', 'Lax', 'None'),
  })
  fc.assert(
    fc.property(hosts, fc.array(deploy, { minLength: 2, maxLength: 3 }), (host, deploys) => {
      const configs: CookieConfig[] = []
      for (const { name, depth, domain, path: given, sameSite } of deploys) {
        const isHost = name?.startsWith('__Host-')
        const labels = host.split('.')
        const parent = labels.slice(Math.min(depth, labels.length - 2)).join('.')
        const config: CookieConfig = { sameSite: sameSite as 'Strict' }
        if (name !== undefined) config.name = name
        if (!isHost && given !== undefined) config.path = given
        if (domain === 'false') config.domain = false
        if (!isHost && domain === 'parent') config.domain = parent
        // What cannot be guessed, each entry in as few words as the docs ask for.
        const former = configs
          .filter((old) => old.name !== config.name || pathOf(old) !== pathOf(config))
          .map((old) => ({
            ...(old.name !== config.name ? { name: old.name ?? '__Secure-authToken' } : {}),
            ...(pathOf(old) !== pathOf(config) ? { path: pathOf(old) } : {}),
          }))
        configs.push({ ...config, former })
      }
      assertLogInWins(host, configs)
    }),
    { numRuns: 300 },
  )
})

function pathOf(cookie: CookieConfig): string {
  return cookie.path ?? '/'
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EdgemintConfig } from '../../../shared/config/config.ts'
import { compiled, site } from './compile.ts'

const cases: [what: string, config: EdgemintConfig, warnings: RegExp[]][] = [
  ['the API is under the domain', { site, api: 'https://api.example.com' }, []],
  ['the API is on the domain itself', { site, api: 'https://example.com' }, []],
  ['the API is on the site itself', { site, api: site }, []],
  ['no API is named, but the cookie is shared', { site }, []],
  [
    'the API is beside a narrower domain',
    { site, api: 'https://api.example.com', cookie: { domain: 'www.example.com' } },
    [
      /^The browser will not send the cookie to api\.example\.com: it goes to www\.example\.com and hosts under it\. Leave cookie\.domain out: then it goes to example\.com and hosts under it\.$/,
    ],
  ],
  [
    'the cookie is host-only and the API is elsewhere',
    { site, api: 'https://api.example.com', cookie: { domain: false } },
    [
      /not send the cookie to api\.example\.com: it is host-only, for www\.example\.com alone\. Leave cookie\.domain out/,
    ],
  ],
  [
    'the cookie is host-only by its name and the API is elsewhere',
    { site, api: 'https://api.example.com', cookie: { name: '__Host-a' } },
    [
      /alone\. Choose a cookie\.name that does not begin with __Host-: then it goes to example\.com and hosts under it\.$/,
    ],
  ],
  [
    'the cookie is host-only twice over and the API is elsewhere',
    { site, api: 'https://api.example.com', cookie: { name: '__Host-a', domain: false } },
    [/Choose a cookie\.name that does not begin with __Host-, and leave cookie\.domain out: then/],
  ],
  [
    'the API is on another host of this machine',
    { site: 'http://localhost:3000', api: 'http://api.localhost:4000' },
    [/for localhost alone\. Give the API the same host; its port may be another\.$/],
  ],
  [
    'the cookie is host-only and the API on the same host',
    { site, api: `${site}:8443`, cookie: { name: '__Host-a' } },
    [],
  ],
  [
    'the cookie is host-only and no API is named',
    { site, cookie: { domain: false } },
    [
      /^The cookie is host-only: www\.example\.com alone gets it, an API on another host cannot receive it\.$/,
    ],
  ],
  [
    'the secret is in the bundle',
    {
      site,
      verify: { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET', secretInBundle: true },
    },
    [/^verify\.secretInBundle: .*whoever may read the function can read the secret/],
  ],
  [
    'the life is short, as if in days',
    { site, cookie: { maxAge: 400 } },
    [/^The cookie lives 400 seconds after .*: cookie\.maxAge is in seconds, and a day is 86400\.$/],
  ],
  ...['_Secure-a', '___Host-a', '__Secure_a', '__http_a'].map(
    (name): [string, EdgemintConfig, RegExp[]] => [
      `${name} looks like a prefix and is none`,
      { site, cookie: { name } },
      [/^The name \w+(?:-a)? begins with no prefix that browsers know, so they enforce nothing: /],
    ],
  ),
  [
    'a former Domain that the page is not under',
    { site, cookie: { former: [{ domain: 'api.example.com' }, { domain: 'www.example.com' }] } },
    [/^The domain api\.example\.com in cookie\.former is left out on www\.example\.com, /],
  ],
  ['a prefix by which nobody is misled', { site, cookie: { name: 'host-a' } }, []],
  ['what looks like a prefix within the name', { site, cookie: { name: 'a_host-a' } }, []],
  ['the life is a second', { site, cookie: { maxAge: 1 } }, [/^The cookie lives a second after /]],
  [
    'where a log-in may return to, without forms',
    {
      site,
      returnTo: ['/account'],
      secret: 'EDGEMINT_SECRET',
      login: { issuer: 'https://login.example.net', clientId: 'shop' },
    },
    [],
  ],
  ['the life is an hour', { site, cookie: { maxAge: 3600 } }, []],
  [
    'nobody may post a form that returns',
    { site, returnTo: ['/account'] },
    [
      /^The paths in returnTo are for form posts, and no origin may post one\. List .* in formOrigins/,
    ],
  ],
  ['a form returns', { site, formOrigins: [site], returnTo: ['/account'] }, []],
  ['the secret is bound', { site, verify: { algorithm: 'HS256', secret: 'SECRET' } }, []],
  [
    'the site is on a public suffix',
    { site: 'https://me.netlify.app' },
    [/^The cookie is host-only: me\.netlify\.app alone gets it/],
  ],
  ['the path is the endpoint', { site, cookie: { path: '/set-auth-token' } }, []],
  ['the path is above the endpoint', { site, endpoint: '/a/b/c', cookie: { path: '/a' } }, []],
  ['with a slash', { site, endpoint: '/a/b/c', cookie: { path: '/a/b/' } }, []],
  [
    'the path is elsewhere',
    { site, cookie: { path: '/app' } },
    [
      /^The cookie's path \/app does not include the endpoint \/set-auth-token, so the cookie cannot be renewed\.$/,
    ],
  ],
  [
    'the path only begins like the endpoint (RFC 6265, section 5.1.4)',
    { site, cookie: { path: '/set-auth' } },
    [/path \/set-auth does not include the endpoint \/set-auth-token/],
  ],
  [
    'the path only ends like the endpoint',
    { site, endpoint: '/a/b', cookie: { path: '/b' } },
    [/path \/b does not include the endpoint \/a\/b,/],
  ],
  [
    'the path is under the endpoint',
    { site, endpoint: '/a', cookie: { path: '/a/b' } },
    [/path \/a\/b does not include the endpoint \/a,/],
  ],
  [
    'all at once',
    { site, api: 'https://api.example.com', cookie: { domain: false, path: '/app' } },
    [/api\.example\.com/, /path \/app/],
  ],
]

for (const [what, config, expected] of cases) {
  test(`${what}: ${expected.length} to warn of`, () => {
    const { warnings } = compiled(config)
    assert.equal(warnings.length, expected.length, warnings.join('\n'))
    for (const [i, pattern] of expected.entries()) assert.match(warnings[i], pattern)
  })
}

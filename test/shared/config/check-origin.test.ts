import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertMistake, compiled, site } from './compile.ts'

/** A config with an origin at each place where there is one. */
const places: Record<string, (origin: unknown) => unknown> = {
  site: (origin) => ({ site: origin }),
  api: (origin) => ({ site, api: origin }),
  'siteOrigins[1]': (origin) => ({ site, siteOrigins: [site, origin] }),
  'formOrigins[1]': (origin) => ({ site, formOrigins: [site, origin] }),
}

const good = [
  'https://www.example.com',
  'https://example.com:8443',
  'https://xn--wgv71a.example',
  'https://www.undefined.co.uk',
  'https://192.0.2.1',
  'https://[2001:db8::1]:8443',
  'http://localhost',
  'http://localhost:3000',
  'http://app.localhost:3000',
  'https://localhost',
]

const bad: [origin: unknown, problem: RegExp, cure: RegExp][] = [
  ['', /^"" is not an origin\.$/, /^Write "https:\/\/" and the host\.$/],
  ['www.example.com', /^"www\.example\.com" is not an origin/, /Write "https:\/\/" and the host/],
  ['www.example.com:443/a', /is not an origin/, /: "https:\/\/www\.example\.com"\.$/],
  ['https://www.example.com.', /is not an origin as/, /^Write "https:\/\/www\.example\.com"\.$/],
  ['https://www.example.com.:8443', /is not an/, /^Write "https:\/\/www\.example\.com:8443"\.$/],
  ['https://www..example.com', /is not an/, /^Write "https:\/\/www\.example\.com"\.$/],
  ['https://undefined', /from something that is not set\.$/, /^Set the variable/],
  ['https://undefined.example.com:80', /from something that is not set\.$/, /^Set the variable/],
  ['https://[object Object].a.com', /from something that is not set\.$/, /^Set the variable/],
  ['https://${process.env.HOST}', /has not been filled in\.$/, /between backticks/],
  ['https://{host}.example.com', /is not an origin\.$/, /and the host\.$/],
  ['user:hunter2@example.com', /^an origin has no user name or password\.$/, /and the host\.$/],
  ['//www.example.com', /is not an origin/, /: "https:\/\/www\.example\.com"\.$/],
  ['www.example.com//a', /is not an origin/, /: "https:\/\/www\.example\.com"\.$/],
  ['localhost:3000', /is not an origin/, /https/],
  ['ftp://www.example.com', /is not an origin/, /https/],
  ['xhttps://www.example.com', /is not an origin\.$/, /https/],
  ['https://exam*ple.com', /is not an origin\.$/, /https/],
  ['httpsx://www.example.com', /is not an origin/, /https/],
  ['file:///etc', /is not an origin/, /https/],
  ['null', /is not an origin/, /https/],
  ['*', /is not an origin/, /https/],
  ['https://', /is not an origin/, /https/],
  [null, /^null is not an origin/, /https/],
  [1, /^1 is not an origin/, /https/],
  [{}, /^an object is not an origin/, /https/],
  [['https://www.example.com'], /is not an origin/, /https/],
  [
    'http://www.example.com',
    /^"http:\/\/www\.example\.com" is not https, and browsers refuse a Secure cookie there\.$/,
    /^Write "https:\/\/www\.example\.com"\.$/,
  ],
  ['http://www.example.com:8080', /is not https/, /^Write "https:\/\/www\.example\.com:8080"\.$/],
  ['http://localhost.example.com', /is not https/, /^Write "https:\/\/localhost\.example\.com"\.$/],
  ['http://notlocalhost', /is not https/, /^Write "https:\/\/notlocalhost"\.$/],
  [
    'http://127.0.0.1:3000',
    /^"http:\/\/127\.0\.0\.1:3000" is not https, which by its name alone this machine need not have\.$/,
    /^Write "http:\/\/localhost:3000"\.$/,
  ],
  ['http://127.8.9.1', /is not https, which/, /^Write "http:\/\/localhost"\.$/],
  ['http://[::1]:80', /is not https, which/, /^Write "http:\/\/localhost"\.$/],
  ['http://[::12]', /browsers refuse/, /^Write "https:\/\/\[::12\]"\.$/],
  ['http://[1::1]', /browsers refuse/, /^Write "https:\/\/\[1::1\]"\.$/],
  ['http://127.foo.com', /browsers refuse/, /^Write "https:\/\/127\.foo\.com"\.$/],
  ['http://192.127.0.1', /browsers refuse/, /^Write "https:\/\/192\.127\.0\.1"\.$/],
  [
    'https://www.example.com/',
    /is not an origin as browsers write it\.$/,
    /^Write "https:\/\/www\.example\.com"\.$/,
  ],
  ['https://www.example.com/app', /is not an origin as/, /^Write "https:\/\/www\.example\.com"\.$/],
  ['https://www.example.com:443', /is not an origin as/, /^Write "https:\/\/www\.example\.com"\.$/],
  ['https://www.example.com?a', /is not an origin as/, /^Write "https:\/\/www\.example\.com"\.$/],
  ['https://user@www.example.com', /has no user name/, /^Write "https:\/\/www\.example\.com"\.$/],
  [' https://www.example.com', /is not an origin as/, /^Write "https:\/\/www\.example\.com"\.$/],
  ['HTTPS://WWW.example.com', /is not an origin as/, /^Write "https:\/\/www\.example\.com"\.$/],
  ['https://日本.example', /is not an origin as/, /^Write "https:\/\/xn--wgv71a\.example"\.$/],
  ['http://localhost:3000/', /is not an origin as/, /^Write "http:\/\/localhost:3000"\.$/],
]

for (const [place, configWith] of Object.entries(places)) {
  test(`${place} takes an origin as browsers write it (RFC 6454, section 6.1)`, () => {
    for (const origin of good) assert.ok(compiled(configWith(origin)), origin)
  })

  for (const [origin, problem, cure] of bad) {
    test(`${place}: ${JSON.stringify(origin)} is a mistake`, () => {
      assertMistake(configWith(origin), place, problem, cure)
    })
  }
}

test('listed origins reach the policy as they are written, in their order', () => {
  const config = { site, siteOrigins: good, formOrigins: good.toReversed() }
  const { siteOrigins, formOrigins } = compiled(config).policy
  assert.deepEqual(siteOrigins, good)
  assert.deepEqual(formOrigins, good.toReversed())
})

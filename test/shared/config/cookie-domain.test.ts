import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertMistake, compiled, mistakesOf } from './compile.ts'

/** The Domain that a site gets by default; '' is host-only. Beside it, where its API is. */
const defaults: [site: string, domain: string, api?: string][] = [
  ['https://example.com', 'example.com'],
  ['https://www.example.com', 'example.com'],
  ['https://a.b.example.com:8443', 'example.com'],
  ['https://www.example.co.uk', 'example.co.uk'],
  ['https://www.example.com', 'example.com', 'https://api.example.com'],
  ['https://www.example.com', 'example.com', 'https://api.example.net'],
  ['https://me.netlify.app', ''],
  ['https://me.github.io', ''],
  ['https://project.pages.dev', ''],
  ['https://d111.cloudfront.net', ''],
  ['https://me.netlify.app', '', 'https://api.netlify.app'],
  ['https://me.netlify.app', '', 'https://api.example.com'],
  ['https://me.netlify.app', 'me.netlify.app', 'https://api.me.netlify.app'],
  ['https://shop.uk.com', ''],
  ['https://www.shop.uk.com', 'shop.uk.com', 'https://api.shop.uk.com'],
  ['https://www.shop.uk.com', '', 'https://api.eshop.uk.com'],
  ['https://netlify.app', ''],
  ['https://com', ''],
  ['https://localhost', ''],
  ['http://localhost:3000', ''],
  ['http://localhost:3000', '', 'http://localhost:4000'],
  ['https://192.0.2.1', ''],
  ['https://[2001:db8::1]', ''],
]

for (const [site, domain, api] of defaults) {
  const where = api ? `${site} with its API at ${api}` : site
  test(`${where}: the default Domain is "${domain}"`, () => {
    assert.equal(compiled(api ? { site, api } : { site }).policy.cookie.domain, domain)
  })
}

for (const domain of ['example.com', 'www.example.com', 'a.www.example.com']) {
  test(`a.www.example.com may share its cookie with ${domain}`, () => {
    const config = { site: 'https://a.www.example.com', cookie: { domain } }
    assert.equal(compiled(config).policy.cookie.domain, domain)
  })
}

test('a name may hold digits and hyphens in each of its labels', () => {
  for (const domain of ['c-d158.com', 'a-b09.c-d158.com', '0-9a.a-b09.c-d158.com']) {
    const config = { site: 'https://0-9a.a-b09.c-d158.com', cookie: { domain } }
    assert.equal(compiled(config).policy.cookie.domain, domain)
  }
})

test('false is host-only', () => {
  const config = { site: 'https://www.example.com', cookie: { domain: false } }
  assert.equal(compiled(config).policy.cookie.domain, '')
})

for (const [site, domain] of [
  ['https://me.netlify.app', 'netlify.app'],
  ['https://www.example.co.uk', 'co.uk'],
  ['https://www.example.com', 'com'],
  ['https://me.github.io', 'github.io'],
  ['https://shop.uk.com', 'uk.com'],
]) {
  test(`${domain} is a public suffix (publicsuffix.org)`, () => {
    const problem = new RegExp(
      `^"${domain}" is a public suffix, shared by strangers: browsers refuse`,
    )
    const cure = /^Leave domain out, or write false for a host-only cookie\.$/
    assertMistake({ site, cookie: { domain } }, 'cookie.domain', problem, cure)
  })
}

const site = 'https://www.example.com'

for (const [domain, cure] of [
  ['.example.com', 'example.com'],
  ['Example.com', 'example.com'],
  ['WWW.Example.Co.Uk', 'example.co.uk'],
  ['example.com.', 'example.com'],
  ['example.com:443', 'example.com'],
  ['https://www.example.com', 'example.com'],
  ['*.example.com', 'example.com'],
  ['..example.com', 'example.com'],
  ['example..com', 'example.com'],
  ['example.com; Path=/x', 'example.com'],
  ['', 'example.com'],
  ['日本.example', 'xn--wgv71a.example'],
  // To URLs, what ends with a number is an address, and this is none.
  ['.a.0x4', 'a.0x4'],
  ['192.0.2.1', 'example.com'],
  ['[::1]', 'example.com'],
  [null, 'example.com'],
  [true, 'example.com'],
  [1, 'example.com'],
] as const) {
  test(`${JSON.stringify(domain)} is not a domain name: the cure is "${cure}"`, () => {
    const [mistake, ...others] = mistakesOf({ site, cookie: { domain } })
    assert.deepEqual(others, [])
    assert.equal(mistake.place, 'cookie.domain')
    assert.equal(mistake.problem, `${JSON.stringify(domain)} is not a domain name.`)
    assert.match(mistake.cure, /^Write a name such as ".+": lower case, no dot in front, no port;/)
    assert.match(mistake.cure, /; or false for a host-only cookie\.$/)
    if (domain !== 'example..com') assert.ok(mistake.cure.includes(`"${cure}"`), mistake.cure)
  })
}

for (const [from, domain, instead] of [
  ['https://www.example.com', 'example.net', 'example.com'],
  ['https://www.example.com', 'api.example.com', 'example.com'],
  ['https://www.example.com', 'ample.com', 'example.com'],
  ['https://www.example.com', 'a.www.example.com', 'example.com'],
  ['https://me.netlify.app', 'you.netlify.app', 'me.netlify.app'],
  ['http://localhost:3000', 'example.com', 'localhost'],
]) {
  test(`${from} is not under ${domain}`, () => {
    const host = new URL(from).hostname
    const problem = new RegExp(`^the site ${host} is not under "${domain}", so browsers refuse`)
    const cure = new RegExp(`^Leave domain out, or write "${instead}"\\.$`)
    assertMistake({ site: from, cookie: { domain } }, 'cookie.domain', problem, cure)
  })
}

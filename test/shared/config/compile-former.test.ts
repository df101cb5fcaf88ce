import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertMistake, compiled, mistakesOf, site } from './compile.ts'

const strict = 'HttpOnly; Secure; SameSite=Strict'

test('what an entry does not say is as in the cookie, and its Domain is every one', () => {
  const former = [{ name: 'a' }, { path: '/b' }]
  assert.deepEqual(compiled({ site, cookie: { former } }).policy.cookie.former, [
    { name: 'a', attributes: `Path=/; ${strict}` },
    { name: '__Secure-authToken', attributes: `Path=/b; ${strict}` },
  ])
})

test('false is host-only; a name is one Domain', () => {
  const entries = [
    { name: 'a', domain: false },
    { name: 'a', domain: 'example.org' },
    { domain: false },
    { domain: 'www.example.com' },
  ]
  const { former } = compiled({ site, cookie: { former: entries } }).policy.cookie
  assert.deepEqual(
    former.map(({ domain }) => domain),
    ['', 'example.org', '', 'www.example.com'],
  )
})

test('a name stands together, and our own comes last: CloudFront groups cookies by name', () => {
  const own = { path: '/old' }
  const entries = [
    own,
    { name: 'b' },
    { name: 'a' },
    { ...own, domain: false },
    { name: 'b', ...own },
  ]
  const { former } = compiled({ site, cookie: { former: entries } }).policy.cookie
  assert.deepEqual(
    former.map(({ name, domain, attributes }) => [name, domain, attributes.split(';')[0]]),
    [
      ['b', undefined, 'Path=/'],
      ['b', undefined, 'Path=/old'],
      ['a', undefined, 'Path=/'],
      ['__Secure-authToken', undefined, 'Path=/old'],
      ['__Secure-authToken', '', 'Path=/old'],
    ],
  )
})

test('a former __Host- cookie can only have been host-only, at "/"', () => {
  const cookie = { path: '/app', former: [{ name: '__Host-a' }] }
  assert.deepEqual(compiled({ site, endpoint: '/app/a', cookie }).policy.cookie.former, [
    { name: '__Host-a', domain: '', attributes: `Path=/; ${strict}` },
  ])
  const noDomain = /^a __Host-a cookie has no domain\.$/
  for (const domain of ['example.com', '', null, true]) {
    const config = { site, cookie: { former: [{ name: '__Host-a', domain }] } }
    assertMistake(config, 'cookie.former[0].domain', noDomain, /^Leave domain out\.$/)
  }
  const withPath = { site, cookie: { former: [{ name: '__Host-a', path: '/a' }] } }
  assertMistake(withPath, 'cookie.former[0].path', /must have the path "\/"/, /^Leave path out\.$/)
})

const itself: [cookie: object, entry: object][] = [
  [{}, {}],
  [{}, { domain: 'example.com' }],
  [{}, { name: '__Secure-authToken', path: '/' }],
  [{ domain: false }, { domain: false }],
  [{ domain: 'www.example.com' }, { domain: 'www.example.com' }],
  [{ name: '__Host-a' }, { name: '__Host-a' }],
]
for (const [cookie, entry] of itself) {
  test(`${JSON.stringify(cookie)} cannot have been ${JSON.stringify(entry)} formerly: it still is`, () => {
    const config = { site, cookie: { ...cookie, former: [entry] } }
    const cure =
      /^Say in what the old cookie differs: name, domain or path; or leave the entry out\.$/
    assertMistake(config, 'cookie.former[0]', /^this is the cookie itself\.$/, cure)
  })
}

const numbered = (count: number): object[] =>
  Array.from({ length: count }, (_, i) => ({ name: `a${i}` }))

test('ten entries are enough', () => {
  assert.equal(compiled({ site, cookie: { former: numbered(10) } }).policy.cookie.former.length, 10)
  const config = { site, cookie: { former: numbered(11) } }
  assertMistake(config, 'cookie.former', /^11 cookies are too many\.$/, /^List 10 at most\.$/)
})

for (const former of [null, 'a', { name: 'a' }, 1]) {
  test(`former: ${JSON.stringify(former)} is not a list`, () => {
    assertMistake(
      { site, cookie: { former } },
      'cookie.former',
      /is not a list\.$/,
      /^Write former: \[\{ name: 'token' \}\], with brackets\.$/,
    )
  })
}

for (const entry of [null, 'a', ['a'], 1]) {
  test(`${JSON.stringify(entry)} is not a former cookie`, () => {
    const cure =
      /^Write what the old cookie had, such as \{ name: 'token' \} or \{ path: '\/app' \}\.$/
    const config = { site, cookie: { former: [{ name: 'a' }, entry] } }
    assertMistake(config, 'cookie.former[1]', /is not an object\.$/, cure)
  })
}

const noDomains = [
  'com',
  'co.uk',
  'netlify.app',
  '.example.com',
  'EXAMPLE.com',
  '192.0.2.1',
  'example.com:8080',
  '',
  null,
  1,
]
for (const domain of noDomains) {
  test(`${JSON.stringify(domain)} cannot have been a cookie's domain`, () => {
    const config = { site, cookie: { former: [{ name: 'a', domain }] } }
    const problem = /is not a domain that a cookie can have had\.$/
    assertMistake(config, 'cookie.former[0].domain', problem, /such as "www\.example\.com"/)
  })
}

test('every field of every entry is checked, and all mistakes are told together', () => {
  const former = [{ name: 'a b', path: 'x', Domain: 'example.com' }, { name: '__secure-a' }]
  assert.deepEqual(
    mistakesOf({ site, cookie: { former } }).map(({ place }) => place),
    [
      'cookie.former[0].Domain',
      'cookie.former[0].name',
      'cookie.former[0].path',
      'cookie.former[1].name',
    ],
  )
})

for (const path of ['app', null]) {
  test(`${JSON.stringify(path)} cannot have been a cookie's path`, () => {
    const config = { site, cookie: { former: [{ name: 'a', path }] } }
    const cure = /^Write it from the root, such as "\/app"\.$/
    assertMistake(config, 'cookie.former[0].path', /is not a path\.$/, cure)
  })
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertMistake, compiled, mistakesOf, site } from './compile.ts'

for (const cookie of [null, 'authToken', 1, true, [], [{ name: 'a' }]]) {
  test(`cookie: ${JSON.stringify(cookie)} is not an object`, () => {
    const cure = /^Write cookie: \{ maxAge: 86400 \}\.$/
    assertMistake({ site, cookie }, 'cookie', /^.+ is not an object\.$/, cure)
  })
}

for (const name of [
  'authToken',
  'a',
  "!#$%&'*+-.^_`|~09AZaz",
  '__Secure-a',
  '__Http-a',
  '__securer',
  'x__host-a',
  '__Host-a',
  '__Host-Http-a',
  '__hostess',
  '__Secure',
  '_Secure-a',
  '__sec-a',
]) {
  test(`${name} can be the cookie's name (RFC 9110, section 5.6.2)`, () => {
    const { cookie } = compiled({ site, cookie: { name } }).policy
    assert.equal(cookie.name, name)
    assert.equal(cookie.domain, name.startsWith('__Host-') ? '' : 'example.com')
  })
}

for (const name of [
  '',
  'a b',
  'a=b',
  'a;b',
  'a,b',
  '"a"',
  'é',
  'a\n',
  'a\t',
  '日本',
  null,
  1,
  {},
]) {
  test(`${JSON.stringify(name)} is not a cookie name`, () => {
    const cure = /^Use letters, digits, - and _\.$/
    assertMistake({ site, cookie: { name } }, 'cookie.name', /^.+ is not a cookie name\.$/, cure)
  })
}

test('a name that every object of JavaScript has would be found where there is no cookie', () => {
  const [problem, cure] = [
    /^"constructor" has a meaning in JavaScript\.$/,
    /^Choose another name\.$/,
  ]
  assertMistake({ site, cookie: { name: 'constructor' } }, 'cookie.name', problem, cure)
})

for (const char of '()<>@,;:\\"/[]?={} \t\0\x7f') {
  test(`a name cannot hold ${JSON.stringify(char)} (RFC 9110, section 5.6.2)`, () => {
    assert.equal(mistakesOf({ site, cookie: { name: `a${char}b` } })[0].place, 'cookie.name')
  })
}

for (const [name, spelling] of [
  ['__secure-a', '__Secure-'],
  ['__SECURE-a', '__Secure-'],
  ['__http-a', '__Http-'],
  ['__HTTP-a', '__Http-'],
  ['__host-a', '__Host-'],
  ['__HOST-a', '__Host-'],
]) {
  test(`${name}: browsers read the prefix in any case, servers do not (RFC 6265bis, section 5.7)`, () => {
    const problem = new RegExp(`^the prefix ${name.slice(0, -1)} is misspelt\\.$`)
    const cure = new RegExp(`^Write ${spelling}\\.$`)
    assertMistake({ site, cookie: { name } }, 'cookie.name', problem, cure)
  })
}

for (const name of ['__Host-a', '__Host-Http-a']) {
  test(`${name} has no Domain and the path "/" (RFC 6265bis, section 4.1.3)`, () => {
    const { policy } = compiled({ site, cookie: { name, path: '/', domain: false } })
    assert.equal(policy.cookie.domain, '')
    assert.deepEqual(compiled({ site, cookie: { name } }).policy, policy)

    const noPath = new RegExp(`^a ${name} cookie must have the path "/"\\.$`)
    assertMistake(
      { site, cookie: { name, path: '/a' } },
      'cookie.path',
      noPath,
      /^Leave path out\.$/,
    )
    const noDomain = new RegExp(`^a ${name} cookie must have no domain\\.$`)
    for (const domain of ['example.com', 'com', '', 1, null, true]) {
      const config = { site, cookie: { name, domain } }
      assertMistake(config, 'cookie.domain', noDomain, /^Leave domain out\.$/)
    }
  })
}

test('a misspelt __host- is held to the rules of __Host- at once', () => {
  const cookie = { name: '__host-a', path: '/set-auth-token', domain: 'example.com' }
  assert.deepEqual(
    mistakesOf({ site, cookie }).map(({ place }) => place),
    ['cookie.name', 'cookie.path', 'cookie.domain'],
  )
})

for (const path of ['/', '/set-auth-token', `/${'a'.repeat(1023)}`, "/a-._~!$&'()*+,=:@%2F/"]) {
  test(`${path.slice(0, 40)} can be the path`, () => {
    const { attributes } = compiled({ site, cookie: { path } }).policy.cookie
    assert.equal(attributes, `Path=${path}; HttpOnly; Secure; SameSite=Strict`)
  })
}

for (const path of [
  '',
  'a',
  '//',
  '//a',
  '/a;b',
  '/a b',
  '/a\r\n',
  '/é',
  '/a?b',
  '/a#b',
  '/a/../b',
  '/a/%2e%2e/b',
  '/a/.%2E',
  '/..',
  '/.',
  `/${'a'.repeat(1024)}`,
  null,
  1,
  false,
  ['/'],
]) {
  test(`${JSON.stringify(path).slice(0, 40)} is not a path`, () => {
    const cure = /^Write "\/", or leave it out\.$/
    assertMistake({ site, cookie: { path } }, 'cookie.path', /^.+ is not a path\.$/, cure)
  })
}

test('a name leaves room for a token (RFC 6265bis, section 5.6)', () => {
  assert.equal(
    compiled({ site, cookie: { name: 'a'.repeat(1024) } }).policy.cookie.domain,
    'example.com',
  )
  const config = { site, cookie: { name: 'a'.repeat(1025) } }
  const cure = /^Choose a name of 1024 at most\.$/
  assertMistake(config, 'cookie.name', /^1025 octets leave too little room for a token/, cure)
})

test('a Domain may hold underscores, as a host may', () => {
  const config = {
    site: 'https://www.my_shop.example.org',
    cookie: { domain: 'my_shop.example.org' },
  }
  assert.equal(compiled(config).policy.cookie.domain, 'my_shop.example.org')
})

test('a Domain that is no name is told as browsers write it', () => {
  for (const [domain, cure] of [
    ['bücher.example', /"xn--bcher-kva\.example"/],
    ['false', /^Write false without quotes/],
  ] as const) {
    assertMistake({ site, cookie: { domain } }, 'cookie.domain', /./, cure)
  }
})

test('a life is whole seconds, up to 400 days (RFC 6265bis, section 5.5)', () => {
  for (const maxAge of [1, 86_400, 34_559_999, 400 * 24 * 60 * 60]) {
    assert.equal(compiled({ site, cookie: { maxAge } }).policy.cookie.maxAge, maxAge)
  }
})

for (const maxAge of [0, -1, 0.5, 1.5, 34_560_001, 1e9, NaN, Infinity, '86400', null, true, [60]]) {
  test(`maxAge ${typeof maxAge} ${maxAge} is not a life that browsers grant`, () => {
    const cure = /^Write whole seconds from 1 to 34560000 \(400 days\)\.$/
    const problem = /^.+ is not a life that browsers grant\.$/
    assertMistake({ site, cookie: { maxAge } }, 'cookie.maxAge', problem, cure)
  })
}

for (const sameSite of ['Strict', 'Lax', 'None']) {
  test(`SameSite=${sameSite}`, () => {
    const { attributes } = compiled({ site, cookie: { sameSite } }).policy.cookie
    assert.equal(attributes, `Path=/; HttpOnly; Secure; SameSite=${sameSite}`)
  })
}

for (const sameSite of ['', 'strict', 'LAX', 'Default', null, true, ['Strict']]) {
  test(`SameSite ${JSON.stringify(sameSite)} is unknown`, () => {
    const cure = /^Write "Strict", "Lax" or "None"\.$/
    assertMistake({ site, cookie: { sameSite } }, 'cookie.sameSite', /^.+ is unknown\.$/, cure)
  })
}

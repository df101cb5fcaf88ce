import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertMistake, compiled, mistakesOf, site } from './compile.ts'

for (const config of [undefined, null, 'https://www.example.com', 42, true, [], [{ site }]]) {
  test(`${JSON.stringify(config)} is not a config`, () => {
    assertMistake(
      config,
      'export default',
      /^.+ is not a config\.$/,
      /^Write export default \{ site: 'https:\/\/www\.example\.com' \}\.$/,
    )
  })
}

test('a function is not a config', () => {
  assertMistake(() => ({ site }), 'export default', /^a function is not a config/, /site/)
})

test('site is the one field that must be given', () => {
  const cure = /^Write site: 'https:\/\/www\.example\.com', with the host of your page\.$/
  assertMistake({}, 'site', /^site is missing\.$/, cure)
  assertMistake({ site: undefined }, 'site', /^site is missing\.$/, cure)
  assertMistake({ site: null }, 'site', /^null is not an origin\.$/, /^Write "https:\/\/"/)
})

test('a site on this machine has no registrable domain, so no Domain is walked', () => {
  assert.equal(compiled({ site: 'http://localhost:3000' }).policy.registrableDomain, '')
})

test('where site is mistaken the rest is checked all the same', () => {
  const config = { api: 'https://api.example.com', cookie: { maxAge: 0 } }
  assert.deepEqual(
    mistakesOf(config).map(({ place }) => place),
    ['site', 'cookie.maxAge'],
  )
})

test('all mistakes are reported together, in the order of the fields', () => {
  const config = {
    sitte: 1,
    site: 'www.example.com',
    api: null,
    endpoint: 'set-auth-token',
    siteOrigins: 'https://a.test',
    formOrigins: ['x', 'https://b.test', 'https://b.test/'],
    returnTo: ['account', '/', '//evil.test'],
    verify: true,
    cookie: { Name: 'a', name: '', path: 'x', maxAge: '1', sameSite: 'strict' },
  }
  assert.deepEqual(
    mistakesOf(config).map(({ place }) => place),
    [
      'sitte',
      'site',
      'api',
      'endpoint',
      'siteOrigins',
      'formOrigins[0]',
      'formOrigins[2]',
      'returnTo[0]',
      'returnTo[2]',
      'verify',
      'cookie.Name',
      'cookie.name',
      'cookie.path',
      'cookie.maxAge',
      'cookie.sameSite',
    ],
  )
})

for (const [name, meant] of [
  ['siteorigins', 'siteOrigins'],
  ['APi', 'api'],
  ['returnto', 'returnTo'],
  ['siteOrigin', 'siteOrigins'],
  ['formOrgins', 'formOrigins'],
  ['endpiont', 'endpoint'],
]) {
  test(`${name} is misspelt: the cure is ${meant}`, () => {
    assertMistake({ site, [name]: [] }, name, /no such field/, new RegExp(`^Write ${meant}\\.$`))
  })
}

function inCookie(name: string): RegExp {
  return new RegExp(`^It is cookie\\.${name}: write cookie: { ${name}: … }\\.$`)
}

test('a field of the cookie that stands beside it is told where it belongs', () => {
  for (const name of ['name', 'domain', 'maxAge', 'sameSite', 'path', 'former']) {
    assertMistake({ site, [name]: 1 }, name, /^there is no such field\.$/, inCookie(name))
  }
  assertMistake({ site, maxage: 1 }, 'maxage', /no such field/, inCookie('maxAge'))
  assertMistake(
    { site, cookie: { maxage: 1 } },
    'cookie.maxage',
    /no such field/,
    /^Write maxAge\.$/,
  )
})

test('a field that resembles none is told the fields there are', () => {
  const all =
    /^The fields are: site, api, endpoint, cookie, siteOrigins, formOrigins, returnTo, verify, login, bridge, secret\.$/
  assertMistake({ site, origins: [] }, 'origins', /^there is no such field\.$/, all)
  assertMistake({ site, '': 1 }, "''", /^there is no such field\.$/, all)
  const ofCookie = /^The fields are: name, domain, maxAge, sameSite, path, former\.$/
  assertMistake({ site, cookie: { secure: true } }, 'cookie.secure', /no such field/, ofCookie)
})

test('of a hundred mistakes on, no field is guessed at: that would cost too much', () => {
  const names = Array.from({ length: 101 }, (_, i) => `site${'x'.repeat(i)}`).slice(1)
  const mistakes = mistakesOf({
    site,
    ...Object.fromEntries([...names, 'sitex', 'Site'].map((name) => [name, 1])),
  })
  assert.equal(mistakes.length, 101)
  assert.equal(mistakes[0].cure, 'Write site.')
  assert.match(mistakes[100].cure, /^The fields are: /)
})

test('the value of an unknown field is not printed: it may be a secret', () => {
  const config = { site, password: 'hunter2', cookie: { key: 'hunter2', NAME: 'hunter2' } }
  assert.equal(mistakesOf(config).length, 3)
  assert.equal(JSON.stringify(mistakesOf(config)).includes('hunter2'), false)
})

for (const endpoint of [
  '/a',
  '/a.b',
  '/a../b',
  '/a.',
  '/.../a',
  '/.netlify-a',
  '/a/b',
  '/AZaz09._~-/b',
]) {
  test(`${endpoint} can be the endpoint`, () => {
    assert.equal(compiled({ site, endpoint }).policy.endpoint, endpoint)
  })
}

for (const endpoint of [
  '',
  '/',
  '/a/',
  'a',
  'a/b',
  '//a',
  '/a/*',
  '/a*',
  '/*/a',
  '/:id',
  '/a%20b',
  '/a?b',
  '/a#b',
  '/a b',
  '/é',
  '/a/../b',
  '/..',
  '/./a',
  '/a/.',
  '/a\n',
  'https://www.example.com/a',
  '/a\\b',
  '/a//b',
  null,
  1,
  true,
  ['/a'],
  {},
]) {
  test(`${JSON.stringify(endpoint)} is not the path of an endpoint`, () => {
    const cure = /^Write a path such as "\/set-auth-token": from the root, in letters, digits/
    assertMistake({ site, endpoint }, 'endpoint', /is not the path of an endpoint\.$/, cure)
  })
}

for (const char of '!$&\'()+,;=@{}[]|^`"<>') {
  test(`an endpoint with ${char} could be a pattern to some platform's router`, () => {
    const cure = /in letters, digits, - _ \. ~ and \/, without a slash at the end\.$/
    assertMistake({ site, endpoint: `/a${char}b` }, 'endpoint', /is not the path/, cure)
  })
}

for (const endpoint of ['/auth/cdn-cgi', '/auth/.netlify/a', '/cdn-cgi-auth']) {
  test(`${endpoint} is the site's own`, () => {
    assert.equal(compiled({ site, endpoint }).policy.endpoint, endpoint)
  })
}

for (const endpoint of ['/.netlify/functions/a', '/.netlify', '/cdn-cgi/a']) {
  test(`${endpoint} belongs to the platform`, () => {
    assertMistake({ site, endpoint }, 'endpoint', /where the platform itself answers\.$/, /^Write/)
  })
}

for (const place of ['siteOrigins', 'formOrigins', 'returnTo']) {
  for (const value of [null, 'https://a.test', 1, false]) {
    test(`${place}: ${JSON.stringify(value)} is not a list`, () => {
      const [mistake] = mistakesOf({ site, [place]: value })
      const shown = JSON.stringify(value)
      assert.deepEqual(mistake, {
        place,
        problem: `${shown} is not a list.`,
        cure: `Write ${place}: ['…'], with brackets.`,
      })
    })
  }
}

test('a form must be able to return somewhere', () => {
  const cure = /^Write returnTo: \['\/'\], or leave it out\.$/
  assertMistake({ site, returnTo: [] }, 'returnTo', /^the list is empty\.$/, cure)
})

for (const path of ['/', '/a', '/a/b?c=d#e', '/*', '/a/*', '/a*', '/a%20b']) {
  test(`${path} can be returned to`, () => {
    assert.deepEqual(compiled({ site, returnTo: ['/first', path] }).policy.returnTo[1], path)
  })
}

for (const path of [
  '',
  'a',
  '*',
  '//a',
  '/a/../b',
  '/a/%2e%2E',
  '/\\a',
  '/é',
  '/a b',
  site,
  'javascript:1',
  null,
  1,
  {},
  ['/a'],
]) {
  test(`${JSON.stringify(path)} cannot be returned to`, () => {
    const cure = /"\/account", or "\/account\/\*" for all under it; no host, no dots/
    const config = { site, returnTo: ['/', path] }
    assertMistake(config, 'returnTo[1]', /is not a path of the site\.$/, cure)
  })
}

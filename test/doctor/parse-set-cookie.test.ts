import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseSetCookie as parseElsewhere } from 'set-cookie-parser'
import { Cookie } from 'tough-cookie'
import type { SetCookie } from '../../doctor/facts.ts'
import { parseSetCookie, withoutSecret } from '../../doctor/parse-set-cookie.ts'
import { foldedCookies } from '../../doctor/folded-cookies.ts'

const path = { name: 'Path', value: '/' }

const pairs: [header: string, name: string, valueOctets: number][] = [
  ['id=x', 'id', 1],
  ['id=', 'id', 0],
  ['id', '', 2],
  ['', '', 0],
  ['=', '', 0],
  ['=x', '', 1],
  ['id=a=b', 'id', 3],
  ['=a=b', '', 3],
  [' \tid \t=\t x y \t', 'id', 3],
  ['id="x"', 'id', 3],
  ['id=é', 'id', 2],
  ['é=x', 'é', 1],
  ['id=\u00a0x', 'id', 3],
  ['id=\ud800', 'id', 3],
]
for (const [header, name, valueOctets] of pairs) {
  test(`${JSON.stringify(header)}: the name and the length of the value`, () => {
    assert.deepEqual(parseSetCookie(header), { name, valueOctets, attributes: [] })
    assert.deepEqual(parseSetCookie(`${header};Path=/`), { name, valueOctets, attributes: [path] })
  })
}

const attributes: [text: string, attributes: [name: string, value: string][]][] = [
  ['Path=/', [['Path', '/']]],
  ['pATH=/A', [['pATH', '/A']]],
  [' \tPath\t = \t/a\t ', [['Path', '/a']]],
  ['Path', [['Path', '']]],
  ['Path=', [['Path', '']]],
  ['Path=/a=b', [['Path', '/a=b']]],
  ['Path="/"', [['Path', '"/"']]],
  [';; ;\t;', []],
  ['=', []],
  ['=Path', []],
  [
    'Domain=a.test; Domain=b.test',
    [
      ['Domain', 'a.test'],
      ['Domain', 'b.test'],
    ],
  ],
  [
    'Expires=Sat, 21 Nov 2026 12:00:00 GMT;Max-Age=-1',
    [
      ['Expires', 'Sat, 21 Nov 2026 12:00:00 GMT'],
      ['Max-Age', '-1'],
    ],
  ],
  [
    'HttpOnly;Secure;SameSite=lax;Priority=High;Partitioned',
    [
      ['HttpOnly', ''],
      ['Secure', ''],
      ['SameSite', 'lax'],
      ['Priority', 'High'],
      ['Partitioned', ''],
    ],
  ],
  ['\u00a0Path=/', [['\u00a0Path', '']]],
  ['Max-Age:60', [['Max-Age:', '']]],
  ['Max\u2011Age=60', [['Max\u2011Age', '']]],
  ['HttpOnly, Secure', [['HttpOnly, Secure', '']]],
  ['HttpOnly Secure, Path=/', [['HttpOnly Secure, Path', '']]],
  ['Path=/, HttpOnly', [['Path', '/, HttpOnly']]],
  ['data:60', []],
]
for (const [text, expected] of attributes) {
  test(`${JSON.stringify(text)}: the attributes`, () => {
    const list = expected.map(([name, value]) => ({ name, value }))
    assert.deepEqual(parseSetCookie(`id=x;${text}`), {
      name: 'id',
      valueOctets: 1,
      attributes: list,
    })
  })
}

test('the rest of a value that had a semicolon in it is no attribute', () => {
  const { valueOctets, attributes: kept } = parseSetCookie('id="a;secret;b=secret"; Secure=secret')
  assert.equal(valueOctets, 2)
  assert.deepEqual(kept, [{ name: 'Secure', value: '' }])
})

for (const [text, expected] of [
  ['SameSite=Lax, id2=secret', ['SameSite', 'Lax, id2=']],
  ['Secure, SameSite=Lax, id2=secret', ['Secure, SameSite', ', id2=']],
  ['Path=/,id2=secret', ['Path', '/, id2=']],
  ['Path=, id2 = secret', ['Path', ', id2=']],
  ['HttpOnly, id2=secret', ['HttpOnly, id2=', '']],
  ['Http-Only , id2=secret', ['Http-Only , id2=', '']],
  ['Secure=1, id2=secret', ['Secure', ', id2=']],
  [
    'Expires=Sat, 21 Nov 2026 00:00:00 GMT, id2=secret',
    ['Expires', 'Sat, 21 Nov 2026 00:00:00 GMT, id2='],
  ],
  ['Expires=Sat, 21 Nov 2026 00:00:00 GMT', ['Expires', 'Sat, 21 Nov 2026 00:00:00 GMT']],
  ['HttpOnly, secret', undefined],
  ['data, id2=secret', undefined],
] as const) {
  test(`${text}: of a cookie that begins in an attribute only the name is kept`, () => {
    const list = expected ? [{ name: expected[0], value: expected[1] }] : []
    const cookie = parseSetCookie(`id=x; ${text}`)
    assert.deepEqual(cookie.attributes, list)
    assert.deepEqual(cookie.attributes.map(withoutSecret), list)
    assert.deepEqual(foldedCookies(cookie), text.includes('id2') && expected ? ['id2'] : [])
  })
}

test('a cookie with a name as PHP writes it begins, too', () => {
  const cookie = parseSetCookie('id=x; SameSite=Lax, user[id]=secret; Path=/')
  assert.deepEqual(cookie.attributes, [{ name: 'SameSite', value: 'Lax, user[id]=' }, path])
  assert.deepEqual(foldedCookies(cookie), ['user[id]'])
})

const trailing = [
  ' id2=secret',
  '\tid2=secret',
  ' / id2=secret',
  ', "id2"=secret',
  ' secret',
  '"],"x-auth":"secret"}',
  "' ], authorization: 'Bearer secret' }",
  "' -H 'Authorization: Bearer secret'",
  ' | Authorization: Bearer secret',
  ', secret==',
  ", 'x-auth:secret='",
]
for (const own of [
  'SameSite=Lax',
  'Path=/',
  'Domain=example.com',
  'Max-Age=60',
  'Priority=High',
  'Expires=Sat, 21 Nov 2026 12:00:00 GMT',
]) {
  for (const rest of trailing) {
    test(`${own}${rest}: what was copied along is not kept`, () => {
      const [attribute] = parseSetCookie(`id=x; ${own}${rest}`).attributes
      assert.doesNotMatch(JSON.stringify(attribute), /secret|Bearer/)
      assert.match(`${attribute.name}=${attribute.value}`, /…/)
      assert.deepEqual(withoutSecret(attribute), attribute)
    })
  }
}

for (const [text, value] of [
  ['SameSite="Lax"', '"Lax"'],
  ['SameSite=Strikt', '…'],
  ['SameSite=Lax, HttpOnly', 'Lax, HttpOnly'],
  ['SameSite=Lax Domain=secret', 'Lax Domain'],
  ['SameSite=Lax,', 'Lax,'],
  ['Max-Age="60"', '"60"'],
  ['Max-Age=-1.5', '-1.5'],
  ['Max-Age=1e9', '1e9'],
  ['Max-Age=30d', '…'],
  ['Max-Age=60 a b,c Secure d', '60 … Secure …'],
  ['Path=/a/b.c~d%20:e@f=g', '/a/b.c~d%20:e@f=g'],
  ['Path=/ü', '/…'],
  ['Path=a', '…'],
  ['Domain=https://example.com:8443/', 'https://example.com:8443/'],
  ['Domain="*.example.com"', '"*.example.com"'],
  ['Domain=bücher.example', 'bücher.example'],
  ['Domain=[::1]', '[::1]'],
  ['Domain=https://me:secret@example.com', '…'],
  ['Path=/v1(beta)/x', '/v1(beta)/x'],
  ['Path=/a()', '/a()'],
  ["Path=/a'secret", '/…'],
  ["Path=/':'secret'", '/…'],
  ["Path=/x':'secret'", '/…'],
  ["Path=/')+secret", '/…'],
  ['Path=/)(secret)', '/…'],
  ['Path=/(secret', '/…'],
  ['Expires=Saturday, 21-Nov-26 12:00:00 UTC', 'Saturday, 21-Nov-26 12:00:00 UTC'],
  ['Expires=2026-11-21T12:00:00Z', '2026-11-21…'],
  ['Expires=the 21st Novembre 2026, 1:2:3x', '… 21… Nov… 2026, 1:2:3…'],
  ['Expires=1764244800000', '…'],
] as const) {
  test(`${text}: of a value only what is of its form is kept`, () => {
    const [attribute] = parseSetCookie(`id=x; ${text}`).attributes
    assert.equal(attribute.value, value)
    assert.deepEqual(withoutSecret(attribute), attribute)
  })
}

function octetsKept(text: string): number {
  return new TextEncoder().encode(parseSetCookie(`id=x; Path=${text}`).attributes[0].value).length
}

test('what is too long for browsers stays too long', () => {
  assert.equal(octetsKept(`/${'a'.repeat(1023)}`), 1024)
  assert.ok(octetsKept(`/"${'a'.repeat(1022)}`) < 1024)
  assert.ok(octetsKept(`/"${'a'.repeat(1023)}`) > 1024)
})

for (const [text, value, names] of [
  ['SameSite=Lax, b=secret, c=secret', 'Lax, b=, c=', ['b', 'c']],
  ['SameSite=Lax, b = secret,\tc =secret, d=', 'Lax, b=, c=, d=', ['b', 'c', 'd']],
  ['SameSite=Lax, b="secret, c=secret"', 'Lax, b=', ['b']],
  ['SameSite=Lax, b=secret, Path=/, c=secret', 'Lax, b=, c=', ['b', 'c']],
  ['SameSite=Lax x=secret, b=secret', 'Lax …', []],
  ['Secure=secret, b=secret, c=secret', ', b=, c=', ['b', 'c']],
  ['HttpOnly, b=secret, c=secret', ', c=', ['b', 'c']],
] as const) {
  test(`${text}: of several cookies that begin in an attribute the names are kept`, () => {
    const cookie = parseSetCookie(`id=x; ${text}`)
    const [attribute] = cookie.attributes
    assert.equal(attribute.value, value)
    assert.deepEqual(withoutSecret(attribute), attribute)
    assert.deepEqual(foldedCookies(cookie), names)
  })
}

const [another, joined] = ['comma-in-value', 'attributes-in-value'] as const

for (const [value, flaw] of [
  ['a,b=c', another],
  ['1, id2=secret', another],
  ['x, Path=/, id2=secret', another],
  ['x, Path=/, HttpOnly', joined],
  ['x, Secure', joined],
  ['x, y, Secure', joined],
  ['abc Path=/ Max-Age=34560000 Secure HttpOnly SameSite=Lax', joined],
  ['abc\tmax-age=60', joined],
  ['abc def path=/', joined],
  ['abc Secure HttpOnly', joined],
  ['on a secure path', undefined],
  ['a=1, b=2', undefined],
  ['a=1 path=/', undefined],
  ['"a path=/"', undefined],
  ['"a, b=c"', undefined],
  ['a, b', undefined],
  ['a, secured', undefined],
  ['a', undefined],
] as const) {
  test(`id=${value}: in the value ${flaw ?? 'nothing else'} may begin`, () => {
    const cookie = parseSetCookie(`id=${value}; Path=/`)
    assert.equal(cookie.flaw, flaw)
    assert.equal(cookie.valueOctets, value.length)
    assert.deepEqual(cookie.attributes, [path])
  })
}

for (const name of ['Http-Only', 'http_only', 'Same-Site', 'Max Age', 'MAXAGE']) {
  test(`${name}: a misspelt attribute keeps its name, without the value`, () => {
    assert.deepEqual(parseSetCookie(`id=x; ${name}=secret`).attributes, [{ name, value: '' }])
  })
}

test('no letters are taken for a misspelt attribute’s', () => {
  assert.deepEqual(parseSetCookie('id=x; пароль-secure; Path=/').attributes, [path])
})

for (const code of [0, 8, 10, 13, 31, 127]) {
  test(`the control character ${code} makes browsers drop the cookie, wherever it is`, () => {
    const control = String.fromCharCode(code)
    for (const header of [`i${control}d=x`, `id=${control}x`, `id=x; Path=/${control}`]) {
      assert.equal(parseSetCookie(header).flaw, 'control-character')
    }
  })
}

for (const header of ['id=\tx', 'id=a\tb', 'id= ', 'id=\u0080', 'id=__Secure-x', '__Secure-a=x']) {
  test(`${JSON.stringify(header)} has no flaw`, () => {
    assert.equal('flaw' in parseSetCookie(header), false)
  })
}

for (const value of ['__Secure-', '__HOST-a', '__http-a', '__Host-Http-a=b', ' __host-a']) {
  test(`=${value}: a prefix without a name`, () => {
    assert.equal(parseSetCookie(`=${value}`).flaw, 'prefix-in-value')
    assert.equal(parseSetCookie(value).flaw, value.includes('=') ? undefined : 'prefix-in-value')
  })
}

// What the RFC and both libraries treat alike: printable ASCII, and a name and a value that are there.
const printable = fc.string({ unit: fc.constantFrom(...'abAB019 ="-_.,/%') })
const token = fc.string({ unit: fc.constantFrom(...'abAB01_.-'), minLength: 1 })
const attribute = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'Path=/',
        'path=/a',
        'Domain=a.test',
        'Domain=10',
        'Max-Age=10',
        'Max-Age=-1',
        'SameSite=Lax',
        'samesite=strict',
      ),
      fc.constantFrom('=', ' = ', '=\t'),
    )
    .map(([text, sign]) => [text.replace('=', sign)]),
  fc.tuple(fc.constantFrom('Secure', ' HttpOnly', 'secure '), fc.constantFrom('', '=', '=x')),
  fc.tuple(fc.constant('x'), printable),
)
const headers = fc
  .tuple(
    token,
    printable,
    fc.array(
      attribute.map((parts) => parts.join('')),
      { maxLength: 5 },
    ),
  )
  .map(([name, value, rest]) => [`${name}=a${value}`, ...rest].join(';'))

test('a parser and a cookie jar of others read the same', () => {
  fc.assert(
    fc.property(headers, (header) => {
      const cookie = parseSetCookie(header)
      const jar = Cookie.parse(header)
      const [parsed] = parseElsewhere([header], { decodeValues: false, silent: true })
      assert.ok(jar)
      assert.equal(cookie.name, jar.key)
      assert.equal(cookie.name, parsed.name)
      assert.equal(cookie.valueOctets, jar.value.length)
      assert.equal(cookie.valueOctets, parsed.value.length)
      assert.equal(last(cookie, 'secure') !== undefined, jar.secure)
      assert.equal(last(cookie, 'httponly') !== undefined, jar.httpOnly)
      assert.equal(last(cookie, 'samesite'), parsed.sameSite)
      assert.equal(last(cookie, 'path'), parsed.path)
      assert.equal(last(cookie, 'domain'), parsed.domain)
      assert.equal(jar.domain, last(cookie, 'domain')?.toLowerCase() ?? null)
    }),
    { numRuns: 1000 },
  )
})

test('any text is read, and nothing of its value is kept', () => {
  const mark = 's3cr3t'
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, value) => {
      const header = `${name.replaceAll('=', '')}=${value}${mark};${value}${mark}; Path=/`
      const cookie = parseSetCookie(header)
      assert.equal(JSON.stringify(cookie).includes(mark), false)
      assert.deepEqual(cookie.attributes.at(-1), path)
    }),
    { numRuns: 1000 },
  )
})

/** Of attributes with one name, browsers take the last. */
function last({ attributes: all }: SetCookie, name: string): string | undefined {
  return all.findLast((one) => one.name.toLowerCase() === name)?.value
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { looksLikeCookie, pastedHeaders } from '../../../doctor/plan/pasted-headers.ts'

const cookies = ['id=x; Path=/', 'other=y']

const pasted: [title: string, text: string, headers: string[]][] = [
  ['values alone', 'id=x; Path=/\n\n  other=y \r\n', cookies],
  ['headers', 'Set-Cookie: id=x; Path=/\r\nset-cookie:other=y', cookies],
  [
    'all headers of an answer',
    'HTTP/2 200\ndate: x=y\nset-cookie: id=x; Path=/\n set-cookie : other=y\nvary: *',
    cookies,
  ],
  [
    'as curl -v shows them',
    '> GET / HTTP/2\n< HTTP/2 200\n< set-cookie: id=x; Path=/\n< set-cookie: other=y\n* done',
    cookies,
  ],
  [
    'as Chrome copies them, name and value in two lines',
    'date\nSat\nset-cookie\nid=x; Path=/\nset-cookie:\r\nother=y\nvary\n*',
    cookies,
  ],
  ['in quotes', '"id=x; Path=/"\n\'other=y\',', cookies],
  [
    'as JSON has them',
    '{"vary": "*",\n"set-cookie": "id=x; Path=/",\n"Set-Cookie": "other=y"}',
    cookies,
  ],
  [
    'as Node shows them',
    "{\n  'set-cookie': [\n    'id=x; Path=/',\n    'other=y'\n  ],\n  vary: '*'\n}",
    cookies,
  ],
  ['as Node shows them in a line', "{ 'set-cookie': [ 'id=x; Path=/', 'other=y' ] }", cookies],
  [
    'as PowerShell shows them',
    'Vary : {*}\nSet-Cookie : {id=x; Path=/}\nset-cookie : {other=y}',
    cookies,
  ],
  ['folded', 'Set-Cookie: id=x;\n  Path=/\n\tVary: *\nset-cookie:\n other=y', cookies],
  ['quotes that are the value’s', '"a"; Path=/\nid="x"', ['"a"; Path=/', 'id="x"']],
  ['a value without a name', 'token; Path=/', ['token; Path=/']],
  ['a name alone', 'Set-Cookie: ', []],
  ['a header whose name only begins so', 'set-cookie2: id=x', ['set-cookie2: id=x']],
  ['nothing', ' \n', []],
]
for (const [title, text, headers] of pasted) {
  test(title, () => assert.deepEqual(pastedHeaders(text).headers, headers))
}

for (const [header, expected] of [
  ['id=x', true],
  ['id==', false],
  ['id=x=', true],
  ['token; Path=/', true],
  ['id=; Path=/', true],
  ['', false],
  ['token', false],
  ['dG9rZW4=', false],
  ['dG9rZW4==', false],
  ['Cookie: id=x; other=y', false],
  ['Cookie: id=x; Path=/', false],
  ['Authorization: Bearer dG9rZW4=', false],
  ['Bearer dG9rZW4=x', false],
] as const) {
  test(`“${header}” is ${expected ? '' : 'not '}taken for a cookie without being said to be one`, () => {
    assert.equal(looksLikeCookie(header), expected)
  })
}

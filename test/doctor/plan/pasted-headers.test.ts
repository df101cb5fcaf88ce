import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pastedCookies, pastedHeaders } from '../../../doctor/plan/pasted-headers.ts'

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
  ['nothing', ' \n', []],
  [
    'as Python shows them, in a line with others',
    "{'Date': 'x=y', 'Set-Cookie': 'id=x; Path=/', 'Content-Type': 'a=b'}",
    ['id=x; Path=/'],
  ],
  [
    'as JSON has them, in a line with others',
    '{"date":"x=y","set-cookie":["id=x; Path=/","other=y"],"x-auth":"a=b"}',
    cookies,
  ],
  ['a list of a line', '["id=x; Path=/", "other=y"],', cookies],
  [
    'as JSON in JSON has them',
    String.raw`{\"set-cookie\":\"id=\\\"x\\\"; Path=/\",\"x-auth\":\"a=b\"}`,
    [String.raw`id=\"x\"; Path=/`],
  ],
  ['with quotes in a text', String.raw`"set-cookie": "id=\"x\"; Path=/"`, ['id="x"; Path=/']],
  [
    'as a HAR has them',
    '{"name": "set-cookie", "value": "id=x; Path=/"}, {"name": "set-cookie", "value": "other=y"}',
    cookies,
  ],
  ['as fetch has them', '["set-cookie", "id=x; Path=/"], ["x-auth", "a=b"]', ['id=x; Path=/']],
  [
    'for curl',
    "curl -H 'Set-Cookie: id=x; Path=/' -H 'Authorization: a=b' -H 'set-cookie: other=y'",
    cookies,
  ],
  [
    'as PHP sends them',
    'header(\'Set-Cookie: id=x; Path=/\'); header("Set-Cookie: other=y");',
    cookies,
  ],
  [
    'as PHP’s libraries name them',
    "['Set-Cookie' => 'id=x; Path=/', 'X-Auth' => 'a=b']",
    ['id=x; Path=/'],
  ],
  [
    'as nginx sends them',
    'add_header Set-Cookie "id=x; Path=/";\nadd_header set-cookie "other=y" always;',
    cookies,
  ],
  ['as a script sets them', `res.headers["Set-Cookie"] = "id=x; Path=/";`, ['id=x; Path=/']],
  ['as Java shows them', '{Set-Cookie=[id=x; Path=/], X-Auth=[a=b]}', ['id=x; Path=/']],
  ['as Go shows them', 'map[Set-Cookie:[user[id]=x; Path=/] X-Auth:[a=b]]', ['user[id]=x; Path=/']],
  ['parted by tabs', 'date\tx=y\nset-cookie\tid=x; Path=/\nset-cookie\tother=y', cookies],
  ['in a list of Markdown', '- `Set-Cookie: id=x; Path=/`\n- `set-cookie: other=y`', cookies],
  ['in a mail', '> Set-Cookie: id=x; Path=/\n> > set-cookie: other=y\n> Vary: *', cookies],
  ['behind a time', '12:00:00.123 [id] Set-Cookie: id=x; Path=/', ['id=x; Path=/']],
  ['a quote that is not closed', '"set-cookie": "id=x; Path=/', ['id=x; Path=/']],
  ['in quotes of its own', 'Set-Cookie: "a"; Path=/', ['"a"; Path=/']],
]
for (const [title, text, headers] of pasted) {
  test(title, () => assert.deepEqual(pastedHeaders(text), headers))
}

for (const text of [
  'Set-Cookie: ',
  'set-cookie2: id=x',
  'id==',
  'token',
  'dG9rZW4=',
  'dG9rZW4==',
  'Cookie: id=x; other=y',
  'Cookie: id=x; Path=/',
  'id=x; theme=dark; _ga=GA1.2',
  'Authorization: Bearer dG9rZW4=',
  'Bearer dG9rZW4=x',
  'document.cookie = "id=x; Path=/"',
  'document.cookie="id=x"',
  '{"x-auth":"dG9rZW4=x","date":"x"}',
  'x-auth", "dG9rZW4=x; Path=/"',
  'Set-Cookie: id=x\nset-cookie: x-auth dG9rZW4=x',
  '"set-cookie": ["id=x; Path=/", "dG9rZW4=="]',
  'access-control-expose-headers: Set-Cookie',
]) {
  test(`“${text}” is not taken for a cookie`, () => {
    assert.equal(pastedHeaders(text), undefined)
    assert.equal(pastedCookies(text), undefined)
  })
}

for (const text of ['id=x', 'id=x=', 'token; Path=/', 'id=; Path=/', 'id=x; a=b; Path=/']) {
  test(`“${text}” is taken for a cookie without being said to be one`, () => {
    assert.deepEqual(pastedHeaders(text), [text])
  })
}

test('cookies that a program joined by commas when it was copied from are read by themselves, and say so', () => {
  const text = 'Set-Cookie: id=x; Max-Age=60; SameSite=Lax, csrf=d; Path=/, old=; Max-Age=0'
  assert.deepEqual(
    pastedCookies(text)?.map(({ name, attributes, flaw }) => [
      name,
      ...attributes.map((one) => `${one.name}=${one.value}`),
      flaw,
    ]),
    [
      ['id', 'Max-Age=60', 'SameSite=Lax', undefined],
      ['csrf', 'Path=/', 'joined-by-comma'],
      ['old', 'Max-Age=0', 'joined-by-comma'],
    ],
  )
})

test('a value that no browser takes is told of a joined cookie, too', () => {
  const [, second] = pastedCookies('a=x; Secure, b=\x01; Path=/')!
  assert.equal(second.flaw, 'control-character')
})

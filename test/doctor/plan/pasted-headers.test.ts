import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pastedHeaders } from '../../../doctor/plan/pasted-headers.ts'

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
  ['a value without a name', 'token; Path=/', ['token; Path=/']],
  ['a name alone', 'Set-Cookie: ', []],
  ['a header whose name only begins so', 'set-cookie2: id=x', ['set-cookie2: id=x']],
  ['nothing', ' \n', []],
]
for (const [title, text, headers] of pasted) {
  test(title, () => assert.deepEqual(pastedHeaders(text).headers, headers))
}

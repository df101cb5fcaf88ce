import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { cookieValues } from '../../../shared/core/cookie-header.ts'
import { isAllowedReturn } from '../../../shared/core/return-path.ts'
import { isAuthed } from '../../../shared/web/api.ts'

// A sibling subdomain may set a cookie whose name begins with U+00A0: browsers see no prefix in it.
suite('white space around a cookie is SP and HTAB only (RFC 6265, section 5.4)', () => {
  for (const space of ['\u00a0', '\u2000', '\ufeff', '\v']) {
    const code = space.charCodeAt(0).toString(16)
    test(`U+${code} before the name makes it another cookie`, () => {
      assert.deepEqual(cookieValues(`${space}__Host-x=evil`, '__Host-x'), [])
    })
    test(`U+${code} after the value is a part of it`, () => {
      assert.deepEqual(cookieValues(`a=b${space}; c=d`, 'a'), [`b${space}`])
    })
  }

  test('SP and HTAB are left out on both sides', () => {
    assert.deepEqual(cookieValues(' \ta=b\t ;\t a=c', 'a'), ['b', 'c'])
  })

  test('the API does not take such a cookie for ours', async () => {
    const request = { headers: { cookie: '\u00a0__Host-x=evil' } }
    assert.equal(await isAuthed(request, () => true, { cookieName: '__Host-x' }), false)
  })
})

suite('dot segments in a return path', () => {
  for (const path of ['/..', '/../x', '/./x', '/%2e%2e/x', '/a/..', '/a/%2E/b', '/..//evil.test']) {
    test(`${path} is refused`, () => {
      assert.equal(isAllowedReturn(path, ['/*']), false)
    })
  }
})

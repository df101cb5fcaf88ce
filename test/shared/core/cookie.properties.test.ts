import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseSetCookie } from 'set-cookie-parser'
import { Cookie, CookieJar } from 'tough-cookie'
import { authCookies, stringifySetCookies } from '../../../shared/core/cookie.ts'
import { cookieValues } from '../../../shared/core/cookie-header.ts'
import { tokens } from './arbitraries.ts'
import { cookieOctets, policyWith } from './fixtures.ts'

const name = policyWith().cookie.name

test('a parser and a jar of others read back what is written', () => {
  const life = fc.integer({ min: 1, max: 34_560_000 })
  fc.assert(
    fc.property(tokens, life, fc.boolean(), (token, maxAge, isShared) => {
      const domain = isShared ? 'example.com' : ''
      const policy = policyWith({ cookie: { domain } })
      const cookies = authCookies(policy, 'www.example.com', token, maxAge)
      const line = stringifySetCookies(cookies).at(-1)!
      const [parsed] = parseSetCookie(line, { decodeValues: false })
      assert.deepEqual(
        { ...parsed },
        {
          name: '__Secure-authToken',
          value: token,
          maxAge,
          ...(isShared ? { domain: 'example.com' } : {}),
          path: '/',
          httpOnly: true,
          secure: true,
          sameSite: 'Strict',
        },
      )
      const kept = Cookie.parse(line)
      assert.equal(kept?.value, token)
      assert.equal(kept.maxAge, maxAge)
      assert.equal(kept.domain, isShared ? 'example.com' : null)
    }),
  )
})

test('whatever other cookies stand around ours, all of its values are found in order', () => {
  const chars = cookieOctets.replace('=', '')
  const other = fc.tuple(fc.string({ unit: fc.constantFrom(...chars), minLength: 1 }), tokens)
  const ours = fc.tuple(fc.constant(name), tokens)
  fc.assert(
    fc.property(fc.array(fc.oneof(other, ours)), (pairs) => {
      const header = pairs.map(([key, value]) => `${key}=${value}`).join('; ')
      const values = pairs.filter(([key]) => key === name).map(([, value]) => value)
      assert.deepEqual(cookieValues(header, name), values)
    }),
  )
})

test('the header of a jar of others is read back', () => {
  fc.assert(
    fc.property(tokens, (token) => {
      const jar = new CookieJar()
      jar.setCookieSync(`${name}=${token}; Secure`, 'https://example.com/')
      jar.setCookieSync('other=1', 'https://example.com/')
      const header = jar.getCookieStringSync('https://example.com/')
      assert.deepEqual(cookieValues(header, name), [token])
    }),
  )
})

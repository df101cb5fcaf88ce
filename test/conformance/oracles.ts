import assert from 'node:assert/strict'
import { parseSetCookie } from 'set-cookie-parser'
import { CookieJar } from 'tough-cookie'

/**
 * Two libraries that did not come from us read a Set-Cookie header that we emit: a parser finds in
 * it exactly the attributes that are written, and a cookie jar stores and sends it as intended.
 */
export function assertOraclesAgree(header: string, url: string): void {
  const [cookie] = parseSetCookie(header, { decodeValues: false })
  assert.equal(`${cookie.name}=${cookie.value}`, header.split('; ')[0])
  assert.equal(cookie.httpOnly, true)
  assert.equal(cookie.secure, true)

  const jar = new CookieJar(undefined, { prefixSecurity: 'strict' })
  const stored = jar.setCookieSync(header, url)
  assert.ok(stored, 'the jar refuses the cookie')
  assert.equal(stored.path, cookie.path)
  assert.equal(stored.maxAge, cookie.maxAge)
  assert.equal(stored.sameSite, cookie.sameSite?.toLowerCase())
  assert.equal(stored.hostOnly, cookie.domain === undefined)

  const pair = cookie.maxAge === 0 ? '' : `${cookie.name}=${cookie.value}`
  const path = cookie.path ?? '/'
  assert.equal(jar.getCookieStringSync(new URL(path, url).href), pair)
  const api = cookie.domain
    ? `https://api.${cookie.domain}`
    : `https://api.${new URL(url).hostname}`
  assert.equal(jar.getCookieStringSync(api + path), cookie.domain ? pair : '')
}

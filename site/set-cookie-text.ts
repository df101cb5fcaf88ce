import type { Demo } from './demo.ts'

type Cookie = Demo['cookie']

/** The Set-Cookie header as the server sends it. A script cannot read it: it is composed from what the demo told. */
export function mintedCookieText(cookie: Cookie, value: string): string {
  return setCookieText(cookie, value, cookie.maxAge, cookie.domain)
}

/** Logging out expires the cookie, and a host-only one of the same name beside it. */
export function clearedCookieTexts(cookie: Cookie): string[] {
  const hostOnly = setCookieText(cookie, '', 0, '')
  return cookie.domain ? [setCookieText(cookie, '', 0, cookie.domain), hostOnly] : [hostOnly]
}

function setCookieText(cookie: Cookie, value: string, maxAge: number, domain: string): string {
  const domainAttribute = domain && `Domain=${domain}; `
  return (
    `${cookie.name}=${value}; Max-Age=${maxAge}; ${domainAttribute}` +
    `Path=/; HttpOnly; Secure; SameSite=${cookie.sameSite}`
  )
}

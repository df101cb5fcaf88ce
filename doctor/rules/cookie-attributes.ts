import type { SetCookie } from '../facts.ts'
import { isSafariDate, parseCookieDate } from './cookie-date.ts'

type Attribute = SetCookie['attributes'][number]

/** Octets of an attribute's value; browsers ignore a longer one (RFC 6265bis, section 5.6). */
const attributeLimit = 1024

/** The last attribute of a name, unless it is too long to count. */
export function attribute(cookie: SetCookie, name: string): string | undefined {
  return cookie.attributes.findLast(
    (one) => one.name.toLowerCase() === name && octets(one.value) <= attributeLimit,
  )?.value
}

/** Attributes that browsers ignore for their length. */
export function overlongAttributes(cookie: SetCookie): string[] {
  return cookie.attributes
    .filter(({ value }) => octets(value) > attributeLimit)
    .map(({ name }) => name)
}

/** Cookies that stand beside a log-in and hold none: those against CSRF (also of ASP.NET, Orchard and Magento), which scripts read, and marks of Clerk and WordPress. */
export function isBesideLogIn(name: string): boolean {
  return /[cx]srf|antiforgery|RequestVerificationToken|^form_key$|__client_uat|wordpress_test_cookie/i.test(
    name,
  )
}

/** Whether it is to be deleted by a number for a date, which deletes nothing (RFC 6265bis, section 5.6.1). */
export function isVainDeletion(cookie: SetCookie): boolean {
  return !lifeAttribute(cookie) && /^(0|-\d+)$/.test(attribute(cookie, 'expires') ?? '')
}

/** Whether the attribute is Max-Age or Expires. */
export function limitsLife({ name }: { name: string }): boolean {
  return ['max-age', 'expires'].includes(name.toLowerCase())
}

/** Seconds of a Max-Age; none if browsers cannot read it (section 5.6.2). */
export function parseMaxAge(value: string): number | undefined {
  return /^-?\d+$/.test(value) ? Number(value) : undefined
}

/** The attribute that says how long the cookie lives; Max-Age wins over Expires (section 5.7). */
export function lifeAttribute({ attributes }: SetCookie): Attribute | undefined {
  const lastOf = (known: string, parse: (value: string) => unknown): Attribute | undefined =>
    attributes.findLast(
      ({ name, value }) =>
        name.toLowerCase() === known &&
        octets(value) <= attributeLimit &&
        parse(value) !== undefined,
    )
  return lastOf('max-age', parseMaxAge) ?? lastOf('expires', parseCookieDate)
}

/**
 * The life that the cookie asks for.
 *
 * @param observedAt when the cookie was set, ISO 8601, unless it says so itself: what Expires is counted from
 */
export function askedLife(cookie: SetCookie, observedAt: string | undefined): number | null {
  const { name, value } = lifeAttribute(cookie) ?? { name: '', value: '' }
  if (name.toLowerCase() === 'max-age') return Number(value)
  const date = parseCookieDate(value)
  const from = cookie.setAt ?? observedAt
  if (date === undefined || from === undefined) return null
  return Math.round((date - Date.parse(from)) / 1000)
}

/** Whether the life hangs on a date that Safari does not read: there the cookie is one without a life. */
export function hasUnreadDate(cookie: SetCookie): boolean {
  const life = lifeAttribute(cookie)
  return life?.name.toLowerCase() === 'expires' && !isSafariDate(life.value)
}

/** Octets of name and value together. */
export function octetsOf({ name, valueOctets }: SetCookie): number {
  return octets(name) + valueOctets
}

function octets(text: string): number {
  return new TextEncoder().encode(text).length
}

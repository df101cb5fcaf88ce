import type { FormerCookie } from './auth-cookie.ts'
import { domainsOf, isUnder } from './domain.ts'
import type { Policy } from './policy.ts'

/**
 * Cookies of one name to be set, in this order; the one that stays is last. They stay in parts until
 * an adapter writes them: a joined Set-Cookie cannot be split again.
 */
export interface Cookies {
  name: string
  variants: Cookie[]
}

export interface Cookie {
  value: string
  /** All attributes as they stand in the Set-Cookie header: `Max-Age=0; Path=/`. */
  attributes: string
}

/** The values of the Set-Cookie headers, in their order (RFC 6265, section 4.1.1). */
export function stringifySetCookies(cookies: Cookies[]): string[] {
  const lines: string[] = []
  for (let i = 0; i < cookies.length; i++) {
    const variants = cookies[i].variants
    for (let j = 0; j < variants.length; j++) {
      lines.push(cookies[i].name + '=' + variants[j].value + '; ' + variants[j].attributes)
    }
  }
  return lines
}

/**
 * The auth cookie, behind all cookies that could stand beside it, expired. A cookie is another one
 * when its name, Domain or Path differs (RFC 6265, section 5.3); one that an earlier deploy left
 * would stay, and two cookies of a name count as none. The auth cookie comes last: agents that do not
 * tell a host-only cookie from one with a Domain keep the last.
 *
 * @param host the host that the browser is on
 * @param value the token; empty to log out
 * @param maxAge in seconds; 0 to log out
 */
export function authCookies(
  policy: Policy,
  host: string,
  value: string,
  maxAge: number,
): Cookies[] {
  const own = policy.cookie
  const domain = isUnder(host, own.domain) ? own.domain : ''
  const domains = domainsOf(host, policy.registrableDomain)
  const cookies: Cookies[] = []
  for (let i = 0; i < own.former.length; i++) {
    const former = own.former[i]
    if (former.domain === undefined) expire(variantsOf(cookies, former.name), former, domains)
    else if (!former.domain || isUnder(host, former.domain)) {
      expire(variantsOf(cookies, former.name), former, [former.domain])
    }
  }
  const variants = variantsOf(cookies, own.name)
  // A name with this prefix has no Domain and no Path but `/` (RFC 6265bis, section 4.1.3.2).
  if (!own.name.startsWith('__Host-')) expire(variants, own, domains, domain)
  variants.push(cookie(value, maxAge, domain, own.attributes))
  return cookies
}

/** The variants of the last cookies, where they have this name: the policy keeps a name together. */
function variantsOf(cookies: Cookies[], name: string): Cookie[] {
  const last = cookies[cookies.length - 1]
  if (last && last.name === name) return last.variants
  const variants: Cookie[] = []
  cookies.push({ name: name, variants: variants })
  return variants
}

/** Adds an expired cookie for each Domain but the kept one. */
function expire(variants: Cookie[], former: FormerCookie, domains: string[], kept?: string): void {
  for (let i = 0; i < domains.length; i++) {
    if (domains[i] !== kept) variants.push(cookie('', 0, domains[i], former.attributes))
  }
}

const cookie = (value: string, maxAge: number, domain: string, attributes: string): Cookie => ({
  value: value,
  attributes: 'Max-Age=' + maxAge + (domain && '; Domain=' + domain) + '; ' + attributes,
})

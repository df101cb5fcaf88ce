import type { Policy } from './policy.ts'

/** A cookie to be set. It stays in parts until an adapter writes it: a joined Set-Cookie cannot be split again. */
export interface Cookie {
  name: string
  value: string
  /** All attributes as they stand in the Set-Cookie header: `Max-Age=0; Path=/`. */
  attributes: string
}

/** The Set-Cookie header's value (RFC 6265, section 4.1.1). */
export function stringifySetCookie(cookie: Cookie): string {
  return cookie.name + '=' + cookie.value + '; ' + cookie.attributes
}

/** The auth cookie with a token in it, for its full life. */
export function mintCookie(policy: Policy, hostname: string, token: string): Cookie {
  return authCookie(policy, token, policy.cookie.maxAge, domainFor(policy, hostname))
}

/** Expires the auth cookie and, where it has a Domain, the host-only cookie of the same name beside it. */
export function clearCookies(policy: Policy, hostname: string): Cookie[] {
  const domain = domainFor(policy, hostname)
  const hostOnly = authCookie(policy, '', 0, '')
  return domain ? [authCookie(policy, '', 0, domain), hostOnly] : [hostOnly]
}

function authCookie(policy: Policy, value: string, maxAge: number, domain: string): Cookie {
  return {
    name: policy.cookie.name,
    value: value,
    attributes:
      'Max-Age=' + maxAge + (domain && '; Domain=' + domain) + '; ' + policy.cookie.attributes,
  }
}

/**
 * The configured domain, if this host may set it: the domain itself or a host under it (RFC 6265,
 * section 5.1.3). On any other host, a deploy preview, browsers would refuse it: empty, for host-only.
 */
function domainFor(policy: Policy, hostname: string): string {
  const domain = policy.cookie.domain
  return ('.' + hostname).endsWith('.' + domain) ? domain : ''
}

import type { FormerCookie, Site } from './sites.ts'

// The contract's "A log-in always wins", in its own words.

/**
 * The Set-Cookie list of an answer that mints, renews or clears.
 *
 * @param host the one that the browser is on
 * @param token undefined: the cookie is expired
 */
export function expectedCookies(
  { cookie, registrable }: Site,
  host: string,
  token: string | undefined,
): string[] {
  const { name, path, maxAge, sameSite } = cookie
  const domain =
    cookie.domain !== undefined && isUnder(host, cookie.domain) ? cookie.domain : undefined
  const walked = walkDomains(host, registrable)
  const line = (each: FormerCookie, value = '', age = 0): string => {
    const domainPart = each.domain ? ` Domain=${each.domain};` : ''
    return `${each.name}=${value}; Max-Age=${age};${domainPart} Path=${each.path}; HttpOnly; Secure; SameSite=${sameSite}`
  }
  const variants = (of: FormerCookie): FormerCookie[] => {
    const hostOnly: FormerCookie = { name: of.name, path: of.path, domain: false }
    if (of.name.startsWith('__Host-') || of.domain === false) return [hostOnly]
    if (of.domain !== undefined) return isUnder(host, of.domain) ? [of] : []
    return [hostOnly, ...walked.map((each) => ({ ...hostOnly, domain: each }))]
  }
  const others = variants({ name, path }).filter((each) => (each.domain || undefined) !== domain)
  const own: FormerCookie = { name, path, ...(domain === undefined ? {} : { domain }) }
  return [
    ...[...cookie.former.flatMap(variants), ...others].map((each) => line(each)),
    token === undefined ? line(own) : line(own, token, maxAge),
  ]
}

/** From the host up to the registrable domain, at most eight: the longest seven and the registrable one. */
function walkDomains(host: string, registrable: string): string[] {
  if (!isUnder(host, registrable)) return []
  const labels = host
    .slice(0, host.length - registrable.length)
    .split('.')
    .slice(0, -1)
  const longer = labels.map((_, i) => [...labels.slice(i), registrable].join('.'))
  return [...longer.slice(0, 7), registrable]
}

/** Equal, or under it on a dot boundary. */
export function isUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}

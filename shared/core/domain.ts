/** Whether a host is this domain or under it, on a dot boundary (RFC 6265, section 5.1.3). None is under an empty one. */
export const isUnder = (host: string, domain: string): boolean =>
  domain !== '' && (host === domain || host.endsWith('.' + domain))

/**
 * All Domain attributes that a browser on this host would take, longest first: from the host up to
 * the registrable domain; before them an empty one, for host-only. On a host elsewhere that alone. A
 * host can have 119 parents: at most eight domains, the longest seven and the registrable one.
 */
export function domainsOf(host: string, registrableDomain: string): string[] {
  const domains = ['']
  if (!isUnder(host, registrableDomain)) return domains
  let domain = host
  for (let i = 0; i < 7 && domain !== registrableDomain; i++) {
    domains.push(domain)
    domain = domain.slice(domain.indexOf('.') + 1)
  }
  domains.push(registrableDomain)
  return domains
}

/** Whether a host name is this machine by definition, without DNS (RFC 6761, section 6.3). */
export function isLocalhost(host: string): boolean {
  return isUnder(host, 'localhost')
}

/** Whether a URL's host is this machine, by name or by address (RFC 1122, section 3.2.1.3). */
export function isLoopback(host: string): boolean {
  return isLocalhost(host) || /^127(\.\d+){3}$|^\[::1\]$/.test(host)
}

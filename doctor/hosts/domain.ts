import { getDomain } from 'tldts'
import { isUnder } from '../../shared/core/domain.ts'
import { isAddress } from './address.ts'

/**
 * The registrable domain (eTLD+1) of a host by the public suffix list; the whole host where the list
 * yields none, as in WebKit (RegistrableDomain.h).
 *
 * @param hasPrivateSuffixes whether the list's private section counts: `shop.netlify.app` is then a
 * domain of its own. Chrome and Firefox count it; what Apple's systems do is not confirmed.
 */
export function registrableDomain(host: string, hasPrivateSuffixes = true): string {
  return getDomain(host, { allowPrivateDomains: hasPrivateSuffixes }) ?? host
}

/** Whether two hosts are on one registrable domain, whatever their schemes. */
export function isSameSite(one: string, other: string, hasPrivateSuffixes = true): boolean {
  return registrableDomain(one, hasPrivateSuffixes) === registrableDomain(other, hasPrivateSuffixes)
}

/** Whether two URLs are one site to Chrome, which compares the scheme too. Firefox does so in its nightly versions alone. */
export function isSchemefullySameSite(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && isSameSite(one.hostname, other.hostname)
}

/** Whether a cookie with this Domain goes to this host (RFC 6265bis, section 5.1.3). */
export function domainMatches(host: string, domain: string): boolean {
  return host === domain || (isUnder(host, domain) && !isAddress(host))
}

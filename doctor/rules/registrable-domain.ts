import { getDomain, getPublicSuffix } from 'tldts'

/**
 * The registrable domain (eTLD+1) of a host by the public suffix list; the whole host where the list
 * yields none, as in WebKit (RegistrableDomain.h).
 *
 * @param hasPrivateSuffixes whether the list's private section counts: `shop.netlify.app` is then a
 * domain of its own. Chrome and Firefox count it; what Apple's systems do is not confirmed.
 */
export function registrableDomain(host: string, hasPrivateSuffixes: boolean): string {
  return getDomain(host, { allowPrivateDomains: hasPrivateSuffixes }) ?? host
}

/** Whether strangers may register names under this one, so that no cookie may be set for it as a whole. */
export function isPublicSuffix(domain: string, hasPrivateSuffixes = true): boolean {
  return getPublicSuffix(domain, { allowPrivateDomains: hasPrivateSuffixes }) === domain
}

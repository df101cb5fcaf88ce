import { getPublicSuffix, parse } from 'tldts'
import { isUnder } from '../core/domain.ts'

/** Whether a text is a name as the Domain attribute takes it: no address, and as browsers write a host. */
export function isDomainName(text: string): boolean {
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(text) && parse(text).isIp !== true
}

/**
 * Whether strangers may register names under this one, so that no cookie may be set for it as a whole.
 *
 * @param hasPrivateSuffixes whether the private section of the public suffix list counts, as in Chrome
 * and Firefox
 */
export function isPublicSuffix(domain: string, hasPrivateSuffixes = true): boolean {
  return getPublicSuffix(domain, { allowPrivateDomains: hasPrivateSuffixes }) === domain
}

/**
 * The registrable domain of a host, and whether it is under a suffix from the private section of the
 * public suffix list, such as netlify.app, where a customer owns a single host as a rule. Undefined
 * where the list yields none.
 */
export function ownedDomain(host: string): { domain: string; isUnderVendor: boolean } | undefined {
  const { domain, isPrivate } = parse(host, { allowPrivateDomains: true })
  return domain === null ? undefined : { domain, isUnderVendor: isPrivate === true }
}

/** Whether two hosts share no registrable domain, so that no cookie of the one can ever reach the other. */
export function isElsewhere(host: string, other: string): boolean {
  const domain = ownedDomain(host)?.domain ?? host
  return !isUnder(other, domain)
}

/**
 * The cookie's Domain where the config names none: the registrable domain, which the API's host shares.
 * Empty, for a host-only cookie, under a vendor's suffix, unless the API is under the same name.
 */
export function defaultDomain(host: string, api: URL | undefined): string {
  const owned = ownedDomain(host)
  if (!owned) return ''
  const isShared = api !== undefined && isUnder(api.hostname, owned.domain)
  return owned.isUnderVendor && !isShared ? '' : owned.domain
}

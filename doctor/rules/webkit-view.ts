import { commonPrefixBits, parseAddress } from '../hosts/address.ts'
import { isSameSite, registrableDomain } from '../hosts/domain.ts'
import type { Era } from './eras.ts'
import type { Way } from './judgement.ts'

/** One client's view of one response that sets a cookie, with Safari's tracking prevention on. */
export interface View {
  era: Pick<Era, 'capsByCname' | 'capsByAddress' | 'navigations' | 'exceptsGoogle'>
  by: Way
  /** Host of the first party: of the page for a fetch, of this very request for a navigation. */
  pageHost: string
  /** What Safari recorded when it navigated there. */
  page: PageRecord
  /** The host that answers. */
  host: string
  /** Last name of the host's CNAME chain, if it is a CNAME. */
  lastCname: string | undefined
  /** The address that answered. */
  address: string
  hasPrivateSuffixes: boolean
  /** Whether the cookie is Partitioned, in a version that knows the attribute. */
  isPartitioned: boolean
  /** Whether SameSite is Strict or Lax; none counts as None. */
  isStrictOrLax: boolean
}

/** Nothing is recorded for a page that did not come from the network. */
export interface PageRecord {
  /** Registrable domain of the last CNAME. */
  cname?: string
  address?: string
}

/** What WebKit records for a page's host (NetworkSession.cpp): no CNAME that equals the host, no address that it cannot read. */
export function recordPage(
  host: string,
  lastCname: string | undefined,
  address: string | undefined,
  hasPrivateSuffixes: boolean,
): PageRecord {
  const record: PageRecord = {}
  const cname = cnameDomain(lastCname, hasPrivateSuffixes)
  if (cname && cname !== host) record.cname = cname
  if (address !== undefined && parseAddress(address)) record.address = address
  return record
}

/** Whether the cookie belongs to another site than the page that fetches it. */
export function isThirdParty({ by, host, pageHost, hasPrivateSuffixes }: View): boolean {
  return by === 'fetch' && !isSameSite(host, pageHost, hasPrivateSuffixes)
}

/** The domain of the host's CNAME; empty where there is none, or it is not looked at. */
export function comparedCname({ era, lastCname, hasPrivateSuffixes }: View): string {
  return era.capsByCname ? cnameDomain(lastCname, hasPrivateSuffixes) : ''
}

function cnameDomain(lastCname: string | undefined, hasPrivateSuffixes: boolean): string {
  const name = (lastCname ?? '').replace(/\.$/, '')
  return name && registrableDomain(name, hasPrivateSuffixes)
}

/** Google's sign-in, and the consent pages of its sites and YouTube. */
export function isGoogleException({ host, pageHost }: View): boolean {
  if (host === 'accounts.google.com') return true
  const domain = registrableDomain(pageHost)
  return /^(google\..+|youtube\.com)$/.test(domain) && host === `consent.${domain}`
}

/** What the two addresses share, and what they must, by the family of the one that answers. Both are known. */
export function bitsOf({ page, address }: View): { sharedBits: number; neededBits: number } {
  return {
    sharedBits: commonPrefixBits(address, page.address as string),
    // Stryker disable next-line OptionalChaining: an earlier step stops at an address that cannot be read
    neededBits: parseAddress(address)?.family === 'IPv4' ? 16 : 64,
  }
}

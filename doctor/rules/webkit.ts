import { isUnder } from '../../shared/core/domain.ts'
import type { Regime, Rule, Way } from '../diagnosis.ts'
import { commonPrefixBits, parseAddress } from '../hosts/address.ts'
import { isSameSite, registrableDomain } from '../hosts/domain.ts'
import {
  addressUnreadable,
  cnameCloaking,
  cnameOfPage,
  cnameOfPageDomain,
  googleException,
  navigationExempt,
  noAddressRule,
  noCap,
  pageAddressUnknown,
  sameRange,
  thirdParty,
  thirdPartyAddress,
} from './webkit-rules.ts'

/** One client's view of one response that sets a cookie, with Safari's tracking prevention on. */
export interface View {
  regime: Regime
  way: Way
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
}

/** Nothing is recorded for a page that did not come from the network. */
export interface PageRecord {
  /** Registrable domain of the last CNAME. */
  cname?: string
  address?: string
}

export interface Decision {
  outcome: 'kept' | 'capped' | 'blocked'
  rule: Rule
  sharedBits?: number
  neededBits?: number
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

/**
 * WebKit's decision about a response that sets cookies: setCookieTransformForFirstPartyRequest in
 * NetworkTaskCocoa.mm, with what its earlier versions did otherwise.
 */
export function decide(view: View): Decision {
  if (isThirdParty(view)) return { outcome: 'blocked', rule: thirdParty }
  if (view.regime === 'R0') return { outcome: 'kept', rule: noCap }
  if (isExemptNavigation(view)) return { outcome: 'kept', rule: navigationExempt }
  const cname = cnameDomain(view.lastCname, view.hasPrivateSuffixes)
  return cname ? decideByCname(cname, view) : decideByAddress(view)
}

function isThirdParty({ way, host, pageHost, hasPrivateSuffixes }: View): boolean {
  return way === 'fetch' && !isSameSite(host, pageHost, hasPrivateSuffixes)
}

/**
 * Navigations were exempt, then until their first redirect (pull request 14502), then not at all
 * (288096@main), and are again (pull request 70557).
 */
function isExemptNavigation({ way, regime }: View): boolean {
  if (way === 'fetch' || regime === 'R4') return false
  return way === 'navigation' || regime !== 'R3'
}

function cnameDomain(lastCname: string | undefined, hasPrivateSuffixes: boolean): string {
  const name = (lastCname ?? '').replace(/\.$/, '')
  return name && registrableDomain(name, hasPrivateSuffixes)
}

/** Only the last CNAME counts, and where there is one the address does not. */
function decideByCname(cname: string, { pageHost, page }: View): Decision {
  if (isUnder(pageHost, cname)) return { outcome: 'kept', rule: cnameOfPageDomain }
  if (page.cname === cname) return { outcome: 'kept', rule: cnameOfPage }
  return { outcome: 'capped', rule: cnameCloaking }
}

/** Since Safari 16.4 or 17 (pull request 5347). */
function decideByAddress({ regime, page, pageHost, host, address }: View): Decision {
  if (regime === 'R1') return { outcome: 'kept', rule: noAddressRule }
  if (page.address === undefined) return { outcome: 'kept', rule: pageAddressUnknown }
  if (!parseAddress(address)) return { outcome: 'kept', rule: addressUnreadable }
  if (isGoogleException(regime, host, pageHost)) return { outcome: 'kept', rule: googleException }
  return compareRanges(page.address, address)
}

/** Where nothing but the addresses decides. */
export function compareRanges(pageAddress: string, address: string): Decision {
  const neededBits = parseAddress(address)?.family === 'IPv4' ? 16 : 64
  const sharedBits = commonPrefixBits(address, pageAddress)
  return sharedBits < neededBits
    ? { outcome: 'capped', rule: thirdPartyAddress, sharedBits, neededBits }
    : { outcome: 'kept', rule: sameRange, sharedBits, neededBits }
}

/** Pull requests 18183 and 26663, of the time of Safari 17. */
function isGoogleException(regime: Regime, host: string, pageHost: string): boolean {
  if (regime === 'R2') return false
  if (host === 'accounts.google.com') return true
  const domain = registrableDomain(pageHost, true)
  return /^(google\..+|youtube\.com)$/.test(domain) && host === `consent.${domain}`
}

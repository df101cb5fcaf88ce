import type { Case, Share, Way } from './judgement.ts'
import { isSameSite } from '../hosts/domain.ts'
import type { Host, StoredResponse } from './cookie-response.ts'
import type { Era } from './eras.ts'
import type { Refusal } from './cookie-rules.ts'
import type { Stored } from './store-cookie.ts'
import { versionsText } from './in-words.ts'
import { decide, type WebkitRuleId } from './webkit.ts'
import { recordPage, type View } from './webkit-view.ts'

/** What one client of Safari may see. */
export type SafariCase = Case<WebkitRuleId | Refusal['id']>

/** Addresses of page and host that one client may use together. */
interface Pair {
  family: 'IPv4' | 'IPv6'
  pageAddress: string
  hostAddress: string
}

/** What of the cookie itself decides: the rule that refuses it, or what other sites' cookies obey. */
type Traits = { refusedBy: Refusal['id'] } | CookieTraits

type CookieTraits = Pick<View, 'isPartitioned' | 'isStrictOrLax'>

interface Circumstances {
  era: Era
  by: Way
  traits: CookieTraits
  isPageRecorded: boolean
  hasPrivateSuffixes: boolean
}

/** By page and host, and in what else they differ: cookies of one host share them. */
const known = new WeakMap<Host, WeakMap<Host, Map<string, SafariCase[]>>>()

/** The cases, worked out once for each two hosts and circumstances. */
function remember(
  page: Host,
  host: Host,
  circumstances: unknown,
  find: () => SafariCase[],
): SafariCase[] {
  const ofPage = known.get(page) ?? new WeakMap<Host, Map<string, SafariCase[]>>()
  const ofHost = ofPage.get(host) ?? new Map<string, SafariCase[]>()
  known.set(page, ofPage.set(host, ofHost))
  const key = JSON.stringify(circumstances)
  const cases = ofHost.get(key) ?? find()
  ofHost.set(key, cases)
  return cases
}

/**
 * All that Safari may see of a response: each pair of addresses, a page that it recorded or did not,
 * a suffix list with its private section or without. What makes no difference is left out. None
 * where DNS has no address.
 */
export function casesOf(response: StoredResponse, era: Era, by: Way): SafariCase[] {
  const { page, host, stored, canSkipNetwork } = response
  const byList = { full: traitsOf(stored.byFullList), public: traitsOf(stored.byPublicList) }
  const recordings = by === 'fetch' && !canSkipNetwork ? [true] : [true, false]
  return remember(page, host, { since: era.since, by, byList, recordings }, () =>
    combine('isPageRecorded', recordings, (isPageRecorded) =>
      combine('hasPrivateSuffixes', [true, false], (hasPrivateSuffixes) => {
        const traits = hasPrivateSuffixes ? byList.full : byList.public
        if ('refusedBy' in traits) return [{ outcome: 'rejected', rule: traits.refusedBy }]
        return casesUnder(response, { era, by, traits, isPageRecorded, hasPrivateSuffixes })
      }),
    ),
  )
}

function traitsOf(stored: Stored): Traits {
  if ('refusedBy' in stored) return { refusedBy: stored.refusedBy.id }
  const { isPartitioned, sameSite } = stored
  return { isPartitioned, isStrictOrLax: sameSite === 'Lax' || sameSite === 'Strict' }
}

function casesUnder(response: StoredResponse, circumstances: Circumstances): SafariCase[] {
  const { page, host } = response
  const { by, hasPrivateSuffixes } = circumstances
  if (!isSameSite(page.name, host.name, hasPrivateSuffixes)) {
    return thirdPartyCases(response, circumstances)
  }
  return decidePairs(firstParty(response, by), host, circumstances)
}

/** A navigation's first party is the host itself. */
export function firstParty({ page, host }: StoredResponse, by: Way): Host {
  return by === 'fetch' ? page : host
}

/**
 * A navigation there may store the cookie, but the page's requests never carry it: it counts as a fetch
 * whose cookie is not Partitioned. Addresses do not matter, so there need not be any.
 */
function thirdPartyCases(
  { page, host }: StoredResponse,
  circumstances: Circumstances,
): SafariCase[] {
  const { era, by } = circumstances
  const { keepsPartitioned } = era
  const caseWhere = (isKept: boolean): SafariCase => {
    // Stryker disable next-line ObjectLiteral: no step for a third party looks at an address
    const view = viewOf(page, host, { pageAddress: '', hostAddress: '' }, circumstances)
    return decide({ ...view, by: 'fetch', isPartitioned: isKept && view.isPartitioned })
  }
  if (by !== 'fetch') return [caseWhere(false)]
  if (typeof keepsPartitioned === 'boolean') return [caseWhere(keepsPartitioned)]
  const [before, since] = [caseWhere(false), caseWhere(true)]
  if (before.rule === since.rule) return [before]
  const { until } = keepsPartitioned
  return [
    { ...before, versions: versionsText('Safari', { ...era, until }), until },
    { ...since, versions: versionsText('Safari', { since: keepsPartitioned.since }) },
  ]
}

/**
 * A client without IPv6 sees A records alone. One with IPv6 uses AAAA wherever a host has it
 * (RFC 6724); where neither host has it, it sees the same as the other and is not counted twice.
 */
function addressPairs(page: Host, host: Host): Pair[] {
  const pairs = product('IPv4', page.ipv4, host.ipv4)
  if (page.ipv6.length === 0 && host.ipv6.length === 0) return pairs
  return [...pairs, ...product('IPv6', preferred(page), preferred(host))]
}

function preferred(host: Host): string[] {
  return host.ipv6.length > 0 ? host.ipv6 : host.ipv4
}

function product(family: Pair['family'], pages: string[], hosts: string[]): Pair[] {
  return pages.flatMap((pageAddress) =>
    hosts.map((hostAddress) => ({ family, pageAddress, hostAddress })),
  )
}

function decidePairs(page: Host, host: Host, circumstances: Circumstances): SafariCase[] {
  const caseAt = (pair: Pair): SafariCase => decide(viewOf(page, host, pair, circumstances))
  const [first] = addressPairs(page, host)
  if (!first) return []
  const one = caseAt(first)
  // Decided without the addresses: it holds for every pair.
  if (one.sharedBits === undefined) return [one]
  return remember(page, host, 'addresses', () =>
    addressPairs(page, host).map((pair) => ({ ...caseAt(pair), ...pair })),
  )
}

function viewOf(
  page: Host,
  host: Host,
  { pageAddress, hostAddress }: Omit<Pair, 'family'>,
  { era, by, traits, isPageRecorded, hasPrivateSuffixes }: Circumstances,
): View {
  return {
    era,
    by,
    pageHost: page.name,
    page: isPageRecorded
      ? recordPage(page.name, page.cnames.at(-1), pageAddress, hasPrivateSuffixes)
      : {},
    host: host.name,
    lastCname: host.cnames.at(-1),
    address: hostAddress,
    hasPrivateSuffixes,
    ...traits,
  }
}

/** The cases under each value of a circumstance, which is named only where it makes a difference. */
function combine(
  circumstance: 'isPageRecorded' | 'hasPrivateSuffixes',
  values: boolean[],
  casesWith: (value: boolean) => SafariCase[],
): SafariCase[] {
  const [first, ...others] = values.map(casesWith)
  if (others.every((cases) => summary(cases) === summary(first))) return first
  return [first, ...others].flatMap((cases, index) =>
    cases.map((one) => ({ ...one, [circumstance]: values[index] })),
  )
}

/** What comes out, whichever rule decided: `capped,kept`. Addresses that decide both times decide alike. */
function summary(cases: SafariCase[]): string {
  return [...new Set(cases.map(({ outcome }) => outcome))].join()
}

/** How many pairs of addresses keep, for each family of clients. */
export function sharesOf(cases: SafariCase[]): Share[] {
  const byFullList = cases.filter(({ hasPrivateSuffixes }) => hasPrivateSuffixes !== false)
  return (['IPv4', 'IPv6'] as const).flatMap((family) => {
    const ofFamily = byFullList.filter((one) => one.family === family)
    const kept = ofFamily.filter(({ outcome }) => outcome === 'kept').length
    return ofFamily.length > 0 ? [{ family, kept, pairs: ofFamily.length }] : []
  })
}

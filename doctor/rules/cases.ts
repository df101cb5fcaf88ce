import type { Case, Regime, Share, Way } from '../diagnosis.ts'
import { isSameSite } from '../hosts/domain.ts'
import type { Host, Scene } from './scene.ts'
import { compareRanges, decide, recordPage, type Decision, type View } from './webkit.ts'
import { partitioned, partitionedSameSite, thirdParty } from './webkit-rules.ts'

/** Addresses of page and host that one client may use together. */
interface Pair {
  family: 'IPv4' | 'IPv6'
  pageAddress: string
  hostAddress: string
}

/** What of the cookie itself decides: the rule that refuses it, or what other sites' cookies obey. */
export type Taken = { refusedBy: string } | { isPartitioned: boolean; isStrictOrLax: boolean }

interface Circumstances {
  regime: Regime
  way: Way
  /** By a suffix list with its private section, and by one without. */
  taken: { byFullList: Taken; byPublicList: Taken }
  isPageRecorded: boolean
  hasPrivateSuffixes: boolean
}

/** By page and host, and in what else they differ: cookies of one host share them. */
const known = new WeakMap<Host, WeakMap<Host, Map<string, Case[]>>>()

/** The cases, worked out once for each two hosts and circumstances. */
function remember(page: Host, host: Host, circumstances: unknown, find: () => Case[]): Case[] {
  const ofPage = known.get(page) ?? new WeakMap<Host, Map<string, Case[]>>()
  const ofHost = ofPage.get(host) ?? new Map<string, Case[]>()
  known.set(page, ofPage.set(host, ofHost))
  const key = JSON.stringify(circumstances)
  const cases = ofHost.get(key) ?? find()
  ofHost.set(key, cases)
  return cases
}

/**
 * All that Safari may see of a response: each pair of addresses, a page that it recorded or did not,
 * a suffix list with its private section or without. What makes no difference is left out. None
 * where DNS told no address.
 */
export function webkitCases(
  scene: Scene,
  of: Pick<Circumstances, 'regime' | 'way' | 'taken'>,
): Case[] {
  const recordings = of.way === 'fetch' && !scene.canSkipNetwork ? [true] : [true, false]
  return remember(scene.page, scene.host, { of, recordings }, () =>
    combine('isPageRecorded', recordings, (isPageRecorded) =>
      combine('hasPrivateSuffixes', [true, false], (hasPrivateSuffixes) =>
        casesUnder(scene, { ...of, isPageRecorded, hasPrivateSuffixes }),
      ),
    ),
  )
}

function casesUnder(scene: Scene, circumstances: Circumstances): Case[] {
  const { way, taken, hasPrivateSuffixes } = circumstances
  const cookie = hasPrivateSuffixes ? taken.byFullList : taken.byPublicList
  if ('refusedBy' in cookie) return [{ outcome: 'rejected', rule: cookie.refusedBy }]
  const isFirstParty = isSameSite(scene.page.name, scene.host.name, hasPrivateSuffixes)
  if (!isFirstParty) return thirdPartyCases(cookie, circumstances)
  return decidePairs(firstParty(scene, way), scene.host, circumstances)
}

/** A navigation's first party is the host itself. */
export function firstParty({ page, host }: Scene, way: Way): Host {
  return way === 'fetch' ? page : host
}

/**
 * A navigation there may store the cookie, but the page's requests never carry it: blocked as well.
 * A Partitioned cookie still obeys SameSite; one that has none counts as None in Safari.
 */
function thirdPartyCases(
  { isPartitioned, isStrictOrLax }: Exclude<Taken, { refusedBy: string }>,
  { regime, way }: Circumstances,
): Case[] {
  const blocked: Case = { outcome: 'blocked', rule: thirdParty.id }
  if (!isPartitioned || way !== 'fetch' || !['R4', 'R5'].includes(regime)) return [blocked]
  const since: Case = isStrictOrLax
    ? { outcome: 'blocked', rule: partitionedSameSite.id }
    : { outcome: 'kept', rule: partitioned.id }
  if (regime === 'R5') return [since]
  return [
    { ...blocked, versions: 'Safari 18.4 to 26.1' },
    { ...since, versions: 'Safari 26.2 and later' },
  ]
}

/**
 * A client without IPv6 sees A records alone. One with IPv6 uses AAAA wherever a host has it
 * (RFC 6724); where neither host has it, it sees the same as the other and is not counted twice.
 */
export function addressPairs(page: Host, host: Host): Pair[] {
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

function decidePairs(page: Host, host: Host, circumstances: Circumstances): Case[] {
  const [first] = addressPairs(page, host)
  if (!first) return []
  const decision = decide(viewOf(page, host, first, circumstances))
  // Decided without the addresses: it holds for every pair.
  if (decision.sharedBits === undefined) return [caseOf(decision)]
  return remember(page, host, 'addresses', () =>
    addressPairs(page, host).map((pair) => ({
      ...caseOf(compareRanges(pair.pageAddress, pair.hostAddress)),
      ...pair,
    })),
  )
}

function viewOf(
  page: Host,
  host: Host,
  { pageAddress, hostAddress }: Pair,
  { regime, way, isPageRecorded, hasPrivateSuffixes }: Circumstances,
): View {
  return {
    regime,
    way,
    pageHost: page.name,
    page: isPageRecorded
      ? recordPage(page.name, page.cnames.at(-1), pageAddress, hasPrivateSuffixes)
      : {},
    host: host.name,
    lastCname: host.cnames.at(-1),
    address: hostAddress,
    hasPrivateSuffixes,
  }
}

function caseOf({ outcome, rule, sharedBits, neededBits }: Decision): Case {
  const one: Case = { outcome, rule: rule.id }
  return sharedBits === undefined || neededBits === undefined
    ? one
    : { ...one, sharedBits, neededBits }
}

/** The cases under each value of a circumstance, which is named only where it makes a difference. */
function combine(
  circumstance: 'isPageRecorded' | 'hasPrivateSuffixes',
  values: boolean[],
  casesWith: (value: boolean) => Case[],
): Case[] {
  const [first, ...others] = values.map(casesWith)
  if (others.every((cases) => summary(cases) === summary(first))) return first
  return [first, ...others].flatMap((cases, index) =>
    cases.map((one) => ({ ...one, [circumstance]: values[index] })),
  )
}

/** What comes out, whichever rule decided. */
function summary(cases: Case[]): string {
  const outcomes = new Set(cases.map(({ outcome }) => outcome))
  if (outcomes.size === 1) return [...outcomes][0]
  return JSON.stringify(
    cases.map(({ family, pageAddress, hostAddress, outcome }) => [
      family,
      pageAddress,
      hostAddress,
      outcome,
    ]),
  )
}

/** How many pairs of addresses keep, for each family of clients. */
export function sharesOf(cases: Case[]): Share[] {
  const compared = cases.filter(
    (one) => one.family && one.isPageRecorded !== false && one.hasPrivateSuffixes !== false,
  )
  return (['IPv4', 'IPv6'] as const).flatMap((family) => {
    const ofFamily = compared.filter((one) => one.family === family)
    const kept = ofFamily.filter(({ outcome }) => outcome === 'kept').length
    return ofFamily.length > 0 ? [{ family, kept, pairs: ofFamily.length }] : []
  })
}

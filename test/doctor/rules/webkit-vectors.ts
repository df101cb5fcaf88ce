import type { Way } from '../../../doctor/diagnosis.ts'
import type { EraName } from './era-names.ts'

/** Two addresses and how many leading bits they share, whichever is first. */
export interface PrefixVector {
  a: string
  b: string
  bits: number
}

/** A host as WebKit sees it. `cname` is the registrable domain of the last CNAME. */
export interface Peer {
  host: string
  cname: string | null
  address: string
}

/**
 * A page that was loaded, and the request that sets a cookie of more than 7 days. WebKit's tests run
 * at 127.0.0.1 and pretend the CNAMEs and addresses; for a test that goes by DNS, put the same name
 * in place of 127.0.0.1 wherever it is a host or CNAME.
 */
export interface CloakingVector {
  name: string
  /** Where it was read. */
  commit: string
  /** What WebKit has recorded of the page: for a navigation, of an earlier page of the same host. */
  page: Peer
  request: Peer
  way: Way
  /** The Set-Cookie header, where it is not any with a long Max-Age. */
  setCookie?: string
  expected: Record<EraName, 'kept' | 'capped'>
  note?: string
}

/** edgemint's own: one pair of addresses, no CNAME, a fetch, an era with the rule about addresses. */
export interface AddressVector {
  name: string
  /** null: not recorded. */
  page: string | null
  /** null: cannot be parsed. */
  request: string | null
  /** null: not compared. */
  bits: number | null
  outcome: 'kept' | 'capped'
}

const nowhere = {
  'before 14': 'kept',
  '14': 'kept',
  '16.4': 'kept',
  '17': 'kept',
  '18.4': 'kept',
  '27': 'kept',
} satisfies CloakingVector['expected']

const byCname = {
  'before 14': 'kept',
  '14': 'capped',
  '16.4': 'capped',
  '17': 'capped',
  '18.4': 'capped',
  '27': 'capped',
} satisfies CloakingVector['expected']

const byAddress = { ...byCname, '14': 'kept' } satisfies CloakingVector['expected']

/** Tools/TestWebKitAPI/Tests/WebCore/IPAddressTests.cpp, commit 76861680c7590384895c5a6505f6bc6ddf52d441. */
export const prefixVectors: PrefixVector[] = [
  { a: '17.100.120.255', b: '17.100.100.255', bits: 19 },
  { a: '17.100.120.255', b: '2001:db8::1234:5678', bits: 0 },
  { a: '2001:db8::1234:5678', b: '2001:db8::1111:0000', bits: 102 },
  { a: '2001:db8::1234:5678', b: '::1234:5678', bits: 2 },
  { a: '::1234:5678', b: '::', bits: 99 },
]

/** From the same file: what is no address. */
export const invalidAddresses = ['', 'foo', '2001:88888::', '192.168.255.256']

/**
 * LayoutTests/http/tests/resourceLoadStatistics/cname-cloaking-*.https.html. They show what WebKit did
 * at the named commit; the eras before it are worked out by the same steps.
 */
export const cnameVectors: CloakingVector[] = [
  {
    name: 'cname-cloaking-top-no-cname-sub-no-cname',
    commit: '92829e91b1682c7ea82b9e19c21659b3ad821d6e',
    page: { host: '127.0.0.1', cname: null, address: '127.0.0.1' },
    request: { host: '127.0.0.1', cname: null, address: '127.0.0.1' },
    way: 'fetch',
    expected: nowhere,
  },
  {
    name: 'cname-cloaking-top-no-cname-sub-1p-cname',
    commit: '72c1664e82e62858187a2584c31a586d64e18a51',
    page: { host: '127.0.0.1', cname: null, address: '127.0.0.1' },
    request: { host: '127.0.0.1', cname: '127.0.0.1', address: '127.0.0.1' },
    way: 'fetch',
    expected: nowhere,
  },
  {
    name: 'cname-cloaking-top-no-cname-sub-3p-cname',
    commit: 'b6072167c14f07d8ff2cc19d36a7684cbc3ced4d',
    page: { host: '127.0.0.1', cname: null, address: '127.0.0.1' },
    request: { host: '127.0.0.1', cname: '3rdpartytestwebkit.org', address: '127.0.0.1' },
    way: 'fetch',
    expected: byCname,
  },
  {
    name: 'cname-cloaking-top-cname-sub-no-cname',
    commit: '4732da57a94d37badc80ae7458b5db19431b6c43',
    page: { host: '127.0.0.1', cname: 'testwebkit.org', address: '127.0.0.1' },
    request: { host: '127.0.0.1', cname: null, address: '127.0.0.1' },
    way: 'fetch',
    expected: nowhere,
  },
  {
    name: 'cname-cloaking-top-cname-sub-1p-cname',
    commit: '92829e91b1682c7ea82b9e19c21659b3ad821d6e',
    page: { host: '127.0.0.1', cname: 'testwebkit.org', address: '127.0.0.1' },
    request: { host: '127.0.0.1', cname: '127.0.0.1', address: '127.0.0.1' },
    way: 'fetch',
    expected: nowhere,
  },
  {
    name: 'cname-cloaking-top-cname-sub-matching-cname',
    commit: '9c7f5889743e8171690ee69e117a1aba192d59b6',
    page: { host: '127.0.0.1', cname: 'testwebkit.org', address: '127.0.0.1' },
    request: { host: '127.0.0.1', cname: 'testwebkit.org', address: '127.0.0.1' },
    way: 'fetch',
    expected: nowhere,
  },
  {
    name: 'cname-cloaking-top-cname-sub-3p-cname',
    commit: '4732da57a94d37badc80ae7458b5db19431b6c43',
    page: { host: '127.0.0.1', cname: 'testwebkit.org', address: '127.0.0.1' },
    request: { host: '127.0.0.1', cname: '3rdpartytestwebkit.org', address: '127.0.0.1' },
    way: 'fetch',
    expected: byCname,
  },
  {
    name: 'cname-cloaking-top-level-navigation-not-capped',
    commit: 'b6072167c14f07d8ff2cc19d36a7684cbc3ced4d',
    page: { host: '127.0.0.1', cname: null, address: '127.0.0.1' },
    request: { host: '127.0.0.1', cname: '3rdpartytestwebkit.org', address: '127.0.0.1' },
    way: 'navigation',
    expected: { ...nowhere, '18.4': 'capped' },
    note: 'The case of a host whose CNAME has not been recorded. WebKit PR 70557 brought the test, and the era from 27 on.',
  },
  {
    name: 'cname-cloaking-sub-3p-cname-repaired-expires-is-capped',
    commit: '75f313359d1e6faabae0cbb07a42ca1bc9387acb',
    page: { host: '127.0.0.1', cname: null, address: '127.0.0.1' },
    request: { host: '127.0.0.1', cname: '3rdpartytestwebkit.org', address: '127.0.0.1' },
    way: 'fetch',
    setCookie: 'capped=1; Expires=Fri, Jan 01 2100 00:00:00 GMT',
    expected: byCname,
    note: 'An Expires with the month before the day, which WebKit PR 72744 (open) repairs: never kept for longer than 7 days.',
  },
]

/**
 * WebKit PR 5661, closed without a merge, commit 30d4578214d6455909236016daf7fe07bc1b9f97. The address of
 * `request` is the one that WebKit's test pretends.
 */
export const addressCloakingVectors: CloakingVector[] = [
  {
    name: 'third-party-address',
    commit: '30d4578214d6455909236016daf7fe07bc1b9f97',
    page: { host: '127.0.0.1', cname: 'testwebkit.org', address: '127.0.0.1' },
    request: { host: '127.0.0.1', cname: null, address: '10.49.253.10' },
    way: 'fetch',
    expected: byAddress,
    note: '1 bit of 16.',
  },
  {
    name: 'first-party-address',
    commit: '30d4578214d6455909236016daf7fe07bc1b9f97',
    page: { host: '127.0.0.1', cname: 'testwebkit.org', address: '127.0.0.1' },
    request: { host: '127.0.0.1', cname: null, address: '127.0.0.2' },
    way: 'fetch',
    expected: nowhere,
    note: '30 bits of 16.',
  },
]

/** Not WebKit's: worked out by hand from setCookieTransformForFirstPartyRequest. */
export const addressVectors: AddressVector[] = [
  {
    name: 'IPv4, just enough',
    page: '203.0.113.5',
    request: '203.0.200.9',
    bits: 16,
    outcome: 'kept',
  },
  {
    name: 'IPv4, one bit short',
    page: '203.0.113.5',
    request: '203.1.113.5',
    bits: 15,
    outcome: 'capped',
  },
  {
    name: 'IPv6, just enough',
    page: '2001:db8:1:2::1',
    request: '2001:db8:1:2:ffff::9',
    bits: 64,
    outcome: 'kept',
  },
  {
    name: 'IPv6, one bit short',
    page: '2001:db8:1:2::1',
    request: '2001:db8:1:3::1',
    bits: 63,
    outcome: 'capped',
  },
  {
    name: 'IPv6 page, IPv4 API',
    page: '2001:db8:1:2::1',
    request: '203.0.113.5',
    bits: 0,
    outcome: 'capped',
  },
  {
    name: 'IPv4 page, IPv6 API',
    page: '203.0.113.5',
    request: '2001:db8:1:2::1',
    bits: 0,
    outcome: 'capped',
  },
  {
    name: 'loopback in two families',
    page: '127.0.0.1',
    request: '::1',
    bits: 0,
    outcome: 'capped',
  },
  {
    name: 'an IPv4-mapped address is IPv6',
    page: '203.0.113.5',
    request: '::ffff:203.0.113.5',
    bits: 0,
    outcome: 'capped',
  },
  {
    name: 'NAT64: any two IPv4 addresses share the prefix',
    page: '64:ff9b::203.0.113.5',
    request: '64:ff9b::198.51.100.7',
    // 96, and 203 (1100 1011) and 198 (1100 0110) share 4 more.
    bits: 100,
    outcome: 'kept',
  },
  {
    name: 'page not recorded',
    page: null,
    request: '203.0.113.5',
    bits: null,
    outcome: 'kept',
  },
  {
    name: 'remote address cannot be parsed',
    page: '203.0.113.5',
    request: null,
    bits: null,
    outcome: 'kept',
  },
]

/** What the cap makes of a lifetime in seconds; null is a session cookie. From `capExpiryOfPersistentCookie`. */
export const capBoundaries: { life: number | null; capped: number | null }[] = [
  { life: null, capped: null },
  { life: 0, capped: 0 },
  { life: 604799, capped: 604799 },
  { life: 604800, capped: 604800 },
  { life: 604801, capped: 604800 },
  { life: 34560000, capped: 604800 },
]

import type { Browser, Outcome, Way } from '../../../doctor/rules/diagnosis.ts'

/** A site with an API as DNS has it, and what must become of the cookies: see topologies.md. */
export interface Topology {
  name: string
  /** Zone file lines with full names: 'www.netlify.example. 60 IN CNAME shop.netlify.app.' */
  records: string[]
  /** Host names without port. */
  page: string
  api: string
  /** Whether edgemint's endpoint is on the page's host. */
  hasEndpoint: boolean
  /** The Set-Cookie that the API itself sends, if any. */
  apiCookie?: string
  expected: ExpectedRow[]
}

/** One cookie setter and way, Safari by regime plus the other two browsers. */
export interface ExpectedRow extends Outcomes {
  setBy: 'endpoint' | 'api'
  way: Way
  /** Why, with the numbers of the steps in topologies.md. */
  because: string
  /**
   * Where an address decides: of the pairs of addresses that a client may see, how many keep. For a
   * navigation and a redirect, of those where a page of the host was loaded before.
   */
  shares?: ExpectedShare[]
}

export type Regime = 'R0' | 'R1' | 'R2' | 'R3' | 'R4' | 'R5'
export type Outcomes = Record<Regime | Exclude<Browser, 'Safari'>, ExpectedOutcome>
export type ExpectedOutcome = Exclude<Outcome, 'unknown'>

export interface ExpectedShare {
  family: 'IPv4' | 'IPv6'
  kept: number
  pairs: number
}

const kept: Outcomes = {
  R0: 'kept',
  R1: 'kept',
  R2: 'kept',
  R3: 'kept',
  R4: 'kept',
  R5: 'kept',
  Firefox: 'kept',
  Chrome: 'kept',
}

/** Other sites' cookies: what Safari does does not depend on the regime. */
const blockedInSafari: Outcomes = {
  ...kept,
  R0: 'blocked',
  R1: 'blocked',
  R2: 'blocked',
  R3: 'blocked',
  R4: 'blocked',
  R5: 'blocked',
}

/** Safari since it has had the CNAME rule. */
const fromR1 = (outcome: ExpectedOutcome): Outcomes => ({ ...fromR2(outcome), R1: outcome })

/** Safari since it has had the IP rule. */
const fromR2 = (outcome: ExpectedOutcome): Outcomes => ({
  ...kept,
  R2: outcome,
  R3: outcome,
  R4: outcome,
  R5: outcome,
})

/** The regime that judges a navigation without a redirect. */
const inR4 = (outcome: ExpectedOutcome): Outcomes => ({ ...kept, R4: outcome })

/** The regimes that judge a navigation after a redirect. */
const inR3AndR4 = (outcome: ExpectedOutcome): Outcomes => ({ ...kept, R3: outcome, R4: outcome })

const lax = 'session=x; Max-Age=34560000; Path=/; Secure; HttpOnly; SameSite=Lax'
const none = 'session=x; Max-Age=34560000; Path=/; Secure; HttpOnly; SameSite=None'

export const topologies: Topology[] = [
  {
    name: 'Netlify apex, API behind a load balancer',
    records: [
      'netlify-apex.example. 60 IN A 127.75.2.5',
      'api.netlify-apex.example. 60 IN A 127.130.7.20',
    ],
    page: 'netlify-apex.example',
    api: 'api.netlify-apex.example',
    hasEndpoint: true,
    apiCookie: lax,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...kept,
        because: '5: no CNAME. 6.5: one address, 32 bits with itself',
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...kept,
        because: 'R4: 6.1 before a page was loaded, 6.5 with 32 bits after. Others: 3',
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: 6.1 before a page was loaded, 6.5 with 32 bits after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR2('capped'),
        because: '5: no CNAME. 6.5: 127.75 and 127.130 share 8 bits of 16. R1: no IP rule',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...kept,
        because: 'R4: the first party is the API itself: 6.1, or 6.5 with 32 bits. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: the first party is the API itself: 6.1, or 6.5 with 32 bits',
      },
    ],
  },
  {
    name: 'Netlify www by CNAME, API on an address',
    records: [
      'www.netlify-www.example. 60 IN CNAME netlify-www.netlify.app.',
      'netlify-www.netlify.app. 60 IN A 127.35.156.10',
      'netlify-www.netlify.app. 60 IN A 127.52.74.6',
      'api.netlify-www.example. 60 IN A 127.131.4.4',
    ],
    page: 'www.netlify-www.example',
    api: 'api.netlify-www.example',
    hasEndpoint: true,
    apiCookie: lax,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...kept,
        because:
          '8: the same CNAME as the page, whatever the suffix list; its addresses are not read',
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...inR4('depends'),
        because: 'R4: 9 before a page of www was loaded, 8 after. Others: 3',
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because: 'R3 and R4: 9 before a page of www was loaded, 8 after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR2('capped'),
        because:
          '5: the API has no CNAME, so the page’s does not matter. 6.5: 127.35 and 127.52 share 8 bits with 127.131. R1: no IP rule',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...kept,
        because: 'R4: the first party is the API itself: 6.1, or 6.5 with 32 bits. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: the first party is the API itself: 6.1, or 6.5 with 32 bits',
      },
    ],
  },
  {
    name: 'Cloudflare, page and API proxied',
    records: [
      'www.cloudflare-proxied.example. 60 IN A 127.104.21.10',
      'www.cloudflare-proxied.example. 60 IN A 127.172.67.10',
      'api.cloudflare-proxied.example. 60 IN A 127.104.21.11',
      'api.cloudflare-proxied.example. 60 IN A 127.172.67.11',
    ],
    page: 'www.cloudflare-proxied.example',
    api: 'api.cloudflare-proxied.example',
    hasEndpoint: true,
    apiCookie: lax,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...fromR2('depends'),
        because:
          '6.5: the page came from 127.104 or 127.172, a new connection may go to the other: 8 bits. R1: no IP rule',
        shares: [{ family: 'IPv4', kept: 2, pairs: 4 }],
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...inR4('depends'),
        because: 'R4: 6.1 before a page was loaded; after, 6.5 with 32 or 8 bits. Others: 3',
        shares: [{ family: 'IPv4', kept: 2, pairs: 4 }],
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because: 'R3 and R4: 6.1 before a page was loaded; after, 6.5 with 32 or 8 bits. Others: 3',
        shares: [{ family: 'IPv4', kept: 2, pairs: 4 }],
      },
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR2('depends'),
        because: '6.5: 127.104.21 or 127.172.67 with itself 24 bits or more, with the other 8',
        shares: [{ family: 'IPv4', kept: 2, pairs: 4 }],
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...inR4('depends'),
        because:
          'R4: 6.1 before a page of the API’s host was loaded; after, 6.5 with 32 or 8 bits. Others: 3',
        shares: [{ family: 'IPv4', kept: 2, pairs: 4 }],
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because:
          'R3 and R4: 6.1 before a page of the API’s host was loaded; after, 6.5 with 32 or 8 bits. Others: 3',
        shares: [{ family: 'IPv4', kept: 2, pairs: 4 }],
      },
    ],
  },
  {
    name: 'CloudFront by ALIAS, dual stack, API on an IPv4 address',
    records: [
      'www.cloudfront-alias.example. 60 IN A 127.13.35.10',
      'www.cloudfront-alias.example. 60 IN A 127.13.35.24',
      'www.cloudfront-alias.example. 60 IN A 127.13.35.58',
      'www.cloudfront-alias.example. 60 IN A 127.13.35.101',
      'www.cloudfront-alias.example. 60 IN AAAA 2001:db8:2251:1a00:10:3b2a:1fc0:93a1',
      'www.cloudfront-alias.example. 60 IN AAAA 2001:db8:2251:4c00:10:3b2a:1fc0:93a1',
      'www.cloudfront-alias.example. 60 IN AAAA 2001:db8:2251:9600:10:3b2a:1fc0:93a1',
      'www.cloudfront-alias.example. 60 IN AAAA 2001:db8:2251:e800:10:3b2a:1fc0:93a1',
      'api.cloudfront-alias.example. 60 IN A 127.132.8.8',
    ],
    page: 'www.cloudfront-alias.example',
    api: 'api.cloudfront-alias.example',
    hasEndpoint: true,
    apiCookie: lax,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...fromR2('depends'),
        because:
          '6.5: over IPv4 all share 24 bits or more; over IPv6 each address shares 64 bits with none but itself. R1: no IP rule',
        shares: [
          { family: 'IPv4', kept: 16, pairs: 16 },
          { family: 'IPv6', kept: 4, pairs: 16 },
        ],
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...inR4('depends'),
        because: 'R4: 6.1 before a page was loaded; after, 6.5 as for a fetch. Others: 3',
        shares: [
          { family: 'IPv4', kept: 16, pairs: 16 },
          { family: 'IPv6', kept: 4, pairs: 16 },
        ],
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because: 'R3 and R4: 6.1 before a page was loaded; after, 6.5 as for a fetch. Others: 3',
        shares: [
          { family: 'IPv4', kept: 16, pairs: 16 },
          { family: 'IPv6', kept: 4, pairs: 16 },
        ],
      },
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR2('capped'),
        because: '6.5: 127.13 and 127.132 share 8 bits; an IPv6 page and an IPv4 API share none',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...kept,
        because: 'R4: the API has one address for every client: 6.1, or 6.5 with 32 bits',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: the API has one address for every client: 6.1, or 6.5 with 32 bits',
      },
    ],
  },
  {
    name: 'CloudFront by CNAME',
    records: [
      'www.cloudfront-cname.example. 60 IN CNAME d111111abcdef8.cloudfront.net.',
      'd111111abcdef8.cloudfront.net. 60 IN A 127.14.35.10',
      'd111111abcdef8.cloudfront.net. 60 IN A 127.14.35.24',
      'd111111abcdef8.cloudfront.net. 60 IN A 127.14.35.58',
      'd111111abcdef8.cloudfront.net. 60 IN A 127.14.35.101',
      'api.cloudfront-cname.example. 60 IN A 127.133.1.9',
    ],
    page: 'www.cloudfront-cname.example',
    api: 'api.cloudfront-cname.example',
    hasEndpoint: true,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...kept,
        because: '8: the same CNAME as the page, whatever the suffix list',
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...inR4('depends'),
        because: 'R4: 9 before a page of www was loaded, 8 after. Others: 3',
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because: 'R3 and R4: 9 before a page of www was loaded, 8 after. Others: 3',
      },
    ],
  },
  {
    name: 'API by CNAME to a load balancer',
    records: [
      'www.load-balancer.example. 60 IN A 127.76.21.21',
      'api.load-balancer.example. 60 IN CNAME api-1234567.eu-west-1.elb.amazonaws.com.',
      'api-1234567.eu-west-1.elb.amazonaws.com. 60 IN A 127.134.1.1',
      'api-1234567.eu-west-1.elb.amazonaws.com. 60 IN A 127.135.2.2',
    ],
    page: 'www.load-balancer.example',
    api: 'api.load-balancer.example',
    hasEndpoint: true,
    apiCookie: lax,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...kept,
        because: '5: no CNAME. 6.5: one address, 32 bits with itself',
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...kept,
        because: 'R4: 6.1 before a page was loaded, 6.5 with 32 bits after. Others: 3',
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: 6.1 before a page was loaded, 6.5 with 32 bits after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR1('capped'),
        because:
          '5: the CNAME’s domain is the whole api-1234567.eu-west-1.elb.amazonaws.com (*.elb.amazonaws.com is a private suffix) or amazonaws.com. 9: it is not the page’s, which has no CNAME',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...inR4('depends'),
        because: 'R4: 9 before a page of the API’s host was loaded, 8 after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because: 'R3 and R4: 9 before a page of the API’s host was loaded, 8 after. Others: 3',
      },
    ],
  },
  {
    name: 'Kuroco as it comes',
    records: [
      'www.kuroco-default.example. 60 IN A 127.77.1.1',
      'example.a.kuroco.app. 60 IN A 127.136.1.1',
    ],
    page: 'www.kuroco-default.example',
    api: 'example.a.kuroco.app',
    hasEndpoint: false,
    apiCookie: none,
    expected: [
      {
        setBy: 'api',
        way: 'fetch',
        ...blockedInSafari,
        because:
          '2: kuroco.app is not the page’s site. Firefox has a partition for it; Chrome has it',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...blockedInSafari,
        Firefox: 'blocked',
        because:
          '2 for the page’s requests: stored at kuroco.app, never sent from the page. Firefox has it in another partition',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...blockedInSafari,
        Firefox: 'blocked',
        because:
          '2 for the page’s requests: stored at kuroco.app, never sent from the page. Firefox has it in another partition',
      },
    ],
  },
  {
    name: 'Kuroco with a custom domain',
    records: [
      'www.kuroco-custom.example. 60 IN A 127.78.1.1',
      'api.kuroco-custom.example. 60 IN CNAME sitekey.g.kuroco.app.',
      'sitekey.g.kuroco.app. 60 IN A 127.137.1.1',
    ],
    page: 'www.kuroco-custom.example',
    api: 'api.kuroco-custom.example',
    hasEndpoint: true,
    apiCookie: lax,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...kept,
        because: '5: no CNAME. 6.5: one address, 32 bits with itself',
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...kept,
        because: 'R4: 6.1 before a page was loaded, 6.5 with 32 bits after. Others: 3',
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: 6.1 before a page was loaded, 6.5 with 32 bits after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR1('capped'),
        because: '5: kuroco.app, no public suffix in either list. 9: the page has no CNAME',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...inR4('depends'),
        because: 'R4: 9 before a page of the API’s host was loaded, 8 after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because: 'R3 and R4: 9 before a page of the API’s host was loaded, 8 after. Others: 3',
      },
    ],
  },
  {
    name: 'API proxied on the page’s host',
    records: ['www.same-host.example. 60 IN A 127.79.1.1'],
    page: 'www.same-host.example',
    api: 'www.same-host.example',
    hasEndpoint: false,
    apiCookie: lax,
    expected: [
      {
        setBy: 'api',
        way: 'fetch',
        ...kept,
        because: '5: no CNAME. 6.5: one address, 32 bits with itself',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...kept,
        because: 'R4: 6.1 before a page was loaded, 6.5 with 32 bits after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: 6.1 before a page was loaded, 6.5 with 32 bits after. Others: 3',
      },
    ],
  },
  {
    name: 'Kuroco by an A record',
    records: [
      'www.kuroco-address.example. 60 IN A 127.80.255.254',
      'api.kuroco-address.example. 60 IN A 127.81.0.1',
    ],
    page: 'www.kuroco-address.example',
    api: 'api.kuroco-address.example',
    hasEndpoint: false,
    apiCookie: lax,
    expected: [
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR2('capped'),
        because: '5: no CNAME. 6.5: 127.80 and 127.81 share 15 bits of 16. R1: no IP rule',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...kept,
        because: 'R4: the first party is the API itself: 6.1, or 6.5 with 32 bits. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: the first party is the API itself: 6.1, or 6.5 with 32 bits',
      },
    ],
  },
  {
    name: 'Dual-stack page, IPv4-only API nearby',
    records: [
      'www.dual-stack.example. 60 IN A 127.83.1.1',
      'www.dual-stack.example. 60 IN AAAA 2001:db8:83::1',
      'api.dual-stack.example. 60 IN A 127.83.200.2',
    ],
    page: 'www.dual-stack.example',
    api: 'api.dual-stack.example',
    hasEndpoint: true,
    apiCookie: lax,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...kept,
        because: '6.5: one address in each family, 32 or 128 bits with itself',
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...kept,
        because: 'R4: 6.1 before a page was loaded, 6.5 with 32 or 128 bits after. Others: 3',
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...kept,
        because:
          'R3 and R4: 6.1 before a page was loaded, 6.5 with 32 or 128 bits after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR2('depends'),
        because:
          '6.5: over IPv4 127.83.1 and 127.83.200 share just 16 bits; an IPv6 page and an IPv4 API share none. R1: no IP rule',
        shares: [
          { family: 'IPv4', kept: 1, pairs: 1 },
          { family: 'IPv6', kept: 0, pairs: 1 },
        ],
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...kept,
        because: 'R4: the API has one address for every client: 6.1, or 6.5 with 32 bits',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: the API has one address for every client: 6.1, or 6.5 with 32 bits',
      },
    ],
  },
  {
    name: 'Page and API by CNAME to one vendor that is no public suffix',
    records: [
      'www.same-vendor.example. 60 IN CNAME aqueous-reef-1.herokudns.com.',
      'aqueous-reef-1.herokudns.com. 60 IN A 127.84.1.1',
      'api.same-vendor.example. 60 IN CNAME radiant-lake-2.herokudns.com.',
      'radiant-lake-2.herokudns.com. 60 IN A 127.138.1.1',
    ],
    page: 'www.same-vendor.example',
    api: 'api.same-vendor.example',
    hasEndpoint: false,
    apiCookie: lax,
    expected: [
      {
        setBy: 'api',
        way: 'fetch',
        ...kept,
        because: '8: herokudns.com both, in either list; the addresses, 8 bits, are not read',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...inR4('depends'),
        because: 'R4: 9 before a page of the API’s host was loaded, 8 after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because: 'R3 and R4: 9 before a page of the API’s host was loaded, 8 after. Others: 3',
      },
    ],
  },
  {
    name: 'Page and API by CNAME to two CloudFront distributions',
    records: [
      'www.two-distributions.example. 60 IN CNAME d111222abcdef8.cloudfront.net.',
      'd111222abcdef8.cloudfront.net. 60 IN A 127.15.35.10',
      'api.two-distributions.example. 60 IN CNAME d222222abcdef8.cloudfront.net.',
      'd222222abcdef8.cloudfront.net. 60 IN A 127.15.35.11',
    ],
    page: 'www.two-distributions.example',
    api: 'api.two-distributions.example',
    hasEndpoint: false,
    apiCookie: lax,
    expected: [
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR1('depends'),
        because:
          'cloudfront.net is a private suffix. With it, 9: two domains. Without, 8: one. The addresses are not read',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...inR4('depends'),
        because:
          'R4: 9 before a page of the API’s host was loaded, 8 after, whatever the suffix list. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because:
          'R3 and R4: 9 before a page of the API’s host was loaded, 8 after, whatever the suffix list. Others: 3',
      },
    ],
  },
  {
    name: 'API by a CNAME chain that ends in the page’s own domain',
    records: [
      'www.own-cname.example. 60 IN A 127.82.1.1',
      'api.own-cname.example. 60 IN CNAME own-cname.trafficmanager.net.',
      'own-cname.trafficmanager.net. 60 IN CNAME lb.own-cname.example.',
      'lb.own-cname.example. 60 IN A 127.139.1.1',
    ],
    page: 'www.own-cname.example',
    api: 'api.own-cname.example',
    hasEndpoint: false,
    apiCookie: lax,
    expected: [
      {
        setBy: 'api',
        way: 'fetch',
        ...kept,
        because:
          '5: only the last CNAME counts. 7: own-cname.example is a parent of the page’s host; the addresses, 8 bits, are not read',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...kept,
        because: 'R4: 7, own-cname.example is a parent of the API’s host, page loaded or not',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...kept,
        because:
          'R3 and R4: 7, own-cname.example is a parent of the API’s host, page loaded or not',
      },
    ],
  },
  {
    name: 'API on another site, next to the page, with a Lax cookie',
    records: [
      'www.third-party-lax.example. 60 IN A 127.85.1.1',
      'api.other-site.example. 60 IN A 127.85.1.2',
    ],
    page: 'www.third-party-lax.example',
    api: 'api.other-site.example',
    hasEndpoint: false,
    apiCookie: lax,
    expected: [
      {
        setBy: 'api',
        way: 'fetch',
        ...blockedInSafari,
        Firefox: 'rejected',
        Chrome: 'rejected',
        because:
          '2: another site, however near the address. Chrome and Firefox drop a Lax cookie that a cross-site fetch sets',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...blockedInSafari,
        Firefox: 'blocked',
        Chrome: 'blocked',
        because:
          '2 for the page’s requests. Chrome and Firefox store it but do not send Lax with a cross-site fetch',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...blockedInSafari,
        Firefox: 'blocked',
        Chrome: 'blocked',
        because:
          '2 for the page’s requests. Chrome and Firefox store it but do not send Lax with a cross-site fetch',
      },
    ],
  },
  {
    name: 'Page by CNAME to CloudFront, API by CNAME to a load balancer',
    records: [
      'www.aws.example. 60 IN CNAME d333333abcdef8.cloudfront.net.',
      'd333333abcdef8.cloudfront.net. 60 IN A 127.17.35.10',
      'api.aws.example. 60 IN CNAME lb.aws.example.',
      'lb.aws.example. 60 IN CNAME api-7654321.eu-west-1.elb.amazonaws.com.',
      'api-7654321.eu-west-1.elb.amazonaws.com. 60 IN A 127.141.1.1',
    ],
    page: 'www.aws.example',
    api: 'api.aws.example',
    hasEndpoint: true,
    apiCookie: lax,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...kept,
        because: '8: the same CNAME as the page, whatever the suffix list',
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...inR4('depends'),
        because: 'R4: 9 before a page of www was loaded, 8 after. Others: 3',
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because: 'R3 and R4: 9 before a page of www was loaded, 8 after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR1('capped'),
        because:
          '5: only the last CNAME counts, not lb.aws.example. 9: another domain than the page’s CloudFront, in either list',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...inR4('depends'),
        because: 'R4: 9 before a page of the API’s host was loaded, 8 after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because: 'R3 and R4: 9 before a page of the API’s host was loaded, 8 after. Others: 3',
      },
    ],
  },
  {
    name: 'Page and API in one IPv6 network but far apart over IPv4',
    records: [
      'www.same-network.example. 60 IN A 127.86.1.1',
      'www.same-network.example. 60 IN AAAA 2001:db8:86::1',
      'api.same-network.example. 60 IN A 127.142.1.1',
      'api.same-network.example. 60 IN AAAA 2001:db8:86:0:ffff::2',
    ],
    page: 'www.same-network.example',
    api: 'api.same-network.example',
    hasEndpoint: true,
    apiCookie: lax,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...kept,
        because: '6.5: one address in each family, 32 or 128 bits with itself',
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...kept,
        because: 'R4: 6.1 before a page was loaded, 6.5 with 32 or 128 bits after. Others: 3',
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...kept,
        because:
          'R3 and R4: 6.1 before a page was loaded, 6.5 with 32 or 128 bits after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR2('depends'),
        because:
          '6.5: over IPv6 just 64 bits, over IPv4 127.86 and 127.142 share 8; a dual-stack client has IPv6 for both. R1: no IP rule',
        shares: [
          { family: 'IPv4', kept: 0, pairs: 1 },
          { family: 'IPv6', kept: 1, pairs: 1 },
        ],
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...kept,
        because:
          'R4: the first party is the API itself: 6.1, or 6.5 with 32 or 128 bits. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: the first party is the API itself: 6.1, or 6.5 with 32 or 128 bits',
      },
    ],
  },
  {
    name: 'API with three addresses, one of them near the page',
    records: [
      'www.one-of-three.example. 60 IN A 127.94.9.9',
      'api.one-of-three.example. 60 IN A 127.94.1.1',
      'api.one-of-three.example. 60 IN A 127.95.1.1',
      'api.one-of-three.example. 60 IN A 127.95.2.2',
    ],
    page: 'www.one-of-three.example',
    api: 'api.one-of-three.example',
    hasEndpoint: true,
    apiCookie: lax,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...kept,
        because: '5: no CNAME. 6.5: one address, 32 bits with itself',
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...kept,
        because: 'R4: 6.1 before a page was loaded, 6.5 with 32 bits after. Others: 3',
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: 6.1 before a page was loaded, 6.5 with 32 bits after. Others: 3',
      },
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR2('depends'),
        because: '6.5: 127.94 with 127.94 at least 16 bits, with 127.95 15. R1: no IP rule',
        shares: [{ family: 'IPv4', kept: 1, pairs: 3 }],
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...inR4('depends'),
        because:
          'R4: 6.1 before a page of the API’s host was loaded; after, 6.5: 127.94 keeps with itself, the two 127.95 with each other. Others: 3',
        shares: [{ family: 'IPv4', kept: 5, pairs: 9 }],
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because:
          'R3 and R4: 6.1 before a page of the API’s host was loaded; after, 6.5: 127.94 keeps with itself, the two 127.95 with each other. Others: 3',
        shares: [{ family: 'IPv4', kept: 5, pairs: 9 }],
      },
    ],
  },
  {
    name: 'www by CNAME to its own apex',
    records: [
      'www.www-to-apex.example. 60 IN CNAME www-to-apex.example.',
      'www-to-apex.example. 60 IN A 127.96.1.1',
      'www-to-apex.example. 60 IN A 127.97.1.1',
      'api.www-to-apex.example. 60 IN A 127.96.7.7',
    ],
    page: 'www.www-to-apex.example',
    api: 'api.www-to-apex.example',
    hasEndpoint: true,
    apiCookie: lax,
    expected: [
      {
        setBy: 'endpoint',
        way: 'fetch',
        ...kept,
        because:
          '7: the CNAME’s domain is a parent of www; the two addresses, 15 bits, are not read',
      },
      {
        setBy: 'endpoint',
        way: 'navigation',
        ...kept,
        because: 'R4: 7, page loaded or not. Others: 3',
      },
      {
        setBy: 'endpoint',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: 7, page loaded or not. Others: 3',
      },
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR2('depends'),
        because:
          '5: the API has no CNAME. 6.5: 127.96 with 127.96 at least 16 bits, 127.97 with 127.96 15. R1: no IP rule',
        shares: [{ family: 'IPv4', kept: 1, pairs: 2 }],
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...kept,
        because: 'R4: the first party is the API itself: 6.1, or 6.5 with 32 bits. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...kept,
        because: 'R3 and R4: the first party is the API itself: 6.1, or 6.5 with 32 bits',
      },
    ],
  },
  {
    name: 'Page and API by CNAME to two load balancers of one region',
    records: [
      'www.two-balancers.example. 60 IN CNAME web-11.eu-west-1.elb.amazonaws.com.',
      'web-11.eu-west-1.elb.amazonaws.com. 60 IN A 127.88.1.1',
      'api.two-balancers.example. 60 IN CNAME api-22.eu-west-1.elb.amazonaws.com.',
      'api-22.eu-west-1.elb.amazonaws.com. 60 IN A 127.143.1.1',
    ],
    page: 'www.two-balancers.example',
    api: 'api.two-balancers.example',
    hasEndpoint: false,
    apiCookie: lax,
    expected: [
      {
        setBy: 'api',
        way: 'fetch',
        ...fromR1('depends'),
        because:
          'eu-west-1.elb.amazonaws.com is a private suffix by *.elb.amazonaws.com. With it, 9: two domains. Without, 8: amazonaws.com both',
      },
      {
        setBy: 'api',
        way: 'navigation',
        ...inR4('depends'),
        because:
          'R4: 9 before a page of the API’s host was loaded, 8 after, whatever the suffix list. Others: 3',
      },
      {
        setBy: 'api',
        way: 'redirect',
        ...inR3AndR4('depends'),
        because:
          'R3 and R4: 9 before a page of the API’s host was loaded, 8 after, whatever the suffix list. Others: 3',
      },
    ],
  },
]

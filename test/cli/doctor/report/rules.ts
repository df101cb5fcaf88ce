import type { Rule } from '../../../../cli/doctor/diagnosis.ts'

const repository = 'https://github.com/WebKit/WebKit'
const policy = `${repository}/blob/0860310d283b749a2fd5a7d93bfd04cc4b825783/Source/WebKit/NetworkProcess/cocoa/NetworkTaskCocoa.mm`

/** Rules as a diagnosis cites them. */
export const rules = {
  noCap: {
    id: 'webkit/no-cap',
    text: 'Safari before 14 shortens no cookie that a server sets.',
    source: 'https://webkit.org/blog/11338/cname-cloaking-and-bounce-tracking-defense/',
    confidence: 'documented',
  },
  noAddressRule: {
    id: 'webkit/no-address-rule',
    text: 'Safari 14 to 16.3 caps by CNAME only, and this host is no CNAME.',
    source: 'https://webkit.org/blog/11338/cname-cloaking-and-bounce-tracking-defense/',
    confidence: 'documented',
  },
  sameRange: {
    id: 'webkit/same-range',
    text: 'The host that sets the cookie is in the page’s range of addresses.',
    source: policy,
    confidence: 'code',
  },
  thirdPartyAddress: {
    id: 'webkit/third-party-address',
    text: 'A host outside the page’s range of addresses (the first 16 bits in IPv4, the first 64 in IPv6) may set cookies for 7 days at most.',
    source: policy,
    confidence: 'code',
  },
  navigationExempt: {
    id: 'webkit/navigation-exempt',
    text: 'The cap does not apply to the answer of a navigation.',
    source: policy,
    confidence: 'code',
  },
  cnameCloaking: {
    id: 'webkit/cname-cloaking',
    text: 'A host that is a CNAME to another registrable domain, one the page’s host is not known to be a CNAME to as well, may set cookies for 7 days at most.',
    source: policy,
    confidence: 'tested',
  },
  thirdParty: {
    id: 'webkit/third-party',
    text: 'Safari neither stores nor sends the cookies of a host whose registrable domain is not the page’s.',
    source: 'https://webkit.org/blog/10218/full-third-party-cookie-blocking-and-more/',
    confidence: 'documented',
  },
  notLooked: {
    id: 'dns/unknown',
    text: 'Where a host points decides, and DNS did not say.',
    source: 'RFC 1035',
    confidence: 'inferred',
  },
  fullLife: {
    id: 'rfc6265bis/lifetime',
    text: 'Browsers keep a cookie for as long as it asks, at most 400 days.',
    source: 'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.5',
    confidence: 'documented',
  },
} satisfies Record<string, Rule>

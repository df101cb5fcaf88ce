import type { Rule } from '../diagnosis.ts'

const repository = 'https://github.com/WebKit/WebKit'
const policy = `${repository}/blob/0860310d283b749a2fd5a7d93bfd04cc4b825783/Source/WebKit/NetworkProcess/cocoa/NetworkTaskCocoa.mm`
const defence = 'https://webkit.org/blog/11338/cname-cloaking-and-bounce-tracking-defense/'

function rule<Id extends string>(
  id: Id,
  text: string,
  source: string,
  confidence: Rule['confidence'] = 'code',
): Rule & { id: Id } {
  return { id, text, source, confidence }
}

/** Before the cap existed. */
export const noCap = rule(
  'webkit/no-cap',
  'Safari before 14 shortens no cookie that a server sets.',
  defence,
  'documented',
)

export const thirdParty = rule(
  'webkit/third-party',
  'Since 13.1, Safari neither stores nor sends cookies that belong to a different site than the page.',
  'https://webkit.org/blog/10218/full-third-party-cookie-blocking-and-more/',
  'documented',
)

export const partitioned = rule(
  'webkit/partitioned',
  'From 26.2 on, Safari on macOS 26 and iOS 26 keeps a third party’s cookie that has the Partitioned attribute, for this one site.',
  `${repository}/pull/60430`,
  'inferred',
)

export const partitionedSameSite = rule(
  'webkit/partitioned-same-site',
  'From 26.2 on, Safari keeps a third party’s cookie that has the Partitioned attribute, but with SameSite=Lax or Strict it does not send it from this site’s pages.',
  `${repository}/pull/60430`,
  'inferred',
)

export const navigationExempt = rule(
  'webkit/navigation-exempt',
  'In these versions the limit of 7 days does not hold where the browser goes to a new page, as by a form post.',
  policy,
)

export const noAddressRule = rule(
  'webkit/no-address-rule',
  'Safari 14 to 16.3 looks at aliases (CNAME) only, and this host is not one.',
  defence,
  'documented',
)

export const pageAddressUnknown = rule(
  'webkit/page-address-unknown',
  'Safari has not recorded the page’s address, so there is nothing to compare.',
  policy,
)

export const addressUnreadable = rule(
  'webkit/address-unreadable',
  'Safari cannot read the host’s address, so there is nothing to compare.',
  policy,
)

export const googleException = rule(
  'webkit/google-exception',
  'WebKit exempts this Google host by name.',
  policy,
)

export const sameRange = rule(
  'webkit/same-range',
  'The address that sets the cookie is in the range of the one that the page came from.',
  policy,
)

export const thirdPartyAddress = rule(
  'webkit/third-party-address',
  'Safari cuts a cookie to 7 days if the address that sets it is in another range than the one that the page came from. A range is all that has the first 16 bits in common (IPv4), or the first 64 (IPv6).',
  policy,
)

export const cnameOfPageDomain = rule(
  'webkit/cname-of-page-domain',
  'The host that sets the cookie is an alias (CNAME) for a name on the page’s own domain. Its address is not looked at.',
  policy,
  'tested',
)

export const cnameOfPage = rule(
  'webkit/cname-like-page',
  'The page and the cookie come from aliases (CNAME) for the same domain, or from one such alias. Safari then does not compare addresses.',
  policy,
  'tested',
)

export const cnameCloaking = rule(
  'webkit/cname-cloaking',
  'Safari cuts a cookie to 7 days if the host that sets it is an alias (CNAME) for a name on another domain, unless it has seen that the page’s host is an alias for that domain too.',
  policy,
  'tested',
)

export const shortEnough = rule(
  'webkit/short-enough',
  'Safari would cut it to 7 days, but the cookie does not ask for more.',
  policy,
)

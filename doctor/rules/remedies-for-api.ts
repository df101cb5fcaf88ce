import { defaults } from '../../shared/config/defaults.ts'
import { ownedDomain } from '../../shared/config/hosts.ts'
import type { CookieDiagnosis, Outcome, Verdict } from './diagnosis.ts'
import type { Facts } from '../facts.ts'
import { isSameSite } from '../hosts/domain.ts'
import { isBesideLogIn } from './cookie-attributes.ts'
import { isMinting, recipeCookie, type SubjectCookie } from './cookies.ts'
import { installStep } from './install.ts'
import { isOverHttp, oneScheme } from './one-scheme.ts'
import { ownHostOutcome } from './own-host.ts'
import { remedy, type Advice } from './remedy.ts'
import { useBridge } from './remedies-for-bridge.ts'
import { remediesForOwnHost } from './remedies-for-own-host.ts'
import { pageUrlOf } from './cookie-response.ts'
import { domainOf } from './store-cookie.ts'
import { vendorOf } from './vendor.ts'

/**
 * If the API is not on the page's host, another host must set the cookie: no record of the API's own
 * DNS mends it for sure.
 */
export function remediesForApi(
  facts: Facts,
  diagnosis: CookieDiagnosis,
  { url }: SubjectCookie,
): Advice[] {
  const { host, verdicts } = diagnosis
  const counted = verdicts.filter(({ isCounted }) => isCounted)
  const isCrossSite = counted.some(({ rule }) => rule.id === 'cookie/same-site-cross-site')
  const isSpoilt = counted.some(({ cases }) =>
    cases.some(({ outcome }) => outcome === 'capped' || outcome === 'blocked'),
  )
  if (!isSpoilt && !isCrossSite) return []
  const page = pageUrlOf(facts)
  // Of an identity provider, on pages of its own: what is only cut there is the provider's to mend.
  const isForeign = !isSameSite(host, page.hostname)
  if (isForeign && !isCrossSite && !counted.some(isBlockedAtTimes)) return []
  if (isOverHttp(page, url)) return [oneScheme]
  // Where a fetch keeps it, one mends what another way has set.
  const fetched = counted.filter(({ way }) => way === 'fetch')
  const isKept = fetched.length > 0 && fetched.every(({ outcome }) => outcome === 'kept')
  if (host === page.hostname || (isKept && !isForeign)) return remediesForOwnHost(facts, diagnosis)
  return waysOut(facts, diagnosis, url)
}

function waysOut(facts: Facts, { host, cookie }: CookieDiagnosis, url: URL): Advice[] {
  const page = pageUrlOf(facts)
  const isOwnSite = isSameSite(host, page.hostname)
  if (isOwnSite && isBesideLogIn(cookie.name)) return [setAgain(cookie.name)]
  const ownHost = ownHostOutcome(facts)
  const result = results[ownHost] ?? ''
  const vendor = vendorOf(facts, host)
  if (vendor?.tokenHeader !== undefined) {
    // It reads no cookie of edgemint's.
    return [
      ...useBridge(facts, url, vendor.tokenHeader, result),
      proxy(page, ownHost, true),
      useTokenHeader(vendor.name, vendor.tokenHeader),
    ]
  }
  // The page's host mints already: the API only has to use its cookie.
  if (facts.endpoint && isMinting(facts.endpoint)) return [useMintedCookie(cookie.name)]
  const domain = domainOf(recipeCookie(facts))
  const own = { page, domain, result }
  return [isOwnSite ? mint(own, facts) : moveAndMint(own, facts), proxy(page, ownHost, true)]
}

function isBlockedAtTimes({ cases }: Verdict): boolean {
  return cases.some(({ outcome }) => outcome === 'blocked')
}

/** An API that takes its token in a header, from a page that keeps it: nobody sets a cookie yet. */
export function remediesForHeader(facts: Facts): Advice[] {
  const { api, bridge } = facts
  if (api?.tokenHeader === undefined || bridge) return []
  const url = new URL(api.url)
  if (isOverHttp(pageUrlOf(facts), url)) return [oneScheme]
  const result = results[ownHostOutcome(facts)] ?? ''
  return useBridge(facts, url, api.tokenHeader, result)
}

const results: Partial<Record<Outcome, string>> = {
  kept: 'Safari, Firefox and Chrome keep the cookie for 400 days after each visit.',
  depends:
    'Firefox and Chrome keep the cookie for 400 days after each visit; so does Safari, if the page renews it as soon as it has loaded.',
}

function setAgain(name: string): Advice {
  const title = `Let the API set “${name}” again on each visit: a shorter life then does no harm.`
  return remedy('use-minted-cookie', title, ['It holds no log-in that edgemint’s could replace.'])
}

function useMintedCookie(name: string): Advice {
  return remedy(
    'use-minted-cookie',
    `Let the API take the log-in from edgemint’s cookie, not from its own “${name}”.`,
    [`If “${name}” has nothing to do with the log-in, its shorter life may do no harm.`],
  )
}

/** edgemint's cookie, set by the page's own host. */
interface OwnCookie {
  page: URL
  /** Never empty: where page and API are one site, they share a domain, and else one is advised. */
  domain: string
  /** What follows, for the user. */
  result: string
}

/** @param host where that is, if not on the host that the page is on now */
function install({ domain }: OwnCookie, facts: Facts, host?: string): string[] {
  return [
    installStep(facts, host),
    `If another project under ${domain} uses edgemint too, give each a cookie name of its own (cookie.name): otherwise the one deletes the other’s cookie.`,
  ]
}

const handOver =
  'At the log-in the API gives the page a token, and the page calls setAuthToken(token).'
const readCookie = `The API reads the token from the cookie ${defaults.cookie.name}.`
const otherwise = 'take the route through the CDN, below.'
const renew =
  'On each page load the page calls renewAuthToken(). That renews the cookie, not the token in it: the API decides how long the token is valid.'

function mint(own: OwnCookie, facts: Facts): Advice {
  return remedy(
    'mint-on-own-site',
    `Install edgemint on ${own.page.hostname}, so that the site itself sets the log-in cookie. The API keeps its address, but must read that cookie: if it cannot be changed, ${otherwise}`,
    [...install(own, facts), handOver, readCookie, renew],
    { result: own.result },
  )
}

function moveAndMint(own: OwnCookie, facts: Facts): Advice {
  const { page, result } = own
  const owned = ownedDomain(page.hostname)
  const { move, place, host, domain } =
    owned && !owned.isUnderVendor
      ? {
          move: 'Give the API a name under your own domain',
          place: `Give the API a name such as api.${owned.domain}, with a certificate.`,
          host: page.hostname,
          domain: owned.domain,
        }
      : {
          move: 'Put the page and the API on a domain of your own',
          place: `Put the page and the API on a domain of your own, such as www.example.com and api.example.com: no cookie is for both ${page.hostname} and another host.`,
          host: 'the page’s new host',
          domain: 'your domain',
        }
  return remedy(
    'mint-on-own-site',
    `${move}, and install edgemint on ${host}, so that the site itself sets the log-in cookie. It takes both.`,
    [
      `${place} Alone it is seldom enough: Safari mostly cuts what the API sets to 7 days.`,
      ...install({ ...own, domain }, facts, host),
      handOver,
      `${readCookie} If the API cannot be changed, ${otherwise}`,
      renew,
    ],
    { result },
  )
}

function proxy(page: URL, ownHost: Outcome, isAlternative: boolean): Advice {
  const result =
    ownHost === 'kept'
      ? 'Safari, Firefox and Chrome keep the cookie for as long as the API says.'
      : ''
  return remedy(
    'proxy-the-api',
    `Route ${page.origin}/api/* through the CDN to the API, with caching off.`,
    [
      'The page then talks to its own host alone, and the API’s cookie comes from there. It must have no Domain, or one of yours.',
      'Let all methods, Cookie and Set-Cookie through, and cache nothing: otherwise one user may be shown another’s data.',
      'All API traffic goes through the CDN, with its price and time limits.',
    ],
    { result, isAlternative },
  )
}

function useTokenHeader(api: string, header: string): Advice {
  return remedy(
    'use-token-header',
    `Use ${api}’s token authentication, not a cookie. Safari deletes a stored token after 7 days of use without a click, tap or key on the site.`,
    [
      `The page keeps the token and sends it in the header ${header}. Every script of the page can read it.`,
    ],
    { isAlternative: true },
  )
}

import type { CookieDiagnosis, Finding, Remedy } from '../diagnosis.ts'
import type { Facts } from '../facts.ts'
import { registrableDomain } from './registrable-domain.ts'
import { hostOf, pageUrlOf } from './scene.ts'
import { vendorOf } from './vendor.ts'

const efforts = ['minutes', 'hours', 'days']

/** What to do about it in this very set-up, the least effort first. */
export function remediesFor(
  facts: Facts,
  cookies: CookieDiagnosis[],
  findings: Finding[],
): Remedy[] {
  const remedies = [
    ...findings.filter(({ severity }) => severity === 'error').map(fromFinding),
    ...cookies.filter(({ isInUse }) => isInUse).flatMap((cookie) => fromCookie(facts, cookie)),
  ]
  const byId = new Map(remedies.map((remedy) => [remedy.id, remedy]))
  // One says it in general, the other for this API.
  if (byId.has('mint-on-own-site')) byId.delete('endpoint-missing')
  return [...byId.values()].toSorted(
    (one, other) => efforts.indexOf(one.effort) - efforts.indexOf(other.effort),
  )
}

function fromFinding({ id, title, cure, detail }: Finding): Remedy {
  return { id, title: cure ?? detail, detail: title, effort: 'minutes' }
}

function fromCookie(facts: Facts, cookie: CookieDiagnosis): Remedy[] {
  return cookie.setBy === 'api' ? forApi(facts, cookie) : forEndpoint(facts, cookie)
}

/** The API's own cookie: another host must set it, since no record of its DNS mends it for sure. */
function forApi(facts: Facts, { host, verdicts }: CookieDiagnosis): Remedy[] {
  const spoilt = verdicts.filter(
    ({ isCounted, outcome }) => isCounted && !['kept', 'unknown'].includes(outcome),
  )
  if (spoilt.length === 0) return []
  const page = pageUrlOf(facts)
  const domain = registrableDomain(page.hostname, true)
  const isKuroco = vendorOf(facts, host) === 'Kuroco'
  const mint: Remedy = {
    id: 'mint-on-own-site',
    title: `Let ${page.hostname} set the cookie itself: add edgemint to it, and renew the cookie on each visit.`,
    detail: isKuroco
      ? 'Kuroco stays as it is. It takes its token in the header X-RCMS-API-ACCESS-TOKEN, so a route on your site has to copy the token from the cookie to that header.'
      : 'The API stays where it is. It hands the token to the page once, at the log-in, and reads the cookie from then on.',
    effort: 'hours',
  }
  const proxy: Remedy = {
    id: 'proxy-the-api',
    title: `Or route ${page.origin}/api/* through the CDN to the API.`,
    detail:
      'The API’s cookie is then the page’s own host’s. All its traffic takes the CDN’s way, price and timeouts.',
    effort: 'days',
  }
  if (!verdicts.some(({ outcome }) => outcome === 'blocked')) return [mint, proxy]
  const own: Remedy = {
    id: 'own-host-for-api',
    title: `Give the API a host under your own domain, such as api.${domain}${isKuroco ? ' (Kuroco: Custom domain / TLS certificate)' : ''}.`,
    detail:
      'Its cookies are not third-party ones then. Safari still caps to 7 days what it sets itself, so do the next step as well.',
    effort: 'hours',
  }
  return [own, mint, proxy]
}

function forEndpoint(facts: Facts, { host, verdicts }: CookieDiagnosis): Remedy[] {
  const counted = verdicts.filter(({ isCounted }) => isCounted)
  const capped = counted.filter(({ outcome }) => outcome === 'capped' || outcome === 'depends')
  const isBlocked = counted.some(({ outcome }) => outcome === 'blocked')
  if (capped.length === 0 && !isBlocked) return []
  const fetched = capped.filter(({ way }) => way === 'fetch')
  const decidedBy = (rule: string): boolean => fetched.some((verdict) => verdict.rule.id === rule)
  const isOwnHost = host === pageUrlOf(facts).hostname
  return [
    ...(capped.some(({ way }) => way !== 'fetch') ? [renewAfterLanding] : []),
    ...(isOwnHost ? [] : [useOwnHost(facts, host)]),
    ...(isOwnHost && decidedBy('webkit/third-party-address') ? manyAddresses(facts, host) : []),
    ...(isOwnHost && decidedBy('webkit/cname-cloaking') ? unrecordedPage(facts, host) : []),
  ]
}

const renewAfterLanding: Remedy = {
  id: 'renew-after-landing',
  title:
    'Renew the cookie from the page that a form post returns to: renewAuthToken({ force: true }).',
  detail: 'A fetch from the page gets the full life back that the navigation may have lost.',
  effort: 'minutes',
}

function useOwnHost(facts: Facts, host: string): Remedy {
  const page = pageUrlOf(facts)
  return {
    id: 'endpoint-on-own-host',
    title: `Move the endpoint from ${host} to the page’s own host: ${page.origin}.`,
    detail:
      'The page and what it fetches from its own host are at the same place, so nothing is capped.',
    effort: 'hours',
  }
}

function manyAddresses(facts: Facts, host: string): Remedy[] {
  const renew: Remedy = {
    id: 'renew-after-load',
    title:
      'Mint and renew right after the page has loaded, on each visit: renewAuthToken() in the page’s first script.',
    detail:
      'The browser’s connection is still open then, and goes to the address that the page came from.',
    effort: 'minutes',
  }
  const hasIpv6 = hostOf(facts, host).ipv6.length > 1
  if (vendorOf(facts, host, facts.page.answer) !== 'CloudFront' || !hasIpv6) return [renew]
  return [
    renew,
    {
      id: 'turn-ipv6-off',
      title:
        'Or turn IPv6 off for the distribution (IsIPV6Enabled: false), with its AAAA alias records.',
      detail:
        'CloudFront’s IPv6 addresses are each in a range of their own (/64), its IPv4 addresses are mostly in one (/16).',
      effort: 'minutes',
    },
  ]
}

const flattening: Partial<Record<string, string>> = {
  Netlify: 'Move the site from www to the apex domain, whose record is one A.',
  CloudFront:
    'In Route 53, replace the CNAME by an A alias record. Leave AAAA out and turn the distribution’s IPv6 off: its IPv6 addresses are each in a range of their own (/64).',
  Cloudflare:
    'Let Cloudflare proxy the record (orange cloud): browsers then see addresses and no CNAME.',
  Vercel: 'Move the site from www to the apex domain, whose record is an A.',
}

function unrecordedPage(facts: Facts, host: string): Remedy[] {
  const vendor = vendorOf(facts, host, facts.page.answer)
  return [
    {
      id: 'load-page-from-network',
      title:
        'Let the page come from the network: send its HTML with Cache-Control: no-cache, and let a service worker try the network first.',
      detail: 'Safari learns the host’s CNAME only when it loads a page of it from the network.',
      effort: 'minutes',
    },
    {
      id: 'no-cname',
      title: `Or free ${host} of its CNAME.`,
      detail: `${(vendor && flattening[vendor]) ?? 'Use the apex domain, or ALIAS or ANAME records, where your DNS has them.'} Safari compares addresses then: look again whether all are in one range.`,
      effort: 'hours',
    },
  ]
}

import type { CookieDiagnosis } from './diagnosis.ts'
import type { Facts } from '../facts.ts'
import { hostOf } from './cookie-response.ts'
import { endpointState } from './endpoint-state.ts'
import { remedy, type Advice } from './remedy.ts'
import { vendorOf } from './vendor.ts'

/**
 * What the page's own host sets is cut in some cases. Whoever sets the cookie, no other host would do
 * better.
 */
export function remediesForOwnHost(facts: Facts, cookie: CookieDiagnosis): Advice[] {
  const fetched = cookie.verdicts.filter(({ way }) => way === 'fetch')
  const rules = new Set(fetched.map(({ rule }) => rule.id))
  const isCutOnTheWay = cookie.verdicts.some(
    ({ way, isCounted, outcome }) =>
      way !== 'fetch' && isCounted && ['capped', 'depends'].includes(outcome),
  )
  return [
    ...(isCutOnTheWay ? [renewAfterLanding[cookie.setBy]] : []),
    ...(rules.has('webkit/third-party-address') ? manyAddresses(facts, cookie) : []),
    ...(rules.has('webkit/cname-cloaking') ? unrecordedPage(facts, cookie.host) : []),
  ]
}

/** After a form post or a redirect. */
const renewAfterLanding: Record<CookieDiagnosis['setBy'], Advice> = {
  endpoint: remedy(
    'renew-after-landing',
    'On the page that the form post returns to, renew the cookie: renewAuthToken({ force: true }).',
    [
      'A fetch from the page gives the cookie the full life that the form post may not have given it.',
    ],
  ),
  api: remedy(
    'renew-after-landing',
    'On the page that the log-in ends on, call the server by fetch, and let its answer set the cookie again.',
    [
      'A fetch from the page gives the cookie the full life that a form post or a redirect may not have given it.',
    ],
  ),
}

const renewals: Record<CookieDiagnosis['setBy'], string> = {
  endpoint:
    'Call renewAuthToken() of edgemint/client in the page’s first script on every page load (it sends a request once a day at most), and with { force: true } on the first page after a log-in.',
  api: 'Call the API in the page’s first script on every page load, and let it set the cookie again in its answer.',
}

const bridgedRenewal =
  'Call the API with authFetch of edgemint/auth-fetch in the page’s first script on every page load: it renews the cookies when the token is due.'

function manyAddresses(facts: Facts, { host, setBy }: CookieDiagnosis): Advice[] {
  const how = facts.bridge && setBy === 'endpoint' ? bridgedRenewal : renewals[setBy]
  const endpoint = setBy === 'endpoint' ? unseenEndpoint(facts) : undefined
  const title = endpoint
    ? `Install edgemint on ${host}, unless it is there already, and ${how.replace('Call', 'call')}`
    : how
  const steps = [
    ...(endpoint ? [`Whether it is there was not tested: ${endpoint}.`] : []),
    'Right after the page has loaded, the request normally reaches the address that the page came from, and Safari gives the cookie its full life.',
    'Leave DNS as it is: that a host has several addresses is no mistake.',
  ]
  const renew = remedy('renew-after-load', title, steps, endpoint ? { effort: 'hours' } : {})
  const withoutIpv6 = vendorOf(facts, host, facts.page.answer)?.withoutIpv6
  if (!withoutIpv6 || hostOf(facts, host).ipv6.length < 2) return [renew]
  return [renew, remedy('turn-ipv6-off', withoutIpv6.title, [withoutIpv6.reason])]
}

/** Of a plan: nobody has asked whether what is to be called is there. */
function unseenEndpoint({ endpoint }: Facts): string | undefined {
  return endpoint && endpointState(endpoint) === 'planned' ? endpoint.url : undefined
}

function unrecordedPage(facts: Facts, host: string): Advice[] {
  const vendor = vendorOf(facts, host, facts.page.answer)
  const withoutCname =
    vendor?.withoutCname ??
    'Use the apex domain, or ALIAS or ANAME records, where your DNS has them.'
  return [
    remedy(
      'load-page-from-network',
      'Let the page come from the network: send its HTML with Cache-Control: no-cache, and let a service worker try the network first.',
      [
        'Safari learns that the host is an alias (CNAME) only when it loads a page of it from the network.',
      ],
    ),
    remedy(
      'no-cname',
      `Free ${host} of its CNAME.`,
      [
        withoutCname,
        'Safari compares addresses then: see that all of the host’s are in one range (the first 16 bits in IPv4, 64 in IPv6).',
      ],
      { isAlternative: true },
    ),
  ]
}

import { parse } from 'tldts'
import type { CookieDiagnosis, Outcome, Remedy } from '../diagnosis.ts'
import type { Facts } from '../facts.ts'
import { endpointState } from './endpoint-state.ts'
import { registrableDomain } from './registrable-domain.ts'
import { pageUrlOf } from './scene.ts'
import { vendorOf } from './vendor.ts'

const kurocoHeader = 'X-RCMS-API-ACCESS-TOKEN'

/** Another host must set the cookie: no record of the API's own DNS mends it for sure. */
export function remediesForApi(
  facts: Facts,
  { host, cookie, verdicts }: CookieDiagnosis,
  ownHost: Outcome,
): Remedy[] {
  const isSpoilt = verdicts.some(
    ({ isCounted, outcome }) => isCounted && outcome !== 'kept' && outcome !== 'unknown',
  )
  if (!isSpoilt) return []
  const page = pageUrlOf(facts)
  if (isMinting(facts)) return [useMintedCookie(cookie.name)]
  const result = results[ownHost] ?? ''
  if (vendorOf(facts, host) === 'Kuroco') {
    return [mintForKuroco(page, result), proxy(page, result), tokenHeader]
  }
  const isOtherSite = registrableDomain(host, true) !== registrableDomain(page.hostname, true)
  return [isOtherSite ? moveAndMint(page, result) : mint(page, result), proxy(page, result)]
}

const results: Partial<Record<Outcome, string>> = {
  kept: 'Safari, Firefox and Chrome keep the cookie for 400 days after each visit.',
  depends:
    'Firefox and Chrome keep the cookie for 400 days after each visit; so does Safari, if the page renews it as soon as it has loaded.',
}

/** Whether edgemint works on the page's host: the API then only has to use its cookie. */
function isMinting({ endpoint }: Facts): boolean {
  return endpoint !== undefined && endpointState(endpoint) !== 'nothing'
}

function useMintedCookie(name: string): Remedy {
  return {
    id: 'use-minted-cookie',
    title: `Let the API take the log-in from edgemint’s cookie, not from its own “${name}”.`,
    steps: [`If “${name}” has nothing to do with the log-in, its shorter life may do no harm.`],
    result: '',
    effort: 'hours',
    isAlternative: false,
  }
}

function install(page: URL): string {
  return `Install edgemint on ${page.hostname} and deploy (README: Netlify, Cloudflare, CloudFront).`
}

const handOver =
  'At the log-in the page gets the token from the API and calls setAuthToken(token). From then on the API reads it from the cookie.'
const renew = 'On each page load the page calls renewAuthToken().'

function mint(page: URL, result: string): Remedy {
  return {
    id: 'mint-on-own-site',
    title: `Let ${page.hostname} set the cookie, with edgemint. The API stays where it is.`,
    steps: [install(page), handOver, renew],
    result,
    effort: 'hours',
    isAlternative: false,
  }
}

function moveAndMint(page: URL, result: string): Remedy {
  const { domain, isPrivate } = parse(page.hostname, { allowPrivateDomains: true })
  const place =
    domain && !isPrivate
      ? `Give the API a name such as api.${domain}, with a certificate.`
      : `Put the page and the API on a domain of your own, such as www.example.com and api.example.com: no cookie is for both ${page.hostname} and another host.`
  return {
    id: 'mint-on-own-site',
    title: `Give the API a name under your own domain, and let ${domain && !isPrivate ? page.hostname : 'the page’s host'} set the cookie, with edgemint. It takes both.`,
    steps: [
      `${place} Alone it is seldom enough: Safari cuts what the API sets to 7 days, unless its address is in the page’s range.`,
      install(page),
      handOver,
      renew,
    ],
    result,
    effort: 'hours',
    isAlternative: false,
  }
}

function mintForKuroco(page: URL, result: string): Remedy {
  return {
    id: 'mint-on-own-site',
    title: `Let ${page.hostname} set the cookie, with edgemint. Kuroco stays as it is.`,
    steps: [
      install(page),
      renew,
      `Kuroco does not read this cookie. A route on ${page.hostname} must pass its API calls on, with the token in the header ${kurocoHeader}. edgemint does not bring that route.`,
    ],
    result,
    effort: 'days',
    isAlternative: false,
  }
}

function proxy(page: URL, result: string): Remedy {
  return {
    id: 'proxy-the-api',
    title: `Route ${page.origin}/api/* through the CDN to the API.`,
    steps: [
      'The page then talks to its own host alone, and the API’s cookie comes from there. All API traffic goes through the CDN, with its price and time limits.',
    ],
    result,
    effort: 'days',
    isAlternative: true,
  }
}

const tokenHeader: Remedy = {
  id: 'use-token-header',
  title: 'Use Kuroco’s token authentication, without a cookie.',
  steps: [
    `The page keeps the token and sends it in the header ${kurocoHeader}. Safari deletes what scripts have stored after 7 days of use without a click, tap or key on the site.`,
  ],
  result: '',
  effort: 'days',
  isAlternative: true,
}

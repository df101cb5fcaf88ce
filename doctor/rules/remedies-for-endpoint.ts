import type { CookieDiagnosis } from './diagnosis.ts'
import type { Facts } from '../facts.ts'
import { remediesForOwnHost } from './remedies-for-own-host.ts'
import { pageUrlOf } from './cookie-response.ts'
import { remedy, type Advice } from './remedy.ts'

/** The cookie that the endpoint sets is blocked or cut somewhere, or in some cases. */
export function remediesForEndpoint(facts: Facts, cookie: CookieDiagnosis): Advice[] {
  const { host, verdicts } = cookie
  const cut = verdicts.filter(
    ({ isCounted, outcome }) => isCounted && (outcome === 'capped' || outcome === 'depends'),
  )
  const isBlocked = verdicts.some(({ isCounted, outcome }) => isCounted && outcome === 'blocked')
  if (cut.length === 0 && !isBlocked) return []
  const page = pageUrlOf(facts).hostname
  if (host !== page) return [useOwnHost(host, page)]
  return [
    ...(cut.some(({ way }) => way !== 'fetch') ? [renewAfterLanding] : []),
    ...remediesForOwnHost(facts, cookie),
  ]
}

const renewAfterLanding = remedy(
  'renew-after-landing',
  'On the page that the form post returns to, renew the cookie: renewAuthToken({ force: true }).',
  [
    'A fetch from the page gives the cookie the full life that the form post may not have given it.',
  ],
)

function useOwnHost(host: string, page: string): Advice {
  return remedy(
    'endpoint-on-own-host',
    `Move the endpoint from ${host} to the page’s own host, ${page}.`,
    ['What the page fetches from its own host comes from where the page came from.'],
  )
}

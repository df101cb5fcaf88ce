import type { CookieDiagnosis } from './diagnosis.ts'
import type { Facts } from '../facts.ts'
import type { SubjectCookie } from './cookies.ts'
import { isOverHttp, oneScheme } from './one-scheme.ts'
import { remediesForOwnHost } from './remedies-for-own-host.ts'
import { pageUrlOf } from './cookie-response.ts'
import { remedy, type Advice } from './remedy.ts'

/** The cookie that the endpoint sets is blocked or cut somewhere, or in some cases. */
export function remediesForEndpoint(
  facts: Facts,
  cookie: CookieDiagnosis,
  { url }: SubjectCookie,
): Advice[] {
  const { host, verdicts } = cookie
  const isSpoilt = verdicts.some(
    ({ isCounted, outcome }) => isCounted && ['capped', 'depends', 'blocked'].includes(outcome),
  )
  if (!isSpoilt) return []
  const page = pageUrlOf(facts)
  if (isOverHttp(page, url)) return [oneScheme]
  if (host !== page.hostname) return [useOwnHost(host, page.hostname)]
  return remediesForOwnHost(facts, cookie)
}

function useOwnHost(host: string, page: string): Advice {
  return remedy(
    'endpoint-on-own-host',
    `Move the endpoint from ${host} to the page’s own host, ${page}.`,
    ['What the page fetches from its own host comes from where the page came from.'],
  )
}

import type { CookieDiagnosis } from '../../rules/diagnosis.ts'
import { domainMatches } from '../../hosts/domain.ts'
import { domainOf } from '../../rules/store-cookie.ts'

/** Whether a cookie goes to this host, by its Domain attribute (RFC 6265bis, section 5.1.3). */
export function cookieReaches({ cookie, host: setter }: CookieDiagnosis, host: string): boolean {
  const domain = domainOf(cookie)
  return domain === '' ? host === setter : domainMatches(host, domain)
}

import type { CookieDiagnosis } from '../../diagnosis.ts'

/** Whether a cookie goes to this host, by its Domain attribute (RFC 6265bis, section 5.1.3). */
export function cookieReaches({ cookie, host: setter }: CookieDiagnosis, host: string): boolean {
  const attribute = cookie.attributes.findLast(({ name }) => name.toLowerCase() === 'domain')
  const domain = attribute?.value.replace(/^\./, '').toLowerCase()
  return domain ? `.${host}`.endsWith(`.${domain}`) : host === setter
}

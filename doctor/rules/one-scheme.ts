import { isSameSite } from '../hosts/domain.ts'
import { isLoopback } from '../../shared/core/domain.ts'
import { remedy } from './remedy.ts'

/** Whether page or host is reached by http, but on this machine; there, whether one of a site is. What edgemint or a route would set so, browsers refuse. */
export function isOverHttp(page: URL, url: URL): boolean {
  const isOneSite = isSameSite(page.hostname, url.hostname)
  return (
    (isOneSite && page.protocol !== url.protocol) ||
    [page, url].some(({ protocol, hostname }) => protocol === 'http:' && !isLoopback(hostname))
  )
}

export const oneScheme = remedy('one-scheme', 'Serve page and API both over https.', [
  'Over http browsers refuse a Secure cookie. To Chrome, http and https are two sites, even on one host, and no browser lets an https page call an http address.',
  'Then run this check again, with https: it may find more.',
])

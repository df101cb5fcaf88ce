import { attach } from '../../../shared/core/attach.ts'
import { bridgePolicy, requestOf, vendor } from '../endpoint.ts'
import type { FuzzTarget } from '../target.ts'

const headers = { cookie: '__Host-authToken=abc', 'sec-fetch-site': 'same-origin' }

/** The path of a request for the bridge. */
export const target: FuzzTarget = {
  seeds: [
    '/api',
    '/api/news',
    '/api/a%20b/é',
    '/apix',
    '/api/../admin',
    '/api//x',
    '/%61pi/x',
    '/x/../api',
  ],
  words: ['/api', '/api/', '/..', '/.', '%2e', '%2F', '%5c', '%00', '\\', '//', ';', '%', '/%61pi'],
  check(input) {
    // No request's path holds these (RFC 9112, section 3.2), and browsers leave some of them out.
    // oxlint-disable-next-line no-control-regex
    if (/[\0-\x20\x7f?#]/.test(input)) return undefined
    const judged = attach(requestOf({ method: 'GET', headers }), input, bridgePolicy)
    if (!judged) {
      // A router that normalises paths must not take it for the bridge's, and the browser neither.
      const { pathname } = new URL(input.startsWith('/') ? `${vendor}${input}` : vendor)
      return /^\/api(\/|$)/.test(pathname) && pathname !== input
        ? 'the bridge’s, unjudged'
        : undefined
    }
    if ('status' in judged) return judged.status === 400 ? undefined : `a ${judged.status}`
    const url = new URL(vendor + judged.path)
    if (url.origin !== vendor) return 'another host gets the token'
    if (judged.headers['x-access-token'] !== 'abc') return 'no token'
    const isBelow = url.pathname === '/v1' || url.pathname.startsWith('/v1/')
    return isBelow ? undefined : 'it leaves the API’s base'
  },
}

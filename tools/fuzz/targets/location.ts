import { pageLocation } from '../../../shared/core/api-answer.ts'
import type { Bridge } from '../../../shared/core/bridge.ts'
import { bridgePolicy, site, vendor } from '../endpoint.ts'
import { unless, type FuzzTarget } from '../target.ts'

/** The Location header of the API's answer. */
export const target: FuzzTarget = {
  seeds: [
    '/v1/news',
    `${vendor}/v1/news?page=2`,
    `${vendor}/log-in`,
    'https://other.test/',
    'next',
    '//other.test',
  ],
  words: [
    '/v1',
    '/v1/',
    vendor,
    'https://',
    '//',
    '/..',
    '%2e',
    '\\',
    '?',
    '#',
    ':443',
    '@',
    'HTTPS',
  ],
  check(input) {
    // No header holds these (RFC 9110, section 5.5).
    // oxlint-disable-next-line no-control-regex
    if (/[\0\r\n]/.test(input)) return undefined
    const location = pageLocation(input, bridgePolicy.bridge as Bridge)
    if (location === input) return undefined
    // What was changed means at the page what it meant at the API, or what stands there for it.
    const meant = resolve(input, `${vendor}/v1/asked`)
    const shown = resolve(location, `${site}/api/asked`)
    // No URL: browsers show the answer as it is.
    if (!meant || !shown) return unless(!shown || shown.origin === vendor, 'it became a URL')
    const isSame = shown.href === meant.href
    const isBridged =
      meant.origin === vendor &&
      shown.origin === site &&
      shown.pathname.replace(/^\/api/, '/v1') === meant.pathname &&
      shown.search === meant.search
    // What browsers take for a host, though it does not begin with two slashes, stays with the API.
    const isKept = /^\/[\t\\]/.test(input) && [vendor, site].includes(shown.origin)
    return unless(isSame || isBridged || isKept, 'it leads elsewhere')
  },
}

function resolve(location: string, base: string): URL | undefined {
  return URL.canParse(location, base) ? new URL(location, base) : undefined
}

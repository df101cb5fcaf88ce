import { pageLocation } from '../../../shared/core/api-answer.ts'
import type { Bridge } from '../../../shared/core/bridge.ts'
import { bridgePolicy, site, vendor } from '../endpoint.ts'
import { unless, type Complaint, type FuzzTarget } from '../target.ts'

/** The Location header of the API's answer. */
export const target: FuzzTarget = {
  seeds: [
    '/v1/news',
    `${vendor}/v1/news?page=2`,
    `${vendor}/log-in`,
    'https://other.test/',
    'next',
    '../next',
    '//other.test',
  ],
  words: [
    '/v1',
    '/v1/',
    vendor,
    'https://',
    '//',
    '/..',
    '../',
    './',
    '%2e',
    '\\',
    '?',
    '#',
    ':443',
    '@',
    'HTTPS',
  ],
  check(input) {
    // No header holds these (RFC 9110, section 5.5), and no server writes a tab into an address: browsers leave it out.
    // oxlint-disable-next-line no-control-regex
    if (/[\0-\x1f\x7f]|^ | $/.test(input)) return undefined
    // What stays as it is, and what only URLs of the living standard take for a path.
    const isOther = /^[^/?#]*:/.test(input)
    return asked
      .map((below) => complain(input, below, isOther))
      .find((complaint) => complaint !== undefined)
  },
}

/** What is asked below the bridge's path. */
const asked = ['', '/asked', '/asked/more']

function complain(input: string, below: string, isOther: boolean): Complaint {
  const location = pageLocation(input, bridgePolicy.bridge as Bridge, `/v1${below}`)
  if (location === input && isOther) return undefined
  // What was changed means at the page what it meant at the API, or what stands there for it.
  const meant = resolve(input, `${vendor}/v1${below}`)
  const shown = resolve(location, `${site}/api${below}`)
  // No URL: browsers show the answer as it is.
  if (!meant || !shown) return unless(!shown || shown.origin === vendor, 'it became a URL')
  const isSame = shown.href === meant.href
  const isBridged =
    meant.origin === vendor &&
    shown.origin === site &&
    shown.pathname.replace(/^\/api/, '/v1') === meant.pathname &&
    shown.search === meant.search
  // What browsers take for a host, though it does not begin with two slashes, stays with the API.
  const isKept = /^\/?\\/.test(input) && [vendor, site].includes(shown.origin)
  return unless(isSame || isBridged || isKept, `of /api${below} it leads elsewhere`)
}

function resolve(location: string, base: string): URL | undefined {
  return URL.canParse(location, base) ? new URL(location, base) : undefined
}

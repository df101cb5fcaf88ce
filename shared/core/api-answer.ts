import type { Bridge } from './bridge.ts'
import { isAmbiguous } from './normal-path.ts'

/**
 * Headers that every answer of the API has on its way to the page, in the place of its own. Who opens one
 * as a document gets it without scripts and in an origin of its own; the API's policy, made for the API's
 * origin, is replaced, because that is all that CloudFront can do too.
 */
export const answerHeaders: { [name: string]: string } = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': 'sandbox',
}

/** Where the API says nothing. */
export const defaultCacheControl = 'private, no-store'

/** CORS, which lets in other origins; what would speak for the site's whole host, or bind its session to a device; and what tells a shared cache to keep it. */
const droppedRegExp =
  /^(?:access-control|secure-session)-|-cdn-cache-control$|^(?:accept-ch|alt-svc|clear-site-data|nel|report-to|server-timing|service-worker-allowed|set-login|strict-transport-security|use-as-dictionary)$/

/** Whether a header of the API passes, by its lower-case name. Set-Cookie is judged by passesSetCookie. */
export const passesHeader = (name: string): boolean => !droppedRegExp.test(name)

/**
 * A Location of the API as the page may follow it. Inside the API's base it leads below the bridge's path.
 * A path elsewhere at the API gets the API's origin, since at the site it would mean another place. All else
 * stays as it is: other origins, and a query or a fragment alone, which mean the same at both.
 *
 * @param asked the request's path at the API, which a path without a slash in front is relative to
 */
export function pageLocation(location: string, bridge: Bridge, asked: string): string {
  const origin = bridge.origin
  const base = bridge.base
  // Without a scheme it has the API's, which answered.
  const whole = location.startsWith('//') ? origin.split('//')[0] + location : location
  const isAbsolute = whole.slice(0, origin.length).toLowerCase() === origin
  // Some servers behind a proxy write the default port.
  const rest = isAbsolute ? whole.slice(origin.length).replace(/^:443\b/, '') : whole
  const written = rest.split(/[?#]/)[0]
  // Browsers take a backslash for a slash.
  const isRooted = /^[/\\]/.test(written)
  // What has a colon before its first slash has a scheme.
  const stays = isAbsolute ? written : !written || /^[^/]*:/.test(written)
  if (!isRooted && stays) return location
  const path = isRooted || !written ? written : resolve(asked, written)
  const below = path.slice(base.length)
  const isInside = path.startsWith(base) && (!below || below.startsWith('/')) && !isAmbiguous(below)
  return (isInside ? bridge.path + below : origin + path) + rest.slice(written.length)
}

/** A relative path from the root (RFC 3986, section 5.2): at the page, `..` could lead out of the bridge's path. */
function resolve(asked: string, path: string): string {
  const kept = asked.slice(1).split('/')
  const steps = path.split(/[/\\]/)
  // The first step takes the place of the last one that was asked; one behind dots, that of the empty one they end with.
  let dots: unknown[] | null = kept
  for (let i = 0; i < steps.length; i++) {
    if (dots) kept.pop()
    dots = /^(?:\.|%2e)(\.|%2e)?$/i.exec(steps[i])
    if (dots && dots[1]) kept.pop()
    kept.push(dots ? '' : steps[i])
  }
  return '/' + kept.join('/')
}

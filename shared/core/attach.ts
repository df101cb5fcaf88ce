import { refuse, type Answer } from './answer.ts'
import type { Bridge } from './bridge.ts'
import { isAmbiguous, mayBecomeAnother } from './normal-path.ts'
import { isBridged } from './paths.ts'
import type { Policy } from './policy.ts'
import { crossOrigin, navigationRefused, pathMalformed } from './problems.ts'
import { readCookie } from './read-header.ts'
import type { HandlerRequest } from './request.ts'
import { sameOriginHost } from './same-origin.ts'
import type { Submission } from './submission.ts'

/** What goes to the API in the place of a request. Method, query and body go as they came. */
export interface Passage {
  /** The path at the API. */
  path: string
  /** Headers that are set, and where undefined taken out, whatever the caller sent. All others go as they came. */
  headers: { [name: string]: string | undefined }
}

/** Judges a request for the bridge, and says what the API is sent; undefined where it is for something else. */
export type Attach = (
  request: HandlerRequest,
  path: string,
  policy: Policy,
) => Answer | Passage | undefined | Promise<Answer | Passage | undefined>

/** What a browser would render or run: document, (i)frame, embed, object, script, the workers and worklets, xslt. */
const renderedRegExp = /document|frame|embed|object|script|work|xslt/

/**
 * Takes the token out of the cookie and puts it into the header that the API wants. The order of
 * judgements is part of the contract, and nothing that costs more is looked at before:
 *
 * 1. a path that is not in normal form: 400. Of one that is not under the bridge's, nothing else is judged. CloudFront
 *    chooses by the normalised path and hands over the raw one: what may become the bridge's would go to
 *    the API with the site's cookies. A path without dot segments, double slashes and encoded
 *    unreserved characters is in its normal form already, so that all others are refused;
 * 2. what the browser would render or run: 403, unless the config allows it;
 * 3. another origin: 403. See `isAdmitted`. A preflight of another origin is one of those, and so fails;
 * 4. no cookie, or two: 401.
 */
export function attach(
  request: HandlerRequest,
  path: string,
  policy: Policy,
): Answer | Passage | undefined {
  const bridge = policy.bridge as Bridge
  const isOurs = isBridged(path, bridge)
  const isMalformed = isOurs ? isAmbiguous(path) : mayBecomeAnother(path)
  if (isMalformed) return refuse(pathMalformed, request.method)
  if (!isOurs) return undefined
  const isNavigation = request.header('sec-fetch-mode') === 'navigate'
  // Stryker disable next-line StringLiteral: any text that is none of them will do
  const isRendered = isNavigation || renderedRegExp.test(request.header('sec-fetch-dest') || '')
  if (isRendered && !bridge.navigation) return refuse(navigationRefused, request.method)
  if (!isAdmitted(request, policy, isNavigation)) {
    return refuse(crossOrigin(request.header('origin'), request.origin), request.method)
  }
  const found = readCookie(request, policy)
  if ('code' in found) return refuse(found, request.method)
  return passage(path, (found as Submission).token as string, bridge)
}

/**
 * The rule of the endpoint (same-origin.ts); and since browsers send no Origin with most GETs, a GET or HEAD
 * without one passes
 *
 * - without Sec-Fetch-Site too (Safari before 16.4): the Strict cookie alone tells. A sibling subdomain gets in;
 * - as a navigation of the user's own, `none`: an address typed, a bookmark, a tab loaded anew. No page can cause
 *   one, but a link in a mail can, and so can any link of the page itself: with `navigation`, a GET of the API must
 *   change nothing.
 */
function isAdmitted(request: HandlerRequest, policy: Policy, isNavigation: boolean): boolean {
  if (sameOriginHost(request, policy) !== undefined) return true
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const site = request.header('sec-fetch-site')
  const isUnknown = site === undefined || (site === 'none' && isNavigation)
  return isUnknown && request.header('origin') === undefined
}

function passage(path: string, token: string, bridge: Bridge): Passage {
  // One of the caller's own would speak for somebody else. Where it is the API's header, it is set below.
  const headers: Passage['headers'] = { authorization: undefined }
  headers[bridge.header] = bridge.scheme + token
  return { path: bridge.base + path.slice(bridge.path.length) || '/', headers: headers }
}

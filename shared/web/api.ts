import { defaults } from '../config/defaults.ts'
import { cookieValues } from '../core/cookie-header.ts'
import { isCookieOctets } from '../core/token.ts'
import { checkCookieName, checkCorsOptions, checkNames, type CorsOptions } from './api-options.ts'
import { headerValues, methodOf, type IncomingRequest } from './incoming-request.ts'
import { kindOf, mistake } from './mistake.ts'

export type { CorsOptions, IncomingRequest }

export interface IsAuthedOptions {
  /** Name of the auth cookie. Default: `__Secure-authToken`. */
  cookieName?: string
}

const fields = Object.keys({ cookieName: true } satisfies Record<keyof IsAuthedOptions, true>)

/**
 * Whether the request carries one auth cookie and `check` finds its token genuine. More than one
 * cookie of the name is not authed: a sibling subdomain may have tossed the other one.
 *
 * @example
 * app.post('/is-authed', async (req, res) => {
 *   res.json({ isAuthed: await isAuthed(req, (token) => sessions.has(token)) })
 * })
 *
 * @throws {TypeError} for a request or an option that it does not understand, and for a check that
 * returns anything but true or false. What the check throws is not caught.
 */
export async function isAuthed(
  request: IncomingRequest,
  check: (token: string) => boolean | Promise<boolean>,
  options: IsAuthedOptions = {},
): Promise<boolean> {
  const example = 'Write isAuthed(request, (token) => sessions.has(token)).'
  const initial = defaults.cookie.name
  if (typeof check !== 'function') throw mistake(`the check is ${kindOf(check)}.`, example)
  checkNames(options, fields, `Write { cookieName: '${initial}' }.`)
  const name = checkCookieName(options.cookieName ?? initial)
  const tokens = cookieValues(headerValues(request, 'cookie').join('; '), name)
  if (tokens.length !== 1 || !isCookieOctets(tokens[0])) return false
  const isGenuine: unknown = await check(tokens[0])
  if (typeof isGenuine === 'boolean') return isGenuine
  throw mistake(`the check returned ${kindOf(isGenuine)}, not true or false.`, example)
}

export interface CorsAnswer {
  /** To set on the response, preflight or not. Where a Vary may be there already, append to it. */
  headers: Record<string, string>
  /** Answer 204 with these headers and nothing else. */
  isPreflight: boolean
  /** Whether the origin is listed. Refuse what changes something when it is not: CORS alone does not. */
  isAllowed: boolean
}

/**
 * The CORS answer that a request with credentials needs: one exact origin, never `*`.
 * https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
 *
 * @example
 * const cors = corsAnswer(req, { origins: ['https://www.example.com'] })
 * res.set(cors.headers)
 * if (cors.isPreflight) return res.status(204).end()
 *
 * @throws {TypeError} for a request or an option that it does not understand
 */
export function corsAnswer(request: IncomingRequest, options: CorsOptions): CorsAnswer {
  const {
    origins,
    methods = 'GET, POST, PUT, PATCH, DELETE',
    headers: allowed = 'content-type',
  } = checkCorsOptions(options)
  // Two fields are joined, and so match none.
  const origin = headerValues(request, 'origin').join(', ')
  const isAllowed = origins.includes(origin)
  const isPreflight =
    methodOf(request) === 'OPTIONS' &&
    headerValues(request, 'access-control-request-method').length > 0
  const headers: Record<string, string> = { vary: 'Origin' }
  if (isAllowed) {
    headers['access-control-allow-origin'] = origin
    headers['access-control-allow-credentials'] = 'true'
  }
  if (isAllowed && isPreflight) {
    headers['access-control-allow-methods'] = methods
    headers['access-control-allow-headers'] = allowed
    headers['access-control-max-age'] = '600'
  }
  return { headers, isPreflight, isAllowed }
}

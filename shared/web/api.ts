import { defaults } from '../config/defaults.ts'
import { cookieValues } from '../core/cookie-header.ts'
import type { Bindings, HandlerRequest } from '../core/request.ts'
import { isCookieOctets } from '../core/token.ts'
import type { Verify } from '../core/verify.ts'
import {
  checkApiOptions,
  checkCookieName,
  checkCorsOptions,
  checkNames,
  type ApiOptions,
  type CorsOptions,
} from './api-options.ts'
import { headerValues, methodOf, type IncomingRequest } from './incoming-request.ts'
import { kindOf, mistake } from './mistake.ts'

export { formPostPage } from './form-post-page.ts'
export type { FormPostOptions, FormPostPage } from './form-post-page.ts'
export type { ApiOptions, CorsOptions, IncomingRequest }

export interface IsAuthedOptions {
  /** Name of the auth cookie. Default: `__Secure-authToken`. */
  cookieName?: string
}

/** Whether a token is genuine. */
type Check = (token: string) => boolean | Promise<boolean>

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
  check: Check,
  options: IsAuthedOptions = {},
): Promise<boolean> {
  const initial = defaults.cookie.name
  checkNames(options, fields, `Write { cookieName: '${initial}' }.`)
  return judge(request, check, checkCookieName(options.cookieName ?? initial))
}

/** The check that the endpoint makes, too. */
function checkBy(verifier: Verify, bindings: Bindings | undefined): Check {
  // Nothing else of a request is looked at: how a token came here does not matter.
  const request = { method: 'GET', bindings } as HandlerRequest
  return async (token) => {
    const verdict = await verifier(token, request)
    if (typeof verdict !== 'object') return typeof verdict === 'number'
    throw new Error(
      `edgemint/api: the token cannot be verified now, ${verdict.code}. ${verdict.detail}`,
    )
  }
}

async function judge(
  request: IncomingRequest,
  check: Check | undefined,
  name: string,
): Promise<boolean> {
  const example = 'Write isAuthed(request, (token) => sessions.has(token)).'
  if (typeof check !== 'function') throw mistake(`the check is ${kindOf(check)}.`, example)
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
  return answerTo(request, checkCorsOptions(options))
}

function answerTo(request: IncomingRequest, options: CorsOptions): CorsAnswer {
  const {
    origins,
    methods = 'GET, POST, PUT, PATCH, DELETE',
    headers: allowed = 'content-type',
  } = options
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

/** `isAuthed` and `corsAnswer` with their options given. */
export interface Api {
  /** Without a check the policy's `verify` decides. */
  isAuthed: (request: IncomingRequest, check?: Check) => Promise<boolean>
  corsAnswer: (request: IncomingRequest) => CorsAnswer
}

/**
 * Both functions with their options given once: the policy or the name of the cookie, where the config has
 * another one than the default, and the origins that may ask.
 *
 * @example
 * // With `verify` in the config, one file configures both ends.
 * import { policy } from './.edgemint/policy.js'
 * const { isAuthed } = createApi({ policy })
 * app.post('/is-authed', async (req, res) => {
 *   res.json({ isAuthed: await isAuthed(req) })
 * })
 *
 * @example
 * const { isAuthed, corsAnswer } = createApi({
 *   cookieName: '__Secure-session',
 *   origins: ['https://www.example.com'],
 * })
 * app.use((req, res, next) => {
 *   const cors = corsAnswer(req)
 *   res.set(cors.headers)
 *   if (cors.isPreflight) return res.sendStatus(204)
 *   next()
 * })
 *
 * @throws {TypeError} at once, for an option that it does not understand. Without origins `corsAnswer`
 * throws one. `isAuthed` rejects with an Error where keys, a secret or an API that `verify` needs cannot be had.
 */
export function createApi(options: ApiOptions = {}): Api {
  const { name, cors, verifier, bindings } = checkApiOptions(options)
  const verified = verifier && checkBy(verifier, bindings)
  return {
    isAuthed: (request, check = verified) => judge(request, check, name),
    corsAnswer(request) {
      if (cors) return answerTo(request, cors)
      throw mistake(
        'createApi was given no origins.',
        "Write createApi({ origins: ['https://www.example.com'] }).",
      )
    },
  }
}

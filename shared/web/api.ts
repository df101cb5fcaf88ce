import { cookieValues } from '../core/cookie-header.ts'
import { isCookieOctets } from '../core/token.ts'

/** A Request, or what Node's `http` and Express hand to a handler. */
export interface IncomingRequest {
  method?: string | undefined
  headers: Headers | Record<string, string | string[] | undefined>
}

export interface IsAuthedOptions {
  /** Name of the auth cookie. Default: `__Secure-authToken`. */
  cookieName?: string
}

/**
 * Whether the request carries one auth cookie and `check` finds its token genuine. More than one
 * cookie of the name is not authed: a sibling subdomain may have tossed the other one.
 *
 * @example
 * app.post('/is-authed', async (req, res) => {
 *   res.json({ isAuthed: await isAuthed(req, (token) => sessions.has(token)) })
 * })
 */
export async function isAuthed(
  request: IncomingRequest,
  check: (token: string) => boolean | Promise<boolean>,
  options?: IsAuthedOptions,
): Promise<boolean> {
  const name = options?.cookieName ?? '__Secure-authToken'
  const tokens = cookieValues(header(request, 'cookie') ?? '', name)
  return tokens.length === 1 && isCookieOctets(tokens[0]) && (await check(tokens[0])) === true
}

export interface CorsOptions {
  /** The page's origins, exactly: `['https://www.example.com']`. */
  origins: string[]
  /** Default: `GET, POST, PUT, PATCH, DELETE`. */
  methods?: string
  /** Request headers that a page may send. Default: `content-type`. */
  headers?: string
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
 */
export function corsAnswer(request: IncomingRequest, options: CorsOptions): CorsAnswer {
  const origin = header(request, 'origin')
  const isAllowed =
    origin !== undefined && origin !== 'null' && options.origins.some((listed) => listed === origin)
  const isPreflight =
    request.method === 'OPTIONS' && header(request, 'access-control-request-method') !== undefined
  const headers: Record<string, string> = { vary: 'Origin' }
  if (isAllowed) {
    headers['access-control-allow-origin'] = origin
    headers['access-control-allow-credentials'] = 'true'
  }
  if (isAllowed && isPreflight) {
    headers['access-control-allow-methods'] = options.methods ?? 'GET, POST, PUT, PATCH, DELETE'
    headers['access-control-allow-headers'] = options.headers ?? 'content-type'
    headers['access-control-max-age'] = '600'
  }
  return { headers, isPreflight, isAllowed }
}

function header(request: IncomingRequest, name: string): string | undefined {
  const headers = request.headers
  if (typeof headers.get === 'function') return (headers as Headers).get(name) ?? undefined
  const value = (headers as Record<string, string | string[] | undefined>)[name]
  return Array.isArray(value) ? value.join(name === 'cookie' ? '; ' : ', ') : value
}

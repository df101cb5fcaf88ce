export interface ClientOptions {
  /** Path of the endpoint on the page's own origin. Default: `/set-auth-token`. */
  endpoint?: string
}

export interface RenewOptions extends ClientOptions {
  /** Renew even if the cookie was minted or renewed within the last 24 hours. */
  force?: boolean
}

/** A refusal of the endpoint. The message says how to fix it. */
export class AuthTokenError extends Error {
  /** HTTP status; 0 when there was no answer. */
  status: number
  /** Stable: `token-malformed`, `not-authenticated`, …; `endpoint-missing` when something else answered. */
  code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'AuthTokenError'
    this.status = status
    this.code = code
  }
}

/**
 * Hands the token to the page's own origin, which puts it into an HttpOnly cookie.
 *
 * @example
 * const { authToken } = await logIn(email, password)
 * await setAuthToken(authToken)
 *
 * @throws {AuthTokenError}
 */
export async function setAuthToken(token: string, options?: ClientOptions): Promise<void> {
  // `undefined` would become a token of nine letters.
  if (!token || typeof token !== 'string') throw new AuthTokenError(0, 'token-missing', 'No token')
  await send('PUT', options, { authorization: 'Bearer ' + token })
}

/**
 * Gives the cookie a full life again. Call it on every page load: it asks at most once a day (on
 * every call where localStorage is off), and a returning user stays logged in even where the
 * browser caps the cookie to 7 days. Force it after a form post: a navigation's cookie may be capped.
 *
 * @example
 * renewAuthToken().catch(() => {}) // not logged in: nothing to renew
 *
 * @throws {AuthTokenError} `not-authenticated` when there is no cookie to renew
 */
export async function renewAuthToken(options?: RenewOptions): Promise<void> {
  if (options?.force || Math.abs(Date.now() - lastAnswer()) > 86_400_000) {
    await send('PATCH', options)
  }
}

/**
 * Logs out: expires the cookie.
 *
 * @throws {AuthTokenError}
 */
export async function clearAuthToken(options?: ClientOptions): Promise<void> {
  await send('DELETE', options)
}

async function send(
  method: string,
  options?: ClientOptions,
  headers: Record<string, string> = {},
): Promise<void> {
  const endpoint = options?.endpoint ?? '/set-auth-token'
  let response
  try {
    response = await fetch(endpoint, { method, headers, redirect: 'error' })
  } catch {
    // Without the cause: Firefox quotes a header that it refuses, and that is the token.
    throw new AuthTokenError(0, 'unreachable', endpoint + ': no answer, a redirect, or a bad token')
  }
  const status = response.status
  const body: unknown = status === 204 ? {} : await response.json().catch(() => {})
  const problem = (body ?? {}) as { code?: string; detail?: string }
  // Without a cookie there is none to renew: who is logged out is asked once a day too.
  if (status === 204 || problem.code === 'not-authenticated') lastAnswer(Date.now())
  if (status === 204) return
  throw new AuthTokenError(
    status,
    problem.code ?? 'endpoint-missing',
    problem.detail ?? `${endpoint} is not answered by edgemint`,
  )
}

/** Reads, and with a time in ms first writes, when the endpoint last settled the cookie; 0 where storage is off. */
function lastAnswer(time?: number): number {
  const key = 'edgemint'
  try {
    if (time) localStorage[key] = time
    return +localStorage[key] || 0
  } catch {
    return 0
  }
}

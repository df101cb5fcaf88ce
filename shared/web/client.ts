// Every page pays for this file: 0.8 KB as it is sent. What is unusual in it, such as arrow functions, keeps it small.

import type { ProblemCode } from '../core/problems.ts'

export interface ClientOptions {
  /** Path of the endpoint on the page's own origin. Default: `/set-auth-token`. */
  endpoint?: string
}

export interface SetOptions extends ClientOptions {
  /**
   * Send the token in the request's body, as JSON, in place of its `Authorization` header. It is
   * needed behind a password gate (Basic auth): there the browser's own `Authorization` opens the
   * gate, and a token in that header would take its place. CloudFront Functions cannot read a body:
   * use the Lambda@Edge bundle.
   */
  inBody?: boolean
}

export interface RenewOptions extends ClientOptions {
  /** Ask now, whatever is remembered of the last answer. */
  force?: boolean
}

export type ClientCode = ProblemCode | 'unreachable' | 'gate-refused' | 'endpoint-missing'

/** A refusal. The message says how to fix it. */
export class AuthTokenError extends Error {
  override name = 'AuthTokenError'
  /** HTTP status; 0 when there was no answer. */
  declare status: number
  /**
   * Stable. From the endpoint: `token-malformed`, `not-authenticated`, … From the client:
   * - `token-missing`: nothing was sent, since there is no token.
   * - `unreachable`: no answer, or a redirect, which is not followed; or the token holds what no
   *   header can.
   * - `gate-refused`: a 401 that is not edgemint's. A password gate stands before the endpoint. If
   *   only `setAuthToken` fails so, it is Basic auth: set `inBody`. If all do, the browser has not
   *   been given the password yet: open the page itself first.
   * - `endpoint-missing`: any other answer that is not edgemint's.
   */
  declare code: ClientCode

  constructor(status: number, code: ClientCode, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/**
 * Hands the token to the page's own origin, which puts it into an HttpOnly cookie. It waits for a renewal that is
 * under way in any tab, which could otherwise undo it.
 *
 * @example
 * const { authToken } = await logIn(email, password)
 * await setAuthToken(authToken)
 *
 * @throws {AuthTokenError}
 */
export const setAuthToken = async (token: string, options?: SetOptions): Promise<void> => {
  // `undefined` would become a token of nine letters. A number has no length either.
  if (!token?.length) throw new AuthTokenError(0, 'token-missing', 'No token')
  await send(
    'PUT',
    options,
    options?.inBody
      ? {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ authToken: token }),
        }
      : { headers: { authorization: 'Bearer ' + token } },
  )
}

/**
 * Gives the cookie a full life again. Call it on every page load: it asks at most once a day, and a
 * returning user stays logged in even where the browser caps the cookie to 7 days. A visitor who
 * turns out not to be logged in is not asked again before `setAuthToken`, in whichever tab. Where
 * localStorage is off, every call asks. Force it after a form post: no script saw that log-in, and
 * the cookie of a navigation may be capped.
 *
 * @example
 * renewAuthToken().catch(() => {}) // not logged in: nothing to renew
 *
 * @throws {AuthTokenError} `not-authenticated` when there is no cookie to renew
 */
export const renewAuthToken = (options?: RenewOptions): Promise<void> => send('PATCH', options)

/**
 * Logs out: expires the cookie, after a renewal that is under way in any tab.
 *
 * @throws {AuthTokenError}
 */
export const clearAuthToken = (options?: ClientOptions): Promise<void> => send('DELETE', options)

const send = async (method: string, options?: RenewOptions, init?: RequestInit): Promise<void> => {
  const endpoint = options?.endpoint ?? '/set-auth-token'
  let status = 0
  let code: ClientCode | undefined
  let detail: string | undefined
  const ask = async (): Promise<void> => {
    const before = settled()!
    // Asked so that anything else asks: nothing, junk, and a time to come, since clocks are set back.
    if (
      method === 'PATCH' &&
      !options?.force &&
      (before < 0 || Math.abs(Date.now() - before) <= 86_400_000)
    ) {
      status = 204
      return
    }
    try {
      const response = await fetch(endpoint, {
        method,
        redirect: 'error',
        // All others wait for this one.
        signal: AbortSignal.timeout?.(20_000),
        ...init,
      })
      status = response.status
      if (status === 204) settled(method === 'DELETE' ? -1 : Date.now())
      else {
        ;({ code, detail } = (await response.json()) as { code?: ProblemCode; detail?: string })
        // A 401 to a token says nothing of the cookie. And a log-in that ended meanwhile wins, in any tab.
        if (code && detail && status === 401 && !init && settled() === before) settled(-1)
      }
    } catch {
      // No cause is kept: Firefox quotes a header that it refuses, and that is the token.
    }
  }
  // One after the other, in all tabs: a renewal under way would bring back the cookie of before a log-in or a log-out.
  // Without locks (Safari before 15.4, and http) in this page alone; where they are denied, cookies are too.
  const { locks } = navigator
  await (queue = locks
    ? locks.request('edgemint', ask).catch(ask)
    : Promise.resolve(queue).then(ask))
  if (status === 204) return
  if (!code || !detail) {
    ;[code, detail] =
      status === 401
        ? ['gate-refused', 'Password gate: try inBody']
        : status
          ? ['endpoint-missing', 'Not answered by edgemint: ' + endpoint]
          : ['unreachable', 'No answer, a redirect, or bad token']
  }
  throw new AuthTokenError(status, code, detail)
}

let queue: Promise<void> | undefined

/**
 * Reads, or with a value writes, when the endpoint last settled the cookie: a time in ms, or -1
 * while nobody is logged in. undefined where storage is empty or off.
 */
const settled = (time?: number): number | undefined => {
  try {
    const storage = localStorage
    return time ? (storage.edgemint = time) : storage.edgemint
  } catch {
    // Off, or full: every page load asks.
  }
}

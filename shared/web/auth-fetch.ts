// Every page pays for this file, with AuthTokenError 2.1 KB, 1.2 KB as they are sent. The cookies hold the tokens, and no
// script sees them; what tabs share in localStorage is two times: when the token is due to be renewed,
// and until when somebody is at it.

import { AuthTokenError, type ClientCode } from './client.ts'

export { AuthTokenError }

// What tabs share is under these names.
const dueName = 'edgemint-due'
const busyName = 'edgemint-busy'

/** A page's own origin; `null`, as a text, where it has none. */
declare const origin: string

export interface AuthFetchOptions {
  /** Path of the endpoint on the page's own origin. Default: `/set-auth-token`. */
  endpoint?: string
  /** The path of the bridge, such as `/api`: a 401 from elsewhere is the caller's. Default: `/`, the whole origin. */
  path?: string
  /** The field of the JSON that `inBody` sends: `grantToken` for Kuroco. Default: `authToken`. */
  field?: string
}

export interface LogInOptions {
  /** Send the grant in the request's body, as JSON, in place of its `Authorization` header: it is needed behind a password gate (Basic auth). */
  inBody?: boolean
  /** For PKCE, where the grant is the code of an OAuth 2.0 server (RFC 7636, section 4.1). It is sent in the body, as JSON. */
  codeVerifier?: string
  /** The address that the code came back to, where that server wants to hear it again (RFC 6749, section 4.1.3). It is sent in the body, too. */
  redirectUri?: string
}

export interface AuthFetch {
  /**
   * As `fetch`. Where the token is over, it is renewed once for all tabs, and the request is sent once
   * more; from 80 % of its life on it is renewed before a request. All that fails is as with `fetch`:
   * where renewal fails, the first 401 comes back as it is. That is so, too:
   * - with a stream as `init.body`: keeping it for a second time would keep all of it in memory. The
   *   token is renewed before the 401 comes back, so send it again with a new stream.
   * - with `credentials: 'omit'`, and for other origins: no cookie of ours goes there.
   * - for five seconds after a renewal that did not help.
   *
   * A request with `keepalive` never waits before it leaves: its page may be on the way out.
   *
   * @example
   * const response = await authFetch('/api/articles')
   * if (response.status === 401) showLogIn()
   */
  authFetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) => Promise<Response>
  /**
   * Hands the endpoint what the API gave at log-in: a grant, or the token itself. It waits for a renewal
   * that is under way in any tab, which could otherwise undo it.
   *
   * @throws {AuthTokenError}
   */
  logIn: (grant: string, options?: LogInOptions) => Promise<void>
  /**
   * Logs out: expires the cookies, after a renewal that is under way in any tab.
   *
   * @throws {AuthTokenError}
   */
  logOut: () => Promise<void>
}

/**
 * The three functions for an endpoint that is not at the default path. With edgemint's Vite plugin, and
 * in the file that `edgemint build --client` writes, they know the config's endpoint by themselves.
 *
 * @example
 * export const { authFetch, logIn, logOut } = createAuthFetch({ endpoint: '/auth/token' })
 */
export const createAuthFetch = ({
  endpoint = '/set-auth-token',
  // Stryker disable next-line StringLiteral: where an empty path ends, a slash is put, too
  path = '/',
  field = 'authToken',
}: AuthFetchOptions = {}): AuthFetch => {
  /** By what was due when a renewal did not help: until when none is tried for it again. */
  const pauses: Record<number, number> = {}

  /** What this page alone knows, where localStorage is off or full. */
  let memory: Record<string, unknown> | undefined

  /** Reads, or with a value writes, a time that all tabs know, in ms since 1970; 0 if there is none. */
  const shared = (name: string, time?: number): number => {
    try {
      const storage = memory ?? localStorage
      if (time! >= 0) storage[name] = time
      return +(storage[name] as string) || 0
    } catch {
      memory = { [name]: time }
      return time || 0
    }
  }

  /**
   * One at a time in all tabs. The lock of a tab that is closed is free at once, though its renewal is
   * still on the way: that is what the lease is for. Without Web Locks (Safari before 15.4, and http) the
   * lease is all there is: two tabs that take it in the same 50 ms, while each sees the other's storage
   * late, both have it; and so has a second tab where a renewal takes over 15 seconds.
   */
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const { locks } = navigator
    const leased = async (): Promise<Result> => {
      let lease
      while (shared(busyName) !== lease) {
        // A clock that was set back must not make it longer.
        // Stryker disable next-line EqualityOperator: no reading of the clock equals a time
        if (Math.abs(shared(busyName) - now() - 8000) < 8000) await wait(50)
        else {
          lease = shared(busyName, now() + (locks ? 3000 : 15_000))
          // Who writes last has it.
          if (!locks) await wait(50)
        }
      }
      return work().finally(() => shared(busyName, 0))
    }
    return locks ? locks.request('edgemint', leased) : leased()
  }

  /** Whether it is the bridge's path, or below. */
  const isOurs = (sent: Request | Response): boolean =>
    sent.url.replace(/[?#]|$/, '/').startsWith(origin + path.replace(/\/?$/, '/'))

  const authFetch: AuthFetch['authFetch'] = async (input, init) => {
    // At once, as fetch does it: what the caller does to a form or a buffer later on changes nothing.
    const request = new Request(input, init)
    if (request.credentials === 'omit' || !isOurs(request)) return fetch(request)
    const again = !(init?.body as ReadableStream | undefined)?.getReader && request.clone()
    let due = shared(dueName)
    // Stryker disable next-line EqualityOperator: no reading of the clock equals a time
    if (!request.keepalive && due && due < now()) await renew(due, request)
    due = shared(dueName)
    const response = await fetch(request)
    if (
      response.status !== 401 ||
      // A redirect may have led elsewhere.
      !isOurs(response) ||
      !(await renew(due, request)) ||
      !again
    )
      return response
    const second = await fetch(again)
    if (second.status === 401) giveUp(shared(dueName))
    return second
  }

  /** Whether a request that left when this was due has a chance now; or its caller has lost patience, and the next fetch says so. */
  const renew = (due: number, { signal }: Request): true | Promise<unknown> =>
    signal.aborted ||
    Promise.race([
      // oxlint-disable-next-line unicorn/prefer-add-event-listener -- shorter, and the signal is the request's own
      new Promise((done) => (signal.onabort = done)),
      alone(async () => {
        // Else another tab was faster, or a log-in. A second time, because somebody without our lock may just
        // have won: then the cookie is a new one by now. Without a cookie nobody has.
        for (let isLast; shared(dueName) === due; isLast = await wait(400)) {
          // Stryker disable next-line EqualityOperator: no reading of the clock equals a time
          if (now() < pauses[due]!) return
          try {
            await send('PATCH')
            break
          } catch (error) {
            if (isLast || (error as AuthTokenError).code !== 'token-rejected') return giveUp(due)
          }
        }
        return true
      }).catch(() => {}), // Locks are denied where cookies are.
    ])

  const giveUp = (due: number): void => {
    pauses[due] = now() + 5000
  }

  const send = async (method: string, init?: RequestInit): Promise<void> => {
    let status = 0
    let code: ClientCode | undefined
    let detail: string | undefined
    try {
      const response = await fetch(endpoint, {
        method,
        redirect: 'error',
        // The cookies of the answer are kept even if the page is left meanwhile.
        keepalive: true,
        // All tabs wait for this one.
        signal: AbortSignal.timeout?.(20_000),
        ...init,
      })
      status = response.status
      if (status === 204) {
        shared(
          dueName,
          // At 80 to 85 % of its life, in ms: users who began together do not come back together.
          method === 'DELETE'
            ? 0
            : now() +
                (+response.headers.get('token-expires-in')! || 86_400) * (800 + 50 * random()),
        )
        return
      }
      ;({ code, detail } = (await response.json()) as { code?: ClientCode; detail?: string })
    } catch {
      // No cause is kept: Firefox quotes a header that it refuses, and that is the token.
    }
    throw new AuthTokenError(
      status,
      (detail && code) ||
        (status === 401 ? 'gate-refused' : status ? 'endpoint-missing' : 'unreachable'),
      detail || 'Not from edgemint',
    )
  }

  return {
    authFetch,
    logIn: async (grant, { inBody, ...more } = {}) => {
      // `undefined` would become a grant of nine letters.
      if (!grant?.length) throw new AuthTokenError(0, 'token-missing', 'No token')
      await alone(() =>
        send(
          'PUT',
          inBody || more.codeVerifier || more.redirectUri
            ? {
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify({ ...more, [field]: grant }),
              }
            : { headers: { authorization: 'Bearer ' + grant } },
        ),
      )
    },
    logOut: () => alone(() => send('DELETE')),
  }
}

export const { authFetch, logIn, logOut } = createAuthFetch()

const random = Math.random

/** In ms. By its fraction one reading is told from another. */
// Stryker disable next-line ArithmeticOperator: a fraction less tells as much
const now = (): number => Date.now() + random()

/** Waits up to twice as long, in ms, so that no two tabs wait equally long. */
const wait = (time: number): Promise<unknown> =>
  new Promise((done) => setTimeout(done, time * (1 + random()), 1))

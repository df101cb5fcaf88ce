import type { Clock } from './clock.ts'

/** What an API does with a refresh token that it takes. */
export type Rotation =
  /** No new one is handed out. */
  | 'none'
  /** A new one is, and the old one stays good: Kuroco. */
  | 'keeps'
  /** The old one is good no more. */
  | 'rotates'
  /** And who brings it again ends the log-in (RFC 9700, section 4.14.2). */
  | 'punishes'

/** By this, tokens are found wherever they leak. */
export const tokenMark = 'T0KEN~'

/** How long access tokens live, in seconds. */
export const life = 600

interface LogIn {
  user: string
  isOver: boolean
  /** The refresh tokens; whether each is good. */
  refresh: Map<string, boolean>
}

export interface Access {
  logIn: LogIn
  since: number
  until: number
  /** Whether the API has said no to it: who uses it may know. */
  isRefused: boolean
}

export interface Api {
  answer: (request: Request) => Promise<Response>
  /** A grant for a log-in of this user, good once. */
  grant: (user: string) => string
  access: Map<string, Access>
  /** Whether a renewal by this refresh token would have success. */
  isGood: (refreshToken: string | undefined) => boolean
  /** Access tokens are good no more, before their end. */
  forget: () => void
  /** Until when it fails, in ms since 1970. */
  outage: number
  counts: { renewals: number; punished: number }
}

/** An API in the shapes of Kuroco. `renewed` hears of each renewal by a refresh token that is good. */
export function createRotatingApi(
  clock: Clock,
  rotation: Rotation,
  renewed: (user: string, refreshToken: string) => void,
): Api {
  const grants = new Map<string, LogIn>()
  const logIns = new Set<LogIn>()
  let count = 0
  const token = (kind: string): string => `${tokenMark}${kind}~${++count}`
  const logInOf = (refreshToken: string | undefined): LogIn | undefined =>
    [...logIns].find(({ refresh }) => refresh.has(refreshToken!))

  const handOut = (logIn: LogIn, refreshToken: string | undefined): Response => {
    const access = token('access')
    const until = clock.now + life * 1000
    api.access.set(access, { logIn, since: clock.now, until, isRefused: false })
    const isNew = refreshToken === undefined || rotation !== 'none'
    const next = isNew ? token('refresh') : undefined
    if (next) logIn.refresh.set(next, true)
    if (refreshToken !== undefined) {
      if (rotation === 'rotates' || rotation === 'punishes') logIn.refresh.set(refreshToken, false)
      api.counts.renewals++
      renewed(logIn.user, next ?? refreshToken)
    }
    const expiresAt = new Date(until).toISOString()
    return Response.json({
      access_token: { value: access, expiresAt },
      ...(next && { refresh_token: { value: next } }),
    })
  }

  const exchange = (grant: string): Response => {
    const logIn = grants.get(grant)
    if (!logIn) return no()
    grants.delete(grant)
    logIns.add(logIn)
    return handOut(logIn, undefined)
  }

  const renew = (refreshToken: string): Response => {
    const logIn = logInOf(refreshToken)
    if (logIn && api.isGood(refreshToken)) return handOut(logIn, refreshToken)
    if (logIn && !logIn.isOver && rotation === 'punishes') {
      logIn.isOver = true
      api.counts.punished++
    }
    return no()
  }

  const api: Api = {
    access: new Map(),
    outage: 0,
    counts: { renewals: 0, punished: 0 },
    answer: async (request) => {
      if (clock.now < api.outage) return new Response('Out of order', { status: 500 })
      const path = new URL(request.url).pathname
      const { grant_token: grant, refresh_token: refreshToken }: Record<string, string> =
        request.method === 'POST' ? ((await request.json()) as Record<string, string>) : {}
      if (path.endsWith('/token')) return grant ? exchange(grant) : renew(refreshToken)
      const access = api.access.get(request.headers.get('x-rcms-api-access-token') ?? '')
      if (path.endsWith('/logout')) {
        for (const logIn of [access?.logIn, logInOf(refreshToken)]) if (logIn) logIn.isOver = true
        return Response.json({})
      }
      if (access && !access.logIn.isOver && clock.now < access.until) {
        return Response.json({ user: access.logIn.user })
      }
      if (access) access.isRefused = true
      return no()
    },
    grant: (user) => {
      const grant = `${tokenMark}grant~${++count}`
      grants.set(grant, { user, isOver: false, refresh: new Map() })
      return grant
    },
    isGood: (refreshToken) => {
      const logIn = logInOf(refreshToken)
      return logIn !== undefined && !logIn.isOver && logIn.refresh.get(refreshToken!)!
    },
    forget: () => {
      for (const access of api.access.values()) access.until = Math.min(access.until, clock.now)
    },
  }
  return api
}

const no = (): Response => Response.json({ errors: [{ code: 'unauthorized' }] }, { status: 401 })

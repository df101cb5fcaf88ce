import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { corsAnswer } from '../../shared/web/api.ts'
import { KurocoTokens, type Session } from './kuroco-tokens.ts'

// Stands in for Kuroco, whose shapes it has: https://kuroco.app/docs/management/api-security/. It has never
// heard of edgemint: it reads none of our cookies, and sets none.

/** Kuroco's APIs have numbers. This one has the security setting "Dynamic Access Token". */
export const tokenApi = '/rcms-api/1'
/** And this one "Cookie". */
const cookieApi = '/rcms-api/2'

export type AnswerKuroco = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => Promise<void>

/**
 * The API, for whoever serves it.
 *
 * @param origins the pages that its CORS settings let in: with tokens to log in and no further, with a cookie to all
 */
export function createKurocoApi(origins: string[]): AnswerKuroco {
  const tokens = new KurocoTokens()
  const paths: Record<string, AnswerKuroco> = {
    [tokenApi]: (request, response, path) => {
      if (path === '/login' && answerPreflight(request, response, origins)) return done
      return answerWithTokens(request, response, path, tokens)
    },
    [cookieApi]: (request, response, path) =>
      answerPreflight(request, response, origins)
        ? done
        : answerWithCookie(request, response, path, tokens),
  }
  return async (request, response, path) => {
    response.setHeader('cache-control', 'no-store')
    if (path === '/') return answerPerson(response)
    const base = Object.keys(paths).find((each) => path.startsWith(`${each}/`))
    if (base === undefined) return notFound(response)
    return paths[base](request, response, path.slice(base.length))
  }
}

const done = Promise.resolve()

async function answerWithTokens(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  tokens: KurocoTokens,
): Promise<void> {
  const asked = `${request.method} ${path}`
  if (asked === 'POST /login') {
    const session = await logIn(request, response, tokens)
    if (!session) return
    const { member_id } = session.member
    return json(response, 200, { grant_token: tokens.grant(session), status: 0, member_id })
  }
  if (asked === 'POST /token') {
    const { grant_token, refresh_token } = await readJson(request)
    const pair = tokens.exchange(grant_token, refresh_token)
    return pair ? json(response, 200, pair) : unauthorized(response, 'Invalid token')
  }

  const by = tokens.find('access', request.headers['x-rcms-api-access-token'])
  if (!by) return unauthorized(response)
  // Kuroco has neither of these: by them the demo shows renewals, and tests count them.
  response.setHeader('x-demo-token-number', by.number)
  response.setHeader('x-demo-token-expires', new Date(by.until).toISOString())
  if (asked === 'POST /logout') {
    by.session.isOver = true
    return json(response, 200, { errors: [], messages: [] })
  }
  if (asked === 'GET /articles') return json(response, 200, articles)
  if (asked === 'GET /profile') return json(response, 200, profile(by.session))
  return notFound(response)
}

async function answerWithCookie(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  tokens: KurocoTokens,
): Promise<void> {
  const asked = `${request.method} ${path}`
  if (asked === 'POST /login') {
    const session = await logIn(request, response, tokens)
    if (!session) return
    const { value, maxAge } = tokens.cookie(session)
    const attributes = `Max-Age=${maxAge}; Path=/; HttpOnly; Secure; SameSite=None`
    response.setHeader('set-cookie', `kuroco-session=${value}; ${attributes}`)
    return json(response, 200, { status: 0, member_id: session.member.member_id })
  }
  const [, value] = /(?:^|; )kuroco-session=([^;]*)/.exec(request.headers.cookie ?? '') ?? []
  const by = tokens.find('cookie', value)
  if (!by) return unauthorized(response)
  return asked === 'GET /profile' ? json(response, 200, profile(by.session)) : notFound(response)
}

/** Sets the headers of CORS, and answers a preflight. */
function answerPreflight(
  request: IncomingMessage,
  response: ServerResponse,
  origins: string[],
): boolean {
  const cors = corsAnswer(request, { origins, methods: 'GET, POST' })
  for (const [name, value] of Object.entries(cors.headers)) response.setHeader(name, value)
  if (cors.isPreflight) response.writeHead(204).end()
  return cors.isPreflight
}

async function logIn(
  request: IncomingMessage,
  response: ServerResponse,
  tokens: KurocoTokens,
): Promise<Session | undefined> {
  const { email, password } = await readJson(request)
  const session = tokens.logIn(email, password)
  if (!session) unauthorized(response, 'The e-mail address or the password is wrong.')
  return session
}

const articles = {
  errors: [],
  messages: [],
  list: ['Tea', 'Rice', 'Paper'].map((subject, i) => ({ topics_id: i + 1, subject })),
  pageInfo: { totalCnt: 3, perPage: 10, pageNo: 1 },
}

const profile = ({ member }: Session): object => ({ errors: [], messages: [], details: member })

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  // Kuroco takes JSON alone: a form of another site's could send anything else.
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return {}
  try {
    const body: unknown = JSON.parse(await text(request))
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function unauthorized(response: ServerResponse, message = 'Unauthorized'): void {
  json(response, 401, { errors: [{ code: 'unauthorized', message }] })
}

function notFound(response: ServerResponse): void {
  json(response, 404, { errors: [{ code: 'not_found', message: 'Not found' }] })
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Somebody who opens it, to accept its certificate. */
function answerPerson(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('This is the demo’s Kuroco. The browser can reach it now: close this tab.\n')
}

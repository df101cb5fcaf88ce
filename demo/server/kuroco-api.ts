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
/** Where a log-in by SAML begins. Each one in the admin screen has a number, its `spid`. */
export const singleSignOn = '/direct/login/saml_login/'

export type AnswerKuroco = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => Promise<void>

/**
 * The API, for whoever serves it.
 *
 * @param origins the pages that its CORS settings let in: with tokens to log in and no further, with a cookie to all.
 * For the log-in by SAML with the number N, the N-th is in its "success URL"
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
    if (path === singleSignOn) return answerSignOn(request, response, tokens, origins)
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
  if (by) {
    // Kuroco has neither of these: by them the demo shows renewals, and tests count them.
    response.setHeader('x-demo-token-number', by.number)
    response.setHeader('x-demo-token-expires', new Date(by.until).toISOString())
  }
  answerMember(asked, by?.session, response)
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
  answerMember(asked, tokens.find('cookie', value)?.session, response)
}

/** What both have for whoever is logged in. */
function answerMember(asked: string, session: Session | undefined, response: ServerResponse): void {
  if (!session) return unauthorized(response)
  if (asked === 'GET /articles') return json(response, 200, articles)
  if (asked === 'GET /profile') {
    return json(response, 200, { errors: [], messages: [], details: session.member })
  }
  if (asked !== 'POST /logout') return notFound(response)
  session.isOver = true
  json(response, 200, { errors: [], messages: [] })
}

/** Whoever logs in elsewhere comes back here, and goes on to the "success URL" with a grant. Here that takes no time. */
async function answerSignOn(
  { url }: IncomingMessage,
  response: ServerResponse,
  tokens: KurocoTokens,
  origins: string[],
): Promise<void> {
  const { searchParams } = new URL(url!, 'http://kuroco')
  const origin = origins[Number(searchParams.get('spid')) - 1]
  if (origin === undefined) return notFound(response)
  const session = tokens.signOn()
  const { member_id } = session.member
  const grant = new URLSearchParams({
    grant_token: tokens.grant(session),
    member_id: String(member_id),
  })
  response.writeHead(302, { location: `${origin}/set-auth-token/landing?${grant}` }).end()
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

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Policy } from '../../shared/core/policy.ts'
import { corsAnswer, formPostPage, isAuthed } from '../../shared/web/api.ts'

/** What the demo's API must know of its site. */
export interface DemoApi {
  cookieName: string
  /** The origins of its pages. */
  origins: string[]
  /** Where its sign-in form posts the token to; undefined where no endpoint reads a body. */
  formTarget: string | undefined
  /** What it sets itself instead of handing out a token: the set-up that Safari blocks. */
  ownCookie: OwnCookie | undefined
  /** Which tokens it knows. Default: those that it hands out. */
  isGenuine?: ((token: string) => Promise<boolean>) | undefined
}

/** A cookie that the API sets as it always did: host-only, and no earlier one is expired. */
export type OwnCookie = Pick<Policy['cookie'], 'name' | 'maxAge' | 'attributes'>

/** The API on another origin than the page: `/login`, `/is-authed`, `/logout`, the form `/sign-in`, and `/signed-in`, which posts it by itself. */
export async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  api: DemoApi,
): Promise<void> {
  const cors = corsAnswer(request, { origins: api.origins, methods: 'POST' })
  for (const [name, value] of Object.entries(cors.headers)) response.setHeader(name, value)
  response.setHeader('cache-control', 'no-store')
  if (cors.isPreflight) return void response.writeHead(204).end()
  if (request.method === 'GET' && path === '/') return answerText(request, response)
  if (request.method === 'GET' && path === '/sign-in' && api.formTarget) {
    return answerForm(response, api.formTarget)
  }
  if (request.method === 'GET' && path === '/signed-in' && api.formTarget) {
    const page = formPostPage({ action: api.formTarget, authToken: makeToken(), returnTo: '/' })
    return void response.writeHead(200, page.headers).end(page.body)
  }
  // CORS only keeps the answer from other pages. What a request does is refused here.
  if (request.method !== 'POST' || !cors.isAllowed) return json(response, 404, {})
  if (path === '/is-authed') {
    const options = { cookieName: api.cookieName }
    return json(response, 200, {
      isAuthed: await isAuthed(request, api.isGenuine ?? isDemoToken, options),
    })
  }
  if (path === '/login' && !api.ownCookie) {
    return json(response, 200, { authToken: makeToken() })
  }
  if (path === '/login' && api.ownCookie) {
    const { maxAge } = api.ownCookie
    response.setHeader('set-cookie', setCookie(api.ownCookie, makeToken(), maxAge))
    return json(response, 200, { loggedIn: true })
  }
  if (path === '/logout' && api.ownCookie) {
    response.setHeader('set-cookie', setCookie(api.ownCookie, '', 0))
    return json(response, 200, { loggedIn: false })
  }
  return json(response, 404, {})
}

function setCookie({ name, attributes }: OwnCookie, value: string, maxAge: number): string {
  return `${name}=${value}; Max-Age=${maxAge}; ${attributes}`
}

function makeToken(): string {
  return `demo-${randomBytes(16).toString('hex')}`
}

/** A demo has no accounts: every token that it could have issued is genuine, across restarts too. */
function isDemoToken(token: string): boolean {
  return /^demo-[0-9a-f]{32}$/.test(token)
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function answerText(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('server-timing', cookieTiming(request))
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('This is the demo’s API. The browser can reach it now: close this tab.\n')
}

/**
 * The end of a sign-in elsewhere, such as by OpenID: the token goes to the endpoint in a form post
 * and never through the page's scripts.
 */
function answerForm(response: ServerResponse, target: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    'referrer-policy': 'origin',
  })
  response.end(`<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <title>Sign in</title>
  <h1>Signed in</h1>
  <form method="post" action="${target}">
    <input type="hidden" name="authToken" value="${makeToken()}" />
    <input type="hidden" name="returnTo" value="/" />
    <button id="continue">Continue to the site</button>
  </form>
</html>
`)
}

/** Tells the page, by its navigation timing, whether its own request carried a cookie. */
export function cookieTiming(request: IncomingMessage): string {
  return `cookie;desc="${request.headers.cookie ? 'sent' : 'not sent'}"`
}

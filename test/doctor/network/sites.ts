import { buffer, text } from 'node:stream/consumers'
import { withHandler } from '../../../local/with-handler.ts'
import { corsAnswer } from '../../../shared/web/api.ts'
import { createFetchHandler } from '../../../shared/web/fetch-handler.ts'
import { policyOf } from '../../cli/policy-of.ts'
import type { Handler } from './https-server.ts'

const html = '<!doctype html><html lang="en"><title>Shop</title></html>'

/** A page that is well, and every other path, as single-page apps are served. */
export const page: Handler = (_request, response) => {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'strict-transport-security': 'max-age=31536000',
    'set-cookie': 'visitor=42; Path=/',
    'x-powered-by': 'nothing to be kept',
  })
  response.end(html)
}

/** The same page on a host that has edgemint's real endpoint. */
export function edgemintSite(site: string): Handler {
  return withEdgemint(createFetchHandler(policyOf({ site })), /^\/set-auth-token$/)
}

/** The same with a real bridge on `/api`, to which the page hands in the token itself. */
export function bridgedSite(site: string, vendor: string): Handler {
  const policy = policyOf({ site, api: vendor, bridge: { path: '/api' } })
  return withEdgemint(createFetchHandler(withHandler(policy)), /^\/(set-auth-token$|api\/)/)
}

function withEdgemint(handler: (request: Request) => Promise<Response>, paths: RegExp): Handler {
  return async (request, response) => {
    if (!paths.test(request.url!)) return page(request, response)
    const { method = '', headers } = request
    const body = await buffer(request)
    const answer = await handler(
      new Request(`https://${headers.host}${request.url}`, {
        method,
        headers: headers as Record<string, string>,
        ...(body.length > 0 && { body: new Uint8Array(body) }),
      }),
    )
    response.writeHead(answer.status, [...answer.headers].flat())
    response.end(await answer.text())
  }
}

/** An API with `is-authed`, for the page on this host and the server's own port; maybe with a cookie. */
export function api(pageHost: string, cookie?: string): Handler {
  return async (request, response) => {
    // A connection that is closed with something unread in it is reset, and the answer may be lost.
    await text(request)
    const origins = [`https://${pageHost}:${request.socket.localPort}`]
    const cors = corsAnswer(request, { origins, methods: 'POST' })
    for (const [name, value] of Object.entries(cors.headers)) response.setHeader(name, value)
    if (cors.isPreflight) return void response.writeHead(204).end()
    if (request.method !== 'POST' || request.url !== '/is-authed') {
      return void response.writeHead(404).end()
    }
    if (cookie !== undefined) response.setHeader('set-cookie', cookie)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"isAuthed":false}')
  }
}

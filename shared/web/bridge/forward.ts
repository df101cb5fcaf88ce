import { comeAgain, refuse } from '../../core/answer.ts'
import {
  answerHeaders,
  defaultCacheControl,
  pageLocation,
  passesHeader,
} from '../../core/api-answer.ts'
import type { Attach, Passage } from '../../core/attach.ts'
import type { Bridge } from '../../core/bridge.ts'
import { ofConnection, ofNetlify, sentByWorkerd } from '../../core/dropped-headers.ts'
import type { CompiledPolicy } from '../../core/handle.ts'
import { passesSetCookie } from '../../core/passed-cookies.ts'
import { isBridged } from '../../core/paths.ts'
import { apiUnreachable } from '../../core/problems.ts'
import { attach } from './attach.ts'
import { isDecoded } from './decoded.ts'
import { askWithin, askWithinInWorkerd, patienceFor } from './patience.ts'
import type { ForwardingPolicy } from '../fetch-handler.ts'
import type { UrlParts } from '../parse-url.ts'
import { handlerRequest } from '../web-request.ts'
import { webResponse } from '../web-response.ts'

export { attach }

/** A policy with a bridge, and what judges requests for it. */
export interface AttachingPolicy extends CompiledPolicy {
  bridge: Bridge
  attach: Attach
}

/**
 * Hands the bridge's requests to the API, and its answers to the page, both streamed, on platforms with fetch.
 *
 * @param patience how long the API may take to begin its answer, in milliseconds
 * @example
 * policy.attach = attach
 * policy.forward = createForward(policy)
 */
export function createForward(
  policy: AttachingPolicy,
  patience = 30_000,
): NonNullable<ForwardingPolicy['forward']> {
  const forward = async (request: Request, url: UrlParts, bindings?: object): Promise<Response> => {
    const seen = handlerRequest(request, url, bindings)
    // The path is the bridge's, and so there is a judgement.
    const judged = (await policy.attach(seen, url.pathname, policy))!
    if ('status' in judged) return webResponse(judged)
    const target = policy.bridge.origin + judged.path + url.search
    try {
      return pageResponse(await send(request, target, judged, patience), policy, judged.path)
    } catch {
      return webResponse(comeAgain(refuse(apiUnreachable, request.method)))
    }
  }
  return (request, url, bindings) =>
    isBridged(url.pathname, policy.bridge) ? forward(request, url, bindings) : undefined
}

function send(
  request: Request,
  target: string,
  passage: Passage,
  patience: number,
): Promise<Response> {
  const ask = (signal?: AbortSignal): Promise<Response> =>
    fetch(target, {
      method: request.method,
      headers: apiHeaders(request.headers, passage),
      body: bodyOf(request),
      redirect: 'manual',
      signal,
      // Node wants this said of a streamed body.
      duplex: 'half',
      // Cloudflare keeps what looks like a file in its cache, whoever may see it.
      cf: { cacheTtlByStatus: { '100-599': -1 } },
    } as RequestInit)
  const limit = patienceFor(request, patience)
  return isWorkerd() ? askWithinInWorkerd(limit, ask) : askWithin(limit, request.signal, ask)
}

/**
 * What fetch is given as the body. For workerd `Content-Length: 0` is a body, which it refuses to send with a GET. Deno
 * sends a request a second time where a kept connection breaks, if it holds the body in whole: what must not be done
 * twice (RFC 9110, section 9.2.2) it gets as a stream, an empty one if need be.
 */
function bodyOf({ method, body }: Request): Request['body'] {
  if (method === 'GET' || method === 'HEAD') return null
  if (!('Deno' in globalThis) || (method !== 'POST' && method !== 'PATCH')) return body
  return (body ?? new Blob([]).stream()).pipeThrough(new TransformStream())
}

/** workerd can change to WebSocket, and passes a compressed body on as it is. Elsewhere fetch decodes it. */
const isWorkerd = (): boolean => 'WebSocketPair' in globalThis

function apiHeaders(own: Headers, passage: Passage): Headers {
  const headers = new Headers(own)
  // Before the token is set, which is never taken out.
  for (const name of isWorkerd() ? sentByWorkerd : ofConnection) headers.delete(name)
  if (!isWorkerd()) {
    for (const name of own.keys()) if (name.startsWith(ofNetlify)) headers.delete(name)
  }
  for (const name in passage.headers) {
    const value = passage.headers[name]
    if (value === undefined) headers.delete(name)
    else headers.set(name, value)
  }
  if (isWorkerd()) return headers
  // What fetch decodes everywhere; but beside Range it asks for identity itself, since no part can be decoded.
  if (headers.has('range')) headers.delete('accept-encoding')
  else headers.set('accept-encoding', 'gzip, br')
  return headers
}

/** A copy without the reason phrase: Node reads that as UTF-8, and takes no letters of the kind in a Response. */
function changeable({ status, headers, body }: Response): Response {
  // Deno hands on a change of protocol that nobody has asked for. Others refuse it by themselves.
  // Stryker disable next-line CallExpression,ConditionalExpression,StringLiteral: Node refuses such a Response itself
  if (status < 200) throw new Error('no answer')
  return new Response(body, { status, headers })
}

const setHeaders = Object.entries({
  ...answerHeaders,
  // It was made for one user: no cache that many share may keep it, whatever the API says (RFC 9213).
  'cdn-cache-control': 'no-store',
})

/**
 * The API's answer as the page gets it. In workerd it is copied as a whole, and a WebSocket with it: there each header that
 * is written costs as much as a few that are looked at.
 */
function pageResponse(answer: Response, policy: AttachingPolicy, asked: string): Response {
  const response = isWorkerd() ? new Response(answer.body, answer) : changeable(answer)
  const { headers } = response
  // Stryker disable next-line ArrayDeclaration: a name more, of no header, changes nothing
  const names: string[] = []
  headers.forEach((_, name) => names.push(name))
  for (const name of names) if (!passesHeader(name)) headers.delete(name)
  // Stryker disable next-line ConditionalExpression: of no cookie nothing is deleted, and none is added
  if (names.includes('set-cookie')) {
    const passed = headers.getSetCookie().filter((line) => passesSetCookie(line, policy))
    headers.delete('set-cookie')
    for (const line of passed) headers.append('set-cookie', line)
  }
  for (const [name, value] of setHeaders) headers.set(name, value)
  // What one user was answered, the browser must not keep for the next: by the API's own Vary, the token's header, all
  // requests of the page are the same.
  if (headers.get('cache-control')) headers.append('vary', 'Cookie')
  else headers.set('cache-control', defaultCacheControl)
  if (names.includes('location')) {
    headers.set('location', pageLocation(headers.get('location')!, policy.bridge, asked))
  }
  if (isWorkerd()) return response
  for (const name of ofConnection) headers.delete(name)
  // Stryker disable next-line StringLiteral: neither is a coding
  if (answer.body && isDecoded(headers.get('content-encoding') ?? '')) {
    headers.delete('content-encoding')
    headers.delete('content-length')
  }
  return response
}

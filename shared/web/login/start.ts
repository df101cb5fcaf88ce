import { answer, done, refuse, type Answer } from '../../core/answer.ts'
import type { Login } from '../../core/login.ts'
import { mediaType } from '../../core/media-type.ts'
import type { Policy } from '../../core/policy.ts'
import {
  bodyMalformed,
  contentTypeUnsupported,
  crossOrigin,
  issuerUnavailable,
  methodNotAllowed,
  returnNotAllowed,
  secretUnavailable,
  type Problem,
} from '../../core/problems.ts'
import type { RequestWithBody } from '../../core/request.ts'
import { defaultReturn, isAllowedReturn } from '../../core/return-path.ts'
import { sameOriginHost } from '../../core/same-origin.ts'
import { deriveKeys } from '../own-secret.ts'
import { encodeBase64url } from '../verify/base64url.ts'
import { createFlow, expireOldest, flowUse, type FlowSecrets } from './flow.ts'
import type { LoginContext } from './context.ts'

const onlyPost = { ...methodNotAllowed, detail: 'A page starts a log-in by POST.' }
const onlyJson = {
  ...contentTypeUnsupported,
  detail: 'A start takes no body, or one of application/json with returnTo.',
}
const noStart = {
  ...bodyMalformed,
  detail:
    'The body is not what its Content-Type says. Send JSON.stringify({ returnTo }), or no body.',
}
/** In characters: the flow's cookie holds the path, and browsers take 4,096 octets. */
const longestReturn = 2000

/** Answers the request for a start: 200, the URL at the provider that the page shall go to, and the flow's cookie. */
export async function startLogin(
  request: RequestWithBody,
  policy: Policy,
  { login, provider, readSecret, now }: LoginContext,
): Promise<Answer> {
  if (request.method !== 'POST') {
    const refused = request.method === 'OPTIONS' ? done([]) : refuse(onlyPost, request.method)
    refused.headers.allow = 'POST, OPTIONS'
    return refused
  }
  const origin = request.header('origin')
  if (sameOriginHost(request, policy) === undefined) {
    return refuse(crossOrigin(origin, request.origin))
  }
  const returnTo = await readReturn(request, policy)
  if (typeof returnTo !== 'string') return refuse(returnTo)
  const [metadata, [key]] = await Promise.all([
    provider(),
    deriveKeys(login.secret, flowUse, request, readSecret),
  ])
  if (!key || !metadata) return unavailable(key ? issuerUnavailable : secretUnavailable)

  const flow = { origin: origin ?? request.origin, returnTo }
  const { secrets, cookie } = await createFlow(flow, login, key, now)
  const redirectUri = flow.origin + policy.endpoint
  const url = await authorizationUrl(metadata.authorizationEndpoint, login, secrets, redirectUri)
  const started = answer(200, [...expireOldest(request.header('cookie') ?? ''), cookie])
  started.headers['content-type'] = 'application/json'
  started.body = JSON.stringify({ url })
  return started
}

/** Where the user wants to go after the log-in. */
async function readReturn(request: RequestWithBody, policy: Policy): Promise<string | Problem> {
  const initial = defaultReturn(policy.returnTo)
  const body = await request.readBody()
  if (body === undefined) return request.bodyUnreadable ?? noStart
  if (typeof body !== 'string') return body
  if (body === '') return initial
  if (mediaType(request) !== 'application/json') return onlyJson
  try {
    const { returnTo = initial } = JSON.parse(body) as { returnTo?: unknown }
    if (typeof returnTo !== 'string') return noStart
    const isAllowed = returnTo.length <= longestReturn && isAllowedReturn(returnTo, policy.returnTo)
    return isAllowed ? returnTo : returnNotAllowed
  } catch {
    // Of null nothing can be taken either.
    return noStart
  }
}

/** OpenID Connect Core, section 3.1.2.1; OAuth 2.0 Form Post Response Mode, section 2; RFC 7636, section 4.3. */
async function authorizationUrl(
  endpoint: string,
  login: Login,
  { state, nonce, verifier }: FlowSecrets,
  redirectUri: string,
): Promise<string> {
  const url = new URL(endpoint)
  const parameters: Record<string, string> = {
    ...login.parameters,
    client_id: login.clientId,
    redirect_uri: redirectUri,
    response_type: login.responseType,
    response_mode: 'form_post',
    scope: login.scope,
    state,
    nonce,
  }
  if (login.responseType !== 'id_token') {
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
    parameters.code_challenge = encodeBase64url(new Uint8Array(hash))
    parameters.code_challenge_method = 'S256'
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

function unavailable(problem: Problem): Answer {
  const refused = refuse(problem)
  // RFC 9110, section 10.2.3, in seconds.
  refused.headers['retry-after'] = '5'
  return refused
}

import { answer, comeAgain, refuse, type Answer } from '../../core/answer.ts'
import type { Login } from '../../core/login.ts'
import type { Policy } from '../../core/policy.ts'
import { issuerUnavailable, secretUnavailable } from '../../core/problems.ts'
import type { RequestWithBody } from '../../core/request.ts'
import { deriveKeys } from '../own-secret.ts'
import { readStart } from '../read-start.ts'
import { encodeBase64url } from '../verify/base64url.ts'
import { createFlow, expireOldest, flowUse, type FlowSecrets } from './flow.ts'
import type { LoginContext } from './context.ts'

/** Answers the request for a start: 200, the URL at the provider that the page shall go to, and the flow's cookie. */
export async function startLogin(
  request: RequestWithBody,
  policy: Policy,
  { login, provider, readSecret, now }: LoginContext,
): Promise<Answer> {
  const flow = await readStart(request, policy)
  if ('status' in flow) return flow
  const [metadata, [key]] = await Promise.all([
    provider(request),
    deriveKeys(login.secret, flowUse, request, readSecret),
  ])
  if (!key || !metadata) {
    return comeAgain(refuse(key ? issuerUnavailable : secretUnavailable))
  }

  const { secrets, cookie } = await createFlow(flow, login, key, now)
  const redirectUri = flow.origin + policy.endpoint
  const url = await authorizationUrl(metadata.authorizationEndpoint, login, secrets, redirectUri)
  // Stryker disable next-line StringLiteral: any text without a flow will do
  const started = answer(200, [...expireOldest(request.header('cookie') ?? ''), cookie])
  started.headers['content-type'] = 'application/json'
  started.body = JSON.stringify({ url })
  return started
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

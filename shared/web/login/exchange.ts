import type { Login } from '../../core/login.ts'
import type { HandlerRequest } from '../../core/request.ts'
import type { ReadSecret } from '../../core/hs256.ts'
import { basicCredentials, readClientSecret } from '../client-credentials.ts'
import { fetchJson, type JsonAnswer } from '../fetch-json.ts'
import { oauthRefusal } from '../oauth-refusal.ts'
import { isLate, timeLeft } from '../../core/time-left.ts'
import type { Metadata } from './provider.ts'

/** What a code is exchanged with. */
export interface Grant {
  code: string
  verifier: string
  redirectUri: string
}

export type Exchange =
  | { idToken: string; accessToken: string | undefined }
  /** `client`: the provider does not know us, or not by this secret. */
  | 'rejected'
  | 'client'
  | 'unavailable'

/** Exchanges a code for tokens (OpenID Connect Core, section 3.1.3; RFC 7636, section 4.5). */
export async function exchangeCode(
  { code, verifier, redirectUri }: Grant,
  login: Login,
  { tokenEndpoint, wantsSecretInBody }: Metadata,
  request: HandlerRequest,
  readSecret: ReadSecret,
): Promise<Exchange> {
  if (tokenEndpoint === undefined) return 'unavailable'
  const { clientId, clientSecret } = login
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  })
  const headers: Record<string, string> = {}
  if (clientSecret === undefined) body.set('client_id', clientId)
  else {
    const secret = await readClientSecret(clientSecret, request, readSecret)
    if (!secret) return 'unavailable'
    if (wantsSecretInBody) {
      body.set('client_id', clientId)
      body.set('client_secret', secret)
    } else headers.authorization = basicCredentials(clientId, secret)
  }
  // A code is good once: the same post may come again, with more time.
  if (isLate(request)) return 'unavailable'
  const answer = await fetchJson(tokenEndpoint, timeLeft(request), {
    method: 'POST',
    headers,
    body,
  })
  return answer ? readAnswer(answer) : 'unavailable'
}

function readAnswer(answer: JsonAnswer): Exchange {
  const refusal = oauthRefusal(answer, true)
  if (refusal) return refusal === 'grant' ? 'rejected' : 'client'
  const { status, body } = answer
  if (!body || status !== 200) return 'unavailable'
  const { id_token: idToken, access_token: accessToken } = body
  if (typeof idToken !== 'string') return 'rejected'
  return { idToken, accessToken: typeof accessToken === 'string' ? accessToken : undefined }
}

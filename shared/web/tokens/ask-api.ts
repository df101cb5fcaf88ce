import type { Tokens } from '../../core/bridge.ts'
import type { ReadSecret } from '../../core/hs256.ts'
import type { Policy } from '../../core/policy.ts'
import { apiUnavailable, secretUnavailable, type Problem } from '../../core/problems.ts'
import type { HandlerRequest } from '../../core/request.ts'
import { basicCredentials, readClientSecret } from '../client-credentials.ts'
import { fetchJson } from '../fetch-json.ts'
import { isLate, timeLeft } from '../../core/time-left.ts'
import { readTokens, type TokenPair } from './token-answer.ts'

/** What tokens are asked for with. */
export interface Question {
  /** The grant of a log-in, or the refresh token. */
  token: string
  isRenewal: boolean
  /** What a page adds to its grant for an OAuth 2.0 server: `code_verifier` and `redirect_uri`. */
  more: Record<string, string>
}

/**
 * Asks the API for tokens: its one URL, and no other one that it may redirect to.
 *
 * @param patience how long it may take, its body included, in milliseconds
 */
export async function askApi(
  { token, isRenewal, more }: Question,
  tokens: Tokens,
  policy: Policy,
  request: HandlerRequest,
  readSecret: ReadSecret,
  patience: number,
): Promise<TokenPair | Problem> {
  const credentials = await clientCredentials(tokens, request, readSecret)
  if (!credentials) return secretUnavailable
  const { style, parameters, grant, refresh } = tokens
  // RFC 6749, sections 4.1.3 and 6.
  const type = { grant_type: isRenewal ? 'refresh_token' : 'authorization_code' }
  const fields = {
    ...parameters,
    ...credentials.fields,
    ...(style === 'oauth2' ? { ...type, ...more } : {}),
    [isRenewal ? refresh : grant]: token,
  }
  if (isLate(request)) return apiUnavailable
  const answer = await fetchJson(tokens.url, timeLeft(request, patience), {
    method: 'POST',
    ...encode(style, fields, credentials.headers),
  })
  return readTokens(answer, tokens, policy, Date.now() / 1000, isRenewal)
}

interface Credentials {
  fields?: Record<string, string>
  headers?: Record<string, string>
}

/** How the client tells who it is; undefined where its secret cannot be read. */
export async function clientCredentials(
  { clientId, clientSecret }: Tokens,
  request: HandlerRequest,
  readSecret: ReadSecret,
): Promise<Credentials | undefined> {
  // Stryker disable next-line ConditionalExpression: JSON leaves out what is undefined, and for OAuth 2.0 there is one
  if (clientId === undefined) return {}
  if (clientSecret === undefined) return { fields: { client_id: clientId } }
  const secret = await readClientSecret(clientSecret, request, readSecret)
  return secret ? { headers: { authorization: basicCredentials(clientId, secret) } } : undefined
}

/** Fields as the API reads them. */
export function encode(
  style: Tokens['style'],
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): { headers: Record<string, string>; body: string | URLSearchParams } {
  return style === 'oauth2'
    ? { headers, body: new URLSearchParams(fields) }
    : {
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(fields),
      }
}

import type { JsonAnswer } from './fetch-json.ts'

/** What a token endpoint refuses. */
export type OAuthRefusal =
  /** What was handed in is not good, or not any more. */
  | 'grant'
  /** It does not know us, or not by this secret. */
  | 'client'

const aboutClient = /^((invalid|unauthorized)_client|unsupported_grant_type)$/
const aboutServer = /^(server_error|temporarily_unavailable)$/

/**
 * Reads the error of a token endpoint (RFC 6749, section 5.2); undefined where it is none, or says that the endpoint is out of order.
 *
 * @param isOAuth whether it keeps to that section, by which 401 is about the client: Auth0 says `access_denied` then
 */
export function oauthRefusal(
  { status, body }: JsonAnswer,
  isOAuth: boolean,
): OAuthRefusal | undefined {
  // Auth0 says 403 for a code that is over.
  if (!body || (status !== 400 && status !== 401 && status !== 403)) return undefined
  const { error } = body
  if (typeof error !== 'string') return 'grant'
  if (aboutServer.test(error)) return undefined
  const isDenied = isOAuth && status === 401 && error === 'access_denied'
  return isDenied || aboutClient.test(error) ? 'client' : 'grant'
}

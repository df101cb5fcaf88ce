import type { Login } from '../../core/login.ts'
import type { HandlerRequest } from '../../core/request.ts'
import { decodeBase64url, encodeBase64url } from '../verify/base64url.ts'
import type { Metadata } from './provider.ts'

/** What an ID token must fit: it may vouch for what came beside it. */
export interface Expected {
  nonce: string
  code?: string | undefined
  accessToken?: string | undefined
  /** Of an ID token that came before: who the user is does not change (OpenID Connect Core, section 3.3.3.6). */
  subject?: string | undefined
}

export type IdTokenVerdict = { subject: string } | 'rejected' | 'unavailable'

/** Verifies an ID token (OpenID Connect Core, sections 3.1.3.7, 3.2.2.11 and 3.3.2.11). */
export async function verifyIdToken(
  token: string,
  expected: Expected,
  { clientId }: Login,
  { verify }: Metadata,
  request: HandlerRequest,
): Promise<IdTokenVerdict> {
  const verdict = await verify(token, request)
  if (typeof verdict === 'object') return 'unavailable'
  if (typeof verdict === 'string') return 'rejected'
  const [header, claims] = token.split('.').map(parsePart)
  const { nonce, code, accessToken, subject } = expected
  const { aud, azp, iat, sub, c_hash: codeHash, at_hash: accessHash } = claims
  const isFitting =
    claims.nonce === nonce &&
    iat !== undefined &&
    typeof sub === 'string' &&
    (subject === undefined || sub === subject) &&
    // Where it is for others too, it must have been issued to us.
    (azp === undefined ? !Array.isArray(aud) || aud.length === 1 : azp === clientId) &&
    // Beside a code from the browser a hash must be there; beside an access token from the provider it may.
    (code === undefined || codeHash === (await halfHash(code, header.alg as string))) &&
    (accessToken === undefined ||
      accessHash === undefined ||
      accessHash === (await halfHash(accessToken, header.alg as string)))
  return isFitting ? { subject: sub } : 'rejected'
}

/** What was verified is a JSON object. */
function parsePart(part: string, index: number): Record<string, unknown> {
  return index < 2 ? JSON.parse(decodeBase64url(part)!) : {}
}

/** The left half of the hash that the signature goes by (section 3.1.3.6). That of Ed25519 is SHA-512. */
async function halfHash(value: string, algorithm: string): Promise<string> {
  const bits = /256|384|512/.exec(algorithm)?.[0] ?? '512'
  const octets = await crypto.subtle.digest(`SHA-${bits}`, new TextEncoder().encode(value))
  return encodeBase64url(new Uint8Array(octets, 0, octets.byteLength / 2))
}

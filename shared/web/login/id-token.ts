import { base64url, compactVerify, errors } from 'jose'
import { judgeClaims } from '../../core/claims.ts'
import type { Login } from '../../core/login.ts'
import { KeysUnavailable, type Provider } from './provider.ts'

/** What else an ID token must fit: it may vouch for what came beside it. */
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
  login: Login,
  provider: Provider,
  now: number,
): Promise<IdTokenVerdict> {
  try {
    const { algorithms } = login
    const { payload, protectedHeader } = await compactVerify(token, provider.findKey, {
      algorithms,
    })
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload))
    if (!isGood(claims, expected, login, now)) return 'rejected'
    const { c_hash: codeHash, at_hash: accessHash, sub } = claims
    const { code, accessToken } = expected
    const isBound =
      // Beside a code from the browser it must be there; beside an access token from the provider it may.
      (code === undefined || (await hashes(code, codeHash, protectedHeader.alg))) &&
      (accessToken === undefined ||
        accessHash === undefined ||
        (await hashes(accessToken, accessHash, protectedHeader.alg)))
    return isBound ? { subject: sub } : 'rejected'
  } catch (error) {
    if (error instanceof KeysUnavailable) return 'unavailable'
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return 'rejected'
    throw error
  }
}

interface Claims {
  sub: string
  c_hash?: unknown
  at_hash?: unknown
}

function isGood(
  value: unknown,
  { nonce, subject }: Expected,
  { issuer, clientId }: Login,
  now: number,
): value is Claims {
  const rules = { issuer, audiences: [clientId], clockTolerance: 60, requireExpiry: true }
  if (typeof value !== 'object' || value === null) return false
  if (typeof judgeClaims(value, rules, now, false) !== 'number') return false
  const claims = value as Record<string, unknown>
  const { aud, azp, iat, sub } = claims
  return (
    claims.nonce === nonce &&
    typeof iat === 'number' &&
    typeof sub === 'string' &&
    (subject === undefined || sub === subject) &&
    // Where it is for others too, it must have been issued to us.
    (azp === undefined ? !Array.isArray(aud) || aud.length === 1 : azp === clientId)
  )
}

/** The left half of the hash that the signature goes by (section 3.1.3.6). */
async function hashes(value: string, hash: unknown, algorithm: string): Promise<boolean> {
  const bits = /\d{3}$/.exec(algorithm)?.[0] ?? '512'
  const octets = await crypto.subtle.digest(`SHA-${bits}`, new TextEncoder().encode(value))
  return hash === base64url.encode(new Uint8Array(octets, 0, octets.byteLength / 2))
}

import { compactVerify, errors, type LocalJWKSet } from 'jose'
import { judgeClaims } from '../../core/claims.ts'
import { keysUnavailable, type Problem } from '../../core/problems.ts'
import type { KeySetVerification, RejectionReason } from '../../core/verification.ts'
import type { Verify } from '../../core/verify.ts'
import { parseObject } from '../json-object.ts'
import { timeLeft, type Timed } from '../../core/time-left.ts'
import { decodeBase64url } from './base64url.ts'
import { createKeySetCache, type KeySetCache } from './key-set-cache.ts'

/** Verifies JSON Web Tokens that are signed with one of the keys at a URL (RFC 7515; RFC 7517, section 5). */
export function createVerifier(rules: KeySetVerification): Verify {
  const cache = createKeySetCache(rules.jwks)
  return async (token, request) => {
    const parts = token.split('.', 4).map(decode)
    const [header, claims] = parts.map(parseObject)
    if (parts.length !== 3 || parts[2] === undefined || !header || !claims) return 'malformed'
    if (!rules.algorithms.includes(header.alg as string)) return 'algorithm'
    // RFC 7515, section 4.1: a key of the caller's choice, or an extension that must be understood.
    if ('crit' in header || 'jku' in header || 'jwk' in header || 'x5u' in header) return 'header'
    const { algorithms } = rules
    const refusal = await refuseSignature(token, header.kid, algorithms, cache, request)
    return refusal ?? judgeClaims(claims, rules, Date.now() / 1000, request.method === 'PATCH')
  }
}

/** Its text; undefined where it is not base64url as strictly written, which jose takes. */
function decode(part: string): string | undefined {
  try {
    return decodeBase64url(part)
  } catch {
    // It is no base64url at all.
  }
}

async function refuseSignature(
  token: string,
  kid: unknown,
  algorithms: string[],
  cache: KeySetCache,
  request: Timed,
): Promise<RejectionReason | Problem | undefined> {
  const keys = await cache.current(timeLeft(request))
  if (!keys) return keysUnavailable
  const found = await isSigned(token, algorithms, keys)
  if (found) return undefined
  // One that names a key of the set is not signed by it. One that names none may be signed by a newer one.
  if (found === false && kid !== undefined) return 'signature'
  const renewed = await cache.renewed(timeLeft(request))
  if (!renewed) return keysUnavailable
  return (await isSigned(token, algorithms, renewed)) ? undefined : 'signature'
}

/** Whether it is signed by one of the keys; undefined where none of them could be meant. */
async function isSigned(
  token: string,
  algorithms: string[],
  keys: LocalJWKSet,
): Promise<boolean | undefined> {
  try {
    // Stryker disable next-line ObjectLiteral: whoever calls this has looked at the algorithm, too
    await compactVerify(token, keys, { algorithms })
    return true
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return undefined
    // Such as keys without an id, or two of one id.
    if (error instanceof errors.JWKSMultipleMatchingKeys) {
      for await (const key of error) {
        // Stryker disable next-line ObjectLiteral: whoever calls this has looked at the algorithm, too
        if (await compactVerify(token, key, { algorithms }).catch(() => undefined)) return true
      }
    }
    return false
  }
}

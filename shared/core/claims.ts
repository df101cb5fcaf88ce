import type { ClaimRules, RejectionReason } from './verification.ts'

/** What is looked at of a token's claims; whoever signs tokens may put anything there. */
export interface Claims {
  iss?: unknown
  aud?: unknown
  exp?: unknown
  nbf?: unknown
  iat?: unknown
}

/**
 * Judges the claims of a token whose signature is genuine (RFC 7519, section 4.1).
 *
 * @param now in seconds since 1970, with their fraction
 * @param isRenewal whether the token came out of the cookie
 * @returns how long the token is still genuine, in whole seconds, Infinity without an end; or why it
 * is rejected
 */
export function judgeClaims(
  claims: Claims,
  rules: ClaimRules,
  now: number,
  isRenewal: boolean,
): number | RejectionReason {
  const exp = claims.exp as number
  const iat = claims.iat as number
  const left = Math.floor(exp - now)
  // RFC 7519, section 4.1.3: a single audience may stand without a list.
  const isFor = (audience: string): boolean =>
    ([] as unknown[]).concat(claims.aud).includes(audience)
  // Dates are numbers, and JSON's 1e400 is read as Infinity.
  const isPast = (date: unknown): boolean =>
    date === undefined || (Number.isFinite(date) && (date as number) <= now + rules.clockTolerance)

  if (rules.issuer && claims.iss !== rules.issuer) return 'issuer'
  if (rules.audiences && !rules.audiences.some(isFor)) return 'audience'
  if (![claims.nbf, iat].every(isPast)) return 'not-yet-valid'
  // Without an `iat` the sum is not a number, and so not later than now.
  if (isRenewal && rules.renewUntil !== undefined && !(iat + rules.renewUntil > now)) {
    return 'renewal-over'
  }
  // A list is no set of claims, and so has no end of the kind that may be missing.
  if (!('exp' in claims || rules.requireExpiry || Array.isArray(claims))) return Infinity
  if (!Number.isInteger(exp)) return 'expiry'
  return left > 0 ? left : 'expired'
}

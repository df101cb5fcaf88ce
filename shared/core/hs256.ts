import { judgeClaims } from './claims.ts'
import { isSameMac, secretLines } from './mac.ts'
import { secretUnavailable } from './problems.ts'
import type { HandlerRequest } from './request.ts'
import type { SecretVerification } from './verification.ts'
import type { Verdict } from './verify.ts'

/** What a runtime lends: the core has no secrets, no clock, and no text encoding. */
export interface Cryptography {
  /** Reads what is bound by this name; throws, or gives nothing, where nothing is. */
  readSecret: ReadSecret
  /** HMAC with SHA-256, in base64url without padding; secret and text are taken as UTF-8. */
  hmac: (secret: string, text: string) => string | Promise<string>
  /**
   * Decodes base64url, then UTF-8. Gives nothing, or throws, where it is not written as RFC 7515,
   * appendix C, writes it: no padding, no other characters, and zeros in the bits of the last character
   * that hold nothing. Decoders are lenient, and a token would have two spellings.
   */
  decode: (base64url: string) => string | undefined
  /** In seconds since 1970, with their fraction. */
  time: number
}

export type ReadSecret = (
  name: string,
  request: HandlerRequest,
) => string | undefined | Promise<string | undefined>

/** Verifies a JSON Web Token that is signed by HMAC with SHA-256 (RFC 7519; RFC 7518, section 3.2). */
export async function verifyHs256(
  token: string,
  request: HandlerRequest,
  rules: SecretVerification,
  lent: Cryptography,
): Promise<Verdict> {
  const parts = token.split('.')
  const signed = parts[0] + '.' + parts[1]
  const given = token.slice(signed.length + 1)
  let isSigned: boolean | undefined
  try {
    const bound = await lent.readSecret(rules.secret, request)
    const secrets = secretLines(bound as string)
    if (!secrets.length) return secretUnavailable
    for (let i = 0; i < secrets.length; i++) {
      const expected = await lent.hmac(secrets[i], signed)
      isSigned = isSameMac(expected, given) || isSigned
    }
  } catch {
    return secretUnavailable
  }
  try {
    const header = JSON.parse(lent.decode(parts[0]) as string)
    const claims = JSON.parse(lent.decode(parts[1]) as string)
    if (header.alg !== rules.algorithm) return 'algorithm'
    // RFC 7515, section 4.1: a key of the caller's choice, or an extension that must be understood.
    if (['crit', 'jku', 'jwk', 'x5u'].some((name) => name in header)) return 'header'
    if (!isSigned) return 'signature'
    return judgeClaims(claims, rules, lent.time, request.method === 'PATCH')
  } catch {
    // Broken JSON, or a value that is no object and has no fields.
    return 'malformed'
  }
}

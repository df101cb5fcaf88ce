import { verifyHs256, type ReadSecret } from '../../core/hs256.ts'
import type { SecretVerification } from '../../core/verification.ts'
import type { Verify } from '../../core/verify.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { readBoundSecret } from './bound-secret.ts'
import { hmac } from './hmac.ts'

/** Verifies JSON Web Tokens that are signed with a bound secret (HS256), on platforms with Web Crypto. */
export function createVerifier(
  rules: SecretVerification,
  readSecret: ReadSecret = readBoundSecret,
): Verify {
  return (token, request) =>
    verifyHs256(token, request, rules, {
      readSecret,
      hmac: async (key, text) => encodeBase64url(await hmac(key, text)),
      decode: decodeBase64url,
      time: Date.now() / 1000,
    })
}

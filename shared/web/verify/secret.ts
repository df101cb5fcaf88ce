import { verifyHs256, type ReadSecret } from '../../core/hs256.ts'
import type { SecretVerification } from '../../core/verification.ts'
import type { Verify } from '../../core/verify.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { readBoundSecret } from './bound-secret.ts'

/** Verifies JSON Web Tokens that are signed with a bound secret (HS256), on platforms with Web Crypto. */
export function createVerifier(
  rules: SecretVerification,
  readSecret: ReadSecret = readBoundSecret,
): Verify {
  return (token, request) =>
    verifyHs256(token, request, rules, {
      readSecret,
      hmac,
      decode: decodeBase64url,
      time: Date.now() / 1000,
    })
}

const encoder = new TextEncoder()

async function hmac(secret: string, text: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const octets = encoder.encode(secret)
  const key = await crypto.subtle.importKey('raw', octets, algorithm, false, ['sign'])
  const signature = await crypto.subtle.sign('HMAC', key, encoder.encode(text))
  return encodeBase64url(new Uint8Array(signature))
}

import { createHmac } from 'node:crypto'
import type { Cryptography } from '../../../shared/core/hs256.ts'
import type { SecretVerification } from '../../../shared/core/verification.ts'

/** What the API shares with us here, of exactly 32 octets, and what it shared before. */
export const secret = 'the API and the endpoint know it'
export const formerSecret = 'what the two knew before, replaced'

/** When it is, in seconds since 1970: in the middle of a second. */
export const now = 1_800_000_000.5
export const soon = 1_800_000_600

export const rules: SecretVerification = {
  algorithm: 'HS256',
  secret: 'AUTH_TOKEN_SECRET',
  clockTolerance: 60,
  requireExpiry: true,
}

export function base64url(text: string | Uint8Array): string {
  return Buffer.from(text).toString('base64url')
}

export function hmac(key: string | Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** A token with these parts as they stand, signed as it should be. */
export function signParts(
  header: string,
  payload: string,
  key: string | Uint8Array = secret,
): string {
  return `${header}.${payload}.${hmac(key, `${header}.${payload}`)}`
}

/** A token as an API would sign it. */
export function sign(claims: unknown, header: unknown = { alg: 'HS256' }, key = secret): string {
  return signParts(base64url(JSON.stringify(header)), base64url(JSON.stringify(claims)), key)
}

/** What Node lends, at `now`. */
export function lend(bound: string | undefined = secret): Cryptography {
  return {
    readSecret: () => bound,
    hmac,
    decode: (part) => {
      const octets = Buffer.from(part, 'base64url')
      return octets.toString('base64url') === part ? octets.toString() : undefined
    },
    time: now,
  }
}

import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { linesOf } from '../../../../shared/core/mac.ts'
import { stampedText, stampUse } from '../../../../shared/core/stamp.ts'
import type { SecretVerification } from '../../../../shared/core/verification.ts'

/** The life of a token that is made for the occasion, in seconds: it is genuine, so it must end soon. */
export const life = 600

/**
 * Tokens for the function on AWS's own runtime, by the words that stand for them. They name nobody.
 *
 * @param secret one secret a line; the first signs. Undefined: nothing is genuine here
 */
export function signTokens(
  rules: SecretVerification,
  secret: string | undefined,
): Record<string, string | undefined> {
  const now = Math.floor(Date.now() / 1000)
  const [key] = linesOf(secret ?? '')
  const claims = {
    ...(rules.issuer !== undefined && { iss: rules.issuer }),
    ...(rules.audiences && { aud: rules.audiences[0] }),
    iat: now,
    exp: now + life,
  }
  const past = { ...claims, iat: now - life, exp: now - 30 }
  return {
    genuine: key && sign(claims, key),
    expired: key && sign(past, key),
    forged: sign(claims, randomBytes(32)),
    unsigned: `${encode({ alg: 'none' })}.${encode(claims)}.`,
  }
}

/**
 * The stamp of a cookie, for the occasion: `v1.EXP.MAC`, by a key that is derived from edgemint's own secret.
 *
 * @param name the cookie's
 * @param secret one secret a line; the first signs. Undefined: nothing is genuine here
 */
export function signStamp(
  name: string,
  token: string,
  secret: string | undefined,
): string | undefined {
  const [line] = linesOf(secret ?? '')
  if (line === undefined) return undefined
  const key = Buffer.from(hkdfSync('sha256', line, '', `edgemint ${stampUse}`, 32))
  const exp = Math.floor(Date.now() / 1000) + life
  const mac = createHmac('sha256', key)
    .update(stampedText(name, exp, token))
    .digest('base64url')
  return `v1.${exp}.${mac}`
}

function sign(claims: object, key: string | Uint8Array): string {
  const signed = `${encode({ alg: 'HS256' })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

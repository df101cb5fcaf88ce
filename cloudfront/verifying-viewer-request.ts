import { policy, readSecret } from '#policy'
import crypto from 'crypto'
import { verifyHs256 } from '../shared/core/hs256.ts'
import type { SecretVerification } from '../shared/core/verification.ts'
import type { Verify } from '../shared/core/verify.ts'
import { answerVerified, type ViewerRequestEvent } from './functions-adapter.ts'

/** CloudFront Functions, viewer request, where the config has `verify`: the secret is in a KeyValueStore, or in the bundle. */
export function handler(event: ViewerRequestEvent): ReturnType<typeof answerVerified> {
  return answerVerified(event, policy, verify)
}

const verify: Verify = (token, request) =>
  verifyHs256(token, request, policy.verify as SecretVerification, {
    readSecret,
    hmac: (secret, text) => crypto.createHmac('sha256', secret).update(text).digest('base64url'),
    decode: (base64url) => {
      const octets = Buffer.from(base64url, 'base64url')
      return octets.toString('base64url') === base64url ? octets.toString() : undefined
    },
    time: Date.now() / 1000,
  })

import { policy, readSecret } from '#policy'
import crypto from 'crypto'
import { verifyHs256 } from '../shared/core/hs256.ts'
import type { SecretVerification } from '../shared/core/verification.ts'
import { handleVerified, type Verify } from '../shared/core/verify.ts'
import { isEndpoint } from '../shared/core/paths.ts'
import { readHeader } from '../shared/core/read-header.ts'
import {
  handlerRequest,
  viewerResponse,
  type ViewerRequest,
  type ViewerRequestEvent,
  type ViewerResponse,
} from './functions-adapter.ts'

/** CloudFront Functions, viewer request, where the config has `verify`: the secret is in a KeyValueStore, or in the bundle. */
export async function handler(event: ViewerRequestEvent): Promise<ViewerRequest | ViewerResponse> {
  const request = event.request
  if (!isEndpoint(request.uri, policy)) return request
  const answer = await handleVerified(handlerRequest(request), policy, readHeader, verify)
  return viewerResponse(answer)
}

const verify: Verify = (token, request) =>
  verifyHs256(token, request, policy.verify as SecretVerification, {
    readSecret,
    hmac: (secret, text) => crypto.createHmac('sha256', secret).update(text).digest('base64url'),
    decode: (base64url) => {
      const octets = Buffer.from(base64url, 'base64url')
      if (octets.toString('base64url') === base64url) return String(octets)
      return undefined
    },
    time: Date.now() / 1000,
  })

import { policy, readSecret } from '#policy'
import crypto from 'crypto'
import { attachStamped } from '../../shared/core/attach-stamped.ts'
import type { Bridge } from '../../shared/core/bridge.ts'
import { secretLines } from '../../shared/core/mac.ts'
import { stampUse } from '../../shared/core/stamp.ts'
import {
  handlerRequest,
  type ViewerRequest,
  type ViewerRequestEvent,
  type ViewerResponse,
} from '../functions-adapter.ts'
import { passOn } from './attach-viewer-request.ts'

/**
 * CloudFront Functions, viewer request of the bridge's path, where another runtime answers the endpoint and stamps
 * what it mints: by the stamp, this one knows until when a token is good, which it could neither verify nor ask for.
 */
export async function handler(event: ViewerRequestEvent): Promise<ViewerRequest | ViewerResponse> {
  const request = handlerRequest(event.request)
  const macs = async (text: string): Promise<string[]> => {
    const bound = await readSecret((policy.bridge as Bridge).stamp as string, request)
    return secretLines(bound as string).map((line) =>
      hmac(deriveKey(line), text).digest('base64url'),
    )
  }
  const lent = { macs: macs, time: Date.now() / 1000 }
  const judged = await attachStamped(request, event.request.uri, policy, lent)
  return passOn(event.request, judged, policy)
}

/** HKDF (RFC 5869) for one block, as shared/web/own-secret.ts has it of Web Crypto: extract without salt, then expand. */
const deriveKey = (line: string): Buffer =>
  hmac(hmac('', line).digest(), 'edgemint ' + stampUse + '\x01').digest()

const hmac = (key: string | Buffer, text: string): crypto.Hmac =>
  crypto.createHmac('sha256', key).update(text)

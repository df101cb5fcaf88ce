import { attachStamped } from '../../core/attach-stamped.ts'
import type { Attach } from '../../core/attach.ts'
import type { Bridge } from '../../core/bridge.ts'
import type { ReadSecret } from '../../core/hs256.ts'
import { stampUse } from '../../core/stamp.ts'
import { deriveKeys, macOf } from '../own-secret.ts'
import { readBoundSecret } from '../verify/bound-secret.ts'
import { withCookies } from './attach.ts'

/**
 * What judges requests for a bridge whose cookies are stamped: nothing goes on without a good stamp.
 *
 * @example
 * policy.attach = createAttach()
 */
export function createAttach(readSecret: ReadSecret = readBoundSecret): Attach {
  return async (request, path, policy) => {
    const secret = (policy.bridge as Bridge).stamp as string
    const judged = await attachStamped(request, path, policy, {
      macs: async (text) => {
        const keys = await deriveKeys(secret, stampUse, request, readSecret)
        return Promise.all(keys.map((key) => macOf(key, text)))
      },
      time: Date.now() / 1000,
    })
    return withCookies(judged, request, policy)
  }
}

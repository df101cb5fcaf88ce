import { comeAgain, refuse, type Answer } from './answer.ts'
import { attach, type Passage } from './attach.ts'
import type { Bridge } from './bridge.ts'
import { isSameMac } from './mac.ts'
import type { Policy } from './policy.ts'
import { secretUnavailable, stampRefused, type Problem } from './problems.ts'
import type { HandlerRequest } from './request.ts'
import { stampedText, stampName } from './stamp.ts'

/** What a runtime lends to check stamps: the core has no secrets and no clock. */
export interface StampCryptography {
  /**
   * The MACs of a text under the keys that are derived from each line of the secret, the newest first, in base64url
   * without padding. Gives none, or rejects, where the secret cannot be read.
   */
  macs: (text: string) => Promise<string[]>
  /** In seconds since 1970, with their fraction. */
  time: number
}

/** The end in ten digits, which last from 2001 to 2286, so that there is one way to write it; then 32 octets in base64url. */
const stampRegExp = /^v1\.([1-9]\d{9})\.([\w-]{43})$/

/**
 * Judges a request as `attach` does, and then its stamp, so that nobody who is refused anyway costs a look at the
 * secret:
 *
 * 5. no stamp, or two, one that is no stamp, or is over: 401;
 * 6. a secret that cannot be read: 503;
 * 7. a stamp for another token or cookie, or that we have not made: 401.
 */
export async function attachStamped(
  request: HandlerRequest,
  path: string,
  policy: Policy,
  lent: StampCryptography,
): Promise<Answer | Passage | undefined> {
  const judged = attach(request, path, policy)
  if (!judged || 'status' in judged) return judged
  const bridge = policy.bridge as Bridge
  const name = policy.cookie.name
  // The very one that would go to the API.
  const token = (judged.headers[bridge.header] as string).slice(bridge.scheme.length)
  const stamps = request.cookieValues(stampName(name))
  const stamp = stampRegExp.exec(stamps[0])
  let problem: Problem | undefined = stampRefused
  if (stamp && stamps.length === 1 && +stamp[1] > lent.time) {
    try {
      const macs = await lent.macs(stampedText(name, stamp[1], token))
      if (!macs.length) problem = secretUnavailable
      for (let i = 0; i < macs.length; i++) {
        if (isSameMac(macs[i], stamp[2])) problem = undefined
      }
    } catch {
      problem = secretUnavailable
    }
  }
  return problem ? comeAgain(refuse(problem, request.method)) : judged
}

import type { CompiledPolicy, Handler } from '../../core/handle.ts'
import type { RejectionReason } from '../../core/verification.ts'
import { verifyingHandler, type Verify } from '../../core/verify.ts'
import { within } from '../within.ts'
import { hmac } from './hmac.ts'

/** A token that was rejected, as an operator may learn of it: the caller learns no reason, and nobody the token. */
export interface Rejection {
  reason: RejectionReason
  /** The same for the same token and config, and of no use otherwise: 16 hexadecimal digits of an HMAC-SHA-256. */
  tokenHash: string
}

/** A policy with what verifies its tokens. */
export interface VerifyingPolicy extends CompiledPolicy {
  verifier: Verify
  /** Told of each rejected token. What it throws is dropped; the answer waits for it 200 ms at most. */
  onReject?: (rejection: Rejection) => unknown
}

/**
 * The handler of a policy that verifies tokens.
 *
 * @example
 * policy.onReject = ({ reason, tokenHash }) => metrics.count('rejected', reason)
 */
export function createHandler(policy: VerifyingPolicy): Handler {
  return verifyingHandler(async (token, request) => {
    const verdict = await policy.verifier(token, request)
    const tell = policy.onReject ?? (policy.verify?.log ? log : undefined)
    if (tell && typeof verdict === 'string') {
      await within(patience, report(verdict, token, policy, tell))
    }
    return verdict
  })
}

/** One line in the platform's own log. */
function log(rejection: Rejection): void {
  // oxlint-disable-next-line no-console -- asked for by the config
  console.log(JSON.stringify({ edgemint: 'token-rejected', ...rejection }))
}

type Tell = (rejection: Rejection) => unknown

async function report(
  reason: RejectionReason,
  token: string,
  { verify }: VerifyingPolicy,
  tell: Tell,
): Promise<void> {
  const octets = await hmac(JSON.stringify(verify), token)
  const digits = Array.from(octets.subarray(0, 8), (octet) => octet.toString(16).padStart(2, '0'))
  await tell({ reason, tokenHash: digits.join('') })
}

/** In milliseconds. Platforms may stop what goes on after the answer, and so it is waited for, but not long. */
const patience = 200

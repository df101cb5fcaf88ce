import type { CompiledPolicy, Handler } from '../../core/handle.ts'
import type { RejectionReason } from '../../core/verification.ts'
import { verifyingHandler, type Verify } from '../../core/verify.ts'
import { encodeBase64url } from './base64url.ts'

/** A token that was rejected, as an operator may learn of it: the caller learns no reason, and nobody the token. */
export interface Rejection {
  reason: RejectionReason
  /** The same for the same token and config, and of no use otherwise: 16 characters of base64url. */
  tokenHash: string
}

/** A policy with what verifies its tokens. */
export interface VerifyingPolicy extends CompiledPolicy {
  verifier: Verify
  /** Told of each rejected token. What it throws is dropped: it must not change the answer. */
  onReject?: (rejection: Rejection) => void
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
      const salt = JSON.stringify(policy.verify)
      // What the operator does with it must not change the answer.
      await hash(salt, token)
        .then((tokenHash) => tell({ reason: verdict, tokenHash }))
        .catch(() => {})
    }
    return verdict
  })
}

/** One line in the platform's own log. */
function log(rejection: Rejection): void {
  // oxlint-disable-next-line no-console -- asked for by the config
  console.log(JSON.stringify({ edgemint: 'token-rejected', ...rejection }))
}

async function hash(salt: string, token: string): Promise<string> {
  const octets = new TextEncoder().encode(`${salt}\n${token}`)
  const digest = await crypto.subtle.digest('SHA-256', octets)
  return encodeBase64url(new Uint8Array(digest)).slice(0, 16)
}

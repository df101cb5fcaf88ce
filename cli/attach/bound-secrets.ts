import { text } from 'node:stream/consumers'
import type { EdgeRuntime } from '../../platforms/cloudfront/attach/config/behavior.ts'
import type { NamedSecret } from '../../platforms/cloudfront/attach/code/secret-store.ts'
import { holdsSecret, secretNames } from '../../platforms/secrets.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Policy } from '../../shared/core/policy.ts'

/** The secrets of an endpoint on CloudFront, out of the environment or standard input. */
export interface BoundSecrets {
  /** Those that CloudFront Functions read, in their KeyValueStore. */
  kept: NamedSecret[]
  /** The names of all that a Lambda@Edge function reads. */
  parameters: string[]
  /** What tokens are verified with, unless it is in the bundle. */
  verifying: NamedSecret | undefined
}

/**
 * Reads them.
 *
 * @param readsStandardInput whether one comes there: what tokens are verified with, else edgemint's own
 */
export async function readSecrets(
  policy: Policy,
  runtime: EdgeRuntime,
  readsStandardInput: boolean,
): Promise<BoundSecrets> {
  const { verify, bridge } = policy
  const isBound = verify !== undefined && 'secret' in verify && !holdsSecret(verify)
  const names = [isBound ? verify.secret : undefined, bridge?.stamp]
  const first = names.find((name) => name !== undefined)
  if (readsStandardInput && first === undefined) {
    throw new UsageError(
      '--secret-stdin is of no use: the config has neither a verify whose secret is bound nor a bridge with a stamp.\n  → Leave it out.',
    )
  }
  const given = readsStandardInput ? (await text(process.stdin)).trim() : undefined
  const [verifying, stamping] = names.map((name) =>
    name === undefined
      ? undefined
      : { name, value: name === first && readsStandardInput ? given : process.env[name] },
  )
  const all = [runtime === 'function' ? verifying : undefined, stamping]
  const kept = all.filter((secret) => secret !== undefined)
  return {
    kept: kept.filter(({ name }, index) => kept.findIndex((each) => each.name === name) === index),
    parameters: boundNames(policy),
    verifying,
  }
}

/** Of the secrets that the function reads. */
function boundNames(policy: Policy): string[] {
  const names = secretNames(policy)
  return holdsSecret(policy.verify) ? names.slice(1) : names
}

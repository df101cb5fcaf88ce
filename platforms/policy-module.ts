import type { Policy } from '../shared/core/policy.ts'

/**
 * The module that an entry imports its policy from: the data, and with `verify` the handler that goes
 * by it. Nothing of verification is in the module of a policy without it.
 *
 * @param locate where a module of edgemint's, named from `shared/web/`, is imported from
 * @param secretReader a module that exports `readSecret`, where the platform binds secrets in a way of its own
 */
export function policyModule(
  policy: Policy,
  locate: (module: string) => string,
  secretReader?: string,
): string {
  const data = policyData(policy)
  if (!policy.verify) return data
  const reader = secretReader ? `import { readSecret } from ${JSON.stringify(secretReader)}\n` : ''
  const given = secretReader ? 'policy.verify, readSecret' : 'policy.verify'
  return (
    `import { createHandler } from ${JSON.stringify(locate(`verify/secret`))}\n${reader}\n` +
    `${data}policy.handler = createHandler(${given})\n`
  )
}

/** The module without a handler. */
export function policyData(policy: Policy): string {
  return `export const policy = ${JSON.stringify(policy, null, 2)}\n`
}

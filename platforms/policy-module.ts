import type { Policy } from '../shared/core/policy.ts'

/**
 * The module that an entry imports its policy from: the data, and with `verify` or `login` the handler that goes
 * by it. Nothing of either is in the module of a policy without it.
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
  if (!policy.verify && !policy.login) return data
  const imports: string[] = []
  const steps: string[] = []
  const add = (module: string, name: string, given: string[]): void => {
    imports.push(`import { createHandler as ${name} } from ${JSON.stringify(locate(module))}`)
    const reader = secretReader ? ['readSecret'] : []
    steps.push(`policy.handler = ${name}(${[...given, ...reader].join(', ')})`)
  }
  if (policy.verify) add('verify/secret', 'verifying', ['policy.verify'])
  // What a log-in brings is minted by the handler before it, which verifies it.
  if (policy.login) add('login/login', 'withLogin', ['policy.login', 'policy.handler'])
  if (secretReader) imports.push(`import { readSecret } from ${JSON.stringify(secretReader)}`)
  return `${imports.join('\n')}\n\n${data}${steps.join('\n')}\n`
}

/** The module without a handler. */
export function policyData(policy: Policy): string {
  return `export const policy = ${JSON.stringify(policy, null, 2)}\n`
}

import type { Policy } from '../shared/core/policy.ts'
import type { Verification } from '../shared/core/verification.ts'

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
  const { verify, login } = policy
  if (!verify && !login) return data
  const imports: string[] = []
  const steps: string[] = []
  const reader = secretReader ? ', readSecret' : ''
  const add = (module: string, name: string, step: string): void => {
    imports.push(`import { ${name} } from ${JSON.stringify(locate(module))}`)
    steps.push(step)
  }
  if (verify) {
    add(
      verifierOf(verify),
      'createVerifier',
      `policy.verifier = createVerifier(policy.verify${reader})`,
    )
    add('verify/handler', 'createHandler', 'policy.handler = createHandler(policy)')
  }
  // What a log-in brings is minted by the handler before it, which verifies it.
  if (login) {
    add(
      'login/login',
      'createHandler as withLogin',
      `policy.handler = withLogin(policy.login, policy.handler${reader})`,
    )
  }
  if (secretReader) imports.push(`import { readSecret } from ${JSON.stringify(secretReader)}`)
  return `${imports.join('\n')}\n\n${data}${steps.join('\n')}\n`
}

/** The module that verifies tokens in this way: jose comes along with key sets alone. */
function verifierOf(rules: Verification): string {
  if ('jwks' in rules) return 'verify/key-set'
  return 'introspect' in rules ? 'verify/introspection' : 'verify/secret'
}

/** The module without a handler. */
export function policyData(policy: Policy): string {
  return `export const policy = ${JSON.stringify(policy, null, 2)}\n`
}

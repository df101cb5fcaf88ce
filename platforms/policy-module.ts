import type { Policy } from '../shared/core/policy.ts'
import type { Verification } from '../shared/core/verification.ts'
import { holdsSecret, secretNames } from './secrets.ts'
import type { Target } from './target.ts'

/** Where a module of edgemint's is imported from, by its path in the repository, without its ending. */
type Locate = (name: string) => string

/**
 * The module that an entry of the user's own imports its policy from: the data, and with forms, `verify`,
 * `login` or `bridge` what goes by it. Nothing of any is in the module of a policy without it.
 *
 * @param reader code that makes `readSecret`, where the platform binds secrets in a way of its own
 */
export function policyModule(policy: Policy, locate: Locate, reader = ''): string {
  const data = dataOf(policy)
  const { formOrigins, verify, login, bridge } = policy
  const imports: string[] = []
  const steps: string[] = []
  const readSecret = reader ? ', readSecret' : ''
  const add = (module: string, name: string, step: string): void => {
    imports.push(`import { ${name} } from ${JSON.stringify(locate(`shared/${module}`))}`)
    steps.push(step)
  }
  if (formOrigins.length > 0) {
    add('core/read-form', 'readForm', 'policy.readForm = readForm')
  }
  if (verify) {
    add(
      verifierOf(verify),
      'createVerifier',
      `policy.verifier = createVerifier(policy.verify${readSecret})`,
    )
    add('web/verify/handler', 'createHandler', 'policy.handler = createHandler(policy)')
  }
  if (bridge?.tokens) {
    add(
      'web/tokens/handler',
      'createHandler as withTokens',
      `policy.handler = withTokens(policy.bridge${readSecret})`,
    )
  } else if (bridge?.stamp !== undefined) {
    add(
      'web/tokens/stamp',
      'withStamp',
      `policy.handler = withStamp(policy.bridge.stamp, policy.handler${readSecret})`,
    )
  }
  // What a log-in brings is minted by the handler before it, which verifies it.
  if (login) {
    add(
      'web/login/login',
      'createHandler as withLogin',
      `policy.handler = withLogin(policy.login, policy.handler${readSecret})`,
    )
  }
  if (bridge) {
    if (bridge.stamp !== undefined) {
      const argument = reader ? 'readSecret' : ''
      add('web/bridge/attach-stamped', 'createAttach', `policy.attach = createAttach(${argument})`)
      add('web/bridge/forward', 'createForward', 'policy.forward = createForward(policy)')
    } else {
      add('web/bridge/forward', 'attach, createForward', 'policy.attach = attach')
      steps.push('policy.forward = createForward(policy)')
    }
  }
  if (steps.length === 0) return data
  return `${imports.join('\n')}\n${reader}\n${data}${steps.join('\n')}\n`
}

/** The module that verifies tokens in this way: jose comes along with key sets alone. */
function verifierOf(rules: Verification): string {
  if ('jwks' in rules) return 'web/verify/key-set'
  return 'introspect' in rules ? 'web/verify/introspection' : 'web/verify/secret'
}

/**
 * The module that `#policy` is in a target's bundle. Where the platform binds secrets in a way of its own,
 * it brings what reads them.
 *
 * @param secret what the config wants in the bundle
 */
export function bundledPolicyModule(
  target: Target,
  policy: Policy,
  { locate, secret }: { locate: Locate; secret?: string | undefined },
): string {
  const { secretReader, variant } = target
  const names = secretNames(policy, target)
  const reader =
    secretReader && names.length > 0 ? readerOf(names, policy, locate(secretReader), secret) : ''
  if (!variant) return policyModule(policy, locate, reader)
  return `${reader && `${reader}export { readSecret }\n`}${dataOf(variant(policy).compiled)}`
}

/** Code that makes `readSecret` for these names. What else has a secret than `verify` never has it in a bundle. */
function readerOf(
  names: string[],
  { verify }: Policy,
  module: string,
  secret: string | undefined,
): string {
  const bound = (name: string): string => `import { ${name} } from ${JSON.stringify(module)}\n`
  if (secret === undefined || !holdsSecret(verify) || !names.includes(verify.secret)) {
    return bound('readSecret')
  }
  const held = JSON.stringify(secret)
  if (names.length === 1) return `const readSecret = () => ${held}\n`
  const isHeld = `name === ${JSON.stringify(verify.secret)}`
  return `${bound('readSecret as readBound')}const readSecret = (name, request) => ${isHeld} ? ${held} : readBound(name, request)\n`
}

function dataOf(policy: object): string {
  return `export const policy = ${JSON.stringify(policy, null, 2)}\n`
}

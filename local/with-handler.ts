import type { CompiledPolicy } from '../shared/core/handle.ts'
import type { Policy } from '../shared/core/policy.ts'
import type { Verification } from '../shared/core/verification.ts'
import type { Verify } from '../shared/core/verify.ts'
import { createHandler as withLogin } from '../shared/web/login/login.ts'
import { createHandler } from '../shared/web/verify/handler.ts'
import { createVerifier as byIntrospection } from '../shared/web/verify/introspection.ts'
import { createVerifier as byKeySet } from '../shared/web/verify/key-set.ts'
import { createVerifier as bySecret } from '../shared/web/verify/secret.ts'

const compiled = new WeakMap<Policy, CompiledPolicy>()

/** The policy with the handler that it asks for, as in the module that build writes, in this process. */
export function withHandler(policy: Policy): CompiledPolicy {
  const known = compiled.get(policy)
  if (known) return known
  const given: CompiledPolicy = { ...policy }
  if (policy.verify) {
    given.handler = createHandler({ ...policy, verifier: verifierOf(policy.verify) })
  }
  if (policy.login) given.handler = withLogin(policy.login, given.handler)
  compiled.set(policy, given)
  return given
}

function verifierOf(rules: Verification): Verify {
  if ('jwks' in rules) return byKeySet(rules)
  return 'introspect' in rules ? byIntrospection(rules) : bySecret(rules)
}

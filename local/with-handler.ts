import type { CompiledPolicy } from '../shared/core/handle.ts'
import type { Policy } from '../shared/core/policy.ts'
import { createHandler as withLogin } from '../shared/web/login/login.ts'
import { createHandler as verifying } from '../shared/web/verify/secret.ts'

const compiled = new WeakMap<Policy, CompiledPolicy>()

/** The policy with the handler that it asks for, as in the module that build writes, in this process. */
export function withHandler(policy: Policy): CompiledPolicy {
  const known = compiled.get(policy)
  if (known) return known
  const given: CompiledPolicy = { ...policy }
  if (policy.verify) given.handler = verifying(policy.verify)
  if (policy.login) given.handler = withLogin(policy.login, given.handler)
  compiled.set(policy, given)
  return given
}

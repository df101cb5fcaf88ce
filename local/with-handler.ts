import type { Policy } from '../shared/core/policy.ts'
import { readForm } from '../shared/core/read-form.ts'
import type { Verification } from '../shared/core/verification.ts'
import type { Verify } from '../shared/core/verify.ts'
import { createAttach } from '../shared/web/bridge/attach-stamped.ts'
import { attach as attachToken } from '../shared/web/bridge/attach.ts'
import { createForward } from '../shared/web/bridge/forward.ts'
import type { ForwardingPolicy } from '../shared/web/fetch-handler.ts'
import { createHandler as withLogin } from '../shared/web/login/login.ts'
import { createHandler as withTokens } from '../shared/web/tokens/handler.ts'
import { withStamp } from '../shared/web/tokens/stamp.ts'
import { createHandler } from '../shared/web/verify/handler.ts'
import { createVerifier as byIntrospection } from '../shared/web/verify/introspection.ts'
import { createVerifier as byKeySet } from '../shared/web/verify/key-set.ts'
import { createVerifier as bySecret } from '../shared/web/verify/secret.ts'

const compiled = new WeakMap<Policy, ForwardingPolicy>()

/** The policy with what reads forms, the handler and the bridge that it asks for, as in the module that build writes, in this process. */
export function withHandler(policy: Policy): ForwardingPolicy {
  const known = compiled.get(policy)
  if (known) return known
  const given: ForwardingPolicy = { ...policy, readForm }
  if (policy.verify) {
    given.handler = createHandler({ ...policy, verifier: verifierOf(policy.verify) })
  }
  const { bridge } = policy
  if (bridge?.tokens) given.handler = withTokens(bridge)
  else if (bridge?.stamp !== undefined) given.handler = withStamp(bridge.stamp, given.handler)
  if (policy.login) given.handler = withLogin(policy.login, given.handler)
  if (bridge) {
    const attach = bridge.stamp === undefined ? attachToken : createAttach()
    given.attach = attach
    given.forward = createForward({ ...given, bridge, attach })
  }
  compiled.set(policy, given)
  return given
}

function verifierOf(rules: Verification): Verify {
  if ('jwks' in rules) return byKeySet(rules)
  return 'introspect' in rules ? byIntrospection(rules) : bySecret(rules)
}

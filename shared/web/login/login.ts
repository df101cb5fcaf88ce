import { handle, type Handler } from '../../core/handle.ts'
import type { Login } from '../../core/login.ts'
import { formMediaType, mediaType } from '../../core/media-type.ts'
import type { RequestWithBody } from '../../core/request.ts'
import { readBoundSecret } from '../verify/bound-secret.ts'
import type { ReadSecret } from '../../core/hs256.ts'
import type { LoginContext } from './context.ts'
import { finishLogin } from './finish.ts'
import { hasFlow } from './flow.ts'
import { readFields } from './form-fields.ts'
import { createProvider } from './provider.ts'
import { startLogin } from './start.ts'

/**
 * The handler with log-ins at an OpenID provider before it: a page starts one by POST to `policy.start`, and the
 * provider's form post ends it at the endpoint (OAuth 2.0 Form Post Response Mode).
 *
 * @param inner answers all other requests
 */
export function createHandler(
  login: Login,
  inner: Handler = handle,
  readSecret: ReadSecret = readBoundSecret,
): Handler {
  const provider = createProvider(login)
  return async (request, policy, read) => {
    const now = Date.now() / 1000
    const context: LoginContext = { login, provider, readSecret, mint: inner, now }
    if (request.path === policy.start) return startLogin(request, policy, context)
    if (!mayBeAnswer(request, login)) return inner(request, policy, read)
    const body = await request.readBody()
    // Stryker disable next-line ConditionalExpression: read as a form, a problem has no state either
    const fields = typeof body === 'string' ? readFields(body) : undefined
    return fields
      ? finishLogin(fields, request, policy, context)
      : inner({ ...request, readBody: () => body }, policy, read)
  }
}

/**
 * Whether a request may be the provider's answer: a form from its origin, or one that a flow's cookie comes
 * with, since pages can hide their origin. Then the form's `state` decides.
 */
function mayBeAnswer(request: RequestWithBody, { issuer }: Login): boolean {
  return (
    request.method === 'POST' &&
    mediaType(request) === formMediaType &&
    (request.header('origin') === new URL(issuer).origin || hasFlow(request.header('cookie')))
  )
}

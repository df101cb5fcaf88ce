import type { Answer } from '../../core/answer.ts'
import type { Policy } from '../../core/policy.ts'
import type { RequestWithBody } from '../../core/request.ts'
import { defaultReturn } from '../../core/return-path.ts'
import { deriveKeys } from '../own-secret.ts'
import { exchangeCode, type Exchange } from './exchange.ts'
import { findFlow, flowUse, type FoundFlow } from './flow.ts'
import type { FormFields } from './form-fields.ts'
import { verifyIdToken, type IdTokenVerdict } from './id-token.ts'
import type { LoginContext } from './context.ts'
import { passPage } from '../pass-page.ts'

/**
 * Why a log-in has failed, as the page reads it in `?login_error=`. The provider's own codes pass, too, such
 * as `access_denied` (RFC 6749, section 4.1.2.1; OpenID Connect Core, section 3.1.2.6).
 */
export type LoginFailure =
  /** It took longer than ten minutes, was ended before, or began in another browser. */
  | 'login_expired'
  /** The provider's answer is not what was asked for, or its token not one that is minted. */
  | 'login_rejected'
  /** The provider does not know the client, or not by this secret. */
  | 'client_rejected'
  /** The provider does not answer as it should, or a secret is not bound. */
  | 'login_unavailable'
  /** A cookie cannot hold the token. */
  | 'token_too_large'

/** Answers a provider's form post with a page that moves on: logged in, or with a code that says why not. */
export async function finishLogin(
  fields: FormFields & { state: string },
  request: RequestWithBody,
  policy: Policy,
  context: LoginContext,
): Promise<Answer> {
  const { login, readSecret, now } = context
  const keys = await deriveKeys(login.secret, flowUse, request, readSecret)
  const found = await findFlow(fields.state, request, login, keys, now)
  const used = found.cookie ? [found.cookie] : []
  const returnTo = found.begun?.returnTo ?? defaultReturn(policy.returnTo)
  const fail = (code: string): Answer => {
    const next = withError(returnTo, code)
    // Where somebody has not answered, the same post may come again.
    return code === 'login_unavailable' ? passPage(503, [], next) : passPage(400, used, next)
  }
  if (keys.length === 0) return fail('login_unavailable')
  if (!found.begun) return fail('login_expired')

  const got = await getToken(fields, found, request, policy, context)
  if (typeof got === 'string') return fail(got)
  const minted = await mint(got.token, found.begun.origin, request, policy, context)
  if (minted.status === 413) return fail('token_too_large')
  if (minted.status === 503) return fail('login_unavailable')
  if (minted.status !== 204) return fail('login_rejected')
  return passPage(200, [...used, ...minted.cookies], returnTo)
}

type Begun = Extract<FoundFlow, { begun: object }>

/** The token, or why there is none. An access token that did not come is refused as one that is malformed. */
async function getToken(
  { code, id_token: idToken, error, iss }: FormFields,
  { begun, secrets: { nonce, verifier } }: Begun,
  request: RequestWithBody,
  policy: Policy,
  { login, provider, readSecret }: LoginContext,
): Promise<{ token: string | undefined } | string> {
  const metadata = await provider(request)
  if (!metadata) return 'login_unavailable'
  // RFC 9207, section 2.4: another provider's answer, which it would be dangerous to go on with.
  if (iss !== undefined && iss !== login.issuer) return 'login_rejected'
  // No text of anybody's is passed on, codes alone.
  if (error !== undefined) return /^[a-z_]{1,64}$/.test(error) ? error : 'login_rejected'
  const isCodeAlone = login.responseType === 'code'
  if (isCodeAlone && iss === undefined && metadata.namesItself) return 'login_rejected'

  const verify = (token: string, expected: object): Promise<IdTokenVerdict> =>
    verifyIdToken(token, { nonce, ...expected }, login, metadata, request)
  let subject: string | undefined
  if (!isCodeAlone) {
    if (idToken === undefined) return 'login_rejected'
    const isAlone = login.responseType === 'id_token'
    if (!isAlone && code === undefined) return 'login_rejected'
    const verdict = await verify(idToken, isAlone ? {} : { code })
    if (typeof verdict === 'string') return failureOf[verdict]
    // A code is not needed then, and ends by itself.
    if (login.token === 'id_token') return { token: idToken }
    subject = verdict.subject
  }
  if (code === undefined) return 'login_rejected'
  const grant = { code, verifier, redirectUri: begun.origin + policy.endpoint }
  const tokens = await exchangeCode(grant, login, metadata, request, readSecret)
  if (typeof tokens === 'string') return failureOf[tokens]
  const { accessToken } = tokens
  const verdict = await verify(tokens.idToken, { accessToken, subject })
  if (typeof verdict === 'string') return failureOf[verdict]
  return { token: login.token === 'id_token' ? tokens.idToken : accessToken }
}

const failureOf: Record<Extract<Exchange | IdTokenVerdict, string>, LoginFailure> = {
  rejected: 'login_rejected',
  client: 'client_rejected',
  unavailable: 'login_unavailable',
}

/** The flow has shown that the post is the provider's, whatever its Origin says, and where the browser is. */
function mint(
  token: string | undefined,
  origin: string,
  request: RequestWithBody,
  policy: Policy,
  { mint: handler }: LoginContext,
): Promise<Answer> {
  return handler(
    { ...request, header: (name) => (name === 'origin' ? origin : request.header(name)) },
    { ...policy, formOrigins: [origin] },
    () => ({ token, host: new URL(origin).hostname }),
  )
}

/** An allowed path of ours, with the code in its query. */
function withError(path: string, code: string): string {
  const [page, ...fragment] = path.split('#')
  const separator = page.includes('?') ? '&' : '?'
  return [`${page}${separator}login_error=${code}`, ...fragment].join('#')
}

import type { Login } from '../../core/login.ts'
import type { Verify } from '../../core/verify.ts'
import { createAnswerCache } from '../answer-cache.ts'
import { fetchJson } from '../fetch-json.ts'
import { timeLeft, type Timed } from '../../core/time-left.ts'
import { createVerifier } from '../verify/key-set.ts'

/** What a provider says of itself (OpenID Connect Discovery, section 3; RFC 8414, section 2; RFC 9207, section 3). */
export interface Metadata {
  authorizationEndpoint: string
  tokenEndpoint: string | undefined
  /** Whether the client's secret goes into the body, not into the header. */
  wantsSecretInBody: boolean
  /** Whether its answers name it. */
  namesItself: boolean
  /** Verifies that it has signed an ID token, for us, and that the token holds. */
  verify: Verify
}

/** Asks a provider for what it says of itself; undefined where it does not answer as it should. */
export type Provider = (request: Timed) => Promise<Metadata | undefined>

/** Keeps what a provider says, as the keys of a URL are kept. */
export function createProvider(login: Login): Provider {
  // Discovery, section 4.1: a slash at the end of the issuer goes.
  const url = `${login.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const verifiers = new Map<string, Verify>()
  const cache = createAnswerCache(async (patience) => {
    const answer = await fetchJson(url, patience)
    if (answer?.status !== 200 || !answer.body) return undefined
    return readMetadata(answer.body, login, verifiers)
  })
  return (request) => cache.current(timeLeft(request))
}

function readMetadata(
  document: Record<string, unknown>,
  login: Login,
  verifiers: Map<string, Verify>,
): Metadata | undefined {
  const { issuer } = login
  const {
    authorization_endpoint: authorization,
    token_endpoint: token,
    jwks_uri: keys,
    token_endpoint_auth_methods_supported: methods = ['client_secret_basic'],
    authorization_response_iss_parameter_supported: namesItself,
  } = document
  // Discovery, section 4.3: exactly the same, or somebody else answers.
  const isIts = document.issuer === issuer
  if (!isIts || !isEndpoint(authorization, issuer) || !isEndpoint(keys, issuer)) return undefined
  // Its keys are kept beyond what it says of itself.
  const verify = verifiers.get(keys) ?? verifierFor(keys, login)
  verifiers.set(keys, verify)
  return {
    authorizationEndpoint: authorization,
    tokenEndpoint: isEndpoint(token, issuer) ? token : undefined,
    wantsSecretInBody: !(Array.isArray(methods) && methods.includes('client_secret_basic')),
    namesItself: namesItself === true,
    verify,
  }
}

function verifierFor(jwks: string, { issuer, clientId, algorithms }: Login): Verify {
  return createVerifier({
    jwks,
    algorithms,
    issuer,
    audiences: [clientId],
    clockTolerance: 60,
    requireExpiry: true,
  })
}

/** https; over http only what an issuer over http names, which the config allows on this machine alone. */
function isEndpoint(value: unknown, issuer: string): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  const { protocol } = new URL(value)
  return protocol === 'https:' || protocol === new URL(issuer).protocol
}

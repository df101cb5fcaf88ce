import {
  createLocalJWKSet,
  errors,
  type CompactJWSHeaderParameters,
  type CryptoKey,
  type FlattenedJWSInput,
  type JSONWebKeySet,
} from 'jose'
import type { Login } from '../../core/login.ts'
import { createDocumentCache, type Clock, type LoadDocument } from './document-cache.ts'

/** What a provider says of itself (OpenID Connect Discovery, section 3; RFC 8414, section 2; RFC 9207, section 3). */
export interface Metadata {
  authorizationEndpoint: string
  tokenEndpoint: string | undefined
  keysUrl: string
  /** Whether the client's secret goes into the body, not into the header. */
  wantsSecretInBody: boolean
  /** Whether its answers name it. */
  namesItself: boolean
}

/** A provider that is asked for what it says of itself, and for the keys that it signs with. */
export interface Provider {
  /** Undefined where it does not answer as it should. */
  metadata: () => Promise<Metadata | undefined>
  /** Finds the key that a token is signed with; throws `KeysUnavailable`, or an error of jose's where there is none. */
  findKey: (header: CompactJWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>
}

export class KeysUnavailable extends Error {}

export function createProvider(login: Login, clock: Clock): Provider {
  const load = createDocumentCache(clock)
  const metadata = async (): Promise<Metadata | undefined> => {
    // Discovery, section 4.1: a slash at the end of the issuer goes.
    const base = login.issuer.replace(/\/$/, '')
    return readMetadata(await load(`${base}/.well-known/openid-configuration`), login)
  }
  return {
    metadata,
    async findKey(header, token) {
      const find = async (isMissing: boolean): Promise<CryptoKey> => {
        const url = (await metadata())?.keysUrl
        return (await loadKeys(load, url, isMissing))(header, token)
      }
      try {
        return await find(false)
      } catch (error) {
        // The provider may have a new key since.
        if (error instanceof errors.JWKSNoMatchingKey) return find(true)
        throw error
      }
    },
  }
}

async function loadKeys(
  load: LoadDocument,
  url: string | undefined,
  isMissing: boolean,
): Promise<ReturnType<typeof createLocalJWKSet>> {
  const keys = url && (await load(url, isMissing))
  if (!keys) throw new KeysUnavailable()
  return createLocalJWKSet(keys as unknown as JSONWebKeySet)
}

function readMetadata(
  document: Record<string, unknown> | undefined,
  { issuer }: Login,
): Metadata | undefined {
  // Discovery, section 4.3: exactly the same, or somebody else answers.
  if (document?.issuer !== issuer) return undefined
  const {
    authorization_endpoint: authorization,
    token_endpoint: token,
    jwks_uri: keys,
    token_endpoint_auth_methods_supported: methods = ['client_secret_basic'],
    authorization_response_iss_parameter_supported: namesItself,
  } = document
  if (!isEndpoint(authorization, issuer) || !isEndpoint(keys, issuer)) return undefined
  return {
    authorizationEndpoint: authorization,
    tokenEndpoint: isEndpoint(token, issuer) ? token : undefined,
    keysUrl: keys,
    wantsSecretInBody: !(Array.isArray(methods) && methods.includes('client_secret_basic')),
    namesItself: namesItself === true,
  }
}

/** https; over http only what an issuer over http names, which the config allows on this machine alone. */
function isEndpoint(value: unknown, issuer: string): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  const { protocol } = new URL(value)
  return protocol === 'https:' || protocol === new URL(issuer).protocol
}

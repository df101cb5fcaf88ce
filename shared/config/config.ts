import type { BridgeConfig } from './bridge-config.ts'

export type { Policy } from '../core/policy.ts'
export type { BridgeConfig, BridgePreset, TokensConfig } from './bridge-config.ts'

/** What `edgemint.config.ts` exports. Only `site` must be given. */
export interface EdgemintConfig {
  /** The page's origin: `https://www.example.com`. */
  site: string
  /** The API's origin: `https://api.example.com`. With `bridge` also the path that all its addresses begin with: `https://api.vendor.com/v1`. */
  api?: string
  /** Path of the endpoint. Default: `/set-auth-token`. */
  endpoint?: string
  cookie?: CookieConfig
  /**
   * Further origins that count as the site's own, where a proxy shows us another host than the
   * browser's. List `site` itself too if the proxy stands before the site: then the cookie's Domain
   * goes by the browser's host.
   */
  siteOrigins?: string[]
  /** Origins that may post a form with the token, such as an identity provider. Default: none, form post is off. */
  formOrigins?: string[]
  /** Paths that a form post may return to; a trailing `*` allows a prefix. Default: `['/']`. */
  returnTo?: string[]
  /** Which tokens are genuine. `false`: any that is well-formed; the API decides when the cookie reaches it. */
  verify?: false | SecretVerificationConfig | KeySetVerificationConfig | IntrospectionConfig
  /** An OpenID provider that users log in at: the endpoint talks to it, and its token becomes the cookie. Needs `secret`. */
  login?: LoginConfig
  /** A path of the site that is handed to `api`, with the token in a header: for APIs that read no cookie of ours. Needs `api`. */
  bridge?: BridgeConfig
  /**
   * The name that edgemint's own secret is bound by, `EDGEMINT_SECRET`: what it signs for itself is
   * signed with keys derived from it. `login` needs it; with `bridge` and tokens that somebody is asked about, a stamp
   * beside the cookie tells every platform that edgemint minted it. At least 32 octets; to replace it, the new one in a line before the old one.
   */
  secret?: string
}

/** Only JSON Web Tokens that are signed with a secret which the API shares with us. */
export interface SecretVerificationConfig extends ClaimsConfig, RejectionLogConfig {
  algorithm: 'HS256'
  /**
   * The name that the secret is bound by, `AUTH_TOKEN_SECRET`: never the secret itself. An environment
   * variable on Netlify and Cloudflare, a key of the KeyValueStore for CloudFront Functions, a
   * parameter of SSM for Lambda@Edge. One secret a line, the newest first, each at least 32 octets.
   */
  secret: string
  /** On AWS, puts the secret into the bundle, where all who may read the function can read it. Default: `false`. */
  secretInBundle?: boolean
}

/** Only JSON Web Tokens that are signed with a key of your identity provider. Not for CloudFront Functions, which have no network. */
export interface KeySetVerificationConfig extends ClaimsConfig, RejectionLogConfig {
  /** Where its public keys are, `https://login.example.com/.well-known/jwks.json`. */
  jwks: string
  /** What it signs with, such as `['RS256']`. None that works with a shared secret. */
  algorithms: string[]
  issuer: string
  audience: string | string[]
}

/** Tokens of any kind: each is asked about before it is minted or renewed. Not for CloudFront Functions, which have no network. */
export interface IntrospectionConfig extends RejectionLogConfig {
  introspect: IssuerIntrospectionConfig | AskIntrospectionConfig
}

/** Asks whoever issues the tokens (RFC 7662). */
export interface IssuerIntrospectionConfig {
  style: 'rfc7662'
  url: string
  clientId: string
  /** The name that the client's secret is bound by, as for `secret`: never the secret itself. */
  clientSecret: string
}

/** Asks any URL of the API that answers 2xx where the token is genuine, and 401 or 403 where it is not. */
export interface AskIntrospectionConfig {
  style: 'ask'
  url: string
  /** The header that the API wants the token in. Default: `Authorization`. */
  header?: string
  /** What stands before the token in it. Default: `Bearer` in `Authorization`, nothing elsewhere. */
  scheme?: string
}

export interface RejectionLogConfig {
  /** Whether each rejected token is a line in the platform's log: why, and a hash of it, never the token. Default: `false`. */
  log?: boolean
}

/** What a JSON Web Token must say of itself (RFC 7519, section 4.1). */
export interface ClaimsConfig {
  /** What its `iss` must be. Default: anything. */
  issuer?: string
  /** Its `aud` must be or hold this, or one of these. Default: anything. */
  audience?: string | string[]
  /** How far other clocks may be ahead of ours, in seconds, for `nbf` and `iat`. Default: 60. Nothing prolongs `exp`. */
  clockTolerance?: number
  /** Whether a token needs an end, `exp`. Default: `true`. */
  requireExpiry?: boolean
  /** How long after its `iat` a token may be renewed, in seconds. Default: as long as it is genuine. */
  renewUntil?: number
}

/** A client of an OpenID provider. Its redirect URI is the endpoint: `https://www.example.com/set-auth-token`. */
export interface LoginConfig {
  /** The provider as it names itself in its tokens, letter by letter: `https://accounts.google.com`. */
  issuer: string
  /** The name that the provider knows the site by. */
  clientId: string
  /** The name that the client's secret is bound by, `OPENID_CLIENT_SECRET`. Default: the provider asks for none. */
  clientSecret?: string
  /** Scopes besides `openid`, such as `['email']`. Default: none. */
  scopes?: string[]
  /** What the provider's form post brings. Default: `code`, for which the endpoint gets the tokens. */
  response?: 'code' | 'id_token' | 'code id_token'
  /** Which token becomes the cookie. An access token comes for a code alone. Default: `id_token`. */
  token?: 'id_token' | 'access_token'
  /** How ID tokens may be signed. Default: `['RS256']`. */
  algorithms?: LoginAlgorithm[]
  /** What else the provider is sent: `{ audience: 'https://api.example.com' }`. Default: nothing. */
  parameters?: Record<string, string>
}

/** Signatures with a private key (RFC 7518, section 3.1; RFC 9864). */
export type LoginAlgorithm =
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA'
  | 'Ed25519'

export interface CookieConfig {
  /**
   * Default: `__Secure-authToken`. Outside production the environment's name is put behind it:
   * `__Secure-authToken-staging`. With `bridge` it is `__Host-authToken`. The prefixes `__Secure-`, `__Host-`, `__Http-` and `__Host-Http-`
   * are enforced.
   */
  name?: string
  /** Who receives the cookie: this domain and all hosts under it. `false`: the site's host alone. Default: the registrable domain of `site`; with `bridge`, its host alone. */
  domain?: string | false
  /** Life in seconds. Default and maximum: 34,560,000 (400 days, the longest that browsers grant). */
  maxAge?: number
  /** Default: `Strict`. `bridge` demands it. */
  sameSite?: 'Strict' | 'Lax' | 'None'
  /** Default: `/`. */
  path?: string
  /**
   * Cookies of earlier deploys that every log-in, renewal and log-out expires, at most ten. Needed only
   * after a change of `name` or `path`: after a change of `domain` the old cookie is expired anyway.
   */
  former?: FormerCookieConfig[]
}

/** A cookie as an earlier deploy set it. */
export interface FormerCookieConfig {
  /** Default: the cookie's name. */
  name?: string
  /** `false`: the host-only cookie. Default: that one, and every Domain that the page's host can set. */
  domain?: string | false
  /** Default: the cookie's path. */
  path?: string
}

/** Gives each environment its config. It is called with the environment's name, such as `production`, when a bundle is built. */
export type ConfigFunction = (given: {
  environment: string
}) => EdgemintConfig | Promise<EdgemintConfig>

/**
 * Gives the config its types; a plain object or function is as good.
 *
 * @example
 * export default defineConfig({ site: 'https://www.example.com' })
 *
 * @example
 * export default defineConfig(({ environment }) => ({
 *   site: environment === 'staging' ? 'https://staging.example.com' : 'https://www.example.com',
 * }))
 */
export function defineConfig<Config extends EdgemintConfig | ConfigFunction>(
  config: Config,
): Config {
  return config
}

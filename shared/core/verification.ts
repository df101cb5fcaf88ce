/** Which tokens are genuine, as the policy holds it. Secrets are named, never held. */
export type Verification = Logged &
  (SecretVerification | KeySetVerification | IntrospectionVerification)

interface Logged {
  /** Whether each rejected token is a line in the platform's log: why, and a hash. Left out: no. */
  log?: boolean
}

/** Tokens that are signed with one of the keys at a URL. */
export interface KeySetVerification extends ClaimRules {
  jwks: string
  algorithms: string[]
}

/** Tokens of any kind, which are asked about one by one. */
export interface IntrospectionVerification {
  introspect: IssuerVerification | AskVerification
}

/** RFC 7662: whoever issues the tokens tells of each. */
export interface IssuerVerification {
  style: 'rfc7662'
  url: string
  clientId: string
  /** The name that the client's secret is bound by. */
  clientSecret: string
}

/** Any URL that answers 2xx to a token which is genuine, and 401 or 403 to others. */
export interface AskVerification {
  style: 'ask'
  url: string
  /** The header that the token is sent in. */
  header: string
  /** What stands before the token; empty: nothing. */
  scheme: string
}

/** Tokens that are signed with a secret which the API shares with us. */
export interface SecretVerification extends ClaimRules {
  algorithm: 'HS256'
  /** The name that the secret is bound by. */
  secret: string
  /** Whether build may put the secret into a bundle of AWS; left out: no. */
  secretInBundle?: boolean
}

/** What a JSON Web Token must say of itself, whoever has signed it (RFC 7519, section 4.1). */
export interface ClaimRules {
  /** What `iss` must be; left out: anything. */
  issuer?: string
  /** One of these must be in `aud`; left out: anything. */
  audiences?: string[]
  /** How far other clocks may be ahead of ours, in seconds: for `nbf` and `iat`, never for `exp`. */
  clockTolerance: number
  /** Whether a token needs an end, `exp`. */
  requireExpiry: boolean
  /** How long after `iat` a token is renewed, in seconds; left out: as long as it is genuine. */
  renewUntil?: number
}

/** Why a token is rejected: for the operator's log alone. */
export type RejectionReason =
  /** It is not a token of the kind that is verified. */
  | 'malformed'
  /** It is signed in another way than the config says. */
  | 'algorithm'
  /** It names a key of its own, or an extension that must be understood. */
  | 'header'
  | 'signature'
  | 'issuer'
  | 'audience'
  /** Its `nbf` or `iat` is no date, or lies in the future. */
  | 'not-yet-valid'
  /** Its `iat` is too long ago for a renewal. */
  | 'renewal-over'
  /** Its `exp` is missing, or no whole number. */
  | 'expiry'
  /** Whoever was asked knows it no more. */
  | 'inactive'
  | 'expired'

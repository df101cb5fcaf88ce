/** A path of the site that is handed to `api`, with the token in a header, for APIs that read no cookie of ours. */
export interface BridgeConfig {
  /** The path, such as `/api`. It and all below it go to the API, and stand there below `api`. */
  path: string
  /** What is known of an API of this kind: what it fills in stands in docs/bridge.md, and each field can say otherwise. */
  preset?: BridgePreset
  /** The header that the API wants the token in. Default: `Authorization`. */
  header?: string
  /** What stands before the token in it. Default: `Bearer` in `Authorization`, nothing elsewhere. */
  scheme?: string
  /** Names of cookies that pass, to the API and back. Ours never do. Default: none. */
  cookies?: string[]
  /** Whether what a browser would render or run passes too: downloads and images by link. Default: `false`. */
  navigation?: boolean
  /** How the API hands out tokens, where the endpoint is to get and renew them. `false`: not even with a preset. Default: the page gives the endpoint the token itself. */
  tokens?: false | TokensConfig
}

export type BridgePreset = 'kuroco' | 'oauth2' | 'directus'

/** How a grant becomes an access token and a refresh token, and how those are renewed. Not on CloudFront Functions, which have no network. */
export interface TokensConfig {
  /** Where the API hands out tokens: a path below `api`, such as `/token`, or a whole URL. */
  url?: string
  /** With JSON, or as OAuth 2.0 has it: a form, with `grant_type` (RFC 6749). Default: `json`. */
  style?: 'json' | 'oauth2'
  /** The field that the API takes the grant in, `grant_token`. The page's PUT has it in camelCase: `grantToken`. */
  grant?: string
  /** The field that the API takes the refresh token in, `refresh_token`. */
  refresh?: string
  /** What else the API is sent each time. Never a secret. Default: nothing. */
  parameters?: Record<string, string>
  /** Where its answer has the access token: a JSON pointer, `/access_token/value` (RFC 6901). */
  accessToken?: string
  /** Where its answer has the refresh token. */
  refreshToken?: string
  /** Where its answer says how long the access token lives: a date, or a number. */
  expires?: string
  /** Where it says so of the refresh token. Default: nowhere. */
  refreshExpires?: string
  /** What a number there counts, from now on. Default: `seconds`. */
  unit?: 'seconds' | 'milliseconds'
  /** The client at the token endpoint, where it wants to know one. */
  clientId?: string
  /** The name that the client's secret is bound by. */
  clientSecret?: string
  /** What is told of a log-out: a path below `api`, or a whole URL. Default: nothing is. */
  logOut?: string
  /** Whether log-ins come back with the grant in the page's URL, to `ENDPOINT/landing`. Default: `false`. */
  landing?: boolean
}

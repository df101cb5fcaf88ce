import type { AuthCookie } from './auth-cookie.ts'

/** The path of the site that is handed to an API with the token in a header, as the policy holds it. */
export interface Bridge {
  /** The path on the site, `/api`: it and all below it go to the API. */
  path: string
  /** The API's origin, `https://api.vendor.com`. No other one ever gets the token. */
  origin: string
  /** What stands at the API in the place of `path`: `/rcms-api/1`, or empty. */
  base: string
  /** The header that the API wants the token in, in lower case. */
  header: string
  /** What stands before the token in it, blank included: `Bearer `; or empty. */
  scheme: string
  /** The names of the cookies that pass, both ways. */
  cookies: string[]
  /** Whether what a browser would render or run passes too. */
  navigation: boolean
  /** How the API hands out tokens; left out: the endpoint is given the token itself. */
  tokens?: Tokens
  /** The name that edgemint's own secret is bound by, where the cookie is stamped; left out: no stamp. */
  stamp?: string
}

/** How a grant becomes an access token and a refresh token, and how those are renewed. */
export interface Tokens {
  /** The whole URL that is asked, by POST. */
  url: string
  /** How it is asked: with JSON, or with a form and `grant_type` (RFC 6749). */
  style: 'json' | 'oauth2'
  /** The field that the grant is sent in: `grant_token`. */
  grant: string
  /** The field of the page's PUT that holds the grant: `grantToken`. */
  field: string
  /** The field that the refresh token is sent in. */
  refresh: string
  /** What else is sent each time. */
  parameters: { [name: string]: string }
  /** Where the answer has the access token: the steps of a JSON pointer (RFC 6901). */
  accessToken: string[]
  /** Where it has the refresh token. */
  refreshToken: string[]
  /** Where it says how long the access token lives: a date in text, a number of `unit`, or by a point in time. */
  expires: string[]
  /** Where it says the same of the refresh token; left out: nowhere. */
  refreshExpires?: string[]
  /** What a number there counts. */
  unit: 'seconds' | 'milliseconds'
  /** The client at the token endpoint, where it wants one. */
  clientId?: string
  /** The name that the client's secret is bound by. */
  clientSecret?: string
  /** What is told of a log-out; left out: nothing is. */
  logOut?: string
  /** The refresh token's cookie. It travels to the endpoint alone. */
  cookie: AuthCookie
}

import type { AuthCookie } from './auth-cookie.ts'
import type { Bridge } from './bridge.ts'
import type { Login } from './login.ts'
import type { Verification } from './verification.ts'

/**
 * The checked config, worked out when a bundle is built and compiled into it: plain data, because
 * CloudFront runs functions without environment variables. Holds no secret.
 */
export interface Policy {
  /** Path of the endpoint; adapters pass every other path through. */
  endpoint: string
  /** The methods that the endpoint has, in the order of the Allow header. */
  methods: string[]
  /** Origins that count as our own besides the request's. */
  siteOrigins: string[]
  /** Origins that may post a form. */
  formOrigins: string[]
  /** The host of `site` where siteOrigins lists it, which says that a proxy hides it; else empty. */
  proxiedHost: string
  /** Paths that a form post may return to; a trailing `*` allows a prefix. The first is the default. */
  returnTo: string[]
  /** The registrable domain of `site`; empty where it has none. */
  registrableDomain: string
  cookie: AuthCookie
  /** Which tokens are genuine; left out: any. */
  verify?: Verification
  /** The OpenID provider that users log in at; left out: none. */
  login?: Login
  /** Where a page starts a log-in; there with `login`, or a landing. */
  start?: string
  /** Where a log-in comes back with a grant in the page's URL. */
  landing?: string
  /** The path that is handed to an API with the token in a header; left out: none. */
  bridge?: Bridge
}

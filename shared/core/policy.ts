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
  cookie: {
    name: string
    /** The cookie's full life in seconds. */
    maxAge: number
    /** The Domain attribute; empty for a host-only cookie. */
    domain: string
    /** The attributes that never change: `Path=/; HttpOnly; Secure; SameSite=Strict`. */
    attributes: string
    /** Cookies of earlier deploys, to be expired in this order; those of a name together, of our own name last. */
    former: FormerCookie[]
  }
  /** Which tokens are genuine; left out: any. */
  verify?: Verification
  /** The OpenID provider that users log in at; left out: none. */
  login?: Login
  /** Where a page starts a log-in; there with `login` alone. */
  start?: string
}

/** A cookie that an earlier deploy may have left in a browser. */
export interface FormerCookie {
  name: string
  /** Its Domain attribute; empty for the host-only cookie; left out: both, with every Domain that the host may set. */
  domain?: string
  attributes: string
}

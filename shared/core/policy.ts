/**
 * The checked config, worked out when a bundle is built and compiled into it: plain data, because
 * CloudFront runs functions without environment variables. Holds no secret.
 */
export interface Policy {
  /** Path of the endpoint; adapters pass every other path through. */
  endpoint: string
  /** The methods that the endpoint has, as the Allow header says it. */
  allow: string
  /** Origins that count as our own besides the request's. */
  siteOrigins: string[]
  /** Origins that may post a form. */
  formOrigins: string[]
  /** Paths that a form post may return to; a trailing `*` allows a prefix. The first is the default. */
  returnTo: string[]
  cookie: {
    name: string
    /** The cookie's full life in seconds. */
    maxAge: number
    /** The Domain attribute; empty for a host-only cookie. */
    domain: string
    /** The attributes that never change: `Path=/; HttpOnly; Secure; SameSite=Strict`. */
    attributes: string
  }
}

import type { Problem } from './problems.ts'

/** A request to the endpoint as plain data: what every platform can tell about it. */
export interface HandlerRequest {
  method: string
  /** The request's own origin, `https://www.example.com`: no default port, no trailing slash. */
  origin: string
  /** The host of that origin, without a port. */
  hostname: string
  /** By lower-case name; repeated fields joined by `, ` (RFC 9110, section 5.3). */
  headers: Record<string, string | undefined>
  /** The values of all cookies with the policy's name, as the Cookie header holds them. */
  cookieValues: string[]
  /** The body as text, empty when there is none; or why it could not be read. */
  body: string | Problem
}

/** The longest body that is read, in octets: the longest cookie, percent-encoded, and a return path. */
export const bodyLimit = 16_384

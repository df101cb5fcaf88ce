import type { Problem } from './problems.ts'

/**
 * A request to the endpoint: what every platform can tell about it. An adapter hands over readers,
 * not copies, so that nothing is read that nobody asks for, and nothing before it may be.
 */
export interface HandlerRequest {
  method: string
  /** The request's own origin, `https://www.example.com`: lower case, no default port, no trailing slash. */
  origin: string
  /** The host of that origin, without a port. */
  hostname: string
  /** The value of a header, by its lower-case name; repeated fields joined by `, ` (RFC 9110, section 5.3), those of Cookie by `; `. */
  header: (name: string) => string | undefined
  /** The values of all cookies with exactly this name, in the order of the Cookie header. */
  cookieValues: (name: string) => string[]
  /** What the platform binds by name for each request: on Cloudflare the `env` of a Worker. */
  bindings?: Bindings | undefined
  /** When the answer must be there, in milliseconds since 1970, where the platform waits less long than others do. */
  deadline?: number | undefined
  /** The refusal of a token in the body, where the platform can withhold the body from us. */
  bodyUnreadable?: Problem
}

/** Secrets and what else a platform binds, by name. */
export interface Bindings {
  readonly [name: string]: unknown
}

type Body = string | Problem | undefined

/** A request on a platform that shows us its body. */
export interface RequestWithBody extends HandlerRequest {
  /** The path, which is one of ours. */
  path: string
  /** The query, without its question mark. */
  query: string
  /**
   * The body as text, empty when there is none; why it cannot be read; or undefined where the platform
   * withholds it. Called once at most.
   */
  readBody: () => Body | Promise<Body>
}

/** The longest body that is read, in octets: the longest cookie, percent-encoded, and a return path. */
export const bodyLimit = 16_384

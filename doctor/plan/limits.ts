import { longestHostName } from '../hosts/host-name.ts'

/**
 * The most that facts hold: `gather` leaves out what is more, and in a plan it is a mistake. A real site
 * has less, and within these doctor is quick. docs/doctor-facts.schema.json says the same.
 */
export const limits = {
  hosts: 32,
  /** Of one host. The rules compare each address of the page with each of the API. */
  addresses: 32,
  /** Of one host. */
  cnames: 40,
  /** Of one host. */
  failures: 16,
  redirects: 20,
  /** Of one answer, or of the API. */
  cookies: 64,
  /** Of one cookie. Browsers know nine. */
  attributes: 16,
  /** Of one answer, those that doctor does not look at included. */
  headers: 100,
} as const

/** The longest texts, in characters (code points). */
export const longest = {
  url: 8192,
  hostName: longestHostName,
  headerName: 256,
  /** Node takes no more of all headers together. */
  headerValue: 16_384,
  problem: 256,
  /** Of an error's own words. */
  detail: 1000,
  /** A Set-Cookie header. */
  setCookie: 16_384,
  /** Browsers refuse a cookie whose name and value have over 4,096 octets. */
  cookieName: 4100,
  attributeName: 256,
  /** Browsers ignore one of over 1,024 octets. */
  attributeValue: 1100,
} as const

/** Octets of a HAR's file. One of a log-in has some hundred thousand, with the bodies of all answers some ten million. */
export const longestHar = 100_000_000

/** Octets of a plan's file: more than one has in which each list and text of one run of `gather` is as long as may be. */
export const longestPlan = 20_000_000

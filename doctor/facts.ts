/**
 * What doctor knows of a site: what `gather` saw, or what a plan for `--facts` says. Plain data that
 * survives JSON; the rules take nothing else, no clock and no network.
 */
export interface Facts {
  version: 1
  /** When it was looked at (ISO 8601): what an Expires attribute is counted from. */
  observedAt?: string
  page: PageFacts
  /** Where the site mints its cookie. Left out: nowhere, only the API sets cookies. */
  endpoint?: EndpointFacts
  /** The path that edgemint hands to the API with the token in a header, if there is one. */
  bridge?: BridgeFacts
  /** The API on a server of its own, if there is one. */
  api?: ApiFacts
  /** The cookies that a real log-in set: from a HAR, or a Set-Cookie header that somebody pasted. */
  recorded?: RecordedCookie[]
  /** DNS, by host name in lower case. An IP address in a URL needs no entry. */
  hosts: Record<string, HostFacts>
}

export interface HostFacts {
  /** The chain of CNAME targets in the order of resolution, without trailing dots. Empty: no CNAME. */
  cnames: string[]
  /** All A and AAAA records at the chain's end; `gather` keeps 32 at most. */
  addresses: string[]
  /** The questions that DNS did not answer; what is above is then not all there is. */
  failures?: DnsFailure[]
}

export interface DnsFailure {
  question: (typeof dnsQuestions)[number]
  /** The name that was asked about: the host or a CNAME target. */
  name: string
  reason: DnsFailureReason
}

export const dnsQuestions = ['CNAME', 'A', 'AAAA'] as const

/** `loop` and `chain-too-long` are ours; the others are what the DNS server did. */
export const dnsFailureReasons = [
  'nxdomain',
  'no-address',
  'servfail',
  'refused',
  'timeout',
  'unreachable',
  'loop',
  'chain-too-long',
] as const
export type DnsFailureReason = (typeof dnsFailureReasons)[number]

export interface PageFacts {
  /** Where the visit begins: an origin or the URL of a page; plain http only where it was really seen. */
  url: string
  /** The URLs that it is redirected to, in order. The last one is the page that the browser shows. */
  redirects?: string[]
  /** The last answer. */
  answer?: Answer
  /**
   * Whether the page registers a service worker, by its HTML and the scripts of its own origin that the
   * HTML names (20 at most); those of other origins are not read. Left out: not all of that was looked at.
   */
  serviceWorker?: (typeof serviceWorkers)[number]
}

export const serviceWorkers = ['found', 'none'] as const

export interface EndpointFacts {
  /** The endpoint's URL. */
  url: string
  /** The cookie that it mints, where that is known: from a real mint, the config, or a plan. */
  cookie?: SetCookie
  cookieFrom?: (typeof cookieOrigins)[number]
  /** What it answered to each request that doctor sent. Left out: not looked at. */
  answers?: Partial<Record<EndpointProbe, Answer>>
}

export const cookieOrigins = ['mint', 'config', 'plan'] as const

/**
 * The method of each request. They come from the page's own origin, but for `foreign`. None but `mint`
 * carries a token, and none a cookie.
 */
export const endpointProbes = {
  options: 'OPTIONS',
  get: 'GET',
  put: 'PUT',
  patch: 'PATCH',
  /** Its Set-Cookie shows name and attributes. */
  delete: 'DELETE',
  /** From another site's page. */
  foreign: 'PUT',
  /** With the token of `--mint`. */
  mint: 'PUT',
} as const
export type EndpointProbe = keyof typeof endpointProbes

export interface BridgeFacts {
  /** The path's URL: `https://www.example.com/api`. */
  url: string
  /** What it answered to a GET of the page's own, without a cookie. Left out: not looked at. */
  answer?: Answer
  /** The cookie in which the endpoint keeps the API's refresh token. Left out: none, or not known. */
  refreshCookie?: SetCookie
  /** The cookie that holds the stamp beside the log-in's. Left out: none, or not known. */
  stampCookie?: SetCookie
  /** How long the API lets a refresh token live, in seconds. Left out: not known. */
  refreshTokenLife?: number
}

export interface ApiFacts {
  /**
   * The API's `is-authed`; behind a bridge an address that only who is logged in may read; or its origin
   * where only DNS is known.
   */
  url: string
  /** The cookies that the API sets itself. */
  cookies?: SetCookie[]
  /** The request header that carries the token, for an API that takes no cookie. */
  tokenHeader?: string
  /** What it answered to each request that doctor sent. Left out: not looked at. */
  answers?: Partial<Record<ApiProbe, Answer>>
}

/** A cookie that a real log-in set. */
export interface RecordedCookie {
  /** The URL whose answer set it. */
  url: string
  /** How that was asked for. Left out: not known, so all ways count. */
  way?: (typeof cookieWays)[number]
  /**
   * Whether it is for pages of its own host, as at an identity provider that the browser goes to, and that
   * the site's pages never call. Left out: it is for the page above.
   */
  isForOwnPages?: boolean
  cookie: SetCookie
}

export const cookieWays = ['fetch', 'navigation', 'redirect'] as const

/** Whose page a `foreign` request claims to come from: a reserved name (RFC 2606), which nobody should allow. */
export const foreignOrigin = 'https://attacker.example'

/** The method of each request. */
export const apiProbes = {
  /** Of a POST of JSON with credentials from the page's origin. */
  preflight: 'OPTIONS',
  /** The same from another site's page. */
  foreign: 'OPTIONS',
  /** From the page's origin, without a cookie. */
  'is-authed': 'POST',
  /** The only one behind a bridge: past it, without cookie and token header. */
  'without-token': 'GET',
} as const
export type ApiProbe = keyof typeof apiProbes

/** An answer over HTTPS, or why there is none. */
export interface Answer {
  status?: number
  /** Names in lower case; only those of `answerHeaders`, since others may hold secrets. */
  headers?: Partial<Record<(typeof answerHeaders)[number], string>>
  /** `code` of an RFC 9457 problem, which tells edgemint's own refusals from those of a CDN. */
  problem?: string
  cookies?: SetCookie[]
  failure?: AnswerFailure
}

export interface AnswerFailure {
  reason: (typeof answerFailureReasons)[number]
  /** The error's own words, such as a certificate's: never anything that was received. */
  detail: string
}

export const answerFailureReasons = [
  'dns',
  'refused',
  'unreachable',
  'reset',
  'certificate',
  'timeout',
  'redirect-loop',
  'not-http',
] as const

export const answerHeaders = [
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'age',
  'allow',
  'cache-control',
  'cf-cache-status',
  'content-type',
  'date',
  'expires',
  'last-modified',
  'pragma',
  'server',
  'strict-transport-security',
  'vary',
  'via',
  'x-cache',
] as const

/** A Set-Cookie header without the value, which no report may hold. */
export interface SetCookie {
  name: string
  /** Length of the value in octets. */
  valueOctets: number
  /**
   * In the order they were sent; unknown ones are dropped, but for misspelt names, which have no value
   * here. One that another cookie was folded into ends with that cookie's name: `Lax, id=`.
   */
  attributes: { name: string; value: string }[]
  /**
   * What is wrong with the value itself: what browsers refuse, a comma behind which another cookie may begin, or
   * attributes without semicolons. Or that this cookie was itself copied behind such a comma.
   */
  flaw?: (typeof cookieFlaws)[number]
  /** When it was set (ISO 8601), where its Expires is not counted from `observedAt` of all facts. */
  setAt?: string
}

export const cookieFlaws = [
  'control-character',
  'prefix-in-value',
  'comma-in-value',
  'attributes-in-value',
  'joined-by-comma',
] as const

import type { Answer } from './answer.ts'
import type { Cookie, Cookies } from './cookie.ts'
import type { FormerCookie, Policy } from './policy.ts'
import type { Problem } from './problems.ts'
import type { HandlerRequest } from './request.ts'
import type { Submission } from './submission.ts'

// For the build alone: the handler does not import this.

type FieldName =
  | keyof Policy
  | keyof Policy['cookie']
  | keyof FormerCookie
  | keyof HandlerRequest
  | keyof Submission
  | keyof Answer
  | keyof Cookies
  | keyof Cookie
  | keyof Problem

/**
 * Every field of our own data. `true`: nobody outside the handler reads or writes a field of this name,
 * so a bundle may shorten it. `false`: a platform's events have fields or headers that are called so.
 */
export const isPrivateName: Record<FieldName, boolean> = {
  endpoint: true,
  methods: true,
  siteOrigins: true,
  formOrigins: true,
  proxiedHost: true,
  returnTo: true,
  registrableDomain: true,
  cookie: false,
  name: false,
  maxAge: true,
  domain: true,
  attributes: false,
  former: true,
  method: false,
  origin: true,
  hostname: true,
  header: true,
  cookieValues: true,
  bodyUnreadable: true,
  token: true,
  location: false,
  host: true,
  status: true,
  headers: false,
  cookies: false,
  body: false,
  variants: true,
  value: false,
  code: true,
  detail: true,
}

import type { Answer } from '../../../shared/core/answer.ts'
import type { CompiledPolicy } from '../../../shared/core/handle.ts'
import { readForm } from '../../../shared/core/read-form.ts'
import type { Policy } from '../../../shared/core/policy.ts'
import type { Problem } from '../../../shared/core/problems.ts'
import { bodyUnreadable } from '../../../cloudfront/body-unreadable.ts'
import type { RequestWithBody } from '../../../shared/core/request.ts'

export const site = 'https://www.example.com'
export const login = 'https://login.example.net'
export const cookieName = '__Secure-authToken'

/** RFC 6265, section 4.1.1: cookie-octet, written out by hand. */
export const cookieOctets = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  "!#$%&'()*+-./:<=>?@[]^_`{|}~",
].join('')

/** What follows Max-Age in the cookie of `policyWith()`. */
export const domainAndRest = '; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Strict'
export const rest = '; Path=/; HttpOnly; Secure; SameSite=Strict'

type PolicyParts = Partial<Omit<Policy, 'cookie'>> & { cookie?: Partial<Policy['cookie']> }

/** A policy with everything switched on; its full life is 1,000 s. */
export function policyWith({ cookie, ...more }: PolicyParts = {}): CompiledPolicy {
  return {
    endpoint: '/set-auth-token',
    methods: ['PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'],
    siteOrigins: ['https://shown.example.com'],
    formOrigins: [login],
    proxiedHost: '',
    returnTo: ['/welcome', '/app/*'],
    registrableDomain: 'example.com',
    cookie: {
      name: cookieName,
      maxAge: 1000,
      domain: 'example.com',
      attributes: 'Path=/; HttpOnly; Secure; SameSite=Strict',
      former: [],
      ...cookie,
    },
    readForm,
    ...more,
  }
}

/** A request in plain parts. */
export interface RequestParts {
  method?: string
  origin?: string
  hostname?: string
  /** By lower-case name. */
  headers?: Record<string, string | undefined>
  /** The values of the cookies of our name. */
  cookieValues?: string[]
  /** null: the platform withholds it. */
  body?: string | Problem | null
}

/** A PUT from our own page, without a token; its parts are handed over by readers. */
export function requestWith(parts: RequestParts = {}): RequestWithBody {
  const headers: RequestParts['headers'] = { origin: site, ...parts.headers }
  return {
    method: parts.method ?? 'PUT',
    origin: parts.origin ?? site,
    hostname: parts.hostname ?? 'www.example.com',
    path: '/set-auth-token',
    query: '',
    header: (name) => headers[name],
    cookieValues: (name) => (name === cookieName ? (parts.cookieValues ?? []) : []),
    bodyUnreadable,
    readBody: () => (parts.body === null ? undefined : (parts.body ?? '')),
  }
}

export function jsonRequest(body: string, headers: RequestParts['headers'] = {}): RequestWithBody {
  return requestWith({ headers: { 'content-type': 'application/json', ...headers }, body })
}

export function formRequest(body: string, parts: RequestParts = {}): RequestWithBody {
  const headers = { origin: login, 'content-type': 'application/x-www-form-urlencoded' }
  return requestWith({ method: 'POST', headers, body, ...parts })
}

/** The value that stays of each name: the last one. */
export function lastValues({ cookies }: Answer): string[] {
  return cookies.map(({ variants }) => variants.at(-1)!.value)
}

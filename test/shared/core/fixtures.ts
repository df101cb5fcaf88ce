import type { Policy } from '../../../shared/core/policy.ts'
import type { HandlerRequest } from '../../../shared/core/request.ts'

export const site = 'https://www.example.com'
export const login = 'https://login.example.net'

/** RFC 6265, section 4.1.1: cookie-octet, written out by hand. */
export const cookieOctets = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  "!#$%&'()*+-./:<=>?@[]^_`{|}~",
].join('')

/** What follows Max-Age in the cookie of `policyWith()`. */
export const domainAndRest = '; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Strict'
export const rest = '; Path=/; HttpOnly; Secure; SameSite=Strict'

/** A policy with everything switched on; its full life is 1,000 s. */
export function policyWith({ cookie, ...more }: Partial<Policy> = {}): Policy {
  return {
    endpoint: '/set-auth-token',
    allow: 'PUT, POST, PATCH, DELETE, OPTIONS',
    siteOrigins: ['https://shown.example.com'],
    formOrigins: [login],
    returnTo: ['/welcome', '/app/*'],
    cookie: {
      name: '__Secure-authToken',
      maxAge: 1000,
      domain: 'example.com',
      attributes: 'Path=/; HttpOnly; Secure; SameSite=Strict',
      ...cookie,
    },
    ...more,
  }
}

/** A PUT from our own page, without a token. */
export function requestWith({ headers, ...more }: Partial<HandlerRequest> = {}): HandlerRequest {
  return {
    method: 'PUT',
    origin: site,
    hostname: 'www.example.com',
    headers: { origin: site, ...headers },
    cookieValues: [],
    body: '',
    ...more,
  }
}

export function jsonRequest(body: string, headers: HandlerRequest['headers'] = {}): HandlerRequest {
  return requestWith({ headers: { 'content-type': 'application/json', ...headers }, body })
}

export function formRequest(body: string): HandlerRequest {
  const headers = { origin: login, 'content-type': 'application/x-www-form-urlencoded' }
  return requestWith({ method: 'POST', headers, body })
}

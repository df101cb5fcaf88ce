import assert from 'node:assert/strict'
import type { Verdict } from '../../../doctor/diagnosis.ts'
import type { Answer, Facts, HostFacts, SetCookie } from '../../../doctor/facts.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import {
  storedBy,
  type CookieResponse,
  type Host,
  type StoredResponse,
} from '../../../doctor/rules/cookie-response.ts'
import { standardCookies } from '../../../doctor/rules/store-cookie.ts'

/** What the API sets, at its best. */
export const lasting = 'session=x; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Lax'

/** What the endpoint mints, by the recipe. */
export const minted =
  '__Secure-authToken=x; Max-Age=34560000; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Strict'

/** A site without an endpoint or API: `www.example.com` at one address. */
export function exampleFacts(fields: Partial<Facts> = {}): Facts {
  return {
    version: 1,
    page: { url: 'https://www.example.com/' },
    hosts: {
      'www.example.com': at('203.0.113.5'),
      'api.example.com': at('198.51.100.7'),
    },
    ...fields,
  }
}

export function at(...addresses: string[]): HostFacts {
  return { cnames: [], addresses }
}

export function aliased(cnames: string[], ...addresses: string[]): HostFacts {
  return { cnames, addresses }
}

/** The example's page and endpoint, with these answers of the endpoint. */
export function withEndpoint(
  answers: NonNullable<Facts['endpoint']>['answers'],
  fields: Partial<Facts> = {},
): Facts {
  const endpoint = {
    url: 'https://www.example.com/set-auth-token',
    cookie: parseSetCookie(minted),
    cookieFrom: 'config',
  } as const
  return exampleFacts({ endpoint: { ...endpoint, ...(answers && { answers }) }, ...fields })
}

/** The example's page and API, which sets these cookies. */
export function withApi(...headers: string[]): Facts {
  return exampleFacts({
    api: { url: 'https://api.example.com/is-authed', cookies: headers.map(parseSetCookie) },
  })
}

/** What edgemint itself answers to doctor's requests. */
export const healthyAnswers = {
  options: { status: 204, headers: { allow: 'PUT, PATCH, DELETE', 'cache-control': 'no-store' } },
  get: refusal(405, 'method-not-allowed'),
  put: refusal(400, 'token-missing'),
  patch: refusal(401, 'not-authenticated'),
  delete: {
    status: 204,
    headers: { 'cache-control': 'no-store' },
    cookies: [parseSetCookie(minted.replace('34560000', '0').replace('=x;', '=;'))],
  },
  foreign: refusal(403, 'cross-origin'),
} satisfies NonNullable<Facts['endpoint']>['answers']

export function refusal(status: number, problem: string): Answer {
  return { status, problem, headers: { 'cache-control': 'no-store' } }
}

export const timedOut: Answer = { failure: { reason: 'timeout', detail: '' } }

/** A page and a host by their addresses, and a cookie that the host sets. */
export function exampleResponse(
  fields: Partial<CookieResponse> = {},
  quirks = standardCookies,
): StoredResponse {
  const response: CookieResponse = {
    pageUrl: new URL('https://www.example.com/'),
    page: named('www.example.com', ['203.0.113.5']),
    url: new URL('https://api.example.com/login'),
    host: named('api.example.com', ['198.51.100.7']),
    cookie: parseSetCookie(lasting),
    canSkipNetwork: false,
    observedAt: undefined,
    ...fields,
  }
  return storedBy(response, quirks)
}

export function named(name: string, addresses: string[], cnames: string[] = []): Host {
  return {
    name,
    cnames,
    ipv4: addresses.filter((address) => !address.includes(':')),
    ipv6: addresses.filter((address) => address.includes(':')),
  }
}

/** A cookie by its attributes alone: `Path=/; Secure`. */
export function cookieWith(attributes: string, name = 'id'): SetCookie {
  return parseSetCookie(`${name}=x; ${attributes}`)
}

export function isSafariFetch({ browser, way }: Pick<Verdict, 'browser' | 'way'>): boolean {
  return browser === 'Safari' && way === 'fetch'
}

/** A sentence names these facts, in whichever words. */
export function names(sentence: string | undefined, ...facts: string[]): void {
  for (const fact of facts) {
    assert.ok(sentence?.includes(fact), `“${sentence}” does not name “${fact}”`)
  }
}

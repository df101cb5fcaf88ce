import { int, pick, randomFrom } from '../fuzz/mutate.ts'
import { hostileBody } from './generate-body.ts'
import {
  authorizationHeaders,
  cookieHeaders,
  originHeaders,
  otherHeaders,
  typeHeaders,
} from './generate-headers.ts'
import type { Chance } from './generate-token.ts'
import type { HostileRequest } from './request.ts'
import { sites, type Site } from './sites.ts'

/** The request of this seed and index: always the same. Most parts are good, so that the bad one is met. */
export function hostileRequest(seed: number, index: number): HostileRequest {
  const random = randomFrom(seed * 1_000_003 + index)
  const site = sites[index % sites.length]
  const marker = `zQ${int(random, 36 ** 6)
    .toString(36)
    .padStart(6, 'x')}Kw`
  const siteHost = new URL(site.config.site).hostname
  const host = random() < 0.6 ? siteHost : pick(hosts(site), random)
  const chance = { random, site, host, marker }
  const method = pickMethod(chance)
  const { type, body } = hostileBody(method, chance)
  // Engines leave out a header without a value, or not: no browser sends one.
  const headers = [
    ...originHeaders(method, chance),
    ...authorizationHeaders(method, chance),
    ...typeHeaders(type, chance),
    ...cookieHeaders(method, chance),
    ...otherHeaders(chance),
  ].filter(([, value]) => value !== '')
  return {
    site,
    method,
    host,
    target: pickTarget(chance),
    headers,
    body,
    marker,
    spelling: int(random, 2 ** 31),
  }
}

function hosts({ registrable }: Site): string[] {
  const deep = 'a.b.c.d.e.f.g.h.i.j.k'.split('.')
  return [
    registrable,
    `www.${registrable}`,
    `api.${registrable}`,
    ...[2, 6, 7, 8, 11].map((count) => `${deep.slice(0, count).join('.')}.${registrable}`),
    `not${registrable}`,
    `${registrable}.evil.test`,
    `www.${registrable}.`,
    'deploy-preview-7--site.netlify.app',
    'abc123.site.pages.dev',
    'd111111abcdef8.cloudfront.net',
    'shop.example.org',
    'www.example.org',
    'localhost',
    'xn--bcher-kva.example.com',
  ]
}

const oddMethods =
  'GET HEAD OPTIONS POST PUT PATCH DELETE PROPFIND MKCOL REPORT LOCK SEARCH PURGE COPY put patch Put delete options post'.split(
    ' ',
  )

function pickMethod({ random, site }: Chance): string {
  if (random() < 0.1) return pick(oddMethods, random)
  const form = site.formOrigins.length > 0 ? ['POST', 'POST', 'POST'] : ['POST']
  return pick(['PUT', 'PUT', 'PUT', 'PUT', 'PATCH', 'PATCH', 'PATCH', 'DELETE', ...form], random)
}

function pickTarget({ random, site, marker }: Chance): string {
  const { endpoint } = site
  if (random() < 0.85) return endpoint
  const query = [
    `?authToken=${marker}`,
    '?',
    '?a=%zz',
    '?a=b&a=c',
    '?__proto__=1',
    '?/../x',
    '?%00',
  ]
  if (random() < 0.5) return endpoint + pick(query, random)
  const near = [
    `${endpoint}/`,
    `${endpoint}/start`,
    `${endpoint}/landing`,
    `${endpoint}/x`,
    `${endpoint}x`,
    `${endpoint};a=1`,
    `${endpoint}%20`,
    `${endpoint}%2f`,
    `${endpoint}%3Fa`,
    endpoint.toUpperCase(),
    `/${endpoint}`,
    `//evil.test${endpoint}`,
    endpoint.replace('s', '%73'),
    `/x/..${endpoint}`,
    `/.${endpoint}`,
    `/x/%2e%2e${endpoint}`,
    '/',
    '/index.html?x=/set-auth-token',
  ]
  return pick(near, random)
}

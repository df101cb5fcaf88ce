import type { Facts, SetCookie } from '../../../doctor/facts.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'

// Diagnoses for the tests of reports: what the rules say of these facts, so that they stay what doctor says.

const minted: SetCookie = {
  ...parseSetCookie(
    '__Secure-authToken=x; Max-Age=34560000; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Strict',
  ),
  valueOctets: 214,
}

const refusal = (status: number, problem: string) => ({
  status,
  problem,
  headers: { 'cache-control': 'no-store', 'content-type': 'application/problem+json' },
})
const cleared = {
  ...minted,
  valueOctets: 0,
  attributes: minted.attributes.map((one) =>
    one.name === 'Max-Age' ? { ...one, value: '0' } : one,
  ),
}
const noStore = { 'cache-control': 'no-store' }

const healthyFacts: Facts = {
  version: 1,
  observedAt: '2026-11-21T10:04:09.000Z',
  page: {
    url: 'https://www.example.com/',
    redirects: ['https://example.com/'],
    answer: {
      status: 200,
      headers: { 'content-type': 'text/html; charset=UTF-8', server: 'Netlify', age: '0' },
    },
    serviceWorker: 'none',
  },
  endpoint: {
    url: 'https://example.com/set-auth-token',
    cookie: minted,
    cookieFrom: 'mint',
    answers: {
      options: { status: 204, headers: { ...noStore, allow: 'PUT, PATCH, DELETE, OPTIONS' } },
      get: refusal(405, 'method-not-allowed'),
      put: refusal(400, 'token-missing'),
      patch: refusal(401, 'not-authenticated'),
      delete: { status: 204, headers: noStore, cookies: [cleared] },
      foreign: refusal(403, 'cross-origin'),
      mint: { status: 204, headers: noStore, cookies: [minted] },
    },
  },
  api: {
    url: 'https://api.example.com/is-authed',
    answers: {
      preflight: {
        status: 204,
        headers: {
          'access-control-allow-origin': 'https://example.com',
          'access-control-allow-credentials': 'true',
          'access-control-allow-headers': 'content-type',
        },
      },
      foreign: { status: 403 },
      'is-authed': {
        status: 200,
        headers: {
          'content-type': 'application/json',
          'access-control-allow-origin': 'https://example.com',
          'access-control-allow-credentials': 'true',
        },
      },
    },
  },
  hosts: {
    'www.example.com': { cnames: ['example.netlify.app'], addresses: ['203.0.113.5'] },
    'example.com': { cnames: [], addresses: ['203.0.113.5'] },
    'api.example.com': {
      cnames: ['lb-1234.ap-northeast-1.elb.amazonaws.com'],
      addresses: ['198.51.100.7', '198.51.100.8'],
    },
  },
}

/** A Netlify site on its apex, with edgemint: nothing to complain about. */
export const healthy = diagnose(healthyFacts)

const session = parseSetCookie(
  'kuroco_session_with_a_rather_long_name_of_its_own=x; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax',
)

/** Kuroco's custom domain for the API, a CNAME: Safari caps the API's own cookie, and CORS is not right. */
export const customDomain = diagnose({
  version: 1,
  observedAt: '2026-11-21T10:04:09.000Z',
  page: {
    url: 'https://www.example.com/',
    answer: {
      status: 200,
      headers: { 'content-type': 'text/html', 'cache-control': 'public, max-age=600' },
    },
    serviceWorker: 'none',
  },
  api: {
    url: 'https://api.example.com/rcms-api/1/login',
    cookies: [session],
    answers: { 'is-authed': { status: 401, cookies: [session] } },
  },
  hosts: {
    'www.example.com': {
      cnames: ['example.netlify.app'],
      addresses: ['203.0.113.5', '203.0.113.6', '2001:db8:1:2::5', '2001:db8:1:2::6'],
    },
    'api.example.com': {
      cnames: [
        'mysite.g.kuroco.app',
        'edge-routing-layer.internal.kuroco-cdn.example.net',
        'customer-4711-with-a-very-long-label-indeed.ap-northeast-1.elb.kuroco.app',
      ],
      addresses: ['198.51.100.7', '198.51.100.8', '198.51.100.9', '198.51.100.10', '198.51.100.11'],
    },
  },
})

const twoRangesFacts: Facts = {
  version: 1,
  page: { url: 'https://www.example.com/' },
  endpoint: { url: 'https://www.example.com/set-auth-token', cookie: minted, cookieFrom: 'plan' },
  hosts: {
    'www.example.com': {
      cnames: [],
      addresses: ['203.0.113.5', '198.51.100.7', '2001:db8:1:2::5', '2001:db8:1:3::7'],
    },
  },
}

/** A site whose host has addresses in two ranges, as a plan: nothing else is wrong. */
export const twoRangesOnly = diagnose(twoRangesFacts)

/** The same, and an API on another site that sets a session cookie. */
export const twoRanges = diagnose({
  ...twoRangesFacts,
  api: {
    url: 'https://example.a.kuroco.app/',
    cookies: [parseSetCookie('rcms=x; HttpOnly; Secure; SameSite=None')],
  },
  hosts: {
    ...twoRangesFacts.hosts,
    'example.a.kuroco.app': { cnames: [], addresses: ['192.0.2.44'] },
  },
})

/** A site with an address of each family: kept, but for a browser that mixes them. */
export const dualStack = diagnose({
  ...twoRangesFacts,
  hosts: { 'www.example.com': { cnames: [], addresses: ['203.0.113.5', '2001:db8:1:2::5'] } },
})

const host = 'staging-environment-of-the-new-customer-portal.internal.subsidiary.example.co.uk'

/** DNS failed and the endpoint did not answer; the host's name is long. */
export const partial = diagnose({
  version: 1,
  page: {
    url: `https://${host}/`,
    answer: { failure: { reason: 'timeout', detail: 'no answer within 5 s' } },
  },
  endpoint: {
    url: `https://${host}/set-auth-token`,
    cookie: parseSetCookie('__Host-authToken=x; Max-Age=34560000; Path=/; HttpOnly; Secure'),
    cookieFrom: 'config',
    answers: { put: { failure: { reason: 'certificate', detail: 'self-signed certificate' } } },
  },
  hosts: {
    [host]: {
      cnames: ['d111111abcdef8.cloudfront.net'],
      addresses: [],
      failures: [
        { question: 'A', name: 'd111111abcdef8.cloudfront.net', reason: 'servfail' },
        { question: 'AAAA', name: 'd111111abcdef8.cloudfront.net', reason: 'timeout' },
      ],
    },
  },
})

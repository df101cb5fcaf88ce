import type { Refusal } from '../cookie-rules.ts'

/** The ids of findings, by what they are about. */
export const findingIds = {
  dns: ['no-network', 'dns-failed', 'dns-incomplete'],
  page: [
    'page-unreachable',
    'page-redirects',
    'page-status',
    'page-not-html',
    'page-service-worker',
    'page-cacheable',
    'page-behind-cname',
    'page-without-hsts',
  ],
  endpoint: [
    'endpoint-missing',
    'endpoint-not-edgemint',
    'endpoint-unreachable',
    'endpoint-partly-unreachable',
    'endpoint-fails',
    'endpoint-redirects',
    'endpoint-methods-blocked',
    'endpoint-refuses-page',
    'endpoint-refuses-token',
    'endpoint-differs-from-config',
    'endpoint-takes-strangers',
    'endpoint-allows-cors',
    'endpoint-cached',
    'endpoint-without-no-store',
  ],
  bridge: ['bridge-missing', 'bridge-refuses-page', 'bridge-unreachable'],
  // And one for each rule that refuses a cookie, from the table of those.
  cookie: [
    'cookie-folded',
    'cookie-not-sent-to-api',
    'cookie-path',
    'cookie-session',
    'cookie-over-400-days',
    'refresh-token-short',
    'refresh-life-unknown',
    'refresh-cookie-exposed',
    'cookie-attribute-void',
    'cookie-attribute-too-long',
    'cookie-without-httponly',
    'cookie-without-secure',
    'cookie-without-samesite',
  ],
  api: [
    'api-unreachable',
    'api-fails',
    'api-preflight-fails',
    'api-answer-hidden',
    'api-takes-any-origin',
    'api-without-is-authed',
    'token-in-header',
    'api-answers-without-token',
    'api-token-untested',
    'own-name-not-enough',
    'other-record-no-help',
    'other-ways-not-counted',
    'form-post-untested',
  ],
} as const

/** What a finding is about. */
export type Subject = keyof typeof findingIds

/** The ids of the findings about a subject; of all where none is named. */
export type FindingId<About extends Subject = Subject> =
  | (typeof findingIds)[About][number]
  | ('cookie' extends About ? Refusal['finding'] : never)

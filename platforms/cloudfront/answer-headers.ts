import { answerHeaders, defaultCacheControl } from '../../shared/core/api-answer.ts'
import type { Bridge } from '../../shared/core/bridge.ts'

/**
 * The rules for the API's answers that CloudFront keeps by itself, in a response headers policy. They hold for
 * every status, where a function at viewer response runs below 400 alone. It knows `nosniff` by a switch.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export const policyHeaders = {
  /** Where the API says nothing. */
  cacheControl: defaultCacheControl,
  /** In the place of the API's own. */
  contentSecurityPolicy: answerHeaders['content-security-policy'],
}

const always = [
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Headers',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Origin',
  'Access-Control-Expose-Headers',
  'Clear-Site-Data',
  'NEL',
  'Server-Timing',
  'Strict-Transport-Security',
]
const allCookies = 'Set-Cookie'
const maxAge = 'Access-Control-Max-Age'

/**
 * The headers of the API that are taken out. Ten are the most that a policy takes, and no name may have a `*`. Where
 * no cookie of the API passes, all of them go; the header that gives way to them says nothing without
 * Access-Control-Allow-Origin.
 */
export const removedHeaders = ({ cookies }: Pick<Bridge, 'cookies'>): string[] => [
  ...always,
  cookies.length === 0 ? allCookies : maxAge,
]

/** All that a policy of ours may take out, for one bridge or another. */
export const everRemoved = [...always, allCookies, maxAge]

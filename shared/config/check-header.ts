import { ofConnection, ofNetlify, sentByWorkerd } from '../core/dropped-headers.ts'
import type { MistakeLog } from './check-fields.ts'
import { show } from './mistakes.ts'

/**
 * What a proxy, Cloudflare or CloudFront sets itself, drops or answers with 502, and what means something
 * else to a server.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
const takenRegExp =
  /^(?:cookie|set-cookie|origin|referer|date|accept|range|user-agent|forwarded|via|http2-settings|true-client-ip|x-real-ip|x-cache|x-http-method-override|(?:sec|proxy|content|access-control|accept|if|x-forwarded|cf|cdn|cloudfront|x-amz|x-amzn|x-edge|x-accel)-.*)$/

const dropped = new Set([...ofConnection, ...sentByWorkerd])

/** By the lower-case name. */
const isTaken = (name: string): boolean =>
  takenRegExp.test(name) || dropped.has(name) || name.startsWith(ofNetlify)

/**
 * The header that an API wants a token in, and what stands before the token there: `Bearer` in
 * Authorization, nothing elsewhere, if the config does not say otherwise.
 *
 * @param prefix what stands before `header` and `scheme` in the config: `bridge.`
 */
export function checkHeader(
  log: MistakeLog,
  prefix: string,
  value: Record<string, unknown>,
): { header: string; scheme: string } {
  const { header = usual } = value
  // What every object has would be found where a request lacks the header.
  const name = isToken(header) && !(header.toLowerCase() in {}) ? header : ''
  if (!name) {
    log.report(
      `${prefix}header`,
      `${show(header)} is not the name of a header.`,
      "Write a name such as 'X-Access-Token'.",
    )
  }
  if (isTaken(name.toLowerCase())) {
    log.report(
      `${prefix}header`,
      `${show(name)} belongs to browsers and servers on the way: no token can travel in it.`,
      'Write the header in which the API wants the token.',
    )
  }
  const { scheme = name.toLowerCase() === usual.toLowerCase() ? 'Bearer' : '' } = value
  if (scheme === '' || isToken(scheme)) return { header: name, scheme }
  log.report(
    `${prefix}scheme`,
    `${show(scheme)} is not a scheme.`,
    "Write one word, such as 'Bearer'.",
  )
  return { header: name, scheme: '' }
}

const usual = 'Authorization'

/** RFC 9110, section 5.6.2. */
function isToken(text: unknown): text is string {
  return typeof text === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(text)
}

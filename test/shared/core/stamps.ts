import { createHmac, hkdfSync } from 'node:crypto'
import type { StampCryptography } from '../../../shared/core/attach-stamped.ts'
import type { HandlerRequest } from '../../../shared/core/request.ts'
import { cookieName, requestWith, type RequestParts } from './fixtures.ts'

/** What is bound: lines of exactly 32 octets and more. */
export const stampSecret = 'edgemint’s own secret of tests'
export const formerStampSecret = 'the secret that stamps were made of'

/** When it is, in seconds since 1970, and a second of which there is a half left. */
export const now = 1_800_000_000.5
export const soon = '1800000600'

/** By Node's own functions: HKDF (RFC 5869) and HMAC (RFC 2104). */
export function stampMac(text: string, secret = stampSecret): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'edgemint stamp', 32))
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** A stamp that is as docs/bridge.md says, whatever its end. */
export function stampOf(
  token: string,
  { name = cookieName, exp = soon, secret = stampSecret } = {},
): string {
  return `v1.${exp}.${stampMac(`v1\n${name}\n${exp}\n${token}`, secret)}`
}

/** What Node lends, at `now`. */
export function lendKeys(secrets: string[] = [stampSecret]): StampCryptography {
  return {
    macs: async (text) => secrets.map((secret) => stampMac(text, secret)),
    time: now,
  }
}

/** A GET of our page with these stamps beside the auth cookie `T`. */
export function stampedRequest(
  stamps: string[],
  { cookieValues = ['T'], ...parts }: RequestParts = {},
): HandlerRequest {
  const cookies: Record<string, string[]> = {
    [cookieName]: cookieValues,
    [`${cookieName}-stamp`]: stamps,
  }
  const headers = { origin: undefined, 'sec-fetch-site': 'same-origin' }
  return {
    ...requestWith({ method: 'GET', headers, ...parts }),
    cookieValues: (name) => cookies[name] ?? [],
  }
}

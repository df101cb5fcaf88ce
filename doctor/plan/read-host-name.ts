import ipaddr from 'ipaddr.js'
import { longest } from './limits.ts'

/**
 * A host name as URLs and DNS answers are compared: lower case, no dot at the end, other scripts in
 * Punycode. Undefined if it is none; an IP address is none.
 */
export function readHostName(text: string): string | undefined {
  // A longer one is none, and Punycode takes quadratic time.
  if (text.length > 2 * longest.hostName) return undefined
  const name = text.replace(/\.$/, '')
  if (!/^[\w\-.\u0080-\uffff]+$/.test(name) || !URL.canParse(`https://${name}`)) return undefined
  const { hostname } = new URL(`https://${name}`)
  const isName = hostname.length <= 253 && /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/.test(hostname)
  return isName && !isAddress(hostname) ? hostname : undefined
}

/** Whether the host of a URL is an IP address. */
export function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || ipaddr.IPv4.isValidFourPartDecimal(hostname)
}

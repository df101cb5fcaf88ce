import { isAddress } from './address.ts'

/** Characters, in whatever script. */
export const longestHostName = 254

/**
 * A host name as URLs and DNS answers are compared: lower case, no dot at the end, other scripts in
 * Punycode. Undefined if it is none; an IP address is none.
 */
export function readHostName(text: string): string | undefined {
  // A longer one is none, and Punycode takes quadratic time.
  if (text.length > 2 * longestHostName) return undefined
  const name = text.replace(/\.$/, '')
  if (!/^[\w\-.\u0080-\uffff]+$/.test(name) || !URL.canParse(`https://${name}`)) return undefined
  const { hostname } = new URL(`https://${name}`)
  return isPlain(hostname) && !isAddress(hostname) ? hostname : undefined
}

/** Whether labels, as DNS answers have them, make up the whole. So does an IPv4 address. */
function isPlain(hostname: string): boolean {
  return hostname.length <= 253 && /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/.test(hostname)
}

/**
 * The URL with its host as DNS answers and certificates name it, without a dot at the end. Undefined
 * where no host can have that name.
 */
export function withPlainHost(url: URL): URL | undefined {
  // Nearly every host of a HAR, which has thousands: what follows takes some hundred times as long.
  if (isPlain(url.hostname) || isAddress(url.hostname)) return url
  const hostname = readHostName(url.hostname)
  if (hostname === undefined) return undefined
  const plain = new URL(url)
  plain.hostname = hostname
  return plain
}

/** A URL as facts may hold it: without user name, password, query and fragment, where secrets may be. */
export function publicUrl({ origin, pathname }: URL): string {
  return origin + pathname
}

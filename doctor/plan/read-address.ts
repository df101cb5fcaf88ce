import ipaddr from 'ipaddr.js'
import { showText, type Part } from './read-fields.ts'

/** An IP address in the one form in which equal addresses are equal text (RFC 5952 for IPv6). */
export function readAddress({ log, place, value }: Part): string | undefined {
  const address = typeof value === 'string' ? normalise(value) : undefined
  if (address === undefined) {
    log.report(
      place,
      `${showText(value)} is not an IP address.`,
      'Write it as in "203.0.113.5" or "2001:db8::5": no port, mask, zone or brackets.',
    )
  }
  return address
}

/** IPv4 first, then by number. */
export function compareAddresses(a: string, b: string): number {
  const [left, right] = [ipaddr.parse(a).toByteArray(), ipaddr.parse(b).toByteArray()]
  if (left.length !== right.length) return left.length - right.length
  const at = left.findIndex((octet, i) => octet !== right[i])
  return at < 0 ? 0 : left[at] - right[at]
}

/** Characters of eight groups, or of six and an IPv4 address. */
const longestAddress = 45

/** IPv6 as URLs have it: `ipaddr.js` takes `::0x1.2.3.4` too, and `::1.2.3.4` for `::ffff:1.2.3.4`. */
function normalise(text: string): string | undefined {
  if (text.length > longestAddress) return undefined
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return text
  const url = `https://[${text}]`
  return /^[\da-f:.]+$/i.test(text) && URL.canParse(url)
    ? new URL(url).hostname.slice(1, -1)
    : undefined
}

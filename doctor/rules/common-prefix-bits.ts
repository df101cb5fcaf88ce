import ipaddr from 'ipaddr.js'

interface Address {
  family: 'IPv4' | 'IPv6'
  octets: number[]
}

/** Addresses are few, and each is asked for often. */
const parsed = new Map<string, Address | undefined>()
const mostParsed = 256

/** An address as WebKit reads it: IPv6, then IPv4 in four decimal parts; none for anything else (DNS.cpp). */
export function parseAddress(text: string): Address | undefined {
  if (parsed.has(text)) return parsed.get(text)
  if (parsed.size === mostParsed) parsed.clear()
  const address = readAddress(text)
  parsed.set(text, address)
  return address
}

function readAddress(text: string): Address | undefined {
  const ipv6 = readIpv6(text)
  if (ipv6) return { family: 'IPv6', octets: ipaddr.IPv6.parse(ipv6).toByteArray() }
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return { family: 'IPv4', octets: ipaddr.IPv4.parse(text).toByteArray() }
  }
  return undefined
}

/** One with an IPv4 tail as URLs write it: `ipaddr.js` takes `::0x1.2.3.4`, and `::1.2.3.4` for `::ffff:1.2.3.4`. */
function readIpv6(text: string): string | undefined {
  if (!/^[\da-f:.]+$/i.test(text)) return undefined
  if (!text.includes('.')) return ipaddr.IPv6.isValid(text) ? text : undefined
  const url = `https://[${text}]`
  return text.includes(':') && URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : undefined
}

/**
 * How many leading bits two addresses share: 0 to 32 for IPv4, 0 to 128 for IPv6, and 0 for a mixed
 * pair. No range is special, IPv4-mapped addresses included (WebKit's IPAddressTests).
 */
export function commonPrefixBits(one: string, other: string): number {
  const a = parseAddress(one)
  const b = parseAddress(other)
  if (!a || !b || a.family !== b.family) return 0
  let bits = 0
  for (const [index, octet] of a.octets.entries()) {
    const difference = octet ^ b.octets[index]
    if (difference !== 0) return bits + Math.clz32(difference) - 24
    bits += 8
  }
  return bits
}

export interface Address {
  family: 'IPv4' | 'IPv6'
  octets: number[]
}

const zeroTo255 = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4 = new RegExp(`^${zeroTo255}(?:\\.${zeroTo255}){3}$`)

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
  const address = normalAddress(text)
  if (address === undefined) return undefined
  return ipv4.test(address)
    ? { family: 'IPv4', octets: address.split('.').map(Number) }
    : { family: 'IPv6', octets: octetsOf(address) }
}

/** Of IPv6 in its normal form: groups of 16 bits, and once `::` for all that are zero in one place. */
function octetsOf(address: string): number[] {
  const [before, after = []] = address
    .split('::')
    .map((groups) => groups.split(':').map((group) => Number.parseInt(group || '0', 16)))
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0)
  return [...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff])
}

/** Characters of eight groups, or of six and an IPv4 address. */
const longestAddress = 45

/** An address in the one form in which equal addresses are equal text (RFC 5952 for IPv6). IPv6 is read as in URLs. */
export function normalAddress(text: string): string | undefined {
  if (text.length > longestAddress) return undefined
  if (ipv4.test(text)) return text
  const url = `https://[${text}]`
  return /^[\da-f:.]+$/i.test(text) && URL.canParse(url)
    ? withoutBrackets(new URL(url).hostname)
    : undefined
}

/** Whether the host of a URL is an IP address. */
export function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || ipv4.test(hostname)
}

/** The host of a URL, which has IPv6 addresses in brackets, as DNS has it. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/** IPv4 first, then by number. Takes addresses alone. */
export function compareAddresses(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => (parseAddress(text) as Address).octets)
  if (left.length !== right.length) return left.length - right.length
  const at = left.findIndex((octet, i) => octet !== right[i])
  return at < 0 ? 0 : left[at] - right[at]
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

import { normalAddress } from '../hosts/address.ts'
import { showText, type Part } from './read-fields.ts'

/** An IP address in the one form in which equal addresses are equal text (RFC 5952 for IPv6). */
export function readAddress({ log, place, value }: Part): string | undefined {
  const address = typeof value === 'string' ? normalAddress(value) : undefined
  if (address === undefined) {
    log.report(
      place,
      `${showText(value)} is not an IP address.`,
      'Write it as in "203.0.113.5" or "2001:db8::5": no port, mask, zone or brackets.',
    )
  }
  return address
}

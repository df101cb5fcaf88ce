import { tokenMalformed, tokenTooLarge, type Problem } from './problems.ts'

/**
 * Any character but those of RFC 6265, section 4.1.1:
 *
 *     cookie-octet = %x21 / %x23-2B / %x2D-3A / %x3C-5B / %x5D-7E
 *
 * The grammar also allows an empty value and one in double quotes. A token may be neither. To search
 * for one bad octet costs half of matching all, and `$` would let a line break through in njs.
 */
const badOctetRegExp = /[^!#-+\--:<-[\]-~]/

export const isCookieOctets = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.search(badOctetRegExp) < 0

/** Why a browser would not keep this token as it is; undefined when it would. */
export function validateToken(token: unknown, cookieName: string): Problem | undefined {
  if (!isCookieOctets(token)) return tokenMalformed
  const size = cookieName.length + token.length
  // RFC 6265bis, section 5.6: browsers ignore a cookie whose name and value exceed this many octets.
  return size > 4096 ? tokenTooLarge(size) : undefined
}

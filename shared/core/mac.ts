/**
 * The secrets that are bound by a name: one a line, the newest first. While one is replaced, both hold. Where one is
 * shorter than the hash, 32 octets, and so too easy to guess, none holds.
 */
export function secretLines(bound: string): string[] {
  // Stryker disable next-line ArrayDeclaration: a line that is too short is as good as none
  const lines: string[] = bound.match(/[^\r\n]+/g) || []
  return lines.some(isShort) ? [] : lines
}

/** Whether a secret has fewer octets than the hash: each of UTF-8 counts. Throws where it is no Unicode. */
export const isShort = (secret: string): boolean =>
  encodeURI(secret).replace(/%../g, '%').length < 32

/** Whether a MAC is the expected one. To the end, wherever they differ: how long it takes tells nothing of the right one. */
export function isSameMac(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length
  // Stryker disable next-line EqualityOperator: behind the end of both are NaN, which is 0 among bits
  for (let at = 0; at < expected.length; at++) {
    difference |= expected.charCodeAt(at) ^ given.charCodeAt(at)
  }
  return !difference
}

/**
 * What is bound by a name: one secret a line, the newest first, without what editors and shells leave around it: blanks,
 * and before the first a byte order mark. To njs, \s is no such mark.
 */
export const linesOf = (bound: string): string[] =>
  bound.match(/[^\0- \uFEFF](?:[^\r\n]*[^\0- \uFEFF])?/g) || []

/**
 * The lines, where each is a secret to compute a MAC with. While one is replaced, both hold. Where one is shorter than
 * the hash, 32 octets, and so too easy to guess, none holds.
 */
export function secretLines(bound: string): string[] {
  const lines = linesOf(bound)
  return lines.some(isShort) ? [] : lines
}

/** Whether a secret has fewer octets than the hash: each of UTF-8 counts. Throws where it is no Unicode. */
const isShort = (secret: string): boolean => encodeURI(secret).replace(/%../g, '%').length < 32

/** Whether a MAC is the expected one. To the end, wherever they differ: how long it takes tells nothing of the right one. */
export function isSameMac(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length
  // Stryker disable next-line EqualityOperator: behind the end of both are NaN, which is 0 among bits
  for (let at = 0; at < expected.length; at++) {
    difference |= expected.charCodeAt(at) ^ given.charCodeAt(at)
  }
  return !difference
}

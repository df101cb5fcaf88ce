/**
 * What servers understand in more than one way: two slashes, a dot segment (also before a `;`, which
 * some take for its end), a backslash, and an encoded slash, backslash or NUL.
 */
const ambiguousRegExp = /\/\/|\\|%2f|%5c|%00|\/(?:\.|%2e){1,2}(?:[/;]|$)/i

export const isAmbiguous = (path: string): boolean => ambiguousRegExp.test(path)

/** An encoded character that means the same as the bare one: a letter, a digit, `-._~` (RFC 3986, section 2.3). */
const encodedUnreservedRegExp = /%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/i

/** Whether a router that normalises paths may take this one for another (RFC 3986, section 6.2.2). */
export const mayBecomeAnother = (path: string): boolean =>
  ambiguousRegExp.test(path) || encodedUnreservedRegExp.test(path)

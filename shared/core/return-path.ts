/**
 * A path of our own, with an optional query and fragment, in RFC 3986's characters. The two
 * look-aheads refuse what browsers resolve to another place than it seems: `//host` (another
 * host; a backslash is none of the characters) and dot segments, percent-encoded or not.
 */
const returnPathRegExp =
  /^(?!\/\/)(?![^?#]*\/(?:\.|%2e){1,2}(?:[/?#]|$))\/[\w\-.~!$&'()*+,;=:@%/?#[\]]*$/i

/** Whether a form post may return to this path (RFC 9700, section 4.11: no open redirector). */
export function isAllowedReturn(path: string, allowed: string[]): boolean {
  if (!returnPathRegExp.test(path)) return false
  for (let i = 0; i < allowed.length; i++) {
    const entry = allowed[i]
    if (entry === path) return true
    if (entry.endsWith('*') && path.startsWith(entry.slice(0, -1))) return true
  }
  return false
}

/** Where a form post returns to that does not say: the first allowed path, or the start of its prefix. */
export function defaultReturn(allowed: string[]): string {
  return allowed[0].replace(/\*$/, '')
}

/** What the endpoint and the bridge read of a URL. */
export type UrlParts = Pick<URL, 'origin' | 'hostname' | 'pathname' | 'search'>

/**
 * A URL that its parser (https://url.spec.whatwg.org/#url-parsing) leaves as it stands, in four parts. All others are
 * the parser's work: with a port or without a path, with a host that may be an address (its last label begins with a
 * digit) or that holds `--` (so does `xn--`), with a segment that begins with a dot, encoded or not, with a character
 * that is encoded there, with a fragment.
 */
const plainUrlRegExp =
  /^(https?:\/\/((?:[a-z\d]+[.-])*[a-z][a-z\d]*))((?:\/(?![.%])[\w.~!$&'()*+,;=:@%-]*)+)(\?[\w.~!$&()*+,;=:@%/?-]+)?$/

/** A URL in parts. A URL object costs as much as all that is judged of a request. */
export function parseUrl(url: string): UrlParts {
  const plain = plainUrlRegExp.exec(url)
  if (!plain) return new URL(url)
  const [, origin, hostname, pathname, search = ''] = plain
  return { origin, hostname, pathname, search }
}

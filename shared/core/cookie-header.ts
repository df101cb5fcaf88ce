/**
 * The values of all cookies with this exact name in a Cookie header, in its order (RFC 6265,
 * section 4.2.1). They stay as they are: no quotes are stripped, nothing is percent-decoded.
 */
export function cookieValues(header: string, name: string): string[] {
  const values: string[] = []
  const pairs = header.split(';')
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i]
    let start = 0
    while (isBlank(pair, start)) start++
    if (!pair.startsWith(name + '=', start)) continue
    let end = pair.length
    while (isBlank(pair, end - 1)) end--
    values.push(pair.slice(start + name.length + 1, end))
  }
  return values
}

/**
 * White space is SP and HTAB. trim() also takes U+00A0, which to browsers is part of a name: a cookie
 * of such a name would pass for ours and get past its prefix. A regular expression for blanks at the
 * end takes quadratic time where blanks stand in the middle.
 */
function isBlank(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code === 32 || code === 9
}

/**
 * The values of all cookies with this exact name in a Cookie header, in its order (RFC 6265,
 * section 4.2.1). They stay as they are: no quotes are stripped, nothing is percent-decoded.
 */
export function cookieValues(header: string, name: string): string[] {
  const values: string[] = []
  const pairs = header.split(';')
  for (let i = 0; i < pairs.length; i++) {
    // White space is SP and HTAB. trim() also takes U+00A0, which to browsers is part of a name: a
    // cookie of such a name would pass for ours and get past its prefix.
    const pair = pairs[i].replace(/^[ \t]+|[ \t]+$/g, '')
    if (pair.startsWith(name + '=')) values.push(pair.slice(name.length + 1))
  }
  return values
}

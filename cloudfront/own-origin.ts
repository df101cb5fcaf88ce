/**
 * The origin and the host that a Host header names. CloudFront shows its functions no scheme: https, on
 * which alone the cookie is of use. A browser's Origin is in lower case and without the default port,
 * which a Host header need not be.
 */
export function ownOrigin(header: string | undefined): { origin: string; hostname: string } {
  const host = (header || '').toLowerCase()
  const colon = host.indexOf(':')
  const hostname = colon < 0 ? host : host.slice(0, colon)
  const isDefault = colon >= 0 && host.slice(colon) === ':443'
  return { origin: 'https://' + (isDefault ? hostname : host), hostname: hostname }
}

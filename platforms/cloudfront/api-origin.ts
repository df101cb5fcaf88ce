import { UsageError } from '../../shared/config/usage-error.ts'

/** How CloudFront asks the API of a bridge. TLS 1.2 is the newest that an origin can be asked with. */
export interface ApiOrigin {
  domain: string
  port: string
  protocol: 'https-only'
  tls: 'TLSv1.2'
}

/**
 * The API as an origin of a distribution. The function writes the whole path, so it has none of its own.
 *
 * @param origin `https://api.vendor.com`
 * @throws {UsageError} where it is on this machine: the config's check lets http pass for localhost
 */
export function apiOrigin(origin: string): ApiOrigin {
  const { hostname, port, protocol } = new URL(origin)
  if (protocol !== 'https:') {
    throw new UsageError(
      `api is ${origin}, and CloudFront cannot ask a server on your machine.\n  → Write the address that the API has on the web.`,
      1,
    )
  }
  return { domain: hostname, port: port || '443', protocol: 'https-only', tls: 'TLSv1.2' }
}

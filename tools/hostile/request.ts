import type { PlainRequest } from '../../platforms/runtime.ts'
import type { Site } from './sites.ts'

/** A request as it is meant, however it is written on a connection. */
export interface HostileRequest {
  site: Site
  method: string
  /** In lower case, without a port. */
  host: string
  /** Path and query, as they stand in the request line. */
  target: string
  /**
   * In the order in which they are sent, repeated ones repeatedly; names in lower case, one character an octet, no blank
   * at the ends of a value. Without Host and Content-Length.
   */
  headers: [string, string][]
  body: Uint8Array
  /** Stands in each token of this request and nowhere else, so that it tells where one is reflected. */
  marker: string
  /** Chooses how it is spelt on a connection. */
  spelling: number
}

/** The value of a header; repeated ones are joined (RFC 9110, section 5.3; of Cookie, RFC 9113, section 8.2.3). */
export function headerOf({ headers }: HostileRequest, name: string): string | undefined {
  const values = headers.filter(([each]) => each === name).map(([, value]) => value)
  return values.length === 0 ? undefined : values.join(name === 'cookie' ? '; ' : ', ')
}

/** As a platform shows it to its functions. */
export function toPlain({ method, host, target, headers, body }: HostileRequest): PlainRequest {
  const length: [string, string][] =
    body.length > 0 ? [['content-length', String(body.length)]] : []
  return {
    method,
    url: `https://${host}${target}`,
    headers: [['host', host], ...headers, ...length],
    ...(body.length > 0 ? { body } : {}),
  }
}

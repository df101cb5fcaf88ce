import { createRequire } from 'node:module'

/** A request as plain data. Header names are in lower case, repeated ones stand repeatedly. */
export interface PlainRequest {
  method: string
  /** Absolute, as the browser sees it. */
  url: string
  headers: [string, string][]
  body?: string | Uint8Array
}

/**
 * A response as plain data. Header names are in lower case; each Set-Cookie stands for itself; the body is decoded, but
 * for a coding that the headers still name.
 */
export interface PlainResponse {
  status: number
  headers: [string, string][]
  body: string
  /** The same to the octet, where it may be no text. */
  octets?: Uint8Array
}

/** A platform's own engine with one of our bundles in it. */
export interface Runtime {
  /** The engine and its version: `njs 0.7.9`. */
  engine: string
  /** Whether another engine stands in for the platform's own, which is not installed. */
  isStandIn?: boolean
  /** Resolves to undefined when the bundle passes the request on to the site, untouched. */
  fetch: (request: PlainRequest) => Promise<PlainResponse | undefined>
  close: () => Promise<void>
}

const require = createRequire(import.meta.url)

/** The version of an installed npm package. */
export function versionOf(name: string): string {
  return (require(`${name}/package.json`) as { version: string }).version
}

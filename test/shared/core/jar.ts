import assert from 'node:assert/strict'
import { parseSetCookie } from 'set-cookie-parser'

export interface StoredCookie {
  name: string
  value: string
  domain: string
  isHostOnly: boolean
  path: string
}

/**
 * A cookie store that keeps the last of what it takes for one cookie. RFC 6265bis tells a host-only
 * cookie from one with the host as its Domain (section 5.7, step 24), RFC 6265 does not (section 5.3,
 * step 11): agents of both kinds are about.
 */
export class Jar {
  #cookies = new Map<string, StoredCookie>()
  #tellsHostOnly: boolean

  constructor({ tellsHostOnly }: { tellsHostOnly: boolean }) {
    this.#tellsHostOnly = tellsHostOnly
  }

  /** Stores the cookies of an answer from this host; a Domain that browsers refuse is an error. */
  store(host: string, lines: string[]): void {
    for (const { name, value, domain, path = '', maxAge } of parseSetCookie(lines, {
      decodeValues: false,
    })) {
      assert.ok(path.startsWith('/') && maxAge !== undefined)
      assert.ok(domain === undefined || host === domain || host.endsWith(`.${domain}`), domain)
      const isHostOnly = domain === undefined
      const identity = [name, domain ?? host, path, this.#tellsHostOnly && isHostOnly].join(' ')
      this.#cookies.delete(identity)
      if (maxAge === 0) continue
      this.#cookies.set(identity, { name, value, domain: domain ?? host, isHostOnly, path })
    }
  }

  get cookies(): StoredCookie[] {
    return [...this.#cookies.values()]
  }

  /** The Cookie header to a URL (RFC 6265, section 5.4). */
  header(url: string): string {
    const { hostname, pathname } = new URL(url)
    return this.cookies
      .filter(({ domain, isHostOnly, path }) => {
        const isUnder = !isHostOnly && hostname.endsWith(`.${domain}`)
        const isWithin = pathname === path || pathname.startsWith(path.replace(/\/?$/, '/'))
        return (hostname === domain || isUnder) && isWithin
      })
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
  }
}

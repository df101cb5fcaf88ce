import { createLocalJWKSet, type LocalJWKSet } from 'jose'
import { fetchBounded } from './bounded-fetch.ts'

/** All in milliseconds. */
const fresh = 600_000
const usable = 86_400_000
/** Between two fetches for an unknown key: a caller who makes key ids up costs one fetch in that time. */
const coolDown = 30_000
/** Between two fetches where the server is slow or down: as long as Retry-After says. */
const retryAfter = 5000

/** In octets. */
const longestKeySet = 262_144

/** The key set of a URL, or undefined where none can be had. Keeps it, and its failures, as long as it lives. */
export interface KeySetCache {
  /** The keys, not older than ten minutes if it can be helped: while their server is down, up to a day. */
  current: () => Promise<LocalJWKSet | undefined>
  /** The keys anew, for a token whose key is not among them; the same ones where they are too young to ask again. */
  renewed: () => Promise<LocalJWKSet | undefined>
}

/**
 * jose's own remote set waits for a server that is down at each token, has no bound for what it reads, and
 * forgets its keys after ten minutes. Fetches are not shared between requests: in a Worker, one request
 * cannot wait for what another has begun.
 *
 * @param now in milliseconds
 */
export function createKeySetCache(url: string, now: () => number = Date.now): KeySetCache {
  let keys: LocalJWKSet | undefined
  // Stryker disable next-line UnaryOperator: of what is infinitely far away, `since` does not see the side
  let loadedAt = -Infinity
  // Stryker disable next-line UnaryOperator: of what is infinitely far away, `since` does not see the side
  let triedAt = -Infinity
  let failedAt = -Infinity

  /** Without a sign: where the clock was set back, what lies ahead of it is past, too. */
  const since = (moment: number): number => Math.abs(now() - moment)

  async function load(): Promise<LocalJWKSet | undefined> {
    triedAt = now()
    try {
      const { status, text } = await fetchBounded(url, longestKeySet, {
        headers: { accept: 'application/json, application/jwk-set+json' },
      })
      if (status !== 200) throw new Error()
      keys = createLocalJWKSet(JSON.parse(text))
      loadedAt = now()
      return keys
    } catch {
      failedAt = now()
      return undefined
    }
  }

  return {
    async current() {
      const age = since(loadedAt)
      if (age < fresh) return keys
      const old = age < usable ? keys : undefined
      // Where there are old keys, one request tries and the others go on with them.
      if (since(old ? triedAt : failedAt) < retryAfter) return old
      return (await load()) ?? old
    },
    async renewed() {
      if (since(triedAt) >= coolDown) return load()
      return failedAt > loadedAt ? undefined : keys
    },
  }
}

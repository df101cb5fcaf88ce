import { createLocalJWKSet, type LocalJWKSet } from 'jose'
import { createAnswerCache, type AnswerCache } from '../answer-cache.ts'
import { fetchBounded } from './bounded-fetch.ts'

/** In octets. */
const longestKeySet = 262_144

/** The key set of a URL. */
export type KeySetCache = AnswerCache<LocalJWKSet>

/**
 * jose's own remote set waits for a server that is down at each token, has no bound for what it reads, and
 * forgets its keys after ten minutes. For half a minute after each answer it takes a key that has come since for
 * one that is not there; and in Workers all who come at once ask.
 *
 * @param now in milliseconds
 */
export function createKeySetCache(url: string, now?: () => number): KeySetCache {
  return createAnswerCache((patience) => fetchKeySet(url, patience), now)
}

async function fetchKeySet(url: string, patience: number): Promise<LocalJWKSet | undefined> {
  try {
    const { status, text } = await fetchBounded(url, longestKeySet, patience, {
      headers: { accept: 'application/json, application/jwk-set+json' },
    })
    return status === 200 ? createLocalJWKSet(JSON.parse(text)) : undefined
  } catch {
    // None came, or something else.
  }
}

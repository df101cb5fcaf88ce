import { fetchJson } from './fetch-json.ts'

/** In seconds since 1970. */
export type Clock = () => number

type Document = Record<string, unknown>

/**
 * Loads a JSON document, undefined where that fails.
 *
 * @param isWanting whether the one that is kept lacks something: then it is asked for again, if that was
 * not just done
 */
export type LoadDocument = (url: string, isWanting?: boolean) => Promise<Document | undefined>

/** How long a document is taken as it is, in seconds. */
const fresh = 600
/** How long it is taken while its host is down. */
const stale = 86_400
/** How long its host is left alone after it was asked: whoever makes up names of keys causes no flood. */
const coolDown = 30

/**
 * Keeps what is loaded. What is under way is not shared: a Worker may not wait for what another request
 * began.
 */
export function createDocumentCache(clock: Clock): LoadDocument {
  const kept = new Map<string, { document: Document; loaded: number; asked: number }>()
  return async (url, isWanting = false) => {
    const now = clock()
    const last = kept.get(url)
    if (last) {
      const isGood = isWanting ? now - last.asked < coolDown : now - last.loaded < fresh
      if (isGood) return last.document
      last.asked = now
    }
    const answer = await fetchJson(url, { headers: { accept: 'application/json' } })
    if (answer?.status !== 200) return last && now - last.loaded < stale ? last.document : undefined
    kept.set(url, { document: answer.body, loaded: now, asked: now })
    return answer.body
  }
}

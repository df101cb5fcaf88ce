import { within } from '../within.ts'

/**
 * Lets all who ask the same at the same time, in this isolate, wait for one answer. Two renewals with one refresh
 * token would else be a reuse to an API that rotates them, and the end of the log-in.
 *
 * On Workers the request that asks may end before its answer, because its browser has left: then its promise is
 * never settled. So nobody waits for another's longer than `patience`, and a new one is asked after that.
 *
 * @param patience in milliseconds
 * @returns undefined where another's answer did not come in time
 */
export function createAskOnce<Result>(
  patience: number,
): (key: string, ask: () => Promise<Result>) => Promise<Result | undefined> {
  const asked = new Map<string, { answer: Promise<Result>; since: number }>()
  // Without a sign: a clock may be set back.
  const isOver = (since: number): boolean => Math.abs(Date.now() - since) >= patience
  return async (key, ask) => {
    const other = asked.get(key)
    if (other && !isOver(other.since)) {
      let result: Result | undefined
      const hear = async (): Promise<void> => {
        result = await other.answer
      }
      await within(patience, hear())
      return result
    }
    // The oldest come first. What is never settled would else be kept for ever.
    for (const [old, { since }] of asked) {
      if (!isOver(since)) break
      asked.delete(old)
    }
    const own = { answer: ask(), since: Date.now() }
    asked.set(key, own)
    try {
      return await own.answer
    } finally {
      if (asked.get(key) === own) asked.delete(key)
    }
  }
}

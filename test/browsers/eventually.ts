import { setTimeout as sleep } from 'node:timers/promises'

/**
 * For what a browser's store of cookies holds: it may be a moment behind the answer that the page has, as Firefox keeps
 * it in another process. Tries for twenty seconds, which is longer than one read may take; what is wrong then is thrown.
 */
export async function eventually<T>(check: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 20_000
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(100)
    }
  }
}

/** All in milliseconds. */
const fresh = 600_000
const usable = 86_400_000
/** Between two questions for something that is not in an answer: a caller who makes it up costs one in that time. */
const coolDown = 30_000
/** Between two questions to a server that is slow or down: as long as Retry-After says. */
const retryAfter = 5000

/** What another server answers, or undefined where no answer can be had. Keeps it, and its failures, as long as it lives. */
export interface AnswerCache<Answer> {
  /** Not older than ten minutes if it can be helped: while the server is down, up to a day. */
  current: () => Promise<Answer | undefined>
  /** Anew, for who misses something in it; the same one where it is too young to ask again. */
  renewed: () => Promise<Answer | undefined>
}

/**
 * Questions are not shared between requests: in a Worker, one request cannot wait for what another has begun.
 *
 * @param ask resolves to undefined where no good answer came; it does not reject
 * @param now in milliseconds
 */
export function createAnswerCache<Answer>(
  ask: () => Promise<Answer | undefined>,
  now: () => number = Date.now,
): AnswerCache<Answer> {
  let kept: Answer | undefined
  // Stryker disable next-line UnaryOperator: of what is infinitely far away, `since` does not see the side
  let loadedAt = -Infinity
  // Stryker disable next-line UnaryOperator: of what is infinitely far away, `since` does not see the side
  let triedAt = -Infinity
  let failedAt = -Infinity

  /** Without a sign: where the clock was set back, what lies ahead of it is past, too. */
  const since = (moment: number): number => Math.abs(now() - moment)

  async function load(): Promise<Answer | undefined> {
    triedAt = now()
    const answer = await ask()
    if (answer === undefined) {
      failedAt = now()
    } else {
      loadedAt = now()
      kept = answer
    }
    return answer
  }

  return {
    async current() {
      const age = since(loadedAt)
      if (age < fresh) return kept
      const old = age < usable ? kept : undefined
      // Where there is an old answer, one request tries and the others go on with it.
      if (since(old ? triedAt : failedAt) < retryAfter) return old
      return (await load()) ?? old
    },
    async renewed() {
      if (since(triedAt) >= coolDown) return load()
      return failedAt > loadedAt ? undefined : kept
    },
  }
}

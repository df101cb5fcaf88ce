import { usual } from '../core/time-left.ts'
import { within } from './within.ts'

/** All in milliseconds. */
const fresh = 600_000
const usable = 86_400_000
/**
 * Between two questions to a server that is slow or down, or for what its answer does not hold: as long as Retry-After
 * says. A caller who makes such things up costs one question in that time.
 */
const retryAfter = 5000

/**
 * What another server answers, or undefined where no answer can be had. Keeps it, and its failures, as long as it lives.
 * `patience` is how long a request may wait for it, in milliseconds.
 */
export interface AnswerCache<Answer> {
  /** Not older than ten minutes if it can be helped: while the server is down, up to a day. */
  current: (patience?: number) => Promise<Answer | undefined>
  /** The newest, for who misses something in it: no older than five seconds. Undefined where that cannot be had. */
  renewed: (patience?: number) => Promise<Answer | undefined>
}

/**
 * Who has nothing to go by asks. Who misses something waits for the question that is under way, or makes up to one
 * every five seconds: many come at once after a change, and each would ask the same.
 *
 * In a Worker a request that waits for another's promise alone is ended by workerd, and the promise is never settled
 * where that other one is ended before. So it waits with a timer of its own.
 *
 * @param ask resolves to undefined where no good answer came; it does not reject
 * @param now in milliseconds
 */
export function createAnswerCache<Answer>(
  ask: (patience: number) => Promise<Answer | undefined>,
  now: () => number = Date.now,
): AnswerCache<Answer> {
  let kept: Answer | undefined
  let asking: Promise<unknown> | undefined
  // Stryker disable next-line BooleanLiteral: before the first answer there is none to give
  let isNewest = false
  // Stryker disable next-line UnaryOperator,ArrayDeclaration: of what is infinitely far away, `since` does not see the side
  let [askedAt, keptAt, failedAt] = [-Infinity, -Infinity, -Infinity]

  /** Without a sign: where the clock was set back, what lies ahead of it is past, too. */
  const since = (moment: number): number => Math.abs(now() - moment)

  async function question(at: number, patience: number): Promise<Answer | undefined> {
    const answer = await ask(patience)
    if (answer === undefined) {
      failedAt = now()
    } else {
      kept = answer
      keptAt = at
      isNewest = true
    }
    return answer
  }

  function load(patience: number): Promise<Answer | undefined> {
    askedAt = now()
    isNewest = false
    const answer = question(askedAt, patience)
    asking = answer
    return answer
  }

  return {
    async current(patience = usual) {
      const age = since(keptAt)
      if (age < fresh) return kept
      const old = age < usable ? kept : undefined
      // Where there is an old answer, one request tries and the others go on with it.
      if (since(old ? askedAt : failedAt) < retryAfter) return old
      return (await load(patience)) ?? old
    },
    async renewed(patience = usual) {
      if (since(askedAt) >= retryAfter) return load(patience)
      await within(patience, asking!)
      return isNewest ? kept : undefined
    },
  }
}

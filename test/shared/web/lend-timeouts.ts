import type { TestContext } from 'node:test'

export interface Timeouts {
  /** For how long `AbortSignal.timeout` was asked, in ms. */
  limits: number[]
  /** Lets all that time be over. */
  end: () => void
}

/** For one test, the time of `AbortSignal.timeout` is over when the test says so, and not before. */
export function lendTimeouts(t: TestContext): Timeouts {
  const limits: number[] = []
  const aborters: AbortController[] = []
  t.mock.method(AbortSignal, 'timeout', (limit: number) => {
    const aborter = new AbortController()
    limits.push(limit)
    aborters.push(aborter)
    return aborter.signal
  })
  return {
    limits,
    end: () => {
      for (const aborter of aborters) aborter.abort(new DOMException('over', 'TimeoutError'))
    },
  }
}

/**
 * Every wait on a browser goes through here. The work itself cannot be cancelled: whoever sees a
 * `DeadlineError` must assume a hung browser and kill it.
 */
export class DeadlineError extends Error {
  override name = 'DeadlineError'
}

export async function within<T>(timeout: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DeadlineError(`${what}: no end after ${timeout} ms`)),
      timeout,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Asks again and again until `probe` gives something other than undefined. */
export async function until<T>(
  timeout: number,
  what: string | (() => string),
  probe: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const end = performance.now() + timeout
  for (;;) {
    const found = await probe()
    if (found !== undefined) return found
    if (performance.now() > end) {
      const text = typeof what === 'string' ? what : what()
      throw new DeadlineError(`${text}: not so after ${timeout} ms`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

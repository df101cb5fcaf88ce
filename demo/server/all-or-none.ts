interface Closable {
  close: () => Promise<void>
}

/** Waits for all that is started. Where one fails, the others are closed, and it says why. */
export async function allOrNone<Started extends Closable>(
  starting: Promise<Started>[],
): Promise<Started[]> {
  const results = await Promise.allSettled(starting)
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failed = results.find((result) => result.status === 'rejected')
  if (!failed) return started
  await Promise.all(started.map((each) => each.close()))
  throw failed.reason
}

/** Does what follows a start. Where that fails, what was started is closed, and it says why. */
export async function closedOnFailure<Started extends Closable, Result>(
  started: Started,
  follow: (started: Started) => Promise<Result>,
): Promise<Result> {
  try {
    return await follow(started)
  } catch (error) {
    await started.close()
    throw error
  }
}

/** Waits for all that is started. Where one fails, the others are closed, and it says why. */
export async function allOrNone<Started extends { close: () => Promise<void> }>(
  starting: Promise<Started>[],
): Promise<Started[]> {
  const results = await Promise.allSettled(starting)
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failed = results.find((result) => result.status === 'rejected')
  if (!failed) return started
  await Promise.all(started.map((each) => each.close()))
  throw failed.reason
}

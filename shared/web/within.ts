/** Waits for work whose end must change nothing, so many milliseconds at most. */
export async function within(limit: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit)
  })
  await Promise.race([work.catch(() => {}), over])
  clearTimeout(timer)
}

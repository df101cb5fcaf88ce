import { UsageError } from '../shared/config/usage-error.ts'

/**
 * Waits for esbuild. Its process alone keeps ours alive meanwhile: where somebody ends it, ours would be over, with
 * status 13, before it is told.
 *
 * @throws {UsageError} where the bundler's process was ended
 */
export async function awaitBundler<Result>(work: Promise<Result>): Promise<Result> {
  const alive = setInterval(() => {}, 2 ** 30)
  try {
    return await work
  } catch (error) {
    const { message } = error as Error
    if (!/^The service (?:was stopped|is no longer running)/.test(message)) throw error
    throw new UsageError(
      `the bundler ended before it was done (esbuild: ${message}).\n  → Run the command again. If that happens each time, memory may be short: stop other programs.`,
      1,
    )
  } finally {
    clearInterval(alive)
  }
}

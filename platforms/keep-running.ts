import { UsageError } from '../shared/config/usage-error.ts'
import type { Runtime } from './runtime.ts'

/** An engine in a process of its own, which others may end: a person, or a system that is short of memory. */
export interface EngineProcess extends Runtime {
  isRunning: () => boolean
}

/** Runs an engine. Where its process has ended, the next request starts it again. */
export async function keepRunning(start: () => Promise<EngineProcess>): Promise<Runtime> {
  let engine = await start()
  let starting: Promise<void> | undefined
  const startAgain = async (): Promise<void> => {
    engine = await start()
    process.stderr.write(`edgemint: ${engine.engine} had ended, and runs again.\n`)
  }
  return {
    engine: engine.engine,
    fetch: async (request) => {
      if (!engine.isRunning()) {
        starting ??= startAgain().finally(() => (starting = undefined))
        await starting
      }
      return engine.fetch(request)
    },
    close: async () => {
      await starting?.catch(() => {})
      await engine.close()
    },
  }
}

/** What a request meets whose engine ends before it has answered. */
export function endedEarly(engine: string, how: string | number | null): UsageError {
  return new UsageError(
    `${engine} was ended (${how}) before it answered.\n  → Send the request again: that starts it anew. If it ends each time, it may lack memory: stop other programs.`,
    1,
  )
}

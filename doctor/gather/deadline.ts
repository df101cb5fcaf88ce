import { setMaxListeners } from 'node:events'

export interface Deadline {
  signal: AbortSignal
  /** Ends what is still under way. Must be called: until then the timer keeps the process alive. */
  end: () => void
}

/** Not `AbortSignal.timeout`: its timer cannot be cleared. */
export function startDeadline(seconds: number): Deadline {
  const controller = new AbortController()
  // Each request listens. Node 20 would print a warning at the eleventh.
  setMaxListeners(0, controller.signal)
  const timer = setTimeout(() => controller.abort(), seconds * 1000)
  const end = (): void => {
    clearTimeout(timer)
    controller.abort()
  }
  return { signal: controller.signal, end }
}

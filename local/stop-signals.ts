import { constants } from 'node:os'
import { setTimeout } from 'node:timers/promises'

/** Ctrl-C, the end asked for by another program, and the end of the terminal. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Aborts at the first signal that ends the program; a second one ends the process at once.
 *
 * The listeners stay from the first moment on. Between taking one away and adding the next, Node
 * closes its signal watcher, and a signal that waits there is lost. Others' listeners do not stay:
 * Miniflare's would end the process before the rest is tidied up. A microtask runs before any
 * signal is delivered.
 */
export function stopSignals(): AbortSignal {
  const stopping = new AbortController()
  for (const signal of signals) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(128 + constants.signals[signal])
      stopping.abort()
    })
  }
  process.on('newListener', (event, listener) => {
    if (!signals.some((signal) => signal === event)) return
    queueMicrotask(() => process.off(event, listener))
  })
  return stopping.signal
}

/**
 * Whether what failed was broken off by a signal. Ctrl-C reaches the bundler and the engines too, and what they break
 * off then is no fault; that they end may be told a moment before the signal is.
 */
export async function isBrokenOff(stopping: AbortSignal): Promise<boolean> {
  if (!stopping.aborted) await setTimeout(100)
  return stopping.aborted
}

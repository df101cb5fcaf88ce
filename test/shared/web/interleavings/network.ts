import type { Clock } from './clock.ts'

/** What becomes of a message on its way. */
export interface Hop {
  /** In ms. */
  delay: number
  isLost: boolean
}

export interface Network {
  /** The same hops again and again. */
  hops: Hop[]
  /** A message is on its way: it arrives, or its sender hears that the connection broke. */
  send: (arrive: () => void, breakOff: (error: Error) => void) => void
}

export function createNetwork(clock: Clock, hops: Hop[]): Network {
  let count = 0
  const network: Network = {
    hops,
    send: (arrive, breakOff) => {
      const { delay, isLost } = network.hops[count++ % network.hops.length]
      clock.after(delay, () => (isLost ? breakOff(new TypeError('fetch failed')) : arrive()))
    },
  }
  return network
}

/** `AbortSignal.timeout` by this clock. */
export const createTimeout =
  (clock: Clock) =>
  (delay: number): AbortSignal => {
    const aborter = new AbortController()
    clock.after(delay, () => aborter.abort(new DOMException('too late', 'TimeoutError')))
    return aborter.signal
  }

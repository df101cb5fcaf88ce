/** Time that goes from one event to the next, as fast as the code between them runs. */
export interface Clock {
  /** In ms since 1970. */
  now: number
  /** Has something happen later, in ms. What is due at the same time happens in the order of the calls. */
  after: (delay: number, happen: () => void) => Event
  /** Lets all happen that is due, and what that causes, until nothing is left. */
  run: () => Promise<void>
}

export interface Event {
  time: number
  happen: (() => void) | undefined
}

/** Who asks for more than this waits for what never comes. */
const limit = 20_000

export function createClock(): Clock {
  const events: Event[] = []
  const clock: Clock = {
    now: Date.UTC(2026, 0, 1),
    after: (delay, happen) => {
      const event = { time: clock.now + delay, happen }
      const later = events.findIndex(({ time }) => time > event.time)
      events.splice(later === -1 ? events.length : later, 0, event)
      return event
    },
    run: async () => {
      await settled()
      for (let count = 0; events.length > 0; count++) {
        if (count > limit) throw new Error('it never ends')
        const { time, happen } = events.shift()!
        if (!happen) continue
        clock.now = time
        happen()
        await settled()
      }
    },
  }
  return clock
}

const { setImmediate } = globalThis

/** All that promises cause comes before what Node does next. */
const settled = (): Promise<void> => new Promise((done) => setImmediate(done))

import fc from 'fast-check'
import type { Hop } from './network.ts'
import type { Schedule, Step } from './play.ts'

const quick = fc.integer({ min: 1, max: 300 })
const hops = (delay: fc.Arbitrary<number>, losses: number): fc.Arbitrary<Hop[]> =>
  fc.array(
    fc.record({
      delay,
      isLost: fc.nat(99).map((n) => n >= 100 - losses),
    }),
    { minLength: 1, maxLength: 30, size: 'max' },
  )

const step: fc.Arbitrary<Step> = fc.record({
  gap: fc.oneof(
    { weight: 5, arbitrary: fc.nat(300) },
    { weight: 2, arbitrary: fc.nat(6000) },
    { weight: 1, arbitrary: fc.integer({ min: 300_000, max: 700_000 }) },
  ),
  tab: fc.nat(1),
  what: fc.oneof(
    { weight: 10, arbitrary: fc.constant('call' as const) },
    { weight: 2, arbitrary: fc.constantFrom('forget' as const) },
    { weight: 2, arbitrary: fc.constantFrom('close' as const, 'close amid' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'call in a hurry' as const,
        'log in' as const,
        'log out' as const,
        'outage' as const,
      ),
    },
  ),
})

export const schedules = (hasLocks: boolean): fc.Arbitrary<Schedule> =>
  fc.record({
    hasLocks: fc.constant(hasLocks),
    rotation: fc.constantFrom('punishes', 'rotates', 'keeps', 'none'),
    lag: fc.nat(24),
    hasLanded: fc.nat(4).map((n) => n > 0),
    hops: fc.oneof(
      hops(quick, 0),
      hops(quick, 10),
      ...(hasLocks
        ? [
            hops(fc.integer({ min: 1, max: 4000 }), 0),
            hops(
              fc.oneof({ weight: 9, arbitrary: quick }, fc.integer({ min: 1000, max: 25_000 })),
              5,
            ),
          ]
        : [hops(fc.integer({ min: 1, max: 1700 }), 5)]),
    ),
    servers: fc.array(fc.nat(1), { minLength: 1 }),
    seed: fc.nat(999_999),
    steps: fc.array(step, { minLength: 4, maxLength: 25, size: 'max' }),
  })

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { loadClient } from './interleavings/browser.ts'
import { play, type Counts } from './interleavings/play.ts'
import { schedules } from './interleavings/schedules.ts'

// Two tabs, two servers and an API, each as far apart as a network makes it, in any order of events that fast-check
// thinks of. Whatever happens:
//
// - nobody is logged out while the browser holds a refresh token that the API takes, and the browser comes to hold
//   none that it doesn't take but by what "What no client can save" in docs/bridge.md says;
// - nobody is logged in, or answered as somebody else, after a log-out or a log-in has completed;
// - no page, no URL and no log sees a token; every call ends, and is sent twice at most; nobody renews a token that
//   is neither refused nor due.
//
// In full: EDGEMINT_SCHEDULES=5000 npm run test:one test/shared/web/auth-fetch.model.test.ts
const count = Number(process.env.EDGEMINT_SCHEDULES ?? 60)

const code = await loadClient()

for (const [what, hasLocks] of [
  ['with Web Locks', true],
  ['without', false],
] as const) {
  test(`${count} schedules of two tabs ${what}`, async (t) => {
    const sum: Counts = { calls: 0, renewals: 0, punished: 0, lost: 0, closed: 0, overlaps: 0 }
    const property = fc.asyncProperty(schedules(hasLocks), async (schedule) => {
      const counts = await play(code, schedule)
      for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += counts[name]
    })
    await fc.assert(property, { numRuns: count, seed: 1 })
    t.diagnostic(JSON.stringify(sum))
    // What no client can save has been there, but for two changes at once where a lease is as long as any of them.
    const { overlaps, ...others } = sum
    for (const [name, times] of Object.entries(others)) assert.ok(times > 0, name)
    assert.equal(overlaps > 0, hasLocks)
  })
}

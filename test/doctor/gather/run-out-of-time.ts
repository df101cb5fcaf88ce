import { setImmediate as nextTurn } from 'node:timers/promises'
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'

/** The part of its time that gather gives the page. */
const pageShare = 2 / 3

/** Turns of the event loop, far more than it takes: until others have answered, and to end by itself. */
const mostTurns = { stuck: 1_000_000, over: 10_000 }

/**
 * Runs what has so many seconds until it does not get any further; then its time comes, and not earlier.
 * The clock of its deadlines stands still meanwhile, so a busy machine changes nothing.
 *
 * @param stuck whether it has got as far as it can: before the page's share is over, and after it. Once
 *   the page is loaded there is only one to wait for.
 */
export async function runOutOfTime<T>(
  { mock }: TestContext,
  seconds: number,
  run: (seconds: number) => Promise<T>,
  ...stuck: [() => boolean] | [() => boolean, () => boolean]
): Promise<T> {
  const shares = stuck.length === 1 ? [1] : [pageShare, 1]
  let now = 0
  mock.timers.enable({ apis: ['setTimeout'] })
  let isOver = false
  const running = run(seconds).finally(() => {
    isOver = true
  })
  for (const [i, isStuck] of stuck.entries()) {
    assert.ok(await becomes(isStuck, mostTurns.stuck), 'it never gets so far')
    const end = Math.ceil(shares[i] * seconds * 1000)
    mock.timers.tick(end - 1 - now)
    await nextTurn()
    assert.equal(isOver, false, 'it is over before its time')
    mock.timers.tick(1)
    now = end
  }
  assert.ok(await becomes(() => isOver, mostTurns.over), 'it goes on after its time')
  return await running
}

async function becomes(condition: () => boolean, turns: number): Promise<boolean> {
  for (let turn = 0; turn < turns; turn++) {
    if (condition()) return true
    await nextTurn()
  }
  return false
}

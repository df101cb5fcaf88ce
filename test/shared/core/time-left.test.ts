import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, suite, test } from 'node:test'
import { isLate, timeLeft, usual } from '../../../shared/core/time-left.ts'

const now = 1_800_000_000_000

suite('the time that is left to a request', () => {
  beforeEach(() => void mock.method(Date, 'now', () => now))
  afterEach(() => mock.restoreAll())

  test('without a deadline a step may take as long as its kind may', () => {
    assert.equal(timeLeft({}), 2000)
    assert.equal(timeLeft({}, 700), 700)
    assert.equal(isLate({}), false)
  })

  test('a step never goes on beyond the deadline', () => {
    assert.equal(timeLeft({ deadline: now + 5000 }), usual)
    assert.equal(timeLeft({ deadline: now + 1999 }), 1999)
    assert.equal(timeLeft({ deadline: now + 300 }, 700), 300)
  })

  test('past the deadline nothing is left, and never less', () => {
    assert.equal(timeLeft({ deadline: now }), 0)
    assert.equal(timeLeft({ deadline: now - 1 }), 0)
  })

  test('it is late where a whole step does not fit in', () => {
    assert.equal(isLate({ deadline: now + 2000 }), false)
    assert.equal(isLate({ deadline: now + 1999 }), true)
  })
})

import assert from 'node:assert/strict'
import { afterEach, beforeEach, suite, test } from 'node:test'
import { isInThisRun } from './matrix-cells.ts'

suite('the cells of a matrix', () => {
  let part: string | undefined
  beforeEach(() => (part = process.env.EDGEMINT_MATRIX))
  afterEach(() => {
    if (part === undefined) delete process.env.EDGEMINT_MATRIX
    else process.env.EDGEMINT_MATRIX = part
  })

  for (const isSample of [true, false]) {
    test(`${isSample ? 'of the sample' : 'beside it'}: in one of the two runs, and in a run by itself`, () => {
      process.env.EDGEMINT_MATRIX = 'sample'
      assert.equal(isInThisRun(isSample), isSample)
      process.env.EDGEMINT_MATRIX = 'rest'
      assert.equal(isInThisRun(isSample), !isSample)
      delete process.env.EDGEMINT_MATRIX
      assert.equal(isInThisRun(isSample), true)
    })
  }
})

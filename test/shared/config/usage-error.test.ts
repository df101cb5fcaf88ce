import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from '../../../shared/config/usage-error.ts'

test('a command that was called wrongly ends with 2, if nothing else is said', () => {
  const error = new UsageError('There is no such command.')
  assert.deepEqual([error.message, error.exitCode], ['There is no such command.', 2])
  assert.equal(new UsageError('The config is wrong.', 1).exitCode, 1)
})

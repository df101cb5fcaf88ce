import assert from 'node:assert/strict'
import { test } from 'node:test'
import { within } from '../../../shared/web/within.ts'

const timers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

test('work that has ended leaves nothing behind that keeps a process alive', async () => {
  const before = timers()
  await within(60_000, Promise.resolve())
  assert.ok(timers() <= before)
})

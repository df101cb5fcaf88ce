import assert from 'node:assert/strict'
import { test } from 'node:test'
import { patienceFor } from '../../../../shared/web/bridge/patience.ts'

const patience = (body: string | null, length?: number): number | undefined =>
  patienceFor(
    new Request('https://www.example.com/api', {
      method: 'POST',
      body,
      headers: length === undefined ? {} : { 'content-length': String(length) },
    }),
    30_000,
  )

test('an API has its time to begin an answer, unless the body of the request may take longer', () => {
  assert.equal(patience(null), 30_000)
  assert.equal(patience('a', 1), 30_000)
  assert.equal(patience('a', 1_000_000), 30_000)
  assert.equal(patience('a', 1_000_001), undefined)
  assert.equal(patience('of no known length'), undefined)
})

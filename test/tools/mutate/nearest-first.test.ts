import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearestFirst } from '../../../tools/mutate/nearest-first.ts'

test('first the mirrored test, then those named like it, then its folder, then others; quick ones first', () => {
  const inOrder = [
    'test/shared/core/cookie.test.ts',
    'test/shared/core/cookie.properties.test.ts',
    'test/shared/core/token.test.ts',
    'test/shared/core/handle.test.ts',
    'test/shared/web/api.test.ts',
  ]
  const times = Object.fromEntries(inOrder.map((file, n) => [`${file} › a test`, n]))
  times['test/shared/core/cookie.test.ts › another'] = 1000
  const files = inOrder.toReversed()
  assert.deepEqual(nearestFirst('shared/core/cookie.ts', files, times), inOrder)
})

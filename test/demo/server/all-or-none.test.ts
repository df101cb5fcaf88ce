import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { allOrNone, closedOnFailure } from '../../../demo/server/all-or-none.ts'

/** Something that is started, and whether it was closed. */
function startable() {
  const started = {
    isClosed: false,
    close: async (): Promise<void> => {
      started.isClosed = true
    },
  }
  return started
}

const failure = new Error('no luck')

suite('all or none', () => {
  test('all that is started', async () => {
    const all = [startable(), startable()]
    const promises = all.map((each) => Promise.resolve(each))
    assert.deepEqual(await allOrNone(promises), all)
    assert.ok(all.every(({ isClosed }) => !isClosed))
  })

  test('where one fails, the others are closed', async () => {
    const first = startable()
    await assert.rejects(allOrNone([Promise.resolve(first), Promise.reject(failure)]), failure)
    assert.ok(first.isClosed)
  })
})

suite('what follows a start', () => {
  test('is handed on', async () => {
    const first = startable()
    assert.equal(await closedOnFailure(first, async (it) => it === first), true)
    assert.ok(!first.isClosed)
  })

  test('where it fails, closes what was started, and that within which it was', async () => {
    const [outer, inner] = [startable(), startable()]
    const starting = closedOnFailure(outer, () =>
      closedOnFailure(inner, () => Promise.reject(failure)),
    )
    await assert.rejects(starting, failure)
    assert.ok(outer.isClosed && inner.isClosed)
  })
})

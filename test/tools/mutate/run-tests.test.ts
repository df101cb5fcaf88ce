import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as collected from '../../../tools/mutate/node-test.ts'
import { runSuite, type TestOutcome } from '../../../tools/mutate/run-tests.ts'

const seen: string[] = []
const note = (what: string) => (): void => void seen.push(what)

/** Runs the tests that `define` defines, as a file's, and says what came of each. */
async function run(
  define: () => void,
  { only = (id: string) => id !== '', stops = false } = {},
): Promise<TestOutcome[]> {
  seen.length = 0
  const outcomes: TestOutcome[] = []
  const file = await collected.collectTests('f', async () => define())
  await runSuite(file, {
    chosen: only,
    limit: () => 20,
    starts: () => {},
    ended: (outcome) => {
      outcomes.push(outcome)
      return !(stops && outcome.failure !== undefined)
    },
  })
  return outcomes
}

function nested(): void {
  collected.before(note('before'))
  collected.beforeEach(note('each'))
  collected.afterEach(note('each end'))
  collected.after(note('after'))
  collected.suite('s', () => {
    collected.before(note('before s'))
    collected.beforeEach(note('each of s'))
    collected.afterEach(note('end in s'))
    collected.test('one', note('one'))
    collected.test('two', { timeout: 1 }, note('two'))
    collected.after(note('after s'))
  })
  collected.suite('left out', () => {
    collected.before(note('before left out'))
    collected.test('three', note('three'))
  })
}

suite('tests that are run again and again', () => {
  test('what a suite defines behind an await is its own, and waited for', async () => {
    const outcomes = await run(() => {
      void collected.suite('slow', async () => {
        await Promise.resolve()
        collected.beforeEach(note('each of slow'))
        void collected.suite('inner', async () => {
          await new Promise(setImmediate)
          collected.test('one', note('one'))
        })
      })
      collected.test('two', note('two'))
    })
    assert.deepEqual(
      outcomes.map(({ id }) => id),
      ['f › slow › inner › one', 'f › two'],
    )
    assert.deepEqual(seen, ['each of slow', 'one', 'two'])
  })

  test('a suite whose body fails is no suite without tests', async () => {
    const failing = run(() => {
      void collected.suite('s', async () => {
        await Promise.resolve()
        throw new Error('as it loads')
      })
    })
    await assert.rejects(failing, /as it loads/)
  })

  test('hooks surround those that are chosen, and no others', async () => {
    const outcomes = await run(nested, { only: (id) => id.startsWith('f › s › ') })
    assert.deepEqual(
      outcomes.map(({ id }) => id),
      ['f › s › one', 'f › s › two'],
    )
    const [one, two] = ['one', 'two'].map((name) => [
      'each',
      'each of s',
      name,
      'end in s',
      'each end',
    ])
    assert.deepEqual(seen, ['before', 'before s', ...one, ...two, 'after s', 'after'])
  })

  test('two of one name are two', async () => {
    const outcomes = await run(() => {
      collected.test('same', note('first'))
      collected.test('same', note('second'))
    })
    assert.deepEqual(
      outcomes.map(({ id }) => id),
      ['f › same', 'f › same (2)'],
    )
  })

  test('a failure can end the run, and what a test replaced is put back', async () => {
    const parse = JSON.parse
    const outcomes = await run(
      () => {
        collected.test('fails', (t) => {
          t.after(note('end'))
          t.mock.method(JSON, 'parse', () => {})
          throw new Error('wrong')
        })
        collected.test('is not reached', note('reached'))
      },
      { stops: true },
    )
    assert.deepEqual(
      outcomes.map(({ failure }) => failure),
      ['Error: wrong'],
    )
    assert.deepEqual(seen, ['end'])
    assert.equal(JSON.parse, parse)
  })

  test('one that never ends is given up', async () => {
    const [outcome] = await run(() => collected.test('waits', () => new Promise(() => {})))
    assert.equal(outcome.hangs, true)
    assert.match(outcome.failure!, /did not end within 20 ms/)
  })
})

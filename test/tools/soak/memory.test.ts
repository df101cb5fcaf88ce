import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { usageOf } from '../../../tools/soak/memory.ts'

const looks = (figure: (i: number) => number): number[] =>
  Array.from({ length: 100 }, (_, i) => figure(i))

suite('npm run soak tells whether memory grows', () => {
  test('flat after a steep start is flat, and a peak is none', () => {
    const samples = looks((i) => (i < 20 ? 50 + 5 * i : 150))
    samples[60] = 400
    assert.deepEqual(usageOf('workerd 1', samples), {
      name: 'workerd 1',
      start: 150,
      end: 150,
      most: 400,
      grows: false,
    })
  })

  test('the teeth of a garbage collector are flat', () => {
    assert.equal(
      usageOf(
        'npm start 1',
        looks((i) => 150 + 8 * (i % 15)),
      ).grows,
      false,
    )
  })

  test('nothing is said of a run of a few seconds', () => {
    const samples = looks((i) => 150 + 100 * i)
    assert.equal(usageOf('npm start 1', samples.slice(0, 10)).grows, false)
    assert.ok(usageOf('npm start 1', samples.slice(0, 20)).grows)
  })

  test('a leak grows, however slowly it does so at the end', () => {
    assert.ok(
      usageOf(
        'npm start 1',
        looks((i) => 150 + 3 * i),
      ).grows,
    )
    assert.ok(
      usageOf(
        'Deno 1',
        looks((i) => 50 + 60 * Math.sqrt(i)),
      ).grows,
    )
  })
})

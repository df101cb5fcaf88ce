import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { wrapText } from '../../../../doctor/report/html/picture-shapes.ts'

suite('text in a box of the picture', () => {
  for (const [text, expected] of [
    ['example.com', ['example.com']],
    ['api.staging.example.com', ['api.staging.', 'example.com']],
    ['which is another name', ['which is', 'another name']],
    ['abcdefghijklmnopqrst', ['abcdefghijklm', 'nopqrst']],
    ['customer-4711.ap-northeast-1.elb.kuroco.app', ['customer-471…', 'b.kuroco.app']],
    ['', ['']],
  ] as const) {
    test(text, () => assert.deepEqual(wrapText(text, 13, 2), expected))
  }

  for (const columns of [2, 1, 0, -1, -100]) {
    test(`a box of ${columns} columns, as beside many others, ends in lines all the same`, () => {
      for (const text of ['', 'a', 'api.example.com', '日本']) {
        const lines = wrapText(text, columns, 3)
        assert.ok(lines.length <= 3 && lines.every((line) => [...line].length <= 3), `${lines}`)
      }
    })
  }

  test('no text makes more or longer lines than fit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 4, max: 40 }),
        fc.integer({ min: 1, max: 3 }),
        (text, columns, most) => {
          const lines = wrapText(text, columns, most)
          assert.ok(lines.length <= most)
          assert.ok(lines.every((line) => [...line].length <= columns))
        },
      ),
    )
  })
})

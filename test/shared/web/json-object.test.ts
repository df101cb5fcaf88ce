import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseObject } from '../../../shared/web/json-object.ts'

test('a JSON text holds an object, or none', () => {
  assert.deepEqual(parseObject('{"a":[1]}'), { a: [1] })
  for (const text of [undefined, '', '{', 'null', '[]', '[{}]', '7', '"x"', 'true']) {
    assert.equal(parseObject(text), undefined, text)
  }
})

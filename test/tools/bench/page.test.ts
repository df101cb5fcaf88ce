import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { readNames, replaceTable } from '../../../tools/bench/page.ts'
import { sections } from '../../../tools/bench/sections.ts'

const page = readFileSync(new URL('../../../docs/performance.md', import.meta.url), 'utf8')

suite('docs/performance.md', () => {
  test('its rows are those that the bench measures', () => {
    const expected = sections.flatMap(({ title, unit, contestants }) => [
      `**${title}, ${unit}**`,
      ...contestants,
    ])
    assert.deepEqual(readNames(page), expected)
  })

  test('another table takes the place of the one between the marks, and nothing else changes', () => {
    const table = '| | median |\n| --- | ---: |\n| somebody | 12 |'
    const changed = replaceTable(page, table)
    assert.deepEqual(readNames(changed), ['somebody'])
    assert.equal(changed.split('\n')[0], page.split('\n')[0])
    assert.equal(changed.slice(changed.indexOf('## How')), page.slice(page.indexOf('## How')))
    assert.throws(() => replaceTable('# No marks', table), /has no line/)
  })
})

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const page = fileURLToPath(new URL('../../docs/security.md', import.meta.url))
const lines = readFileSync(page, 'utf8').split('\n')

/** The rows of the tables whose last column is the test. */
const rows = lines.filter((line, i) => /^\| (?!-)/.test(line) && !lines[i + 1]?.startsWith('| -'))

suite('docs/security.md', () => {
  test('has a row for each threat', () => {
    assert.ok(rows.length > 15)
  })

  for (const row of rows) {
    const [threat, , proof] = row.split(/ *\| */).slice(1)
    test(`"${threat}" names the tests that show it`, () => {
      const links = [...proof.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)]
      assert.ok(links.length > 0, row)
      for (const [, title, file] of links) {
        const text = readFileSync(join(page, '..', file), 'utf8')
        assert.ok(text.includes(title), `${file} has no test "${title}"`)
      }
    })
  }
})

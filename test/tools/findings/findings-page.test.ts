import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { findingKinds } from '../../../doctor/rules/findings/finding-ids.ts'
import { remedyRows } from '../../../doctor/rules/remedy-rows.ts'
import { webkitRules } from '../../../doctor/rules/webkit.ts'
import { findingsFile, findingsPage } from '../../../tools/findings/findings-page.ts'

suite('the list of all findings, rules and remedies', () => {
  const page = readFileSync(new URL(`../../../${findingsFile}`, import.meta.url), 'utf8')

  test('is what the tables say: node tools/findings/main.ts writes it', () => {
    assert.equal(page, findingsPage())
  })

  test('has each of them, with a source', () => {
    for (const id of Object.keys(findingKinds)) assert.ok(page.includes(`\n### ${id}\n`), id)
    for (const id of [...Object.keys(webkitRules), ...Object.keys(remedyRows)]) {
      assert.ok(page.includes(`\n- \`${id}\`: `), id)
    }
    assert.doesNotMatch(page, /\[Source\]\((?!https:\/\/)/)
  })
})

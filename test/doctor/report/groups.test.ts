import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { groupVersions } from '../../../doctor/report/groups.ts'
import { eras } from '../../../doctor/rules/eras.ts'
import { healthy } from './diagnoses.ts'

const [{ verdicts }] = healthy.cookies

/** The groups where the eras end as these letters say. */
function groups(endings: string): string[] {
  return groupVersions(verdicts, ({ browser, since }) =>
    browser === 'Safari' ? endings[eras.findIndex((era) => era.since === since)] : 'a',
  ).map(({ versions }) => versions)
}

suite('neighbouring eras of Safari that end alike are one group', () => {
  for (const [endings, expected] of [
    ['aaaaaa', ['Safari, all versions']],
    ['abbbbb', ['Safari before 14', 'Safari 14 and later']],
    ['aabbaa', ['Safari up to 16.3', 'Safari 16.4 to 18.3', 'Safari 18.4 and later']],
    ['aaaaab', ['Safari up to 26', 'Safari 27 and later']],
  ] as const) {
    test(endings, () => assert.deepEqual(groups(endings), [...expected, 'Firefox and Chrome']))
  }
})

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { judge, scoresOf, type Judged } from '../../../tools/mutate/judge.ts'

function mutants(count: number, status: Judged['status'], fileName = 'shared/core/cookie.ts') {
  const location = { start: { line: 3, column: 7 }, end: { line: 3, column: 9 } }
  const mutant = { fileName, location, mutatorName: 'BooleanLiteral', replacement: 'true', status }
  const statusReason = status === 'Ignored' ? 'the same' : undefined
  return Array.from({ length: count }, () => ({ ...mutant, statusReason }) as Judged)
}

suite('the verdict on mutants', () => {
  test('one that hangs the tests is killed; one that no test meets is not', () => {
    const all = [
      ...mutants(17, 'Killed'),
      ...mutants(2, 'Timeout'),
      ...mutants(1, 'NoCoverage'),
      ...mutants(5, 'Ignored'),
    ]
    assert.deepEqual(scoresOf(all), [
      { folder: 'shared/core', killed: 19, survived: 1, setAside: 5, score: 95 },
    ])
    assert.equal(judge(all).isGood, true)
  })

  test('a score just below the bar is not rounded up to it', () => {
    const all = [...mutants(9499, 'Killed'), ...mutants(501, 'Survived')]
    assert.equal(scoresOf(all)[0].score, 94.9)
    assert.equal(judge(all).isGood, false)
    assert.match(judge(all).text, /shared\/core is below 95 %\.\n→ Write a test/)
  })

  test('a good folder does not make up for another', () => {
    const all = [...mutants(100, 'Killed'), ...mutants(1, 'Survived', 'shared/web/api.ts')]
    assert.equal(judge(all).isGood, false)
  })

  test('what real engines run is shown and has no bar', () => {
    const { text, isGood } = judge(mutants(1, 'NoCoverage', 'cloudfront/viewer-request.ts'))
    assert.equal(isGood, true)
    assert.match(text, /^cloudfront +0 +1 +0 +0\.0 %$/m)
    assert.match(text, /^cloudfront has no bar: most of it is run by real engines/m)
    assert.doesNotMatch(judge(mutants(1, 'Killed')).text, /no bar/)
  })

  test('a run without a mutant proves nothing', () => {
    assert.equal(judge([]).isGood, false)
  })

  test('a fault of the run is nobody’s kill', () => {
    assert.equal(judge(mutants(1, 'RuntimeError')).isGood, false)
  })

  test('a survivor is named with its place and what it would be', () => {
    const { text } = judge(mutants(1, 'Survived', '/anywhere/doctor/rules/findings/failure.ts'))
    assert.match(text, /^doctor\/rules\/findings\/failure\.ts:3:7 .*BooleanLiteral → true$/m)
    assert.match(text, /^doctor\/rules +0 +1 +0 +0\.0 %$/m)
  })

  test('what was set aside is named with its reason, once', () => {
    const { text } = judge([...mutants(3, 'Ignored'), ...mutants(1, 'Killed')])
    assert.match(text, /^shared\/core\/cookie\.ts:3:7, and 2 more: the same$/m)
  })

  test('kinds of mutants that are not made are not counted as set aside', () => {
    const statusReason = 'Ignored because of excluded mutation "StringLiteral"'
    const [unmade] = mutants(1, 'Ignored').map((mutant) => ({ ...mutant, statusReason }))
    assert.equal(judge([unmade]).isGood, false)
    assert.doesNotMatch(judge([unmade, ...mutants(1, 'Killed')]).text, /StringLiteral/)
  })
})

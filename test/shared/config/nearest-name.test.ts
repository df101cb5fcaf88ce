import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { nearestName } from '../../../shared/config/nearest-name.ts'

const fields = ['site', 'siteOrigins', 'formOrigins', 'cookie', 'api', 'maxAge', 'x']

suite('the name that was probably meant', () => {
  const table: [written: string, meant: string | undefined, why: string][] = [
    ['SITE', 'site', 'another case'],
    ['sit', 'site', 'a letter is missing'],
    ['sitee', 'site', 'a letter is too much'],
    ['sife', 'site', 'a letter is another one'],
    ['stie', 'site', 'two letters are swapped: one mistake'],
    ['stei', undefined, 'two mistakes in a short word'],
    ['iset', undefined, 'two letters are swapped, and two more'],
    ['kookia', 'cookie', 'two mistakes in a word of six letters'],
    ['formOrgin', 'formOrigins', 'two mistakes in a long one'],
    ['formOrgi', undefined, 'three mistakes'],
    ['max-age', 'maxAge', 'the attribute’s name'],
    ['sites', 'site', 'the nearest counts, not the first'],
    ['cookieName', 'cookie', 'it begins with a name'],
    ['xylophone', undefined, 'a beginning of one letter says nothing'],
    ['ap', undefined, 'two letters resemble too much'],
    ['', undefined, 'nothing'],
    [`site${'e'.repeat(26)}`, 'site', 'thirty letters are compared'],
    [`site${'e'.repeat(27)}`, undefined, 'what is far too long is not compared'],
  ]
  for (const [written, meant, why] of table) {
    test(`${written.slice(0, 20)}: ${why}`, () => {
      assert.equal(nearestName(written, fields), meant)
    })
  }

  test('of two that are as near, the first', () => {
    assert.equal(nearestName('bat', ['cat', 'hat']), 'cat')
    assert.equal(nearestName('hats', ['cat', 'hat']), 'hat')
  })

  test('a beginning of two letters says nothing', () => {
    assert.equal(nearestName('xylophone', ['xy']), undefined)
    assert.equal(nearestName('xylophone', ['xyl']), 'xyl')
  })

  test('of no names, none', () => {
    assert.equal(nearestName('site', []), undefined)
  })
})

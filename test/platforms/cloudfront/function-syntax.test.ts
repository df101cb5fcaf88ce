import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { suite, test } from 'node:test'
import { findUnsupported } from '../../../platforms/cloudfront/function-syntax.ts'
import { refusedWhenLoaded, refusedWhenRun, supported } from './syntax-samples.ts'

const refused = [...refusedWhenLoaded, ...refusedWhenRun]

suite('what CloudFront cannot run is found with its line', () => {
  for (const { code, found } of refused) {
    test(code, () => assert.deepEqual(findUnsupported(`\n\n${code}`), [`${found} in line 3`]))
  }
})

suite('what CloudFront can run is let through', () => {
  for (const { code } of supported) {
    test(code, () => assert.deepEqual(findUnsupported(code), []))
  }
})

suite('njs, whose errors CloudFront reports, agrees with the gate', () => {
  for (const { code, found, njsDiffers } of [...refused, ...supported]) {
    const runs = (found === undefined) !== (njsDiffers !== undefined)
    const because = njsDiffers ? ` (${njsDiffers})` : ''
    test(`njs ${runs ? 'runs' : 'refuses'} ${code}${because}`, () => {
      const { status, stdout, stderr, error } = spawnSync('njs', ['-s', '-'], {
        input: code,
        encoding: 'utf8',
      })
      assert.ifError(error)
      assert.equal(status === 0, runs, stdout + stderr)
    })
  }
})

test('everything that is found is listed, each once and in its place', () => {
  const code = 'class A {}\nvar { b } = {}\nnew Map(); new Map()\nnew Map()'
  assert.deepEqual(findUnsupported(code).toSorted(), [
    'Map in line 3',
    'Map in line 4',
    'class in line 1',
    'destructuring in line 2',
  ])
})

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { finishCloudFrontFunction } from '../../../platforms/cloudfront/finish-function.ts'
import { UsageError } from '../../../shared/config/usage-error.ts'

suite('the exported handler becomes a global', () => {
  test('of minified code', () => {
    assert.equal(
      finishCloudFrontFunction('function a(){return 1}export{a as handler};\n'),
      'function a(){return 1}var handler=a;\n',
    )
  })

  test('of code that is not minified', () => {
    assert.equal(
      finishCloudFrontFunction('function f() {\n  return 1\n}\nexport {\n  f as handler\n};\n'),
      'function f() {\n  return 1\n}\nvar handler=f;\n',
    )
  })

  test('by a name that holds a dollar sign', () => {
    const script = finishCloudFrontFunction('function $1(){}export{$1 as handler};')
    assert.equal(script, 'function $1(){}var handler=$1;\n')
  })

  test('and text that looks like an export stays as it is', () => {
    const text = "'export{a as handler};'"
    const script = finishCloudFrontFunction(`function a(){return ${text}}export{a as handler};`)
    assert.equal(script, `function a(){return ${text}}var handler=a;\n`)
  })
})

suite('code that CloudFront would deploy and then answer 503 with is refused', () => {
  test('without an exported handler', () => {
    assert.throws(
      () => finishCloudFrontFunction('function handler() {}'),
      refusal('no exported handler'),
    )
  })

  test('with a handler that is not the last export', () => {
    const code = 'function a(){}export{a as handler};export{a as b};'
    assert.throws(
      () => finishCloudFrontFunction(code),
      refusal('export in line 1; no exported handler'),
    )
  })

  test('with a default export', () => {
    assert.throws(
      () => finishCloudFrontFunction('export default function handler() {}'),
      refusal('export in line 1; no exported handler'),
    )
  })

  test('with syntax that the engine does not know, all of it listed at once', () => {
    const code = 'class A{}\nfunction a(){return {}?.b}\nexport{a as handler};'
    assert.throws(() => finishCloudFrontFunction(code), refusal('class in line 1; ?. in line 2'))
  })
})

function refusal(reasons: string): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof UsageError)
    assert.equal(error.exitCode, 1)
    assert.equal(
      error.message,
      `CloudFront Functions cannot run this code: ${reasons}.\n  → Write it in the syntax that cloudfront-js-2.0 documents.`,
    )
    return true
  }
}

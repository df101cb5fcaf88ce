import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import {
  checkDistributionId,
  functionName,
  hashOf,
  markOf,
  ownPrefix,
  readMark,
  resourceName,
} from '../../../../platforms/cloudfront/attach/resource-name.ts'

suite('the names of what attach makes', () => {
  test('a path of letters and dashes stands in the name', () => {
    assert.equal(resourceName('E123', '/set-auth-token'), 'edgemint-E123-set-auth-token')
  })

  test('another path gets a hash, so that no two have one name', () => {
    assert.equal(resourceName('E123', '/a/b'), 'edgemint-E123-a-b-662b7b62')
    const paths = fc.stringMatching(/^(\/[a-zA-Z0-9._~-]{1,20}){1,5}$/)
    fc.assert(
      fc.property(paths, paths, (a, b) => {
        assert.match(resourceName('E2QWRUHEXAMPLE', a), /^edgemint-E2QWRUHEXAMPLE-[\w-]{1,40}$/)
        if (a !== b) assert.notEqual(resourceName('E1', a), resourceName('E1', b))
      }),
    )
    assert.ok(resourceName('E123', '/a').startsWith(ownPrefix('E123')))
  })

  test('the name in an ARN', () => {
    assert.equal(functionName('arn:aws:cloudfront::123456789012:function/own'), 'own')
    assert.equal(functionName('arn:aws:lambda:us-east-1:123456789012:function:own:7'), 'own')
    assert.equal(functionName('arn:aws:cloudfront::123456789012:distribution/E1'), '')
  })

  test('a comment of ours holds the hash of the code, and fits', () => {
    const comment = markOf(hashOf('code'))
    assert.deepEqual(readMark(comment), [hashOf('code')])
    assert.deepEqual(readMark(markOf('a', 'b')), ['a', 'b'])
    assert.ok(comment.length <= 128, comment)
    for (const other of [
      undefined,
      '',
      'Adds a header',
      'Written by hand',
      'Written by edgemint',
    ]) {
      assert.equal(readMark(other), undefined)
    }
  })

  test('what is no ID of a distribution is told so', () => {
    assert.equal(checkDistributionId('E2QWRUHEXAMPLE'), 'E2QWRUHEXAMPLE')
    for (const value of ['', 'e123', 'd111111abcdef8.cloudfront.net', 'E1/../x', 'EXAMPLE id']) {
      assert.throws(() => checkDistributionId(value), /is not the ID of a distribution/)
    }
  })
})

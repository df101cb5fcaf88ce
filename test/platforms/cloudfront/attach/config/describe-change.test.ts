import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Association } from '../../../../../platforms/cloudfront/attach/config/behavior.ts'
import {
  describeChange,
  eclipsed,
} from '../../../../../platforms/cloudfront/attach/config/describe-change.ts'
import { readConfig } from '../../../../../platforms/cloudfront/attach/config/distribution.ts'
import { addEndpoint } from '../../../../../platforms/cloudfront/attach/config/edit-config.ts'
import { distribution, path } from './any-distribution.ts'

const name = 'edgemint-E123-set-auth-token'
const own = (association: Partial<Association>) => ({
  path,
  name,
  association: {
    runtime: 'function' as const,
    arn: `arn:aws:cloudfront::123456789012:function/${name}`,
    event: 'viewer-request',
    includesBody: false,
    ...association,
  },
})
const before = readConfig(distribution({ '/api/*': '', '*.html': '', '*token': '' }))
const after = addEndpoint(before, own({}))

suite('what an update changes, in words', () => {
  test('a behavior that is new', () => {
    assert.deepEqual(describeChange(before, after), [
      '     1  /api/*',
      '     2  *.html',
      '  +  3  /set-auth-token',
      '          viewer-request: the CloudFront Function edgemint-E123-set-auth-token',
      '          methods: all seven',
      '          cache: off',
      '          protocol: https-only',
      '          origin: site (not asked: the function answers)',
      '     4  *token',
      '        every other path',
    ])
  })

  test('one that goes', () => {
    assert.deepEqual(describeChange(after, before), [
      '  -     /set-auth-token',
      '     1  /api/*',
      '     2  *.html',
      '     3  *token',
      '        every other path',
    ])
  })

  test('one that goes over to Lambda@Edge', () => {
    const arn = `arn:aws:lambda:us-east-1:123456789012:function:${name}:3`
    const lambda = own({ runtime: 'lambda-edge', arn, includesBody: true })
    assert.deepEqual(describeChange(after, addEndpoint(after, lambda)).slice(2, 4), [
      '  ~  3  /set-auth-token',
      `          viewer-request: the CloudFront Function ${name} → Lambda@Edge ${name}, version 3, with the body`,
    ])
  })

  test('one that moves', () => {
    const moved = readConfig(after.xml.replace('*.html', '/s*'))
    const lines = describeChange(moved, addEndpoint(moved, own({})))
    assert.deepEqual(
      lines.filter((line) => /^ {2}~|place/.test(line)),
      [
        '  ~  2  /set-auth-token',
        '          place: 3 → 2',
        '  ~  3  /s*',
        '          place: 2 → 3',
      ],
    )
  })
})

suite('a function that no longer runs for the path', () => {
  const auth =
    '<FunctionAssociations><Quantity>1</Quantity><Items><FunctionAssociation><FunctionARN>arn:aws:cloudfront::123456789012:function/basic-auth</FunctionARN><EventType>viewer-request</EventType></FunctionAssociation></Items></FunctionAssociations>'
  test('of the behavior that caught it', () => {
    assert.equal(eclipsed(readConfig(distribution({ 's*': auth })), path), note('s*'))
    assert.equal(eclipsed(readConfig(distribution({ 's*': '', '*': auth })), path), undefined)
  })

  test('of the default behavior', () => {
    assert.equal(eclipsed(readConfig(distribution({}, '', auth)), path), note('every other path'))
    assert.equal(eclipsed(before, path), undefined)
    assert.equal(eclipsed(readConfig(distribution({ [path]: auth }, '', auth)), path), undefined)
  })
})

function note(from: string): string {
  return `until now ${from} caught /set-auth-token, with the CloudFront Function basic-auth at its viewer request. That does not run for /set-auth-token any more.`
}

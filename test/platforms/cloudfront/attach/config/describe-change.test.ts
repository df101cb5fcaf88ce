import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Association } from '../../../../../platforms/cloudfront/attach/config/behavior.ts'
import { describeChange } from '../../../../../platforms/cloudfront/attach/config/describe-change.ts'
import { readConfig } from '../../../../../platforms/cloudfront/attach/config/distribution.ts'
import { addEndpoint } from '../../../../../platforms/cloudfront/attach/config/edit-config.ts'
import { distribution, path } from './any-distribution.ts'

const name = 'edgemint-E123-set-auth-token'
const own = (association: Partial<Association>) => ({
  paths: [path],
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

  test('as many that are new as that go: the others have not moved', () => {
    const start = `${path}/start`
    const first = addEndpoint(before, { ...own({}), paths: [path, `${path}/landing`] })
    const second = addEndpoint(first, { ...own({}), paths: [path, start] })
    assert.deepEqual(
      describeChange(first, second).filter((line) => /^ {2}[-+~]/.test(line)),
      [`  -     ${path}/landing`, `  +  5  ${start}`],
    )
  })
})

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { readConfig } from '../../../../../platforms/cloudfront/attach/config/distribution.ts'
import { addEndpoint } from '../../../../../platforms/cloudfront/attach/config/edit-config.ts'
import { notes } from '../../../../../platforms/cloudfront/attach/config/notes.ts'
import { distribution, path } from './any-distribution.ts'

const endpoint = { paths: [path], name: 'edgemint-E123-set-auth-token' }
const healthy =
  '<Enabled>true</Enabled><Aliases><Items><CNAME>*.Example.com</CNAME></Items></Aliases>'

function noted(xml: string, site = 'https://www.example.com'): string[] {
  return notes(readConfig(xml), endpoint, site)
}

suite('what the owner of a distribution should know', () => {
  test('nothing, of one that serves the site', () => {
    assert.deepEqual(noted(distribution({ '/api/*': '' }, healthy)), [])
  })

  test('that it is disabled', () => {
    const xml = distribution({}, healthy.replace('true', 'false'))
    assert.deepEqual(noted(xml), ['this distribution is disabled: it answers nobody.'])
  })

  test('that it does not serve the site', () => {
    for (const site of ['https://example.com', 'https://a.www.example.com', 'https://other.test']) {
      assert.deepEqual(noted(distribution({}, healthy), site), [
        `${new URL(site).hostname}, the site of the config, is not among the names that this distribution serves.`,
      ])
    }
  })

  test('that a part of its requests goes to a staging distribution', () => {
    const policy = '<ContinuousDeploymentPolicyId>p</ContinuousDeploymentPolicyId>'
    const [note] = noted(distribution({}, healthy + policy))
    assert.match(
      note,
      /^this distribution has a continuous deployment policy\. .* run attach again\.$/,
    )
    const none = '<ContinuousDeploymentPolicyId/>'
    assert.deepEqual(noted(distribution({}, healthy + none)), [])
  })
})

suite('what no longer holds for the path', () => {
  const auth =
    '<FunctionAssociations><Quantity>1</Quantity><Items><FunctionAssociation><FunctionARN>arn:aws:cloudfront::123456789012:function/basic-auth</FunctionARN><EventType>viewer-request</EventType></FunctionAssociation></Items></FunctionAssociations>'
  test('a function of the behavior that caught it', () => {
    assert.deepEqual(noted(distribution({ 's*': auth }, healthy)), noLonger('s*'))
    assert.deepEqual(noted(distribution({ 's*': '', '*': auth }, healthy)), [])
  })

  test('a function of the default behavior', () => {
    assert.deepEqual(noted(distribution({}, healthy, auth)), noLonger('every other path'))
    assert.deepEqual(noted(distribution({ [path]: auth }, healthy, auth)), [])
  })

  test('signed URLs or cookies, by either way of naming who signs', () => {
    for (const name of ['TrustedSigners', 'TrustedKeyGroups']) {
      assert.deepEqual(noted(distribution({}, healthy, signed(name))), [
        'until now every other path caught /set-auth-token, and asked for signed URLs or cookies. /set-auth-token does not ask for them any more.',
      ])
    }
  })

  test('what our own behavior asks for since somebody changed it', () => {
    const association = {
      runtime: 'function' as const,
      arn: `arn:aws:cloudfront::123456789012:function/${endpoint.name}`,
      event: 'viewer-request',
      includesBody: false,
    }
    const { xml } = addEndpoint(readConfig(distribution({}, healthy)), { ...endpoint, association })
    const changed = xml.replace('</CacheBehavior>', `${signed('TrustedKeyGroups')}</CacheBehavior>`)
    assert.deepEqual(noted(xml), [])
    assert.deepEqual(noted(changed), [
      "the behavior for /set-auth-token asks for signed URLs or cookies: whoever has none gets CloudFront's 403 there, and the function never runs.",
    ])
  })
})

function signed(name: string): string {
  return `<${name}><Enabled>true</Enabled></${name}>`
}

function noLonger(from: string): string[] {
  return [
    `until now ${from} caught /set-auth-token, with the CloudFront Function basic-auth at its viewer request. That does not run for /set-auth-token any more.`,
  ]
}

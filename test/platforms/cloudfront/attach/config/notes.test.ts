import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { readConfig } from '../../../../../platforms/cloudfront/attach/config/distribution.ts'
import { addEndpoint } from '../../../../../platforms/cloudfront/attach/config/edit-config.ts'
import { bridgeNotes, notes } from '../../../../../platforms/cloudfront/attach/config/notes.ts'
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

suite('what the owner should know of errors before a bridge', () => {
  test('that CloudFront keeps them, and another user may get them', () => {
    const [note, ...others] = bridged()
    assert.match(note, kept('404, 414, 500, 501, 502, 503, 504'))
    assert.deepEqual(others, [])
  })

  test('not of those that the distribution does not keep, with a page or without', () => {
    const [page, note] = bridged([404, 0, '/404.html'], [500, 0], [502, 0], [503, 10], [504, ''])
    assert.match(page, /^this distribution answers 404 with the page \/404\.html/)
    assert.match(note, kept('414, 501, 503, 504'))
  })

  test('nothing where it keeps none', () => {
    const all = [404, 414, 500, 501, 502, 503, 504]
    assert.deepEqual(bridged(...all.map((code): [number, number] => [code, 0])), [])
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

function bridged(...entries: [code: number, ttl: number | '', page?: string][]): string[] {
  const items = entries.map(
    ([code, ttl, page = '']) =>
      `<CustomErrorResponse><ErrorCode>${code}</ErrorCode><ResponsePagePath>${page}</ResponsePagePath><ResponseCode/><ErrorCachingMinTTL>${ttl}</ErrorCachingMinTTL></CustomErrorResponse>`,
  )
  const list = `<CustomErrorResponses><Quantity>${items.length}</Quantity><Items>${items.join('')}</Items></CustomErrorResponses>`
  return bridgeNotes(readConfig(distribution({}, healthy + list)), endpoint.name, '/api')
}

function kept(statuses: string): RegExp {
  return new RegExp(
    `^CloudFront keeps the API's answers ${statuses} for 10 seconds, or as long as the distribution says, .* ErrorCachingMinTTL 0 `,
  )
}

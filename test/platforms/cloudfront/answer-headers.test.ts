import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { suite, test } from 'node:test'
import { startTarget } from '../../../platforms/build.ts'
import { everRemoved, removedHeaders } from '../../../platforms/cloudfront/answer-headers.ts'
import { findTarget } from '../../../platforms/targets.ts'
import { passesHeader } from '../../../shared/core/api-answer.ts'
import { policyOf } from '../../cli/policy-of.ts'

suite('what a policy takes out of the API’s answers', () => {
  test('is ten headers, the most that AWS takes, and none that it refuses to take out', () => {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#remove-headers-disallowed
    const kept =
      /^(connection|content-(encoding|length)|expect|host|keep-alive|proxy-.*|trailer|transfer-encoding|upgrade|via|warning|x-(accel|amz|amzn|edge)-.*|x-cache|x-forwarded-proto|x-real-ip)$/i
    for (const cookies of [[], ['lang']]) {
      const removed = removedHeaders({ cookies })
      assert.equal(new Set(removed).size, 10)
      assert.deepEqual(
        removed.filter((name) => kept.test(name)),
        [],
      )
    }
  })

  test('is nothing that passes on the other platforms', () => {
    for (const name of everRemoved) {
      assert.ok(name === 'Set-Cookie' || !passesHeader(name.toLowerCase()), name)
    }
  })

  for (const [cookies, passed] of [
    [[], []],
    [['lang'], ['lang=en', 'theirs=1']],
  ]) {
    test(`of a 404, where AWS runs no function: all cookies but where some are listed (${cookies})`, async (t) => {
      const server = createServer((_, response) =>
        response.writeHead(404, { 'set-cookie': ['lang=en', 'theirs=1'] }).end(),
      )
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      t.after(() => server.close())
      const api = `http://localhost:${(server.address() as AddressInfo).port}`
      const bridge = { path: '/api', header: 'X-Token', cookies }
      const runtime = await startTarget(findTarget('cloudfront'), policyOf({ api, bridge }))
      t.after(() => runtime.close())
      const answer = await runtime.fetch({
        method: 'GET',
        url: 'https://www.example.com/api/articles',
        headers: [
          ['sec-fetch-site', 'same-origin'],
          ['cookie', '__Host-authToken=abc'],
        ],
      })
      assert.equal(answer?.status, 404)
      const lines = answer.headers.filter(([name]) => name === 'set-cookie')
      assert.deepEqual(
        lines.map(([, line]) => line),
        passed,
      )
    })
  }
})

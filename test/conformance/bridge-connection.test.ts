import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { policyOf } from '../cli/policy-of.ts'
import { beginToAsk, startStreaming } from './streaming-edges.ts'

// workerd itself leaves out most of what belongs to one connection alone: the bridge need not look for it.

test('workers: the API gets none of the headers that belong to the page’s connection', async (t) => {
  const api = createServer((_, response) => response.end('answer')).listen(0, 'localhost')
  t.after(() => api.close())
  await once(api, 'listening')
  const url = `http://localhost:${(api.address() as AddressInfo).port}`
  const edge = await startStreaming('workers', policyOf({ api: url, bridge: { path: '/api' } }))
  t.after(() => edge.close())
  const asked = once(api, 'request')
  const sent = beginToAsk(edge, 'GET', '/api')
  const ofConnection = {
    connection: 'keep-alive, x-listed',
    expect: '100-continue',
    'keep-alive': 'timeout=7',
    'proxy-connection': 'keep-alive',
    te: 'trailers',
  }
  for (const [name, value] of Object.entries(ofConnection)) sent.setHeader(name, value)
  sent.setHeader('sec-fetch-site', 'same-origin')
  sent.end()
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  answer.resume()
  assert.equal(answer.statusCode, 200)
  const [{ headers }] = (await asked) as [IncomingMessage]
  // workerd may have one of its own.
  assert.notEqual(headers.connection, ofConnection.connection)
  assert.equal(headers.host, new URL(url).host)
  const others = ['expect', 'keep-alive', 'proxy-connection', 'te']
  for (const name of others) assert.equal(headers[name], undefined, name)
})

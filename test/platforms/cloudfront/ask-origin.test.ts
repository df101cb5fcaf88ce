import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { askOrigin } from '../../../platforms/cloudfront/ask-origin.ts'
import { policyOf } from '../../cli/policy-of.ts'

test('an API that would answer a browser in zstd is asked for what can be decoded here', async (t) => {
  const api = createServer((request, response) => {
    const coding = String(request.headers['accept-encoding'])
    response.end(`for ${coding}`)
  })
  await new Promise<void>((resolve) => api.listen(0, 'localhost', resolve))
  t.after(() => api.close())
  const origin = `http://localhost:${(api.address() as AddressInfo).port}`
  const { bridge } = policyOf({ api: origin, bridge: { path: '/api' } })
  const ask = async (headers: [string, string][]): Promise<string> => {
    const request = { method: 'GET', url: 'https://www.example.com/api', headers }
    const answer = await askOrigin(request, { method: 'GET', uri: '/', headers }, bridge)
    return answer!.body
  }
  assert.equal(await ask([['accept-encoding', 'gzip, deflate, br, zstd']]), 'for gzip, br')
  assert.equal(await ask([]), 'for undefined')
})

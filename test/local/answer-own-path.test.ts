import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request as sendRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { suite, test } from 'node:test'
import { text } from 'node:stream/consumers'
import { answerOwnPath } from '../../local/answer-own-path.ts'
import { requestUrl } from '../../local/request-url.ts'
import { aroundAll } from '../around-all.ts'
import { policyOf } from '../cli/policy-of.ts'

const policy = policyOf({ api: 'https://api.vendor.com', bridge: { path: '/api' } })
const said: string[] = []
const failures: unknown[] = []

const say = (line: string): void => void said.push(line)
/** What answers in the place of this process, as a platform's engine may: it is not to be asked. */
const engine = (): never => assert.fail('the engine was asked')

const server = createServer((incoming, outgoing) => {
  const answer = incoming.headers['x-engine'] === undefined ? undefined : engine
  answerOwnPath(incoming, outgoing, requestUrl(incoming)!, policy, say, answer).catch((error) => {
    failures.push(error)
    outgoing.writeHead(502).end()
  })
})
aroundAll(
  async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  },
  () => server.close(),
)

async function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<IncomingMessage & { body: string }> {
  const { port } = server.address() as AddressInfo
  const all = { cookie: '__Host-authToken=abc', 'sec-fetch-site': 'same-origin', ...headers }
  const request = sendRequest({ host: '127.0.0.1', port, method, path, headers: all }).end()
  const [response] = await once(request, 'response')
  return Object.assign(response, { body: await text(response) })
}

suite('a method that no Request can hold', () => {
  for (const headers of [{}, { 'x-engine': '' }]) {
    const where = 'x-engine' in headers ? 'where an engine answers' : 'in this process'
    test(`at the endpoint, ${where}: is answered as any other that it does not know`, async () => {
      const [trace, unknown] = [
        await send('TRACE', '/set-auth-token', headers),
        await send('PROPFIND', '/set-auth-token'),
      ]
      assert.equal(trace.statusCode, 405)
      assert.equal(trace.headers.allow, unknown.headers.allow)
      assert.equal(trace.body, unknown.body)
      assert.deepEqual(failures, [])
    })
  }

  test('at the bridge’s path: goes nowhere, and that is not laid to the API', async () => {
    assert.equal((await send('TRACE', '/api/articles')).statusCode, 501)
    assert.deepEqual(said, [])
    assert.deepEqual(failures, [])
  })
})

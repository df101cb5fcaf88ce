import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { after, before, suite, test } from 'node:test'
import { toResponse } from '../../local/node-response.ts'
import { startTarget } from '../../platforms/build.ts'
import type { Runtime } from '../../platforms/runtime.ts'
import { findTarget, targets } from '../../platforms/targets.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { aroundAll } from '../around-all.ts'
import { policyOf } from '../cli/policy-of.ts'
import { decodeAs, encodeAs, givesParts, saidCodings } from '../shared/web/bridge/codings.ts'
import {
  askEdge,
  beginToAsk,
  startStreaming,
  streamingNames,
  type StreamingEdge,
} from './streaming-edges.ts'

// What Node's fetch decodes is in test/shared/web/bridge/codings.test.ts.

const api = createServer((request, response) => {
  const { url } = request
  if (url!.endsWith('/parts')) return givesParts(request, response)
  const said = saidCodings[Number(url!.split('/').at(-1))]
  const body = encodeAs(said, 'answer')
  response.writeHead(200, { 'content-encoding': said, 'content-length': body.length }).end(body)
})
aroundAll(
  () => new Promise<void>((resolve) => api.listen(0, 'localhost', resolve)),
  () => {
    api.closeAllConnections()
    api.close()
  },
)

const policy = (): Policy => {
  const origin = `http://localhost:${(api.address() as AddressInfo).port}`
  return policyOf({ api: origin, bridge: { path: '/api' } })
}

for (const name of streamingNames) {
  suite(`what an API says of its body’s coding is true of what ${name} sends`, () => {
    let edge: StreamingEdge
    before(async () => {
      edge = await startStreaming(name, policy())
    })
    after(async () => edge?.close())

    for (const [index, said] of saidCodings.entries()) {
      test(said, async () => {
        const answer = await askEdge(edge, 'GET', `/api/${index}`)
        const octets = await buffer(answer)
        assert.equal(decodeAs(answer.headers['content-encoding'], octets), 'answer')
        const length = answer.headers['content-length']
        assert.ok(length === undefined || Number(length) === octets.length, `${length} octets`)
      })
    }

    test('a part is one of the file, which the API is asked not to compress', async () => {
      const sent = beginToAsk(edge, 'GET', '/api/parts').setHeader('range', 'bytes=3-7').end()
      const [answer] = (await once(sent, 'response')) as [IncomingMessage]
      assert.equal(answer.headers['content-range'], 'bytes 3-7/1000')
      assert.equal(await text(answer), '34567')
    })
  })
}

// What `edgemint dev --runtime` and `npm start` hand on.
for (const { name, title } of targets.filter((target) => target.name !== 'pages')) {
  suite(
    `what an API says of its body’s coding is true of what ${title}, run here, hands to a browser`,
    () => {
      let runtime: Runtime
      before(async () => {
        runtime = await startTarget(findTarget(name), policy())
      })
      after(() => runtime?.close())

      for (const [index, said] of saidCodings.entries()) {
        test(said, async () => {
          const answer = await runtime.fetch({
            method: 'GET',
            url: `https://www.example.com/api/${index}`,
            headers: [
              ['accept-encoding', 'gzip, deflate, br, zstd'],
              ['sec-fetch-site', 'same-origin'],
              ['cookie', '__Host-authToken=T'],
            ],
          })
          const response = toResponse(answer!)
          const octets = new Uint8Array(await response.arrayBuffer())
          assert.equal(decodeAs(response.headers.get('content-encoding'), octets), 'answer')
        })
      }
    },
  )
}

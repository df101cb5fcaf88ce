import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { after, before, suite, test } from 'node:test'
import { aroundAll } from '../around-all.ts'
import { policyOf } from '../cli/policy-of.ts'
import { decodeAs, encodeAs, saidCodings } from '../shared/web/bridge/codings.ts'
import { askEdge, startStreaming, streamingNames, type StreamingEdge } from './streaming-edges.ts'

// What Node's fetch decodes is in test/shared/web/bridge/codings.test.ts.

const api = createServer(({ url }, response) => {
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

for (const name of streamingNames) {
  suite(`what an API says of its body’s coding is true of what ${name} sends`, () => {
    let edge: StreamingEdge
    before(async () => {
      const origin = `http://localhost:${(api.address() as AddressInfo).port}`
      edge = await startStreaming(name, policyOf({ api: origin, bridge: { path: '/api' } }))
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
  })
}

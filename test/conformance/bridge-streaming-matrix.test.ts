import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { after, before, suite, test } from 'node:test'
import { policyOf } from '../cli/policy-of.ts'
import { isInThisRun } from '../matrix-cells.ts'
import {
  askEdge,
  residentMemory,
  startStreaming,
  streamingNames,
  type StreamingEdge,
  type StreamingName,
} from './streaming-edges.ts'

// Bodies go through the edge as they come: what it holds of one does not grow with it. Each way, with a checksum.

const megabyte = 1_000_000
/**
 * By how much the engine's process may grow while 200 MB pass. workerd holds next to nothing. Of Deno it is what V8 has not
 * yet swept up, after which it grows no more; Netlify gives an edge function 512 MB.
 */
const limits: Record<StreamingName, number> = {
  workers: 16 * megabyte,
  'netlify-edge': 180 * megabyte,
}
const chunk = 64 * 1024

/** So many octets, of which no two parts are the same. */
async function* octetsOf(length: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < length; start += chunk) {
    const part = Buffer.alloc(Math.min(chunk, length - start), start % 251)
    part.writeUInt32BE(start / chunk)
    yield part
  }
}

interface Sum {
  length: number
  sha256: string
}

/** @param each is called for about each five megabytes */
async function sumOf(body: AsyncIterable<Buffer>, each: () => void = () => {}): Promise<Sum> {
  const hash = createHash('sha256')
  let length = 0
  let seen = 0
  for await (const part of body) {
    hash.update(part)
    length += part.length
    if (length - seen < 5 * megabyte) continue
    seen = length
    each()
  }
  return { length, sha256: hash.digest('hex') }
}

for (const name of streamingNames) {
  suite(`bodies through ${name}`, () => {
    let api: Server
    let edge: StreamingEdge
    let peak = 0
    const sample = (): void => {
      peak = Math.max(peak, residentMemory(edge.pid))
    }
    before(async () => {
      api = createServer(async (request, response) => {
        if (request.method === 'PUT') {
          return response.end(JSON.stringify(await sumOf(request, sample)))
        }
        Readable.from(octetsOf(Number(request.url!.slice(1)) * megabyte)).pipe(response)
      })
      await new Promise<void>((resolve) => api.listen(0, 'localhost', resolve))
      const { port } = api.address() as AddressInfo
      const config = { api: `http://localhost:${port}`, bridge: { path: '/api' } }
      edge = await startStreaming(name, policyOf(config))
    })
    after(async () => {
      await edge?.close()
      api.closeAllConnections()
      api.close()
    })

    for (const megabytes of [20, 200]) {
      if (!isInThisRun(megabytes === 20)) continue
      const expected = sumOf(octetsOf(megabytes * megabyte))

      test(`${megabytes} MB up`, async (t) => {
        await askEdge(edge, 'GET', '/api/1').then((answer) => sumOf(answer))
        const start = (peak = residentMemory(edge.pid))
        const body = Readable.from(octetsOf(megabytes * megabyte))
        const answer = await askEdge(edge, 'PUT', '/api/file', body)
        assert.deepEqual(await json(answer), await expected)
        assertFlat(start, t.diagnostic.bind(t))
      })

      test(`${megabytes} MB down`, async (t) => {
        await askEdge(edge, 'GET', '/api/1').then((answer) => sumOf(answer))
        const start = (peak = residentMemory(edge.pid))
        const answer = await askEdge(edge, 'GET', `/api/${megabytes}`)
        assert.deepEqual(await sumOf(answer, sample), await expected)
        assertFlat(start, t.diagnostic.bind(t))
      })
    }

    function assertFlat(start: number, say: (text: string) => void): void {
      const growth = Math.round((peak - start) / megabyte)
      say(`${name}: ${Math.round(start / megabyte)} MB, and ${growth} MB more at most`)
      assert.ok(growth * megabyte < limits[name], `it grew by ${growth} MB`)
    }
  })
}

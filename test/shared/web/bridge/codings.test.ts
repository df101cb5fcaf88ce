import assert from 'node:assert/strict'
import { suite, test, type TestContext } from 'node:test'
import { createFetchHandler } from '../../../../shared/web/fetch-handler.ts'
import { attach, createForward } from '../../../../shared/web/bridge/forward.ts'
import { bridge } from '../../core/bridge-fixtures.ts'
import { policyWith, site } from '../../core/fixtures.ts'
import { startAnswering, type Answering } from '../verify/answering-server.ts'
import { decodeAs, encodeAs, givesParts, saidCodings } from './codings.ts'

/** What the page is sent where the API says a coding. */
function answerOf(said: string, t: TestContext): Promise<Response> {
  const sent = encodeAs(said, 'answer')
  const headers = { 'content-encoding': said, 'content-length': sent.length }
  return ask(t, (_, response) => void response.writeHead(200, headers).end(sent))
}

async function ask(t: TestContext, answering: Answering, range?: string): Promise<Response> {
  const api = await startAnswering(t, answering)
  const own = { ...bridge, origin: new URL(api.url).origin }
  const policy = { ...policyWith(), bridge: own, attach }
  const answer = createFetchHandler({ ...policy, forward: createForward(policy) })
  return answer(
    new Request(`${site}/api`, {
      headers: { origin: site, cookie: '__Secure-authToken=T', ...(range && { range }) },
    }),
  )
}

suite('what an API says of its body’s coding is true of what the page is sent', () => {
  for (const said of saidCodings) {
    test(said, async (t) => {
      const response = await answerOf(said, t)
      const octets = new Uint8Array(await response.arrayBuffer())
      assert.equal(decodeAs(response.headers.get('content-encoding'), octets), 'answer')
      const length = response.headers.get('content-length')
      assert.ok(length === null || Number(length) === octets.length, `${length} octets`)
    })
  }
})

test('a part is one of the file, which the API is asked not to compress', async (t) => {
  const whole = await ask(t, givesParts)
  assert.equal((await whole.text()).length, 1000)
  const part = await ask(t, givesParts, 'bytes=3-7')
  assert.equal(part.headers.get('content-range'), 'bytes 3-7/1000')
  assert.equal(await part.text(), '34567')
})

suite('zstd, which the fetch of older Nodes does not decode,', () => {
  // Each version's own fetch was asked: Node 20.20, 22.23 and 24.0 leave it, 24.21 decodes it.
  for (const [undici, isLeft] of [
    ['6.27.0', true],
    ['7.8.0', true],
    ['7.10.0', true],
    ['7.11.0', false],
    ['7.29.1', false],
    ['8.0.0', false],
    [undefined, true],
  ] as const) {
    test(`stands in the headers where undici is ${undici}: ${isLeft}`, async (t) => {
      const own = Object.getOwnPropertyDescriptor(process, 'versions')!
      Object.defineProperty(process, 'versions', { ...own, value: { ...own.value, undici } })
      t.after(() => Object.defineProperty(process, 'versions', own))
      const { headers } = await answerOf('gzip, zstd', t)
      assert.equal(headers.get('content-encoding'), isLeft ? 'gzip, zstd' : null)
    })
  }
})

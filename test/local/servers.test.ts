import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { before, after, suite, test, type TestContext } from 'node:test'
import { makeSelfSigned } from '../../local/self-signed.ts'
import { startServers } from '../../local/servers.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { freePort } from '../free-port.ts'

suite('what a failing request is told', () => {
  let http: number
  let servers: { close: () => Promise<void> }
  let brokenOff: () => void
  const isBrokenOff = new Promise<void>((resolve) => (brokenOff = resolve))
  before(async () => {
    http = await freePort()
    const certificate = { ...makeSelfSigned(['localhost']), file: 'none' }
    servers = await startServers(
      certificate,
      { http, https: await freePort() },
      {
        async answer(request, response) {
          if (request.url === '/engine') throw new UsageError('Deno was ended.\n  → Ask again.', 1)
          if (request.url === '/half') response.writeHead(200).write('half')
          if (request.method === 'POST') await text(request).finally(brokenOff)
          throw new Error('a secret of ours')
        },
      },
      'npm start --',
    )
  })
  after(() => servers.close())

  test('what the person can mend, in the browser and in the terminal', async (t) => {
    const said = terminal(t)
    const response = await fetch(`http://127.0.0.1:${http}/engine`)
    assert.equal(response.status, 502)
    assert.equal(await response.text(), 'Deno was ended.\n  → Ask again.\n')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.equal(said(), 'edgemint: Deno was ended.\n  → Ask again.\n')
  })

  test('of a fault of ours, that the terminal says what it is', async (t) => {
    const said = terminal(t)
    const response = await fetch(`http://127.0.0.1:${http}/fault`)
    assert.equal(response.status, 502)
    assert.equal(await response.text(), 'This request failed. The terminal says why.\n')
    assert.match(said(), /^GET 127\.0\.0\.1:\d+: Error: a secret of ours\n {4}at /)
  })

  test('nothing more, where the answer has begun: it breaks off', async (t) => {
    terminal(t)
    const response = await fetch(`http://127.0.0.1:${http}/half`)
    await assert.rejects(response.text(), TypeError)
  })

  test('nothing, where it breaks off itself: nor is the terminal', async (t) => {
    const said = terminal(t)
    const socket = connect(http, '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf')
    await once(socket, 'connect')
    socket.destroy()
    await isBrokenOff
    await new Promise(setImmediate)
    assert.equal(said(), '')
  })
})

/** What is said on standard error meanwhile. */
function terminal(t: TestContext): () => string {
  const { mock } = t.mock.method(process.stderr, 'write', () => true)
  return () => mock.calls.map(({ arguments: [line] }) => line as string).join('')
}

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, Server } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { startOpenIdProvider, type OpenIdProvider } from '../../../demo/server/openid-provider.ts'

test('a provider that cannot be started leaves no port open', async (t) => {
  const { mock } = t.mock.method(Server.prototype, 'listen')
  const client = { clientId: 'demo', response: 'code' as const, redirectUris: [] }
  await assert.rejects(startOpenIdProvider([client, client]), {
    error_description: /^client_id must be unique/,
  })
  const [{ this: server }] = mock.calls
  assert.equal((server as Server).listening, false)
})

// What goes wrong in one request must not end `npm start`, whose process this is.
suite('the demo’s OpenID provider goes on', () => {
  let provider: OpenIdProvider
  before(async () => {
    provider = await startOpenIdProvider([])
  })
  after(() => provider?.close())

  test('after the button of a log-in that it does not know any more', async () => {
    const answer = await fetch(`${provider.issuer}/log-in/over`, {
      method: 'POST',
      body: new URLSearchParams({ choice: 'alice' }),
    })
    assert.equal(answer.status, 400)
    assert.match(
      await answer.text(),
      /^This log-in is over\. Go back to the site and log in again\.\n$/,
    )
  })

  test('after a form that breaks off', async () => {
    const { port } = new URL(provider.issuer)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('POST /log-in/over HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf')
    await once(socket, 'connect')
    // The answer to this one comes after the other was read as far as it goes.
    assert.equal((await fetch(`${provider.issuer}/log-in/over`)).status, 200)
    socket.destroy()
    assert.equal((await fetch(`${provider.issuer}/log-in/over`)).status, 200)
  })
})

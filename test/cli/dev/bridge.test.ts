import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { suite, test } from 'node:test'
import { testBridge } from '../../local/bridge-by-door.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { startEcho } from './echo-server.ts'
import { startDev } from './running-dev.ts'

const config = {
  site: 'https://www.example.com',
  api: 'https://acme.g.kuroco.app/rcms-api/1',
  bridge: { path: '/api', header: 'X-Access-Token' },
}

for (const [title, args, address] of [
  ['leads where the config says', [], 'https://acme.g.kuroco.app/rcms-api/1'],
  ['leads where --api says', ['--api', 'http://127.0.0.1:9'], 'http://localhost:9/rcms-api/1'],
] as const) {
  test(`the bridge ${title}`, async (t) => {
    const folder = temporaryFolder({
      'edgemint.config.js': `export default ${JSON.stringify(config)}`,
    })
    const dev = await startDev(folder, ['--to', 'http://127.0.0.1:10', ...args])
    t.after(dev.interrupt)
    assert.ok(
      dev.output().includes(`  /api by ${address}, with the token in a header\n`),
      dev.output(),
    )
    assert.doesNotMatch(dev.output(), /api\.example\.localhost|the cookie (reaches|goes)/)
    const { status, headers } = await dev.send({
      method: 'PUT',
      url: `${dev.origin()}/set-auth-token`,
      headers: [
        ['origin', dev.origin()],
        ['authorization', 'Bearer abc'],
      ],
    })
    assert.equal(status, 204)
    const cookies = headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value)
    assert.match(cookies.at(-1)!, /^__Host-authToken=abc; Max-Age=34560000; Path=\//)
  })
}

for (const args of [[], ['--runtime', 'cloudfront']]) {
  suite(`the bridge of edgemint dev ${args.join(' ')}`, () => {
    testBridge(async (given) => {
      const folder = temporaryFolder({
        'edgemint.config.js': `export default ${JSON.stringify(given)}`,
      })
      const site = await startEcho()
      const { origin, output, interrupt } = await startDev(folder, ['--to', site.origin, ...args])
      const close = async (): Promise<void> => {
        site.close()
        await interrupt()
      }
      return { origin: origin(), output, close }
    })
  })
}

test('WebSocket at the bridge’s path is neither the API’s here nor the site’s', async () => {
  const folder = temporaryFolder({
    'edgemint.config.js': `export default ${JSON.stringify(config)}`,
  })
  const site = await startEcho()
  const dev = await startDev(folder, ['--to', site.origin])
  try {
    const socket = connect(dev.port, '127.0.0.1')
    socket.write(
      `GET /api/socket HTTP/1.1\r\nhost: ${new URL(dev.origin()).host}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n`,
    )
    assert.match(await text(socket), /^HTTP\/1\.1 501 Not Implemented\r\n/)
  } finally {
    site.close()
    await dev.interrupt()
  }
})

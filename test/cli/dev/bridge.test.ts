import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { suite, test } from 'node:test'
import { testBridge } from '../../local/bridge-by-door.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { startSmallApi } from '../../local/small-api.ts'
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

// Minted by one engine, the stamp is checked by another: CloudFront leaves the endpoint to Lambda@Edge.
for (const args of [[], ['--runtime', 'workers'], ['--runtime', 'cloudfront']]) {
  test(`a token that edgemint dev ${args.join(' ')} has stamped goes to the API, another does not`, async (t) => {
    const api = await startSmallApi()
    t.after(api.close)
    const bridge = { path: '/api', preset: 'kuroco' }
    const given = { ...config, api: api.address, bridge, secret: 'DEV_TEST_SECRET' }
    const folder = temporaryFolder({
      'edgemint.config.js': `export default ${JSON.stringify(given)}`,
    })
    process.env.DEV_TEST_SECRET = 'an edgemint secret for tests, of enough octets'
    const dev = await startDev(folder, ['--to', 'http://127.0.0.1:10', ...args])
    delete process.env.DEV_TEST_SECRET
    t.after(dev.interrupt)
    const origin: [string, string] = ['origin', dev.origin()]
    const { status, headers } = await dev.send({
      method: 'PUT',
      url: `${dev.origin()}/set-auth-token`,
      headers: [origin, ['authorization', 'Bearer grant']],
    })
    assert.equal(status, 204)
    const pairs = headers.flatMap(([name, line]) =>
      name === 'set-cookie' && !line.includes('Max-Age=0') ? [line.split(';')[0]] : [],
    )
    assert.deepEqual(
      pairs.map((pair) => pair.split('=')[0]),
      ['__Host-authToken', '__Host-authToken-stamp', '__Secure-authToken-refresh'],
    )
    const call = (cookie: string) =>
      dev.send({ url: `${dev.origin()}/api/x`, headers: [origin, ['cookie', cookie]] })
    const answered = await call(pairs.join('; '))
    assert.equal(answered.status, 203)
    assert.equal(JSON.parse(answered.body).headers['x-rcms-api-access-token'], 'abc')
    assert.equal((await call(pairs.join('; ').replace('=abc', '=abd'))).status, 401)
    assert.equal((await call(pairs[0])).status, 401)
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

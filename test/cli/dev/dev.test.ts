import assert from 'node:assert/strict'
import { once } from 'node:events'
import { renameSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { PlainRequest } from '../../../platforms/runtime.ts'
import { aroundAll } from '../../around-all.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { startEcho } from './echo-server.ts'
import { startDev, type RunningDev } from './running-dev.ts'

const config = (more = ''): string =>
  `export default { site: 'https://www.example.com', api: 'https://api.example.com'${more} }`

const folder = temporaryFolder({ 'edgemint.config.ts': config() })
let site: Awaited<ReturnType<typeof startEcho>>
let dev: RunningDev

aroundAll(
  async () => {
    site = await startEcho()
    // Nothing is behind the API's port.
    dev = await startDev(folder, ['--to', site.origin, '--api', 'http://127.0.0.1:9'])
  },
  async () => {
    site?.close()
    await dev?.interrupt()
  },
)

const mintAt = (origin: string, path = '/set-auth-token'): PlainRequest => ({
  method: 'PUT',
  url: origin + path,
  headers: [
    ['origin', origin],
    ['authorization', 'Bearer abc'],
  ],
})

suite('the endpoint', () => {
  for (const scheme of ['http', 'https'] as const) {
    test(`sets the cookie for site and API over ${scheme}`, async () => {
      const { status, headers } = await dev.send(mintAt(dev.origin(scheme)))
      assert.equal(status, 204)
      assert.deepEqual(
        headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value),
        [
          '__Secure-authToken=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict',
          '__Secure-authToken=abc; Max-Age=34560000; Domain=example.localhost; Path=/; HttpOnly; Secure; SameSite=Strict',
        ],
      )
    })
  }

  test('answers OPTIONS without CORS, and refuses another origin', async () => {
    const url = `${dev.origin()}/set-auth-token`
    const other: [string, string][] = [['origin', dev.origin('http', 'api.example.localhost')]]
    const options = await dev.send({ method: 'OPTIONS', url, headers: other })
    assert.equal(options.status, 204)
    assert.ok(!options.headers.some(([name]) => name.startsWith('access-control-')))
    assert.equal((await dev.send({ ...mintAt(dev.origin()), headers: other })).status, 403)
  })

  test('is not on the API’s host', async () => {
    const api = dev.origin('http', 'api.example.localhost')
    assert.equal((await dev.send(mintAt(api))).status, 502)
  })
})

suite('everything else', () => {
  test('reaches the dev server as it is: method, path, headers, body', async () => {
    const path = '/a/../b//c?d=%2F&e=[f]'
    const { status, headers, body } = await dev.send(
      {
        method: 'DELETE',
        url: `${dev.origin('https')}/`,
        headers: [
          ['X-Twice', '1'],
          ['x-twice', '2'],
          ['cookie', 'a=1'],
          ['connection', 'x-dropped'],
          ['x-dropped', '1'],
        ],
        body: 'body',
      },
      path,
    )
    assert.equal(status, 203)
    const echoed = JSON.parse(body)
    const { host } = new URL(dev.origin('https'))
    assert.deepEqual(
      { ...echoed, rawHeaders: undefined },
      { method: 'DELETE', url: path, body: 'body', rawHeaders: undefined },
    )
    assert.deepEqual(echoed.rawHeaders, [
      'host',
      host,
      'X-Twice',
      '1',
      'x-twice',
      '2',
      'cookie',
      'a=1',
      'content-length',
      '4',
      'x-forwarded-host',
      host,
      'x-forwarded-proto',
      'https',
      'Connection',
      'close',
    ])
    assert.deepEqual(headers.filter(([name]) => name === 'set-cookie').length, 2)
    assert.ok(
      headers.some(
        ([name, value]) => name === 'access-control-allow-origin' && value === 'http://other.test',
      ),
    )
  })

  test('is streamed', async () => {
    const socket = connectTo(dev)
    socket.write(
      `GET /slow HTTP/1.1\r\nhost: ${new URL(dev.origin()).host}\r\nconnection: close\r\n\r\n`,
    )
    await received(socket, /first/)
    await dev.send({ url: `${dev.origin()}/go-on` })
    await received(socket, /last/)
    socket.destroy()
  })

  test('that breaks off is broken off, not ended', async () => {
    await assert.rejects(dev.send({ url: `${dev.origin()}/broken` }))
  })

  test('that redirects to the dev server itself stays here; elsewhere, it goes there', async () => {
    const own = dev.origin('https')
    const locations = [
      ['ORIGIN/a?b#c', `${own}/a?b#c`],
      [`http://${new URL(own).host}/a`, `${own}/a`],
      ['/a', '/a'],
      ['https://login.test/?back=ORIGIN', `https://login.test/?back=${site.origin}`],
    ]
    for (const [location, expected] of locations) {
      const { headers } = await dev.send({ url: `${own}/redirect?${encodeURIComponent(location)}` })
      assert.equal(Object.fromEntries(headers).location, expected)
    }
  })

  test('is answered with what to do where nothing answers', async () => {
    const { status, headers, body } = await dev.send({
      url: `${dev.origin('http', 'api.example.localhost')}/`,
    })
    assert.equal(status, 502)
    assert.match(Object.fromEntries(headers)['content-type'], /^text\/plain/)
    assert.match(
      body,
      /^Nothing answers at http:\/\/127\.0\.0\.1:9\.\n\nStart your API, then reload this page\./,
    )
  })
})

suite('no request leads to another server', () => {
  test('a path that looks like a host is a path', async () => {
    assert.equal(await echoedUrl('//evil.test/a'), '//evil.test/a')
    assert.equal(await echoedUrl('/\\evil.test/a'), '/\\evil.test/a')
    assert.equal(await echoedUrl('/@evil.test'), '/@evil.test')
  })

  test('an absolute target is of this very origin, or refused', async () => {
    assert.equal(await echoedUrl(`${dev.origin()}/a`), '/a')
    for (const target of [
      'http://evil.test/a',
      `${dev.origin()}.evil.test/`,
      'https://example.localhost/',
      '*',
    ]) {
      assert.equal(await echoedUrl(target), 400, target)
    }
  })

  test('under a foreign name (DNS rebinding) nothing is done', async () => {
    for (const host of ['rebound.test', 'other.localhost', 'example.localhost.evil.test']) {
      const origin = `http://${host}:${dev.port}`
      for (const request of [mintAt(origin), { url: `${origin}/` }]) {
        const { status, headers } = await dev.send(request)
        assert.equal(status, 421)
        assert.ok(!headers.some(([name]) => name === 'set-cookie'))
      }
    }
  })

  test('localhost leads a person to the site, and a script nowhere', async () => {
    const { status, headers } = await dev.send({ url: `http://localhost:${dev.port}/x` })
    assert.deepEqual([status, Object.fromEntries(headers).location], [302, `${dev.origin()}/`])
    assert.equal((await dev.send(mintAt(`http://localhost:${dev.port}`))).status, 421)
  })
})

suite('WebSocket and other protocols', () => {
  test('pass in both directions, Origin as it was', async () => {
    const socket = upgrade('/socket')
    const head = await received(socket, /\}head/)
    assert.match(
      head,
      /^HTTP\/1\.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: echo\r\n\r\n/,
    )
    assert.match(head, /"origin":"http:\/\/other\.test"/)
    socket.write('ping')
    await received(socket, /ping$/)
    socket.destroy()
  })

  test('that the dev server refuses are refused with its own answer', async () => {
    assert.match(await received(upgrade('/no-socket'), /none$/), /^HTTP\/1\.1 404 Not Found\r\n/)
  })

  test('are refused under a foreign name', async () => {
    assert.match(await received(upgrade('/socket', 'rebound.test'), /\r\n\r\n/), /^HTTP\/1\.1 421 /)
  })

  test('are refused where nothing answers', async () => {
    const host = new URL(dev.origin('http', 'api.example.localhost')).host
    assert.match(await received(upgrade('/socket', host), /\r\n\r\n/), /^HTTP\/1\.1 502 /)
  })
})

// Nothing can be asked afterwards.
suite('at last', () => {
  test('an edit of the config is taken up; a mistake is shown, and the old one holds', async () => {
    save(config(", endpoint: '/log-in'"))
    await dev.printed(/The config has changed and holds now/)
    assert.equal((await dev.send(mintAt(dev.origin(), '/log-in'))).status, 204)
    assert.equal((await dev.send(mintAt(dev.origin()))).status, 203)

    save(config(", endpoint: 'log-in'"))
    await dev.printed(
      /edgemint\.config\.ts has a mistake:\n {2}endpoint: [^]+The old config still holds/,
    )
    assert.equal((await dev.send(mintAt(dev.origin(), '/log-in'))).status, 204)
  })

  test('Ctrl-C ends everything, open connections too', async () => {
    const host = new URL(dev.origin()).host
    const socket = connectTo(dev)
    socket.write(
      `GET /socket HTTP/1.1\r\nhost: ${host}\r\nconnection: Upgrade\r\nupgrade: echo\r\n\r\n`,
    )
    await received(socket, /"host"/)
    assert.equal(await dev.interrupt(), 0)
    assert.doesNotMatch(dev.output(), /Bearer|abc/)
  })
})

async function echoedUrl(target: string): Promise<unknown> {
  const { status, body } = await dev.send({ url: `${dev.origin()}/` }, target)
  return status === 203 ? JSON.parse(body).url : status
}

function upgrade(path: string, host = new URL(dev.origin()).host): Socket {
  const socket = connectTo(dev)
  socket.write(
    `GET ${path} HTTP/1.1\r\nhost: ${host}\r\norigin: http://other.test\r\nconnection: Upgrade\r\nupgrade: echo\r\n\r\nhead`,
  )
  return socket
}

function save(contents: string): void {
  const file = join(folder, 'edgemint.config.ts')
  writeFileSync(`${file}.new`, contents)
  renameSync(`${file}.new`, file)
}

function connectTo({ port }: RunningDev): Socket {
  // Ctrl-C may reset it.
  return connect(port, '127.0.0.1')
    .setEncoding('utf8')
    .on('error', () => {})
}

/** What comes over the socket until it holds this. What comes later waits. */
async function received(socket: Socket, pattern: RegExp): Promise<string> {
  let text = ''
  const signal = AbortSignal.timeout(10_000)
  for (;;) {
    text += socket.read() ?? ''
    if (pattern.test(text)) return text
    await once(socket, 'readable', { signal })
  }
}

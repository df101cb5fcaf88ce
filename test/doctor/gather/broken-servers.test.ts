import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer as createHttpServer, type ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { AnswerFailure } from '../../../doctor/facts.ts'
import { createAuthority, type CertificateAuthority } from '../network/certificate-authority.ts'
import { https, httpsAs, tcp, type Handler, type Role } from '../network/https-server.ts'
import { whyNoNameServer } from '../network/name-server.ts'
import { startRig, type Rig } from '../network/rig.ts'
import { api, edgemintSite, page } from '../network/sites.ts'
import { runOutOfTime } from './run-out-of-time.ts'

/** Host, and where it is; nothing listens on 127.5.0.99. */
const hosts: Record<string, string[]> = {
  'www.shop.example': ['127.1.0.1'],
  'api.shop.example': ['127.2.0.1'],
  'silent.shop.example': ['127.5.0.1'],
  'thinking.shop.example': ['127.5.0.2'],
  'tarpit.shop.example': ['127.5.0.3'],
  'drip.shop.example': ['127.5.0.4'],
  'reset.shop.example': ['127.5.0.5'],
  'dropped.shop.example': ['127.5.0.6'],
  'misnamed.shop.example': ['127.5.0.7'],
  'untrusted.shop.example': ['127.5.0.8'],
  'http.shop.example': ['127.5.0.9'],
  'babble.shop.example': ['127.5.0.10'],
  'headers.shop.example': ['127.5.0.11'],
  'redirecting.shop.example': ['127.5.0.12'],
  'uncertified.shop.example': ['127.5.0.13'],
  'switching.shop.example': ['127.5.0.14'],
  'switched.shop.example': ['127.5.0.15'],
  'hinting.shop.example': ['127.5.0.16'],
  'odd.shop.example': ['127.5.0.17'],
  'short.shop.example': ['127.5.0.18'],
  'eager.shop.example': ['127.5.0.19'],
  'closed.shop.example': ['127.5.0.99'],
  'dead.shop.example': ['127.5.0.98', '127.5.0.99'],
  'half.shop.example': ['127.0.0.99', '127.1.0.1', '2001:db8::1'],
  'far.shop.example': ['255.255.255.255'],
}

/** The rest comes at one octet per second. */
function drip(write: (text: string) => unknown, socket: Socket): void {
  const timer = setInterval(() => write('x'), 1000)
  socket.on('close', () => clearInterval(timer))
}

const dripping: Handler = (request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).write('<!doctype html>')
  drip((text) => response.write(text), request.socket)
}

const tarpit: Handler = ({ socket }) => {
  socket.write('HTTP/1.1 200 OK\r\nX-Slow: ')
  drip((text) => socket.write(text), socket)
}

/** What is sent to whoever asks, and then nothing more. */
const raw =
  (...lines: string[]): Handler =>
  ({ socket }) =>
    void socket.write(`${lines.join('\r\n')}\r\n\r\n`)

const switching = raw(
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
)

/** Hints without end, and no answer. */
const hinting: Handler = ({ socket }) => {
  const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 10)
  socket.on('close', () => clearInterval(timer))
}

/** A page after hints, as some CDNs have it. */
const eager: Handler = (request, response) => {
  response.writeContinue()
  response.writeEarlyHints({ link: '</app.css>; rel=preload; as=style' })
  return page(request, response)
}

const toHttps = (): ReturnType<Role> =>
  createHttpServer((_request, response) => {
    response.writeHead(301, { location: 'https://www.shop.example:1/' }).end()
  })

async function roles(authority: CertificateAuthority): Promise<Record<string, Role>> {
  const stranger = await createAuthority('stranger')
  const [misnamed, untrusted] = await Promise.all([
    authority.issue(['other.example']),
    stranger.issue(['untrusted.shop.example']),
  ])
  return {
    '127.1.0.1': https(edgemintSite('https://www.shop.example')),
    '127.2.0.1': https(api('www.shop.example')),
    '127.5.0.1': tcp((socket) => void socket.resume()),
    '127.5.0.2': https(() => {}),
    '127.5.0.3': https(tarpit),
    '127.5.0.4': https(dripping),
    '127.5.0.5': tcp((socket) => socket.resetAndDestroy()),
    '127.5.0.6': https((request) => void request.socket.destroy()),
    '127.5.0.7': httpsAs(misnamed, page),
    '127.5.0.8': httpsAs(untrusted, page),
    '127.5.0.9': tcp((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n')),
    '127.5.0.10': https(({ socket }) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n')),
    '127.5.0.11': https((_request, response) => {
      response.writeHead(200, { 'x-long': 'x'.repeat(50_000) }).end()
    }),
    '127.5.0.12': toHttps,
    '127.5.0.13': () => createTlsServer(),
    '127.5.0.14': https(switching),
    '127.5.0.15': https(raw('HTTP/1.1 101 Switching Protocols')),
    '127.5.0.16': https(hinting),
    '127.5.0.17': https(raw('HTTP/1.1 999 Request denied', 'Content-Length: 0')),
    '127.5.0.18': https(
      ({ socket }) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n'),
    ),
    '127.5.0.19': https(eager),
  }
}

const late = { reason: 'timeout', detail: 'no answer in time' } as const

/** How each broken host is to be recorded. */
const broken: Record<string, [AnswerFailure['reason'], RegExp]> = {
  reset: ['reset', /ECONNRESET|disconnected/],
  dropped: ['reset', /^socket hang up$/],
  misnamed: ['certificate', /altnames: .* DNS:other\.example$/],
  untrusted: ['certificate', /^unable to verify the first certificate$/],
  uncertified: ['certificate', /^TLS failed: .*alert handshake failure$/],
  http: ['not-http', /^TLS failed: wrong version number$/],
  babble: ['not-http', /^Parse Error: /],
  headers: ['not-http', /^Parse Error: Header overflow$/],
  switching: ['not-http', /^it switches to another protocol$/],
  switched: ['not-http', /^it switches to another protocol$/],
  odd: ['not-http', /^999 is no status of HTTP$/],
  short: ['reset', /^socket hang up$/],
  closed: ['refused', /^connect ECONNREFUSED 127\.5\.0\.99:\d+$/],
  dead: ['refused', /^connect ECONNREFUSED 127\.5\.0\.98:\d+$/],
  far: ['unreachable', /^connect E\w+ 255\.255\.255\.255:\d+/],
}

suite('what is broken', { skip: whyNoNameServer }, () => {
  let rig: Rig
  before(async () => {
    const records = Object.entries(hosts).flatMap(([host, addresses]) =>
      addresses.map(
        (address) => `${host}. 60 IN ${address.includes(':') ? 'AAAA' : 'A'} ${address}`,
      ),
    )
    rig = await startRig({ records, servers: roles })
  })
  after(() => rig.close())

  /** Requests whose answer has been read to its end, or that were given up. */
  let ended = 0
  const onRequest = (message: unknown): void => {
    const { request } = message as { request: ClientRequest }
    request.once('close', () => ended++)
  }
  before(() => subscribe('http.client.request.created', onRequest))
  after(() => unsubscribe('http.client.request.created', onRequest))

  /**
   * Whether so many connections were opened from now on, and so many requests have ended. A server is done with
   * its connection before the answer has been read.
   */
  function connections(opened: number, over = 0): () => boolean {
    const start = { opened: rig.opened(), ended }
    return () => rig.opened() - start.opened >= opened && ended - start.ended >= over
  }

  for (const [name, [reason, detail]] of Object.entries(broken)) {
    test(`a host: ${name}`, async () => {
      const host = `${name}.shop.example`
      const { page: seen, endpoint, hosts: found } = await rig.gather(host)
      for (const answer of [seen.answer, ...Object.values(endpoint!.answers!)]) {
        assert.deepEqual(Object.keys(answer!), ['failure'])
        assert.equal(answer!.failure!.reason, reason)
        assert.match(answer!.failure!.detail, detail)
      }
      assert.ok(!('serviceWorker' in seen))
      assert.deepEqual(found[host], { cnames: [], addresses: hosts[host] })
    })
  }

  for (const name of ['silent', 'thinking', 'tarpit', 'hinting']) {
    test(`a page that does not answer costs the timeout: ${name}`, async (t) => {
      const facts = await runOutOfTime(
        t,
        1,
        (timeout) => rig.gather(`${name}.shop.example`, { timeout }),
        connections(1),
        connections(7, 1),
      )
      assert.deepEqual(facts.page, {
        url: rig.origin(`${name}.shop.example/`),
        answer: { failure: late },
      })
      for (const answer of Object.values(facts.endpoint!.answers!)) {
        assert.deepEqual(answer, { failure: late })
      }
    })
  }

  test('a page that does not answer leaves time for the API', async (t) => {
    const facts = await runOutOfTime(
      t,
      3,
      (timeout) => rig.gather('silent.shop.example', { api: 'api.shop.example', timeout }),
      connections(1),
      connections(10, 4),
    )
    assert.deepEqual(facts.page.answer, { failure: late })
    const seen = Object.values(facts.api!.answers!).map(({ status, failure }) => failure ?? status)
    assert.deepEqual(seen, [204, 204, 200])
  })

  test('an API that does not answer: page and endpoint are seen', async (t) => {
    const facts = await runOutOfTime(
      t,
      3,
      (timeout) => rig.gather('www.shop.example', { api: 'tarpit.shop.example', timeout }),
      connections(10, 7),
    )
    assert.equal(facts.page.answer!.status, 200)
    assert.equal(facts.endpoint!.answers!.put!.problem, 'token-missing')
    const answer = { failure: late }
    assert.deepEqual(facts.api!.answers, {
      preflight: answer,
      foreign: answer,
      'is-authed': answer,
    })
  })

  test('a body that does not end: what came before it is kept', async (t) => {
    let answers = 0
    const onAnswer = (): void => void answers++
    subscribe('http.client.response.finish', onAnswer)
    t.after(() => unsubscribe('http.client.response.finish', onAnswer))
    const facts = await runOutOfTime(
      t,
      2,
      (timeout) => rig.gather('drip.shop.example', { timeout }),
      () => answers === 1,
      () => answers === 7,
    )
    assert.deepEqual(facts.page.answer, {
      status: 200,
      headers: { 'content-type': 'text/html' },
      failure: { reason: 'timeout', detail: 'the answer did not end in time' },
    })
  })

  test('hints that come before a page', async () => {
    const facts = await rig.gather('eager.shop.example')
    assert.equal(facts.page.answer!.status, 200)
  })

  test('one dead address does not stop it', async () => {
    const facts = await rig.gather('half.shop.example')
    assert.equal(facts.page.answer!.status, 200)
    assert.deepEqual(facts.hosts['half.shop.example'].addresses, hosts['half.shop.example'])
  })

  test('plain http is looked at too, and so is where it leads', async () => {
    const host = `http://redirecting.shop.example:${rig.port}/`
    const { page: seen } = await rig.gather('', { page: host })
    assert.deepEqual(seen, {
      url: host,
      redirects: ['https://www.shop.example:1/'],
      answer: {
        failure: { reason: 'refused', detail: 'connect ECONNREFUSED 127.1.0.1:1' },
      },
    })
  })

  test('an authority that is not named is not trusted', async () => {
    const stranger = await createAuthority('stranger')
    const { page: seen } = await rig.gather('www.shop.example', { ca: stranger.pem })
    assert.equal(seen.answer!.failure!.reason, 'certificate')
  })

  for (const host of ['www', 'silent', 'tarpit', 'switching']) {
    test(`nothing keeps the process alive after gather: ${host}`, async () => {
      const request = {
        page: rig.origin(`${host}.shop.example`),
        endpointPath: '/set-auth-token',
        dns: rig.dns,
        ca: rig.ca,
        timeout: host === 'www' || host === 'switching' ? 30 : 0.5,
      }
      const file = fileURLToPath(new URL('../../../doctor/gather/gather.ts', import.meta.url))
      const script = `import { gather } from ${JSON.stringify(file)}
        const before = process.getActiveResourcesInfo()
        const facts = await gather(${JSON.stringify(request)})
        const turn = () => new Promise((resolve) => setImmediate(resolve))
        for (let i = 0; i < 100; i++) await turn()
        console.log(JSON.stringify([facts.version, before, process.getActiveResourcesInfo()]))`
      const args = ['--input-type=module', '--eval', script]
      const { stdout, stderr } = await promisify(execFile)(process.execPath, args)
      const [version, resourcesBefore, resources] = JSON.parse(stdout) as unknown[]
      assert.equal(version, 1)
      assert.deepEqual(resources, resourcesBefore)
      assert.equal(stderr, '')
    })
  }
})

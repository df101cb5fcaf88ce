import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { whyElsewhere, type Place } from '../../../doctor/gather/why-elsewhere.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { https, type Handler } from '../network/https-server.ts'
import { whyNoNameServer } from '../network/name-server.ts'
import { startRig, type Rig } from '../network/rig.ts'
import { api } from '../network/sites.ts'

/** Path, and where it leads. `{port}` is the servers' port. */
const redirects: Record<string, string> = {
  '/other': 'https://www.other.example:{port}/',
  '/address': 'https://127.1.0.2:{port}/',
  '/localhost': 'https://localhost:{port}/',
  '/dead': 'https://none.other.example/',
  '/there-and-back': 'https://www.other.example:{port}/back',
  '/back': 'https://www.shop.example:{port}/',
}

/** What was asked of the two sites, as `GET host/path`. */
let asked: string[] = []

const site: Handler = (request, response) => {
  const [host] = request.headers.host!.split(':')
  asked.push(`${request.method} ${host}${request.url}`)
  const location = redirects[request.url!]?.replace('{port}', String(request.socket.localPort))
  if (location !== undefined) return void response.writeHead(302, { location }).end()
  response.writeHead(200, { 'content-type': 'text/html' }).end('<script src="/app.js"></script>')
}

const cookie = parseSetCookie('id=; Max-Age=34560000; Path=/; Secure')
const elsewhere = { reason: 'unreachable', detail: 'the page redirects to another site' }

suite('a page that redirects to another site', { skip: whyNoNameServer }, () => {
  let rig: Rig
  before(async () => {
    rig = await startRig({
      records: [
        'www.shop.example. 60 IN A 127.1.0.1',
        'www.other.example. 60 IN A 127.1.0.2',
        'api.shop.example. 60 IN A 127.1.0.3',
      ],
      servers: {
        '127.1.0.1': https(site),
        '127.1.0.2': https(site),
        '127.0.0.1': https(site),
        '127.1.0.3': https(api('www.other.example')),
      },
    })
  })
  after(() => rig.close())

  for (const path of ['/other', '/address', '/localhost', '/dead']) {
    test(`is loaded, and nothing else is asked there: ${path}`, async () => {
      asked = []
      const facts = await rig.gather(`www.shop.example${path}`, {
        endpointCookie: cookie,
        mintToken: 'very-secret-token',
        api: 'api.shop.example',
      })
      const seen = asked.filter((line) => !line.startsWith('GET www.shop.example/'))
      assert.ok(seen.length <= 1 && seen.every((line) => /^GET [\w.]+\/$/.test(line)), `${seen}`)
      assert.deepEqual(facts.endpoint, {
        url: new URL('/set-auth-token', facts.page.redirects!.at(-1)).href,
        cookie,
        cookieFrom: 'config',
        answers: { put: { failure: elsewhere } },
      })
      assert.ok(!('serviceWorker' in facts.page))
      assert.equal(facts.api!.answers!.preflight!.status, 204)
      assert.deepEqual(readPlan(facts), { facts })
      assert.notEqual(diagnose(facts).exitCode, 0)
    })
  }

  test('is asked as ever when it comes back', async () => {
    asked = []
    const facts = await rig.gather('www.shop.example/there-and-back')
    assert.equal(facts.endpoint!.answers!.put!.status, 200)
    const others = asked.filter((line) => !line.includes('www.shop.example/'))
    assert.deepEqual(others, ['GET www.other.example/back'])
  })
})

function place([url, address]: [string, string]): Place {
  return { url: new URL(url), addresses: [address] }
}

suite('where a page may lead', () => {
  const cases: [named: [string, string], shown: [string, string], why: RegExp | undefined][] = [
    [['https://shop.example/', '192.0.2.1'], ['https://www.shop.example/', '192.0.2.2'], undefined],
    [['https://a.github.io/', '192.0.2.1'], ['https://b.github.io/', '192.0.2.1'], /another site/],
    [['https://shop.example/', '192.0.2.1'], ['https://10.0.0.1/', '10.0.0.1'], /another site/],
    [['https://10.0.0.1/', '10.0.0.1'], ['https://10.0.0.1/app', '10.0.0.1'], undefined],
    [['https://shop.example/', '8.8.8.8'], ['https://in.shop.example/', '10.0.0.1'], /private/],
    [['https://shop.example/', '8.8.8.8'], ['https://in.shop.example/', '127.0.0.1'], /private/],
    [
      ['https://shop.example/', '8.8.8.8'],
      ['https://in.shop.example/', '169.254.169.254'],
      /private/,
    ],
    [['https://shop.example/', '8.8.8.8'], ['https://in.shop.example/', 'fd00::1'], /private/],
    [
      ['https://shop.example/', '8.8.8.8'],
      ['https://in.shop.example/', '::ffff:7f00:1'],
      /private/,
    ],
    [['https://shop.example/', '8.8.8.8'], ['https://in.shop.example/', '0.0.0.0'], /private/],
    [['https://shop.example/', '10.0.0.1'], ['https://in.shop.example/', '10.0.0.2'], undefined],
    [['https://in.shop.example/', '8.8.8.8'], ['https://in.shop.example/a', '10.0.0.2'], undefined],
  ]
  for (const [named, shown, why] of cases) {
    test(`${named.join(' at ')} to ${shown.join(' at ')}: ${why?.source ?? 'yes'}`, () => {
      const answer = whyElsewhere(place(named), place(shown))
      if (why) assert.match(answer ?? '', why)
      else assert.equal(answer, undefined)
    })
  }
})

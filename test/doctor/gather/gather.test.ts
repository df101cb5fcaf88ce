import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { after, before, suite, test } from 'node:test'
import type { Answer, EndpointFacts, SetCookie } from '../../../doctor/facts.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { corsAnswer } from '../../../shared/web/api.ts'
import { https, type Handler } from '../network/https-server.ts'
import { whyNoNameServer } from '../network/name-server.ts'
import { observedAt, startRig, type Rig } from '../network/rig.ts'
import { api, edgemintSite, page } from '../network/sites.ts'

const records = [
  'www.shop.example. 60 IN A 127.1.0.1',
  'api.shop.example. 60 IN A 127.2.0.1',
  'spa.shop.example. 60 IN A 127.3.0.1',
  'cdn.shop.example. 60 IN A 127.3.0.2',
  'cached.shop.example. 60 IN A 127.3.0.3',
  'wildcard.shop.example. 60 IN A 127.4.0.1',
  'reflecting.shop.example. 60 IN A 127.4.0.2',
  'setting.shop.example. 60 IN A 127.4.0.3',
  'waiting.shop.example. 60 IN A 127.5.0.1',
]

/** A CDN that answers by itself what it does not pass on, and dates its answers. */
const refusingCdn: Handler = (request, response) => {
  if (request.method === 'GET') return page(request, response)
  response.sendDate = true
  const status = request.method === 'PUT' || request.method === 'DELETE' ? 403 : 405
  response.writeHead(status, { server: 'CloudFront', 'x-cache': 'Error from cloudfront' }).end()
}

/** A CDN that keeps the endpoint's answers. */
const cachingCdn: Handler = (_request, response) => {
  const headers = { age: '17', 'x-cache': 'Hit from cloudfront', via: '1.1 edge (CloudFront)' }
  response.writeHead(200, { ...headers, 'cf-cache-status': 'HIT' }).end('cached')
}

const wildcardApi: Handler = (_request, response) => {
  response.writeHead(200, { 'access-control-allow-origin': '*' }).end('{}')
}

const reflectingApi: Handler = (request, response) => {
  const cors = corsAnswer(request, { origins: [request.headers.origin ?? ''] })
  response.writeHead(200, cors.headers).end('{}')
}

const ownCookie = 'sid=0123456789; Domain=shop.example; Max-Age=34560000; Secure; Token=hidden'

/** What a page asks at once: six requests to its endpoint, three to the API. */
const together = 9

/** Answers none of these requests before the last of them has come. */
const waitingForAll: Handler = (request, response) => {
  if (request.url === '/') return page(request, response)
  waiting.push(response)
  if (waiting.length < together) return
  for (const one of waiting.splice(0)) one.writeHead(204).end()
}
const waiting: ServerResponse[] = []

const servers = {
  '127.1.0.1': https(edgemintSite('https://www.shop.example')),
  '127.2.0.1': https(api('www.shop.example')),
  '127.3.0.1': https(page),
  '127.3.0.2': https(refusingCdn),
  '127.3.0.3': https(cachingCdn),
  '127.4.0.1': https(wildcardApi),
  '127.4.0.2': https(reflectingApi),
  '127.4.0.3': https(api('www.shop.example', ownCookie)),
  '127.5.0.1': https(waitingForAll),
}

const pageAnswer: Answer = {
  status: 200,
  headers: {
    'cache-control': 'no-cache',
    'content-type': 'text/html; charset=utf-8',
    'strict-transport-security': 'max-age=31536000',
  },
  cookies: [parseSetCookie('visitor=42; Path=/')],
}

function problem(status: number, code: string, headers: Record<string, string> = {}): Answer {
  const always = { 'cache-control': 'no-store', 'content-type': 'application/problem+json' }
  return { status, headers: { ...headers, ...always }, problem: code }
}

/** What edgemint answers, written down from the contract. */
function edgemintAnswers(): NonNullable<EndpointFacts['answers']> {
  const allow = 'PUT, PATCH, DELETE, OPTIONS'
  const attributes = 'Path=/; HttpOnly; Secure; SameSite=Strict'
  const cleared = [
    `__Secure-authToken=; Max-Age=0; ${attributes}`,
    `__Secure-authToken=; Max-Age=0; Domain=www.shop.example; ${attributes}`,
    `__Secure-authToken=; Max-Age=0; Domain=shop.example; ${attributes}`,
  ]
  const noStore = { 'cache-control': 'no-store' }
  return {
    options: { status: 204, headers: { allow, ...noStore } },
    get: problem(405, 'method-not-allowed', { allow }),
    put: problem(400, 'token-missing'),
    patch: problem(401, 'not-authenticated'),
    delete: { status: 204, headers: noStore, cookies: cleared.map(parseSetCookie) },
    foreign: problem(403, 'cross-origin'),
  }
}

suite('gather', { skip: whyNoNameServer }, () => {
  let rig: Rig
  before(async () => {
    rig = await startRig({ records, servers })
  })
  after(() => rig.close())

  test('a healthy site, whole', async () => {
    const facts = await rig.gather('www.shop.example', { api: 'api.shop.example' })
    const allowed = {
      'access-control-allow-origin': rig.origin('www.shop.example'),
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    }
    const preflight = {
      ...allowed,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
    }
    assert.deepEqual(facts, {
      version: 1,
      observedAt,
      page: {
        url: `${rig.origin('www.shop.example')}/`,
        answer: pageAnswer,
        serviceWorker: 'none',
      },
      endpoint: {
        url: rig.origin('www.shop.example/set-auth-token'),
        answers: edgemintAnswers(),
      },
      api: {
        url: rig.origin('api.shop.example/is-authed'),
        answers: {
          preflight: { status: 204, headers: preflight },
          foreign: { status: 204, headers: { vary: 'Origin' } },
          'is-authed': {
            status: 200,
            headers: { ...allowed, 'content-type': 'application/json' },
          },
        },
      },
      hosts: {
        'www.shop.example': { cnames: [], addresses: ['127.1.0.1'] },
        'api.shop.example': { cnames: [], addresses: ['127.2.0.1'] },
      },
    })
  })

  test('endpoint and API are asked all at once', async () => {
    const opened = rig.opened()
    const { endpoint, api: seen } = await rig.gather('waiting.shop.example', {
      api: 'waiting.shop.example',
    })
    const answers = [...Object.values(endpoint!.answers!), ...Object.values(seen!.answers!)]
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array.from({ length: together }, () => 204),
    )
    assert.equal(rig.opened() - opened, together + 1)
  })

  test('no API: none in the facts', async () => {
    const facts = await rig.gather('www.shop.example')
    assert.ok(!('api' in facts))
    assert.deepEqual(Object.keys(facts.hosts), ['www.shop.example'])
  })

  test('no endpoint: the single-page app answers everything with its HTML', async () => {
    const { endpoint } = await rig.gather('spa.shop.example')
    for (const answer of Object.values(endpoint!.answers!)) assert.deepEqual(answer, pageAnswer)
  })

  test('a CDN that does not let the methods through, and says when', async () => {
    const { endpoint } = await rig.gather('cdn.shop.example')
    const { options, put, patch, foreign } = endpoint!.answers!
    const statuses = [options, put, patch, foreign].map((answer) => answer!.status)
    assert.deepEqual(statuses, [405, 403, 405, 403])
    const { date, ...headers } = put!.headers!
    assert.ok(Math.abs(Date.parse(date!) - Date.now()) < 60_000, date)
    assert.deepEqual(headers, { server: 'CloudFront', 'x-cache': 'Error from cloudfront' })
  })

  test('a CDN that caches the endpoint', async () => {
    const { endpoint } = await rig.gather('cached.shop.example')
    assert.deepEqual(endpoint!.answers!.put, {
      status: 200,
      headers: {
        age: '17',
        'cf-cache-status': 'HIT',
        via: '1.1 edge (CloudFront)',
        'x-cache': 'Hit from cloudfront',
      },
    })
  })

  test('an API that allows every origin, by a star', async () => {
    const { api: seen } = await rig.gather('www.shop.example', { api: 'wildcard.shop.example/me' })
    const answer = { status: 200, headers: { 'access-control-allow-origin': '*' } }
    assert.equal(seen!.url, rig.origin('wildcard.shop.example/me'))
    assert.deepEqual(seen!.answers, { preflight: answer, foreign: answer, 'is-authed': answer })
  })

  test('an API that allows every origin, by naming it', async () => {
    const { api: seen } = await rig.gather('www.shop.example', { api: 'reflecting.shop.example' })
    const { preflight, foreign } = seen!.answers!
    const origins = [preflight, foreign].map(
      (answer) => answer!.headers!['access-control-allow-origin'],
    )
    assert.deepEqual(origins, [rig.origin('www.shop.example'), 'https://attacker.example'])
  })

  test('the cookies of an API, without their values', async () => {
    const { api: seen } = await rig.gather('www.shop.example', { api: 'setting.shop.example' })
    const cookie: SetCookie = {
      name: 'sid',
      valueOctets: 10,
      attributes: [
        { name: 'Domain', value: 'shop.example' },
        { name: 'Max-Age', value: '34560000' },
        { name: 'Secure', value: '' },
      ],
    }
    assert.deepEqual(seen!.cookies, [cookie])
    assert.doesNotMatch(JSON.stringify(seen), /0123456789|hidden/)
  })

  test('progress tells what is done, in words', async () => {
    const lines: string[] = []
    const progress = (line: string): void => void lines.push(line)
    await rig.gather('www.shop.example', { api: 'api.shop.example', progress })
    assert.deepEqual(lines, [
      'looking up www.shop.example',
      'looking up api.shop.example',
      `loading ${rig.origin('www.shop.example/')}`,
      `asking the endpoint ${rig.origin('www.shop.example/set-auth-token')}`,
      `asking the API ${rig.origin('api.shop.example/is-authed')}`,
    ])
  })
})

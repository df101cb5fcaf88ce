import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import { after, before, suite, test } from 'node:test'
import type { Facts } from '../../../doctor/facts.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { https, type Handler } from '../network/https-server.ts'
import { whyNoNameServer } from '../network/name-server.ts'
import { startRig, type Rig } from '../network/rig.ts'
import { edgemintSite, page } from '../network/sites.ts'

const token = 'very-secret-token+/='
const encoded = encodeURIComponent(token)
const configured = parseSetCookie('__Secure-authToken=; Max-Age=34560000; Path=/; Secure')

/** The requests that came with a token, by host. */
let received: string[] = []

/** Puts the token wherever an answer has room for it, and goes on doing so. */
const echoing: Handler = (request, response) => {
  if (request.url === '/') return page(request, response)
  note(request.headers)
  response.writeHead(302, {
    location: `https://www.shop.example/?token=${token}`,
    allow: token,
    via: `1.1 ${token}`,
    'x-cache': `Hit ${encoded}`,
    'content-type': 'application/problem+json',
    'set-cookie': [`${token}=${token}; Path=/${token}; ${token}=${token}`, `a=${token}`],
  })
  response.end(JSON.stringify({ code: 'very-secret-token', detail: token }))
}

/** The `code` of a problem by method, as JSON. */
const codes: Record<string, string> = {
  PUT: '{"code":"very-secret"}',
  GET: '{"code":"Two Words"}',
  PATCH: '{"code":7}',
  DELETE: '{"code":',
  OPTIONS: 'null',
}

const secretCode: Handler = (request, response) => {
  if (request.url === '/') return page(request, response)
  response.writeHead(401, { 'content-type': 'application/problem+json; charset=utf-8' })
  response.end(codes[request.method!])
}

function note({ host, authorization }: IncomingHttpHeaders): void {
  if (authorization !== undefined) received.push(host!)
}

/** A CDN that adds a cookie of its own to everything. */
const withBotCookie: Handler = (request, response) => {
  note(request.headers)
  const minted = `session=${token}; Max-Age=60`
  const cookies = [
    '__cf_bm=0123456789; Max-Age=1800',
    ...(request.headers.authorization ? [minted] : []),
  ]
  response.writeHead(204, { 'set-cookie': [...cookies, 'last=1'] }).end()
}

const refusing: Handler = (_request, response) => {
  response.writeHead(403, { 'set-cookie': '__cf_bm=0123456789; Max-Age=1800' }).end()
}

/** Mints a cookie whose value is not the token itself. */
const wrapping: Handler = ({ headers }, response) => {
  const cookies = ['visitor=42', ...(headers.authorization ? ['session=sealed'] : [])]
  response.writeHead(200, { 'set-cookie': [...cookies, 'visitor=43'] }).end()
}

const elsewhere: Handler = (request, response) => {
  const location = `https://www.other.example:${request.socket.localPort}/`
  response.writeHead(302, { location }).end()
}

function answersOf({ endpoint }: Facts): { answers: NonNullable<Facts['endpoint']>['answers'] } {
  return { answers: endpoint!.answers }
}

suite('the token of --mint', { skip: whyNoNameServer }, () => {
  let rig: Rig
  before(async () => {
    const handlers = [
      edgemintSite('https://www.shop.example'),
      echoing,
      withBotCookie,
      refusing,
      elsewhere,
      withBotCookie,
      secretCode,
      page,
      wrapping,
    ]
    const names =
      'www.shop echo.shop bot.shop no.shop shop www.other code.shop spa.shop wrap.shop 127.shop'.split(
        ' ',
      )
    rig = await startRig({
      records: names.map((name, i) => `${name}.example. 60 IN A 127.1.0.${i + 1}`),
      servers: Object.fromEntries(
        handlers.map((handler, i) => [`127.1.0.${i + 1}`, https(handler)]),
      ),
    })
  })
  after(() => rig.close())

  test('mints the real cookie, which takes the place of the config’s', async () => {
    const endpointCookie = configured
    const facts = await rig.gather('www.shop.example', { mintToken: token, endpointCookie })
    const line = `__Secure-authToken=${token}; Max-Age=34560000; Domain=shop.example; Path=/; HttpOnly; Secure; SameSite=Strict`
    const rest = 'Path=/; HttpOnly; Secure; SameSite=Strict'
    const expired = ['', 'Domain=www.shop.example; '].map(
      (domain) => `__Secure-authToken=; Max-Age=0; ${domain}${rest}`,
    )
    const { cookie, cookieFrom, answers } = facts.endpoint!
    assert.deepEqual(cookie, parseSetCookie(line))
    assert.equal(cookieFrom, 'mint')
    assert.deepEqual(answers!.mint, {
      status: 204,
      headers: { 'cache-control': 'no-store' },
      cookies: [...expired.map(parseSetCookie), cookie],
    })
    assert.doesNotMatch(JSON.stringify(facts), /very-secret/)
  })

  test('without it the cookie is the config’s', async () => {
    const facts = await rig.gather('www.shop.example', { endpointCookie: configured })
    assert.deepEqual(facts.endpoint!.cookie, configured)
    assert.equal(facts.endpoint!.cookieFrom, 'config')
    assert.ok(!('mint' in facts.endpoint!.answers!))
  })

  test('is nowhere in facts and progress, whatever the server does with it', async () => {
    const lines: string[] = []
    const progress = (line: string): void => void lines.push(line)
    received = []
    const facts = await rig.gather('echo.shop.example', {
      api: 'echo.shop.example',
      mintToken: token,
      progress,
    })
    assert.deepEqual(received, [`echo.shop.example:${rig.port}`])
    for (const form of [token, encoded, JSON.stringify(token)]) {
      assert.ok(!JSON.stringify(facts).includes(form), JSON.stringify(facts))
      assert.ok(!lines.join('').includes(form))
    }
    const { headers, cookies } = facts.endpoint!.answers!.mint!
    assert.deepEqual(headers, {
      allow: '…',
      'content-type': 'application/problem+json',
      via: '1.1 …',
      'x-cache': 'Hit …',
    })
    assert.equal(cookies![0].name, '…')
    assert.equal(cookies![1].valueOctets, token.length)
  })

  test('a problem’s code is no way out either', async () => {
    const { endpoint } = await rig.gather('code.shop.example', { mintToken: 'very-secret' })
    const { mint, get, patch, delete: cleared, options } = endpoint!.answers!
    assert.equal(mint!.problem, '…')
    for (const answer of [get, patch, cleared, options]) assert.ok(!('problem' in answer!))
  })

  test('a header cannot carry it: no request, and no crash', async () => {
    const mintToken = `${token}\nX-Header: 1`
    const facts = await rig.gather('www.shop.example', { mintToken })
    assert.equal(facts.endpoint!.answers!.mint!.failure!.reason, 'not-http')
    assert.doesNotMatch(JSON.stringify(facts), /very-secret/)
  })

  test('among the cookies of a CDN, the one that has the token is the minted one', async () => {
    const { endpoint } = await rig.gather('bot.shop.example', { mintToken: token })
    assert.equal(endpoint!.cookie!.name, 'session')
    const named = await rig.gather('bot.shop.example', {
      mintToken: token,
      endpointCookie: parseSetCookie('__cf_bm='),
    })
    assert.equal(named.endpoint!.cookie!.name, '__cf_bm')
    const spa = await rig.gather('spa.shop.example', { mintToken: token })
    assert.equal(spa.endpoint!.answers!.mint!.cookies![0].name, 'visitor')
    assert.ok(!('cookie' in spa.endpoint!))
  })

  test('a minted cookie with another value than the token', async () => {
    const { endpoint } = await rig.gather('wrap.shop.example', { mintToken: token })
    assert.equal(endpoint!.cookie!.name, 'session')
  })

  test('a refusal mints nothing, whatever cookies it sets', async () => {
    const { endpoint } = await rig.gather('no.shop.example', {
      mintToken: token,
      endpointCookie: configured,
    })
    assert.equal(endpoint!.cookieFrom, 'config')
    assert.equal(endpoint!.answers!.mint!.status, 403)
  })

  test('does not go to another site that the page redirects to', async () => {
    const lines: string[] = []
    const progress = (line: string): void => void lines.push(line)
    received = []
    const { endpoint } = await rig.gather('shop.example', { mintToken: token, progress })
    assert.equal(endpoint!.url, rig.origin('www.other.example/set-auth-token'))
    assert.deepEqual(Object.keys(endpoint!.answers!), ['put'])
    assert.deepEqual(received, [])
    assert.equal(lines.at(-1), `not asking ${endpoint!.url}: the page redirects to another site`)
  })

  test('is not looked for in what the user named, or in words', async () => {
    for (const mintToken of ['shop', 'no', 'true', 'www.shop.example']) {
      const plain = await rig.gather('www.shop.example')
      const facts = await rig.gather('www.shop.example', { mintToken })
      const { mint, ...answers } = facts.endpoint!.answers!
      assert.ok(mint)
      assert.deepEqual({ page: facts.page, answers }, { page: plain.page, ...answersOf(plain) })
    }
  })

  test('is not in paths either, of facts and progress', async () => {
    const lines: string[] = []
    const progress = (line: string): void => void lines.push(line)
    const { page: seen, api } = await rig.gather(`code.shop.example/${token}`, {
      api: `www.shop.example/${encoded}/a`,
      mintToken: token,
      progress,
    })
    assert.equal(seen.url, rig.origin('code.shop.example/...'))
    assert.equal(api!.url, rig.origin('www.shop.example/.../a'))
    assert.doesNotMatch(lines.join('\n'), /very-secret/)
  })

  test('does not go over plain http, but for this machine', async () => {
    for (const remote of ['www.shop.example', '127.shop.example']) {
      const start = `http://${remote}:${rig.port}/`
      const { endpoint } = await rig.gather('', { page: start, mintToken: token })
      assert.ok(!('mint' in endpoint!.answers!), remote)
    }
    for (const local of ['shop.localhost', '127.1.0.1', '[::1]']) {
      const url = `http://${local}:${rig.port}/`
      const { endpoint } = await rig.gather('', { page: url, mintToken: token })
      assert.ok('mint' in endpoint!.answers!, local)
    }
  })
})

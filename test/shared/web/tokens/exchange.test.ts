import assert from 'node:assert/strict'
import { once } from 'node:events'
import { suite, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { lendTimeouts } from '../lend-timeouts.ts'
import { accessName, api, codeOf, kept, lifeOf, open, refreshName } from './rig.ts'
import { json, kurocoTokens } from './token-api.ts'

const strict = 'HttpOnly; Secure; SameSite=Strict'
const jsonBody = (value: unknown): RequestInit => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

suite('a grant', () => {
  test('becomes two cookies, and the answer says when to renew', async () => {
    const browser = open()
    const response = await browser.put('grant-1')
    assert.equal(response.status, 204)
    const life = lifeOf(response, accessName)
    assert.ok(life > 3590 && life <= 3600, String(life))
    assert.equal(response.headers.get('token-expires-in'), String(life))
    assert.equal(response.headers.get('cache-control'), 'no-store')
    const refreshLife = lifeOf(response, refreshName)
    assert.ok(refreshLife > 604_790 && refreshLife <= 604_800, String(refreshLife))
    assert.deepEqual(kept(response), [
      `${accessName}=${browser.cookies.get(accessName)}; Max-Age=${life}; Path=/; ${strict}`,
      `${refreshName}=${browser.cookies.get(refreshName)}; Max-Age=${refreshLife}; Path=/set-auth-token; ${strict}`,
    ])
    assert.match(browser.cookies.get(accessName)!, /^access-\d+$/)
    assert.match(browser.cookies.get(refreshName)!, /^refresh-\d+$/)
    assert.deepEqual(
      api.asked.map(({ method, path, body, headers }) => [
        `${method} ${path}`,
        body,
        headers['content-type'],
        headers.accept,
        headers.cookie,
      ]),
      [
        [
          'POST /rcms-api/1/token',
          '{"grant_token":"grant-1"}',
          'application/json',
          'application/json',
          undefined,
        ],
      ],
    )
  })

  test('wins over cookies that are left from before: both names, on each domain, and the former ones', async () => {
    const response = await open().put('grant-1')
    const before = response.headers.getSetCookie().filter((line) => /^[^=]+=;/.test(line))
    const refresh = `${refreshName}=; Max-Age=0; Domain`
    for (const domain of ['www.example.com', 'example.com']) {
      assert.ok(
        before.includes(`${refresh}=${domain}; Path=/set-auth-token; ${strict}`),
        before.join('\n'),
      )
      assert.ok(
        before.includes(`__Secure-authToken=; Max-Age=0; Domain=${domain}; Path=/; ${strict}`),
      )
    }
    const lines = response.headers.getSetCookie()
    const last = (name: string): string | undefined =>
      lines.findLast((line) => line.startsWith(`${name}=`))
    assert.doesNotMatch(last(refreshName)!, /=;/)
    assert.doesNotMatch(last(accessName)!, /=;/)
  })

  test('may come as JSON, in the field that the config names', async () => {
    const browser = open()
    assert.equal((await browser.send('PUT', '', jsonBody({ grantToken: 'grant-1' }))).status, 204)
    assert.equal(api.asked[0].body, '{"grant_token":"grant-1"}')
  })

  test('may come by a form, where the config has an origin for that', async () => {
    const origin = 'https://login.example.net'
    const browser = open({}, { formOrigins: [origin] })
    const response = await browser.send('POST', '', {
      headers: { origin },
      body: new URLSearchParams({ grantToken: 'grant-1' }),
    })
    assert.equal(response.status, 303)
    assert.equal(response.headers.get('location'), '/')
    assert.equal(browser.cookies.size, 2)
  })

  const faults: [string, RequestInit, string, RegExp][] = [
    ['is missing', {}, '400 token-missing', /Bearer GRANT, or grantToken in JSON/],
    [
      'is in a field of another name',
      jsonBody({ authToken: 'x' }),
      '400 token-missing',
      /grantToken/,
    ],
    ['is empty', jsonBody({ grantToken: '' }), '400 token-malformed', /./],
    ['is no text', jsonBody({ grantToken: 7 }), '400 token-malformed', /./],
    ['has a blank', jsonBody({ grantToken: 'a b' }), '400 token-malformed', /./],
    ['is too long', jsonBody({ grantToken: 'x'.repeat(4097) }), '413 token-too-large', /grant has/],
    [
      'comes twice, and differs',
      {
        ...jsonBody({ grantToken: 'two' }),
        headers: { authorization: 'Bearer one', 'content-type': 'application/json' },
      },
      '400 token-ambiguous',
      /./,
    ],
    [
      'is no JSON',
      { ...jsonBody(0), body: '{' },
      '400 body-malformed',
      /JSON\.stringify\(\{ grantToken \}\)/,
    ],
    ['is plain text', { body: 'grant-1' }, '415 content-type-unsupported', /./],
  ]
  for (const [what, init, code, detail] of faults) {
    test(`that ${what} is asked of nobody`, async () => {
      const response = await open().send('PUT', '', init)
      assert.match(((await response.clone().json()) as { detail: string }).detail, detail)
      assert.equal(await codeOf(response), code)
      assert.deepEqual(api.asked, [])
    })
  }

  test('of the longest that is taken reaches the API', async () => {
    const longest = `grant${'x'.repeat(4091)}`
    assert.equal((await open().put(longest)).status, 204)
  })

  for (const [who, headers] of Object.entries({
    'another site': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    'a sibling subdomain': { origin: 'https://blog.example.com', 'sec-fetch-site': 'same-site' },
    nobody: { origin: '' },
  })) {
    test(`from ${who} is judged before the API is asked`, async () => {
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        const browser = open()
        browser.cookies.set(accessName, 'access').set(refreshName, 'refresh')
        const all = { authorization: 'Bearer grant-1', ...headers }
        const response = await browser.send(method, '', { headers: all })
        assert.equal(await codeOf(response), '403 cross-origin')
      }
      assert.deepEqual(api.asked, [])
    })
  }

  test('other methods are answered as without tokens', async () => {
    const options = await open().send('OPTIONS')
    assert.equal(options.status, 204)
    assert.equal(options.headers.get('allow'), 'PUT, PATCH, DELETE, OPTIONS')
    assert.equal((await open().send('GET')).status, 405)
    assert.deepEqual(api.asked, [])
  })
})

suite('a renewal', () => {
  test('takes the refresh token out of its cookie, and brings a new pair', async () => {
    const browser = open()
    await browser.put('grant-1')
    const [access, refresh] = [browser.cookies.get(accessName), browser.cookies.get(refreshName)]
    browser.cookies.delete(accessName)
    api.asked.length = 0
    const response = await browser.renew()
    assert.equal(response.status, 204)
    assert.equal(response.headers.get('token-expires-in'), String(lifeOf(response, accessName)))
    assert.deepEqual(
      api.asked.map(({ body }) => body),
      [JSON.stringify({ refresh_token: refresh })],
    )
    assert.notEqual(browser.cookies.get(accessName), access)
    assert.notEqual(browser.cookies.get(refreshName), refresh)
  })

  test('without a new refresh token keeps the one before, with a full life', async () => {
    const browser = open()
    browser.cookies.set(refreshName, 'kept')
    const { access_token } = kurocoTokens('access', '') as { access_token: unknown }
    for (const value of [{ access_token }, { access_token, refresh_token: { value: null } }]) {
      api.answer(json(value))
      const response = await browser.renew()
      assert.equal(response.status, 204)
      assert.equal(browser.cookies.get(refreshName), 'kept')
      assert.equal(lifeOf(response, refreshName), 34_560_000)
    }
  })

  test('without the cookie, or with two, asks nobody', async () => {
    const browser = open()
    browser.cookies.set(accessName, 'access')
    assert.equal(await codeOf(await browser.renew()), '401 not-authenticated')
    browser.cookies.set(refreshName, `one; ${refreshName}=two`)
    const response = await browser.renew()
    assert.match(
      ((await response.clone().json()) as { detail: string }).detail,
      /^Two auth cookies/,
    )
    assert.equal(await codeOf(response), '401 not-authenticated')
    browser.cookies.set(refreshName, '"quoted"')
    assert.equal(await codeOf(await browser.renew()), '401 not-authenticated')
    assert.deepEqual(api.asked, [])
  })

  test('at the same time as another asks the API once, and both get its tokens', async () => {
    const browser = open()
    await browser.put('grant-1')
    api.asked.length = 0
    const answers = await Promise.all([browser.renew(), browser.renew(), browser.renew()])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [204, 204, 204],
    )
    assert.equal(api.asked.length, 1)
    assert.equal(new Set(answers.map((answer) => kept(answer).join())).size, 1)
    assert.equal((await browser.renew()).status, 204)
    assert.equal(api.asked.length, 2)
  })

  test('at the same time as another user’s asks for itself', async () => {
    // One site, and so one function: which browser it is, its cookies tell.
    const browser = open()
    await browser.put('grant-1')
    const one = browser.renew()
    browser.cookies.set(refreshName, 'made-up')
    const answers = await Promise.all([one, browser.renew()])
    assert.equal(answers[0].status, 204)
    assert.equal(await codeOf(answers[1]), '401 token-rejected')
  })

  test('with a refresh token that is over is refused, and can be tried again', async () => {
    const browser = open()
    browser.cookies.set(refreshName, 'made-up')
    for (let i = 0; i < 2; i++) {
      assert.equal(await codeOf(await browser.renew()), '401 token-rejected')
    }
    assert.equal(api.asked.length, 2)
  })
})

suite('a log-out', () => {
  test('tells the API, and expires both cookies', async () => {
    const browser = open()
    await browser.put('grant-1')
    const [access, refresh] = [browser.cookies.get(accessName), browser.cookies.get(refreshName)]
    api.asked.length = 0
    const response = await browser.logOut()
    assert.equal(response.status, 204)
    assert.equal(browser.cookies.size, 0)
    assert.deepEqual(kept(response), [])
    const lines = response.headers.getSetCookie()
    assert.ok(lines.includes(`${accessName}=; Max-Age=0; Path=/; ${strict}`))
    assert.ok(lines.includes(`${refreshName}=; Max-Age=0; Path=/set-auth-token; ${strict}`))
    assert.deepEqual(
      api.asked.map(({ method, path, headers, body }) => [
        `${method} ${path}`,
        headers['x-rcms-api-access-token'],
        body,
      ]),
      [['POST /rcms-api/1/logout', access, JSON.stringify({ refresh_token: refresh })]],
    )
  })

  test('tells what there is: one token, or with two of a name none', async () => {
    const browser = open()
    browser.cookies.set(refreshName, 'alone')
    await browser.logOut()
    assert.equal(api.asked[0].body, '{"refresh_token":"alone"}')
    assert.equal(api.asked[0].headers['x-rcms-api-access-token'], undefined)
    browser.cookies.set(accessName, 'alone')
    await browser.logOut()
    assert.equal(api.asked[1].body, '{}')
    assert.equal(api.asked[1].headers['x-rcms-api-access-token'], 'alone')
    browser.cookies.set(accessName, `one; ${accessName}=two`)
    assert.equal((await browser.logOut()).status, 204)
    assert.equal((await open().logOut()).status, 204)
    assert.equal(api.asked.length, 2)
  })

  test('is one whatever the API answers', async () => {
    for (const answering of [
      json({ errors: [] }, 401),
      json({}, 500),
      (response: { destroy: () => void }) => response.destroy(),
    ]) {
      const browser = open()
      browser.cookies.set(accessName, 'access').set(refreshName, 'refresh')
      api.answer(answering)
      assert.equal((await browser.logOut()).status, 204)
      assert.equal(browser.cookies.size, 0)
    }
    assert.equal(api.asked.length, 3)
  })

  test('waits two seconds for an API that does not answer, and no longer', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const browser = open()
    browser.cookies.set(accessName, 'access')
    const isAsked = new Promise((resolve) => api.answer(resolve))
    let isOver = false
    const answered = browser.logOut().finally(() => (isOver = true))
    await isAsked
    t.mock.timers.tick(1999)
    await setImmediate()
    assert.equal(isOver, false)
    t.mock.timers.tick(1)
    assert.equal((await answered).status, 204)
    assert.equal(browser.cookies.size, 0)
  })

  test('does not go on asking an API that does not answer', { timeout: 60_000 }, async (t) => {
    const { limits, end } = lendTimeouts(t)
    const browser = open()
    browser.cookies.set(accessName, 'access')
    let isGone: Promise<unknown> | undefined
    api.answer((response) => {
      isGone = once(response, 'close')
      end()
    })
    assert.equal((await browser.logOut()).status, 204)
    await isGone
    assert.deepEqual(limits, [2000])
    assert.equal(browser.cookies.size, 0)
  })

  test('is told to nobody where the config names nobody', async (t) => {
    const { mock } = t.mock.method(globalThis, 'fetch')
    const url = `${api.url}/token`
    const browser = open({ url, clientId: 'site' }, { preset: 'oauth2' })
    browser.cookies.set(accessName, 'access')
    assert.equal((await browser.logOut()).status, 204)
    assert.equal(mock.callCount(), 0)
  })
})

test('the API has one URL, and is asked for tokens on no other', async () => {
  const browser = open()
  const elsewhere = `${api.url}/elsewhere`
  api.answer((response) => response.writeHead(307, { location: elsewhere }).end('{}'))
  assert.equal(await codeOf(await browser.put('grant-1')), '503 api-unavailable')
  assert.equal(api.asked.length, 1)
})

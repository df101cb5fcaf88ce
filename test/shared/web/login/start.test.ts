import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mock, suite, test, type TestContext } from 'node:test'
import { withHandler } from '../../../../local/with-handler.ts'
import { readHeaderAndBody } from '../../../../shared/core/read-body.ts'
import { expireOldest } from '../../../../shared/web/login/flow.ts'
import { requestWith } from '../../core/fixtures.ts'
import { policyOf } from '../../../cli/policy-of.ts'
import { lendTimeouts } from '../lend-timeouts.ts'
import { endpoint, nextOf, site } from './browser.ts'
import { claimsFor, open, provider } from './rig.ts'

const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { code: string }).code

suite('a start', () => {
  test('answers the URL at the provider, and a cookie for this log-in alone', async () => {
    const browser = open({ scopes: ['email'], parameters: { prompt: 'login' } })
    const response = await browser.start('{"returnTo":"/account/orders?page=2"}')
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'application/json')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    const url = new URL(((await response.json()) as { url: string }).url)
    assert.equal(url.origin + url.pathname, `${provider.issuer}/auth`)
    const {
      state,
      nonce,
      code_challenge: challenge,
      ...told
    } = Object.fromEntries(url.searchParams)
    assert.deepEqual(told, {
      a: 'b',
      prompt: 'login',
      client_id: 'shop',
      redirect_uri: endpoint,
      response_type: 'code',
      response_mode: 'form_post',
      scope: 'openid email',
      code_challenge_method: 'S256',
    })
    assert.match(state, /^[\w-]{51}$/)
    assert.match(nonce, /^[\w-]{43}$/)
    assert.match(challenge, /^[\w-]{43}$/)
    const [line, ...others] = response.headers.getSetCookie()
    assert.deepEqual(others, [])
    assert.match(
      line,
      /^__Host-edgemint-login-[\w-]{8}=\d{10}\.[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=None$/,
    )
    assert.ok(line.startsWith(`__Host-edgemint-login-${state.slice(0, 8)}=`))
    for (const secret of [state.slice(8), nonce, challenge]) assert.ok(!line.includes(secret))
  })

  for (const body of ['{}', 'null', '[]', '"/account/orders"', '0', '{"other":1}']) {
    test(`may come with JSON that names no path, as HTTP clients send it unasked: ${body}`, async () => {
      const browser = open()
      assert.equal((await browser.start(body)).status, 200)
      const [[, value]] = browser.cookies
      const content = Buffer.from(value.split('.')[1], 'base64url').toString()
      assert.equal(JSON.parse(content)[1], '/')
    })
  }

  test('sends no challenge where no code is asked for', async () => {
    const { url } = await open({ response: 'id_token' }).begin()
    assert.equal(url.searchParams.get('response_type'), 'id_token')
    assert.equal(url.searchParams.has('code_challenge'), false)
  })

  test('never tells two log-ins the same', async () => {
    const browser = open()
    const [one, two] = [await browser.begin(), await browser.begin()]
    assert.notEqual(one.state, two.state)
    assert.notEqual(one.nonce, two.nonce)
    assert.equal(browser.cookies.size, 2)
  })

  test('keeps six at most: a seventh expires the oldest', async () => {
    mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
    const browser = open()
    const ids: string[] = []
    for (let i = 0; i < 8; i++) {
      mock.timers.tick(1000)
      const response = await browser.start()
      const { url } = (await response.json()) as { url: string }
      ids.push(new URL(url).searchParams.get('state')!.slice(0, 8))
      const [line, ...others] = response.headers.getSetCookie()
      assert.equal(others.length, i < 6 ? 0 : 1)
      const attributes = 'Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None'
      if (i >= 6) assert.equal(line, `__Host-edgemint-login-${ids[i - 6]}=; ${attributes}`)
    }
    assert.deepEqual(
      [...browser.cookies.keys()].toSorted(),
      ids
        .slice(2)
        .map((id) => `__Host-edgemint-login-${id}`)
        .toSorted(),
    )
  })

  test('counts no cookie of a sibling subdomain that looks like one, by its name or in its value', async () => {
    const browser = open()
    for (let i = 0; i < 6; i++) {
      const flow = `__Host-edgemint-login-sibling${i}`
      browser.cookies.set(`x${flow}`, '9999999999.x')
      browser.cookies.set(`y${i}`, `x, ${flow}=9999999999.x`)
    }
    const first = await browser.begin()
    const response = await browser.start()
    assert.equal(response.headers.getSetCookie().length, 1)
    assert.ok(browser.cookies.has(`__Host-edgemint-login-${first.state.slice(0, 8)}`))
  })

  test('counts them also where a proxy has taken the blanks out', () => {
    const cookies = Array.from(
      { length: 8 },
      (_, i) => `__Host-edgemint-login-aaaaaaa${i}=${1_800_000_000 + i}.x`,
    )
    const expired = expireOldest(cookies.join(';'))
    assert.equal(expired.length, 3)
    assert.deepEqual(expired, expireOldest(cookies.join('; ')))
  })

  test('a cookie of the longest path that is taken is one that browsers keep', async () => {
    const browser = open()
    const longest = `/account/${'x'.repeat(2000 - 9)}`
    await browser.begin(longest)
    const [[name, value]] = browser.cookies
    assert.ok(name.length + value.length <= 4096)
    assert.equal(
      await codeOf(await browser.start(JSON.stringify({ returnTo: `${longest}x` }))),
      'return-not-allowed',
    )
  })

  test('comes from an origin that is listed, where a proxy hides ours', async () => {
    const proxied = 'https://shop.example.com'
    const browser = open({}, { siteOrigins: [proxied] })
    const response = await browser.start('', { origin: proxied })
    const { url } = (await response.json()) as { url: string }
    assert.equal(new URL(url).searchParams.get('redirect_uri'), `${proxied}/set-auth-token`)
  })

  test('comes without an Origin, where the browser vouches for it', async () => {
    const response = await open().send(`${endpoint}/start`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    const { url } = (await response.json()) as { url: string }
    assert.equal(new URL(url).searchParams.get('redirect_uri'), endpoint)
  })
})

const details: Record<string, RegExp> = {
  'method-not-allowed': /^A page starts a log-in by POST\.$/,
  'content-type-unsupported':
    /^A start takes no body, or one of application\/json with returnTo\.$/,
  'body-malformed': /Send JSON\.stringify\(\{ returnTo \}\), or no body\.$/,
}

suite('a start is refused', () => {
  const refusals: [string, string, Record<string, string>, number, string][] = [
    ['of another site', '', { origin: 'https://evil.example' }, 403, 'cross-origin'],
    ['of a sibling', '', { 'sec-fetch-site': 'same-site' }, 403, 'cross-origin'],
    ['of a sandboxed page', '', { origin: 'null' }, 403, 'cross-origin'],
    [
      'with a form',
      'returnTo=/',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'content-type-unsupported',
    ],
    ['with broken JSON', '{', {}, 400, 'body-malformed'],
    ['with null for a path', '{"returnTo":null}', {}, 400, 'body-malformed'],
    ['with a number for a path', '{"returnTo":1}', {}, 400, 'body-malformed'],
    ['with a long body', 'x'.repeat(16_385), {}, 413, 'body-too-large'],
    ...[
      '//evil.example',
      'https://evil.example/',
      '/elsewhere',
      '/account/../x',
      '/\\evil',
      '/%0d%0a',
      '',
    ].map((path): [string, string, Record<string, string>, number, string] => [
      `to return to "${path}"`,
      JSON.stringify({ returnTo: path }),
      {},
      400,
      'return-not-allowed',
    ]),
  ]
  for (const [what, body, headers, status, code] of refusals) {
    test(what, async () => {
      const browser = open()
      const response = await browser.start(body, headers)
      assert.equal(response.status, status)
      const { detail } = (await response.clone().json()) as { detail: string }
      assert.match(detail, details[code] ?? /./)
      assert.equal(await codeOf(response), code)
      assert.equal(browser.cookies.size, 0)
      assert.deepEqual(provider.asked, [])
    })
  }

  for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']) {
    test(`by ${method}`, async () => {
      const response = await open().send(`${endpoint}/start`, { method, headers: { origin: site } })
      assert.equal(response.status, 405)
      assert.equal(response.headers.get('allow'), 'POST, OPTIONS')
      const text = await response.text()
      if (method === 'HEAD') assert.equal(text, '')
      else
        assert.match((JSON.parse(text) as { detail: string }).detail, details['method-not-allowed'])
    })
  }

  test('to the preflight of another origin, which gets no permission', async () => {
    const response = await open().send(`${endpoint}/start`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    })
    assert.equal(response.status, 204)
    assert.equal(response.headers.get('allow'), 'POST, OPTIONS')
    assert.equal(response.headers.has('access-control-allow-origin'), false)
  })

  test('where the platform withholds the body: the form post could not be read either', async () => {
    const policy = withHandler(
      policyOf({
        login: { issuer: provider.issuer, clientId: 'shop' },
        secret: 'TEST_EDGEMINT_SECRET',
      }),
    )
    const start = { ...requestWith({ method: 'POST', body: null }), path: policy.start! }
    const answers = [
      await policy.handler!(start, policy, readHeaderAndBody),
      await policy.handler!(
        { ...start, bodyUnreadable: undefined } as never,
        policy,
        readHeaderAndBody,
      ),
    ]
    assert.deepEqual(
      answers.map(({ status, body }) => [status, JSON.parse(body).code]),
      [
        [415, 'body-unreadable'],
        [400, 'body-malformed'],
      ],
    )
  })
})

/** Starts a log-in after so many seconds, and says what came and how often the provider was asked. */
function startsInTime(): (seconds: number) => Promise<[status: number, asked: number]> {
  mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
  const browser = open()
  return async (seconds) => {
    mock.timers.setTime(Date.now() + seconds * 1000)
    provider.asked = []
    const { status } = await browser.start()
    return [status, provider.asked.length]
  }
}

suite('a start cannot be had', () => {
  const discovery = '/.well-known/openid-configuration'
  const down: [string, (t: TestContext) => void][] = [
    [
      'a provider that answers 500',
      () => (provider.instead[discovery] = { status: 500, body: '{}' }),
    ],
    [
      'one that redirects',
      () =>
        (provider.instead[discovery] = { status: 302, headers: { location: '/keys' }, body: '{}' }),
    ],
    ['one that answers HTML', () => (provider.instead[discovery] = { status: 200, body: '<p>' })],
    ['one that answers a list', () => (provider.instead[discovery] = { status: 200, body: '[]' })],
    [
      'one that answers 2 MB',
      () =>
        (provider.instead[discovery] = {
          status: 200,
          body: JSON.stringify({ ...provider.metadata, x: 'x'.repeat(2_000_000) }),
        }),
    ],
    ['one that never answers', (t) => provider.silent.set(discovery, lendTimeouts(t).end)],
    ...(
      [
        ['that names another issuer', { issuer: 'https://evil.example' }],
        ['that has no authorization endpoint', { authorization_endpoint: undefined }],
        ['that has two of them', { authorization_endpoint: ['https://a.example'] }],
        ['whose keys are no URL', { jwks_uri: 'keys' }],
        ['whose keys are under another scheme', { jwks_uri: 'ftp://localhost/keys' }],
      ] as const
    ).map(([what, fields]): [string, () => void] => [
      `one ${what}`,
      () =>
        (provider.instead[discovery] = {
          status: 200,
          body: JSON.stringify({ ...provider.metadata, ...fields }),
        }),
    ]),
  ]
  for (const [what, act] of down) {
    test(`from ${what}`, async (t) => {
      act(t)
      const response = await open().start()
      assert.equal(response.status, 503)
      assert.equal(response.headers.get('retry-after'), '5')
      assert.deepEqual(response.headers.getSetCookie(), [])
      assert.equal(await codeOf(response), 'issuer-unavailable')
    })
  }

  for (const [what, secret] of [
    ['unbound', undefined],
    ['empty', ''],
    ['short', 'x'.repeat(31)],
    ['short in its second line', `${'x'.repeat(32)}\n${'ä'.repeat(15)}`],
  ] as const) {
    test(`with a secret that is ${what}`, async () => {
      if (secret === undefined) delete process.env.TEST_OTHER_SECRET
      else process.env.TEST_OTHER_SECRET = secret
      const response = await open({}, { secret: 'TEST_OTHER_SECRET' }).start()
      assert.equal(response.status, 503)
      assert.equal(await codeOf(response), 'secret-unavailable')
    })
  }

  test('a provider that is down is asked once in the five seconds that Retry-After says', async () => {
    const startAfter = startsInTime()
    provider.instead[discovery] = { status: 500, body: '' }
    assert.deepEqual(await startAfter(0), [503, 1])
    assert.deepEqual(await startAfter(0), [503, 0])
    provider.instead = {}
    assert.deepEqual(await startAfter(4.999), [503, 0])
    assert.deepEqual(await startAfter(0.001), [200, 1])
  })

  test('what a provider says is kept ten minutes, and a day where it is down', async () => {
    const startAfter = startsInTime()
    assert.deepEqual(await startAfter(0), [200, 1])
    assert.deepEqual(await startAfter(599), [200, 0])
    assert.deepEqual(await startAfter(1), [200, 1])
    provider.instead[discovery] = { status: 503, body: '' }
    assert.deepEqual(await startAfter(600), [200, 1])
    assert.deepEqual(await startAfter(0), [200, 0])
    assert.deepEqual(await startAfter(86_399 - 600), [200, 1])
    assert.deepEqual(await startAfter(5), [503, 1])
  })

  test('where the clock was set back, a provider is asked as if that much time had passed', async () => {
    const startAfter = startsInTime()
    assert.deepEqual(await startAfter(0), [200, 1])
    assert.deepEqual(await startAfter(-3600), [200, 1])
    provider.instead[discovery] = { status: 503, body: '' }
    assert.deepEqual(await startAfter(-2 * 86_400), [503, 1])
    provider.instead = {}
    assert.deepEqual(await startAfter(-3600), [200, 1])
  })
})

test('an issuer may have a path, and a slash at its end (OpenID Connect Discovery, section 4.1)', async () => {
  const issuer = `${provider.issuer}/tenant/`
  const body = JSON.stringify({ ...provider.metadata, issuer })
  provider.instead['/tenant/.well-known/openid-configuration'] = { status: 200, body }
  assert.equal((await open({ issuer }).start()).status, 200)
})

test('a provider on this machine may send the browser to an address under https', async () => {
  const authorization = 'https://login.example.net/auth'
  provider.metadata = { ...provider.metadata, authorization_endpoint: authorization }
  const { url } = await open().begin()
  assert.equal(url.origin + url.pathname, authorization)
})

test('PKCE: the challenge is the hash of what the code is exchanged with (RFC 7636)', async () => {
  const browser = open()
  const { url, state, nonce } = await browser.begin()
  provider.tokens.body = { id_token: await provider.sign(claimsFor({ nonce })) }
  assert.equal(await nextOf(await browser.post({ state, code: 'abc' })), '/')
  const { form } = provider.asked.find(({ path }) => path === '/token')!
  const hash = createHash('sha256').update(form.code_verifier).digest('base64url')
  assert.equal(url.searchParams.get('code_challenge'), hash)
})

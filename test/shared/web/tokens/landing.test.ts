import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { scriptHash } from '../../../../shared/web/pass-page.ts'
import { accessName, api, codeOf, kept, open, refreshName, site, startName } from './rig.ts'
import type { Browser } from './rig.ts'
import { json } from './token-api.ts'

const openLanding = (): Browser => open({ landing: true }, { returnTo: ['/', '/account/*'] })

const begin = (browser: Browser, returnTo?: string): Promise<Response> =>
  browser.send(
    'POST',
    '/start',
    returnTo === undefined
      ? {}
      : {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ returnTo }),
        },
  )

/** As a browser comes back from another site. */
const navigation = {
  origin: '',
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
}
const land = (
  browser: Browser,
  query = '?grant_token=grant-1',
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Response> =>
  browser.send(method, `/landing${query}`, { headers: { ...navigation, ...headers } })

const startOf = (...start: string[]): string =>
  Buffer.from(JSON.stringify(start)).toString('base64url')
const good = startOf(site, '/')

const expired = `${startName}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax`

/** A page that says what to do, with its code in it, and never what came in the URL. */
async function failure(response: Response, code: string): Promise<string> {
  const page = await response.text()
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
  assert.equal(response.headers.get('referrer-policy'), 'no-referrer')
  assert.match(response.headers.get('content-security-policy')!, /^default-src 'none';/)
  assert.match(page, /^<!doctype html><html lang="en">.*<meta name="viewport"/)
  assert.match(page, new RegExp(`<h1>[^<]+</h1><p>[^<]+</p>.*<small>${code}</small>`))
  assert.match(page, /<a href="\/">To the site<\/a>/)
  assert.doesNotMatch(page + [...response.headers].join(), /grant-|access-|refresh-/)
  assert.doesNotMatch(page, /<script/)
  return page
}

suite('a start', () => {
  test('leaves a cookie of ten minutes, and nothing else', async () => {
    const response = await begin(openLanding())
    assert.equal(response.status, 204)
    assert.match(
      response.headers.getSetCookie().join('\n'),
      /^__Host-edgemint-landing=[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    assert.deepEqual(api.asked, [])
  })

  test('is for pages of our own alone, by POST', async () => {
    const browser = openLanding()
    const headers = { origin: 'https://blog.example.com', 'sec-fetch-site': 'same-site' }
    assert.equal(
      await codeOf(await browser.send('POST', '/start', { headers })),
      '403 cross-origin',
    )
    const got = await browser.send('GET', '/start')
    assert.equal(got.headers.get('allow'), 'POST, OPTIONS')
    assert.equal(got.status, 405)
    assert.equal(await codeOf(await begin(browser, '//evil.example')), '400 return-not-allowed')
    assert.equal(browser.cookies.size, 0)
  })

  test('of the longest path that is taken fits a cookie', async () => {
    const browser = openLanding()
    const longest = `/account/${'x'.repeat(1991)}`
    assert.equal((await begin(browser, longest)).status, 204)
    const [[name, value]] = browser.cookies
    assert.ok(name.length + value.length <= 4096)
    assert.match(await (await land(browser)).text(), new RegExp(`href="${longest}"`))
  })
})

suite('a landing', () => {
  test('of a log-in that this browser has started: both cookies, and a page that moves on', async () => {
    const browser = openLanding()
    await begin(browser, '/account/orders?page=2')
    const response = await land(browser)
    assert.equal(response.status, 200)
    assert.deepEqual([...browser.cookies.keys()], [accessName, refreshName])
    assert.ok(response.headers.getSetCookie().includes(expired))
    assert.equal(kept(response).length, 2)
    assert.equal(response.headers.get('referrer-policy'), 'same-origin')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.ok(response.headers.get('content-security-policy')!.includes(scriptHash))
    const page = await response.text()
    assert.match(page, /<a href="\/account\/orders\?page=2">/)
    assert.doesNotMatch(page, /grant-|access-|refresh-/)
    // What its script does next.
    const renewed = await browser.send('PATCH', '/landing')
    assert.equal(renewed.status, 204)
    assert.match(renewed.headers.get('token-expires-in')!, /^\d+$/)
    assert.deepEqual(
      api.asked.map(({ body }) => Object.keys(JSON.parse(body))),
      [['grant_token'], ['refresh_token']],
    )
  })

  test('that nobody here has started is refused, and its grant goes nowhere', async () => {
    const browser = openLanding()
    const response = await land(browser)
    assert.equal(response.status, 400)
    assert.match(await failure(response, 'start-missing'), /did not start in this browser/)
    assert.equal(browser.cookies.size, 0)
    assert.deepEqual(api.asked, [])
  })

  for (const [what, value] of Object.entries({
    'is no base64url': '%%%',
    'is no JSON': 'eA',
    'has other characters than base64url': 'WyJhIl0=',
    'holds no path': 'WyJodHRwczovL3d3dy5leGFtcGxlLmNvbSJd',
    'holds numbers': 'WzEsMl0',
    'leads to another site': startOf(site, '//evil.example'),
    'stands twice': `${good}; ${startName}=${good}`,
  })) {
    test(`with a start that ${what} is none`, async () => {
      const browser = openLanding()
      browser.cookies.set(startName, value)
      await failure(await land(browser), 'start-missing')
      assert.deepEqual(api.asked, [])
    })
  }

  test('on another origin than it was started on is refused', async () => {
    const browser = openLanding()
    browser.cookies.set(startName, startOf('https://other.example.com', '/'))
    const response = await land(browser)
    assert.equal(response.status, 403)
    await failure(response, 'cross-origin')
    assert.deepEqual(api.asked, [])
  })

  test('a start is good for one log-in', async () => {
    const browser = openLanding()
    await begin(browser)
    await land(browser)
    const again = await land(browser, '?grant_token=grant-2')
    await failure(again, 'start-missing')
    assert.deepEqual(again.headers.getSetCookie(), [])
    assert.ok(browser.cookies.has(accessName))
    assert.equal(api.asked.length, 1)
  })

  test('twice at the same time is one log-in', async () => {
    const browser = openLanding()
    await begin(browser)
    const pages = await Promise.all([land(browser), land(browser)])
    assert.deepEqual(
      pages.map(({ status }) => status),
      [200, 200],
    )
    assert.equal(api.asked.length, 1)
  })

  for (const [name, value] of [
    ['sec-purpose', 'prefetch'],
    ['sec-purpose', 'prefetch;prerender'],
    ['sec-purpose', 'prefetch;anonymous-client-ip'],
    ['purpose', 'prefetch'],
    ['x-moz', 'prefetch'],
    ['x-purpose', 'preview'],
  ]) {
    test(`in advance (${name}: ${value}) uses up neither grant nor start`, async () => {
      const browser = openLanding()
      await begin(browser)
      const response = await land(browser, undefined, { [name]: value })
      assert.equal(response.status, 503)
      assert.equal(response.headers.get('retry-after'), '5')
      await failure(response, 'prefetch')
      assert.deepEqual(api.asked, [])
      assert.equal((await land(browser)).status, 200)
    })
  }

  for (const method of ['HEAD', 'POST', 'PUT', 'DELETE']) {
    test(`by ${method} is none, and uses up nothing`, async () => {
      const browser = openLanding()
      await begin(browser)
      const response = await land(browser, undefined, {}, method)
      assert.equal(response.status, 405)
      assert.equal(response.headers.get('allow'), 'GET, PATCH, OPTIONS')
      const text = await response.text()
      if (method === 'HEAD') assert.equal(text, '')
      else assert.match(text, /"detail":"A log-in lands here by GET/)
      assert.deepEqual(api.asked, [])
      assert.equal((await land(browser)).status, 200)
    })
  }

  test('OPTIONS is answered without any permission', async () => {
    const response = await openLanding().send('OPTIONS', '/landing')
    assert.equal(response.status, 204)
    assert.equal(response.headers.get('allow'), 'GET, PATCH, OPTIONS')
  })

  for (const dest of ['image', 'iframe', 'empty', 'script']) {
    test(`as ${dest}, such as on a sibling subdomain, is none`, async () => {
      const browser = openLanding()
      await begin(browser)
      const headers = { 'sec-fetch-dest': dest, 'sec-fetch-site': 'same-site' }
      await failure(await land(browser, undefined, headers), 'start-missing')
      assert.deepEqual(api.asked, [])
    })
  }

  test('in a browser that does not say what for (Safari before 16.4)', async () => {
    const browser = openLanding()
    await begin(browser)
    const response = await browser.send('GET', '/landing?grant_token=grant-1', {
      headers: { origin: '' },
    })
    assert.equal(response.status, 200)
  })

  for (const [query, code, status] of [
    ['', 'token-missing', 400],
    ['?grant=x&member_id=1', 'token-missing', 400],
    ['?grant_token=', 'token-malformed', 400],
    ['?grant_token=grant-1&grant_token=grant-2', 'token-ambiguous', 400],
    ['?grant_token=%00', 'token-malformed', 400],
    [`?grant_token=${'x'.repeat(4097)}`, 'token-too-large', 413],
  ] as const) {
    test(`with ${query.slice(0, 40) || 'nothing'} is refused, and nobody is asked`, async () => {
      const browser = openLanding()
      await begin(browser)
      const response = await land(browser, query)
      assert.equal(response.status, status)
      await failure(response, code)
      assert.deepEqual(api.asked, [])
    })
  }

  test('that the API refuses is over: the start is used up', async () => {
    const browser = openLanding()
    await begin(browser)
    const response = await land(browser, '?grant_token=made-up')
    assert.equal(response.status, 401)
    assert.match(await failure(response, 'token-rejected'), /was refused/)
    assert.deepEqual(response.headers.getSetCookie(), [expired])
  })

  test('that the API does not answer can be loaded again', async () => {
    const browser = openLanding()
    await begin(browser)
    api.answer(json({}, 500))
    const response = await land(browser)
    assert.equal(response.status, 503)
    assert.equal(response.headers.get('retry-after'), '5')
    assert.match(await failure(response, 'api-unavailable'), /Load this page again/)
    assert.deepEqual(response.headers.getSetCookie(), [])
    api.answer()
    assert.equal((await land(browser)).status, 200)
  })

  test('touches no log-in that is there already, unless it succeeds', async () => {
    const browser = openLanding()
    await browser.put('grant-0')
    const before = [...browser.cookies]
    await land(browser)
    await begin(browser)
    await land(browser, '?grant_token=made-up')
    assert.deepEqual([...browser.cookies], before)
  })
})

test('an OAuth 2.0 server hears with the code which address it came back to', async () => {
  api.answer(json({ access_token: 'a', expires_in: 600, refresh_token: 'r' }))
  const tokens = { url: `${api.url}/token`, clientId: 'my site', landing: true }
  const browser = open(tokens, { preset: 'oauth2' })
  await begin(browser)
  assert.equal((await land(browser, '?code=the-code')).status, 200)
  assert.deepEqual(Object.fromEntries(new URLSearchParams(api.asked[0].body)), {
    grant_type: 'authorization_code',
    code: 'the-code',
    redirect_uri: `${site}/set-auth-token/landing`,
    client_id: 'my site',
  })
})

test('without a landing in the config its paths are not ours', async () => {
  const browser = open()
  await assert.rejects(browser.send('POST', '/start'))
  await assert.rejects(browser.send('GET', '/landing'))
})

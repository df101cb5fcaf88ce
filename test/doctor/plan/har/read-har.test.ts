import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  diagnose,
  readHar,
  readPlan,
  type Facts,
  type HarOptions,
} from '../../../../doctor/index.ts'
import { dns, expected, harOf } from './log-in.ts'

function planOf(har: unknown, options?: HarOptions): Facts {
  const result = readHar(JSON.stringify(har), options)
  assert.ok('plan' in result, JSON.stringify(result))
  return result.plan
}

function mistakeOf(text: unknown, options?: HarOptions): string {
  const result = readHar(typeof text === 'string' ? text : JSON.stringify(text), options)
  assert.ok('mistakes' in result, JSON.stringify(result))
  const [{ place, problem, cure }, ...others] = result.mistakes
  assert.deepEqual(others, [])
  return `${place}: ${problem} → ${cure}`
}

/** One request with this answer, as Chrome writes it. */
function harWith(entry: { request?: object; response?: object; [field: string]: unknown }): object {
  const { request, response, ...fields } = entry
  return {
    log: {
      creator: { name: 'WebInspector' },
      entries: [
        {
          startedDateTime: '2026-11-26T10:00:00.000Z',
          _resourceType: 'document',
          ...fields,
          request: { method: 'GET', url: 'https://www.example.com/', headers: [], ...request },
          response: { status: 200, headers: [], cookies: [], content: {}, ...response },
        },
      ],
    },
  }
}

const cookie = { name: 'Set-Cookie', value: 'id=SECRET; Max-Age=60; Secure' }

const settersOf = (plan: Facts): string[] => [
  ...new Set(plan.recorded!.map(({ url }) => new URL(url).hostname)),
]

suite('an untouched HAR of a log-in with 3 hosts and 12 cookies', () => {
  for (const shape of ['Chrome', 'Firefox', 'Safari', 'a proxy'] as const) {
    test(`as ${shape} writes it`, () => {
      const { hosts, ...plan } = planOf(harOf(shape))
      assert.deepEqual(Object.keys(hosts), Object.keys(dns).toSorted())
      const read = readPlan({ ...plan, hosts: dns })
      assert.ok('facts' in read, JSON.stringify(read))
      const { cookies, exitCode } = diagnose(read.facts)
      const found = cookies.map(({ cookie: { name }, host, verdicts }) => {
        const { way, outcome } = verdicts.find(({ since }) => since === '18.4')!
        return `${name}, ${host}, ${way}: ${outcome}`
      })
      assert.deepEqual(found, expected)
      assert.equal(exitCode, 1)
    })
  }

  test('nothing of a value, a path, a query, a body or another header is kept', () => {
    const result = readHar(JSON.stringify(harOf('Chrome')))
    assert.doesNotMatch(JSON.stringify(result), /SECRET|callback|welcome|password|X-Secret/i)
  })

  test('page, moment, and the addresses that the browser was connected to', () => {
    const { page, observedAt, hosts } = planOf(harOf('Chrome'))
    assert.deepEqual(page, {
      url: 'https://www.example.com/',
      answer: {
        status: 200,
        headers: { 'cache-control': 'no-cache', 'content-type': 'text/html' },
      },
    })
    // When the last answer came: the recording says how long it took.
    assert.equal(observedAt, '2026-11-26T10:00:10.012Z')
    assert.deepEqual(hosts['www.example.com'], { cnames: [], addresses: ['2001:db8::5'] })
  })

  test('what an image of another site sets is left out, and said', () => {
    const result = readHar(JSON.stringify(harOf('Chrome')))
    assert.ok('plan' in result)
    assert.deepEqual(result.leftOut, ['pixel.tracker.example'])
  })

  test('a site that is named, and the only API that counts', () => {
    const plan = planOf(harOf('Chrome'), { site: 'www.example.com', api: 'api.example.com' })
    assert.deepEqual(settersOf(plan), ['www.example.com', 'api.example.com'])
    const other = planOf(harOf('Chrome'), { site: 'login.idp.example' })
    assert.equal(other.page.url, 'https://login.idp.example/')
  })
})

const chain = (from: string, status: number, isAfterRedirect: boolean): object =>
  harOf('Chrome', [
    ...(isAfterRedirect ? [{ url: idp, status: 302, location: from }] : []),
    { url: from, status, location: 'https://www.example.com/' },
    { url: 'https://www.example.com/', cookies: ['id=SECRET'] },
  ])
const idp = 'https://login.idp.example/'

const identityCall = (from: string | undefined): object => ({
  url: 'https://login.idp.example/api',
  type: 'fetch',
  from,
  cookies: ['id=SECRET; Secure'],
})

const flags = (from: string | undefined): unknown[] =>
  planOf(
    harOf('Chrome', [identityCall(from), { url: 'https://www.example.com/' }] as never),
  ).recorded!.map(({ isForOwnPages }) => isForOwnPages)

const wayAfter = (from: string, status = 307, isAfterRedirect = false): unknown =>
  planOf(chain(from, status, isAfterRedirect)).recorded![0].way

const callAt = (path: string, ...cookies: string[]): object => ({
  url: `https://www.example.com${path}`,
  cookies,
})
const attributesOf = (...requests: object[]): unknown[] =>
  planOf(harOf('Chrome', requests as never)).recorded!.map(({ cookie: { attributes } }) =>
    attributes.map(({ name, value }) => `${name}=${value}`).join('; '),
  )

/** A call of the API that sets a cookie. */
function loginAt(
  at: string,
  set: string,
  { headers = [], ...fields }: { headers?: object[]; time?: number } = {},
): object {
  return {
    startedDateTime: `2026-11-26T${at}.000Z`,
    _resourceType: 'fetch',
    ...fields,
    request: {
      method: 'POST',
      url: 'https://api.example.com/',
      headers: [{ name: 'origin', value: 'https://www.example.com' }],
    },
    response: {
      status: 200,
      headers: [...headers, { name: 'Set-Cookie', value: `${set}; Path=/; HttpOnly; Secure` }],
    },
  }
}

suite('how a HAR is read', () => {
  test('a cookie without Path is that of the folder which sets it, also where a log-out names it', () => {
    const out = 'id=; Max-Age=0; Path=/'
    assert.deepEqual(attributesOf(callAt('/login', 'id=SECRET'), callAt('/logout', out)), [
      'Max-Age=0; Path=/',
    ])
    assert.deepEqual(attributesOf(callAt('/a/login', 'id=SECRET'), callAt('/logout', out)), [
      '',
      'Max-Age=0; Path=/',
    ])
  })

  test('a cookie that is set twice is judged as it was set last', () => {
    const har = harOf('Chrome', [
      { url: 'https://www.example.com/', cookies: ['id=SECRET; Max-Age=60; Domain=example.com'] },
      {
        url: 'https://api.example.com/',
        type: 'fetch',
        from: 'https://www.example.com',
        cookies: ['id=SECRET; Max-Age=90; Domain=.EXAMPLE.com', 'id=SECRET; Path=/a'],
      },
    ])
    const recorded = planOf(har).recorded!
    assert.deepEqual(
      recorded.map(({ url, cookie: { attributes } }) => [url, attributes[0].value]),
      [
        ['https://api.example.com/', '90'],
        ['https://api.example.com/', '/a'],
      ],
    )
  })

  test('what the browser made of the cookies is taken where there is no header', () => {
    const cookies = [
      {
        name: 'id',
        value: 'SECRET',
        path: '/',
        domain: '.example.com',
        expires: '2027-01-01T00:00:00.000Z',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
      },
      { name: 'b;c', value: '', expires: 'soon', httpOnly: false },
      { value: 7 },
    ]
    assert.deepEqual(
      planOf(harWith({ response: { cookies } })).recorded!.map((one) => one.cookie),
      [
        {
          name: 'id',
          valueOctets: 6,
          attributes: [
            { name: 'Expires', value: 'Fri, 01 Jan 2027 00:00:00 GMT' },
            { name: 'Domain', value: '.example.com' },
            { name: 'Path', value: '/' },
            { name: 'HttpOnly', value: '' },
            { name: 'Secure', value: '' },
            { name: 'SameSite', value: 'Lax' },
          ],
          setAt: '2026-11-26T10:00:00.000Z',
        },
        { name: 'bc', valueOctets: 0, attributes: [] },
        { name: '', valueOctets: 0, attributes: [] },
      ],
    )
  })

  test('Safari’s commas part cookies, but not within a value, of which a part would be shown', () => {
    const value = 'a=b,SECRET=c; Path=/; Expires=Fri, 26 Nov 2027 10:00:00 GMT, d=e, f=g; Secure'
    const har = harWith({ response: { headers: [{ name: 'Set-Cookie', value }] } })
    const log = { ...(har as { log: object }).log, creator: { name: 'WebKit Web Inspector' } }
    const plan = planOf({ log })
    assert.deepEqual(
      plan.recorded!.map((one) => one.cookie.name),
      ['a', 'd'],
    )
    assert.doesNotMatch(JSON.stringify(plan), /SECRET/)
  })

  const kinds: [title: string, entry: object, way: string][] = [
    ['an iframe', { request: { headers: [{ name: 'Sec-Fetch-Dest', value: 'iframe' }] } }, 'fetch'],
    ['Chrome’s XHR', { _resourceType: 'xhr' }, 'fetch'],
    ['a script of the site itself', { _resourceType: 'script' }, 'fetch'],
    ['a beacon of the site itself', { _resourceType: 'ping' }, 'fetch'],
    [
      'a call that nobody names',
      { _resourceType: undefined, response: { content: { mimeType: 'text/css' } } },
      'fetch',
    ],
    [
      'JSON that nobody names',
      { _resourceType: undefined, response: { content: { mimeType: 'application/json' } } },
      'fetch',
    ],
    ['a page', {}, 'navigation'],
  ]
  for (const [title, { response, ...entry }, way] of kinds as [
    string,
    { response?: object },
    string,
  ][]) {
    test(`${title}: ${way}`, () => {
      const har = harWith({ ...entry, response: { ...response, headers: [cookie] } })
      assert.equal(planOf(har, { site: 'www.example.com' }).recorded![0].way, way)
    })
  }

  test('the browser’s own change from http to https is no redirect, a server’s is one', () => {
    assert.equal(wayAfter('http://www.example.com/'), 'navigation')
    assert.equal(wayAfter('http://www.example.com/', 301), 'redirect')
    assert.equal(wayAfter('https://example.com/'), 'redirect')
  })

  test('what a redirect led to by http is still behind it once it is https', () => {
    assert.equal(wayAfter('http://www.example.com/', 307, true), 'redirect')
    assert.equal(wayAfter('http://www.example.com/', 301, true), 'redirect')
  })

  test('what an identity provider’s own page calls is for its own pages', () => {
    assert.deepEqual(flags('https://login.idp.example'), [true])
    assert.deepEqual(flags('https://www.example.com'), [undefined])
    assert.deepEqual(flags(undefined), [undefined])
  })

  test('an answer from a cache sets nothing, and a page that was not loaded has its caller’s origin', () => {
    const cached = harWith({ _fromCache: 'disk', response: { headers: [cookie] } })
    assert.match(mistakeOf(cached), /no request in it was answered/)
    const safari = harWith({ _fetchType: 'Memory Cache', response: { headers: [cookie] } })
    assert.match(mistakeOf(safari), /no request in it was answered/)
    const call = harOf('Chrome', [
      {
        url: 'https://api.example.com/login',
        type: 'fetch',
        from: 'https://www.example.com',
        cookies: ['id=SECRET'],
      },
    ])
    assert.deepEqual(planOf(call).page, { url: 'https://www.example.com/' })
  })

  test('the moment of the answer where none is said of the request, and a page that failed', () => {
    const har = harWith({
      startedDateTime: 'yesterday',
      response: {
        status: 404,
        headers: [cookie, { name: 'Date', value: 'Thu, 26 Nov 2026 10:00:00 GMT' }],
      },
    })
    const { observedAt, page } = planOf(har)
    assert.equal(observedAt, '2026-11-26T10:00:00.000Z')
    assert.deepEqual(page, { url: 'https://www.example.com/' })
    assert.equal(
      planOf(harWith({ startedDateTime: 0, response: { headers: [cookie] } })).observedAt,
      undefined,
    )
    // As some engines read it, the year 20266.
    const far = { startedDateTime: '20266,0:', response: { headers: [cookie] } }
    assert.equal(planOf(harWith(far)).observedAt, undefined)
  })

  test('an Expires is counted from the Date of its own answer, whatever comes later', () => {
    const until = {
      name: 'Set-Cookie',
      value: 'id=SECRET; Expires=Thu, 26 Nov 2026 10:05:02 GMT',
    }
    const date = { name: 'Date', value: 'Thu, 26 Nov 2026 10:00:02 GMT' }
    for (const [headers, fields, setAt] of [
      [[until, date], { time: 9000 }, '2026-11-26T10:00:02.000Z'],
      [[until], { time: 2000 }, '2026-11-26T10:00:02.000Z'],
      [[until], {}, '2026-11-26T10:00:00.000Z'],
      [[until], { time: -1 }, '2026-11-26T10:00:00.000Z'],
      [[until, date], { startedDateTime: 0 }, '2026-11-26T10:00:02.000Z'],
      [[until], { startedDateTime: 0 }, undefined],
    ] as const) {
      const har = harWith({ ...fields, response: { headers } }) as { log: { entries: object[] } }
      const later = harWith({
        startedDateTime: '2026-11-26T10:06:00.000Z',
        response: { headers: [{ name: 'Set-Cookie', value: 'pref=SECRET; Max-Age=60' }] },
      }) as typeof har
      har.log.entries.push(...later.log.entries)
      const { observedAt, recorded } = planOf(har)
      assert.equal(observedAt, '2026-11-26T10:06:00.000Z')
      assert.equal(recorded!.find((one) => one.cookie.name === 'id')!.cookie.setAt, setAt)
      assert.equal(recorded!.find((one) => one.cookie.name === 'pref')!.cookie.setAt, undefined)
    }
  })

  test('a log-in of seven days that took its time is not cut, and one of minutes counts', () => {
    const date = { name: 'Date', value: 'Thu, 26 Nov 2026 12:00:02 GMT' }
    const har = harWith({}) as { log: { entries: object[] } }
    har.log.entries.push(
      loginAt('12:00:00', 'sid=x; Expires=Thu, 03 Dec 2026 12:00:02 GMT', {
        headers: [date],
        time: 2100,
      }),
      loginAt('12:00:00', 'access=x; Expires=Thu, 26 Nov 2026 12:05:00 GMT'),
      loginAt('12:06:00', 'pref=x; Max-Age=60'),
    )
    const hosts = {
      'www.example.com': { cnames: [], addresses: ['203.0.113.5'] },
      'api.example.com': { cnames: [], addresses: ['198.51.100.7'] },
    }
    const read = readPlan({ ...planOf(har), hosts })
    assert.ok('facts' in read, JSON.stringify(read))
    const { cookies, exitCode } = diagnose(read.facts)
    assert.deepEqual(
      cookies.map(({ cookie: { name }, verdicts }) => [name, verdicts[0].life]),
      [
        ['sid', 604_800],
        ['access', 300],
        ['pref', 60],
      ],
    )
    assert.equal(exitCode, 0)
  })

  test('a host that is an address is not looked up', () => {
    const har = harWith({
      request: { url: 'http://[2001:db8::1]/' },
      response: { headers: [cookie] },
    })
    const plan = planOf(har)
    assert.deepEqual(plan.hosts, {})
    assert.ok('facts' in readPlan(plan))
  })

  test('a page by plain http that was not loaded anew, or only called, is a page', () => {
    const url = 'http://www.example.com/'
    const unchanged = harWith({ request: { url }, response: { status: 304, headers: [cookie] } })
    const called = harWith({
      _resourceType: 'fetch',
      request: { url, headers: [{ name: 'Origin', value: 'http://www.example.com' }] },
      response: { headers: [cookie] },
    })
    for (const plan of [unchanged, called].map((har) => planOf(har))) {
      const hosts = { 'www.example.com': { cnames: [], addresses: ['203.0.113.5'] } }
      const read = readPlan({ ...plan, hosts })
      assert.ok('facts' in read, JSON.stringify(read))
      assert.equal(diagnose(read.facts).facts.page.url, url)
    }
  })

  test('a cookie that lives until a date is a mistake where no moment is said', () => {
    const until = { name: 'Set-Cookie', value: 'id=SECRET; Expires=Wed, 09 Jun 2100 10:18:14 GMT' }
    assert.match(
      mistakeOf(harWith({ startedDateTime: 0, response: { headers: [until] } })),
      /^HAR: it does not say when www\.example\.com set its cookie, .* → .*"startedDateTime"/,
    )
  })

  test('a header of the page that is too long for a plan is left out', () => {
    const via = { name: 'Via', value: 'x'.repeat(20_000) }
    const { page } = planOf(harWith({ response: { headers: [cookie, via] } }))
    assert.deepEqual(page.answer, { status: 200, headers: {} })
  })
})

suite('what is no HAR of a log-in is told, with what to do', () => {
  const mistakes: [title: string, har: unknown, says: RegExp, options?: HarOptions][] = [
    ['not JSON', '<!doctype html>SECRET', /not JSON.*“Export HAR”/],
    ['a plan', { version: 1 }, /no list "log\.entries"/],
    ['a list', [], /no list "log\.entries"/],
    ['no list of requests', { log: { entries: {} } }, /no list "log\.entries"/],
    ['no request', { log: { entries: [] } }, /no request in it was answered.*Preserve log/],
    [
      'requests that are none',
      { log: { entries: [7, {}, { request: { url: 'SECRET' }, response: { status: 200 } }] } },
      /no request in it was answered/,
    ],
    [
      'a request without an answer, one of another scheme, one of a host that there cannot be',
      {
        log: {
          entries: [
            { request: { url: 'https://www.example.com/' }, response: { status: 0 } },
            { request: { url: 'wss://www.example.com/' }, response: { status: 101 } },
            { request: { url: 'https://a..example.com/' }, response: { status: 200 } },
          ],
        },
      },
      /no request in it was answered/,
    ],
    [
      'no page',
      harWith({ _resourceType: 'xhr', response: { headers: [cookie] } }),
      /no page was loaded.*edgemint doctor https:\/\/www\.example\.com --har FILE/,
    ],
    [
      'Chrome’s sanitized export',
      harOf('Chrome, sanitized'),
      /no cookies at all.*“sanitized”.*“Allow to generate HAR with sensitive data”.*“Export HAR \(with sensitive data\)”/,
    ],
    [
      'no cookie, from a browser that does not leave them out',
      harOf('Firefox', [{ url: 'https://www.example.com/' }]),
      /no answer in it sets a cookie.*Log out.*document\.cookie/,
    ],
    [
      'no cookie, though Chrome was told to export them',
      harOf('Chrome', [{ url: 'https://www.example.com/' }]),
      /no answer in it sets a cookie/,
    ],
    [
      'cookies that were blacked out',
      harWith({
        request: { headers: [{ name: 'Cookie', value: '***' }] },
        response: { headers: [{ name: 'set-cookie', value: '[REDACTED]' }] },
      }),
      /blacked out.*the values alone/,
    ],
    [
      'another site',
      harOf('Chrome'),
      /nothing in it is of www\.shop\.example: it was recorded on www\.example\.com, pixel\.tracker\.example, api\.example\.com and 1 more\./,
      { site: 'www.shop.example' },
    ],
    [
      'another API',
      harOf('Chrome'),
      /the API api\.shop\.example was not asked/,
      { api: 'api.shop.example' },
    ],
    [
      'an API that sets nothing',
      harOf('Chrome', [
        { url: 'https://www.example.com/' },
        { url: 'https://api.example.com/', type: 'fetch', from: 'https://www.example.com' },
        { url: 'https://id.example.com/', type: 'fetch', cookies: ['id=SECRET'] },
      ]),
      /api\.example\.com sets no cookie in it: id\.example\.com does/,
      { api: 'api.example.com' },
    ],
    [
      'cookies of trackers alone',
      harOf('Chrome', [
        { url: 'https://www.example.com/' },
        { url: 'https://t.example/', type: 'image', cookies: ['id=SECRET'] },
        {
          url: 'https://u.example/',
          type: 'fetch',
          from: 'https://t.example',
          cookies: ['id=SECRET'],
        },
      ]),
      /the only cookies in it are those of t\.example, u\.example/,
    ],
    [
      'too many cookies',
      harOf('Chrome', [
        {
          url: 'https://www.example.com/',
          cookies: Array.from({ length: 65 }, (_none, index) => `c${index}=SECRET`),
        },
      ]),
      /65 cookies were set in it; at most 64/,
    ],
    [
      'too many hosts',
      harOf(
        'Chrome',
        Array.from({ length: 33 }, (_none, index) => ({
          url: `https://h${index}.example.com/`,
          cookies: ['id=SECRET'],
        })),
      ),
      /33 cookies were set in it; at most 64, of 32 hosts/,
    ],
  ]
  for (const [title, har, says, options] of mistakes) {
    test(title, () => {
      const text = mistakeOf(har, options)
      assert.match(text, says)
      assert.match(text, /^HAR: .* → /)
      assert.doesNotMatch(text, /SECRET/)
    })
  }

  test('a byte order mark is no mistake', () => {
    assert.ok('plan' in readHar(`\ufeff${JSON.stringify(harOf('Chrome'))}`))
  })
})

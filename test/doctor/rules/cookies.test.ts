import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { EndpointFacts, Facts, SetCookie } from '../../../doctor/facts.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { cookiesOf } from '../../../doctor/rules/cookies.ts'
import { exampleFacts, healthyAnswers, lasting, minted, timedOut, withApi } from './example-site.ts'

const endpointUrl = 'https://www.example.com/set-auth-token'

/** The facts' cookies in short. */
function shown(facts: Facts): unknown[] {
  return cookiesOf(facts).map(({ setBy, url, cookie, source, isInUse }) => [
    setBy,
    url.host,
    written(cookie),
    source,
    isInUse,
  ])
}

function written({ name, attributes }: SetCookie): string {
  return [
    name,
    ...attributes.map((one) => (one.value ? `${one.name}=${one.value}` : one.name)),
  ].join('; ')
}

function endpointOf(fields: Partial<EndpointFacts>, others: Partial<Facts> = {}): Facts {
  return exampleFacts({ endpoint: { url: endpointUrl, ...fields }, ...others })
}

const recipe =
  '__Secure-authToken; Max-Age=34560000; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Strict'
const hostOnly = '__Secure-authToken; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Strict'

function inUse(answers?: EndpointFacts['answers']): boolean {
  return cookiesOf(endpointOf(answers ? { answers } : {}))[0].isInUse
}

/** What is judged where a log-out clears these and nothing else is known. */
function clearedBy(...lines: string[]): unknown[] {
  const answers = { ...healthyAnswers, delete: { status: 204, cookies: lines.map(parseSetCookie) } }
  return shown(endpointOf({ answers }))
}

describe('the endpoint’s cookie', () => {
  const cookie = parseSetCookie('id=x; Secure')
  for (const [cookieFrom, source] of [
    ['mint', 'seen'],
    ['config', 'config'],
    ['plan', 'plan'],
    [undefined, 'plan'],
  ] as const) {
    it(`from ${cookieFrom}: ${source}`, () => {
      const facts = endpointOf({ cookie, ...(cookieFrom && { cookieFrom }) })
      assert.deepEqual(shown(facts), [['endpoint', 'www.example.com', 'id; Secure', source, true]])
    })
  }

  it('what a log-out clears, for 400 days', () => {
    assert.deepEqual(shown(endpointOf({ answers: healthyAnswers })), [
      ['endpoint', 'www.example.com', recipe, 'assumed', true],
    ])
    const cookies = [
      parseSetCookie('__cf_bm=x; Max-Age=1800; Secure'),
      parseSetCookie('id=; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; Path=/a'),
    ]
    assert.deepEqual(
      shown(endpointOf({ answers: { ...healthyAnswers, delete: { status: 204, cookies } } })),
      [['endpoint', 'www.example.com', 'id; Max-Age=34560000; Path=/a', 'assumed', true]],
    )
  })

  it('and that into which another one is folded, which a log-out clears all the same', () => {
    const [[, , judged]] = clearedBy('id=; Max-Age=0; Path=/, b=1') as string[][]
    assert.match(judged, /^id; /)
  })

  const bridge = { url: 'https://www.example.com/api' }
  const bridged = hostOnly.replace('Secure', 'Host')

  it('with a bridge, the default is the host’s own, also where the API is under the same domain', () => {
    for (const others of [{}, { api: { url: 'https://api.example.com/' } }]) {
      assert.deepEqual(shown(endpointOf({}, { bridge, ...others })), [
        ['endpoint', 'www.example.com', bridged, 'assumed', true],
      ])
    }
  })

  const refresh =
    '__Secure-authToken-refresh; Max-Age=34560000; Path=/set-auth-token; HttpOnly; Secure; SameSite=Strict'
  const stamp = bridged.replace('authToken', 'authToken-stamp')
  const told = {
    ...bridge,
    refreshCookie: parseSetCookie(refresh.replace(';', '=;')),
    stampCookie: parseSetCookie(stamp.replace(';', '=;')),
  }

  it('those of a bridge beside it, as the config or a plan has them', () => {
    for (const [cookieFrom, source] of [
      ['config', 'config'],
      ['plan', 'plan'],
    ] as const) {
      const own = parseSetCookie(bridged.replace(';', '=;'))
      assert.deepEqual(shown(endpointOf({ cookie: own, cookieFrom }, { bridge: told })), [
        ['endpoint', 'www.example.com', bridged, source, true],
        ['endpoint', 'www.example.com', refresh, source, true],
        ['endpoint', 'www.example.com', stamp, source, true],
      ])
    }
  })

  it('what a real mint shows of them comes before what the config says', () => {
    const own = parseSetCookie(bridged.replace(';', '=;'))
    const fresh = parseSetCookie(refresh.replace(';', '=x;').replace('34560000', '604800'))
    const endpoint: Partial<EndpointFacts> = {
      cookie: own,
      cookieFrom: 'mint',
      answers: { ...healthyAnswers, mint: { status: 204, cookies: [own, fresh] } },
    }
    const short = refresh.replace('34560000', '604800')
    assert.deepEqual(shown(endpointOf(endpoint, { bridge: told })), [
      ['endpoint', 'www.example.com', bridged, 'seen', true],
      ['endpoint', 'www.example.com', short, 'seen', true],
      ['endpoint', 'www.example.com', stamp, 'config', true],
    ])
    assert.deepEqual(
      cookiesOf(endpointOf(endpoint)).map(({ holds }) => holds),
      [undefined, 'refresh-token'],
    )
  })

  it('none of them is judged where there is no endpoint', () => {
    assert.deepEqual(shown(exampleFacts({ bridge: told })), [])
  })

  it('what a log-out clears last: its variants go before it, and the second cookies of a bridge beside it', () => {
    const rest = 'Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict'
    const last = recipe.replace('; Max', '=; Max').replace('34560000', '0')
    assert.deepEqual(clearedBy(`__Secure-authToken=; ${rest}`, last), [
      ['endpoint', 'www.example.com', recipe, 'assumed', true],
    ])
    assert.deepEqual(
      clearedBy(
        `__Secure-authToken=; ${rest}`,
        `__Host-authToken=; ${rest}`,
        `__Host-authToken-stamp=; ${rest}`,
        `__Secure-authToken-refresh=; ${rest.replace('Path=/', 'Path=/set-auth-token')}`,
      ),
      [['endpoint', 'www.example.com', hostOnly.replace('Secure', 'Host'), 'assumed', true]],
    )
  })

  it('is the recipe’s where a log-out clears none', () => {
    const cookies = [
      parseSetCookie('__cf_bm=x; Max-Age=1800; Secure'),
      parseSetCookie('ends_with_the_browser=x; Secure'),
    ]
    const answers = { ...healthyAnswers, delete: { status: 204, cookies } }
    assert.deepEqual(shown(endpointOf({ answers })), [
      ['endpoint', 'www.example.com', recipe, 'assumed', true],
    ])
  })

  for (const [page, api, expected] of [
    ['https://www.example.com/', undefined, recipe],
    ['https://shop.netlify.app/', undefined, hostOnly],
    [
      'https://shop.netlify.app/',
      'https://api.shop.netlify.app/',
      recipe.replace('example.com', 'shop.netlify.app'),
    ],
    ['https://shop.netlify.app/', 'https://other.netlify.app/', hostOnly],
    ['https://203.0.113.5/', undefined, hostOnly],
    ['https://localhost/', undefined, hostOnly],
    ['https://www.shop.localhost/', undefined, recipe.replace('example.com', 'shop.localhost')],
    ['https://netlify.app/', undefined, hostOnly],
  ] as const) {
    it(`the recipe’s at ${page}${api ? ` with ${api}` : ''}`, () => {
      const [cookie0] = cookiesOf({
        version: 1,
        page: { url: page },
        endpoint: { url: `${page}set-auth-token` },
        ...(api && { api: { url: api } }),
        hosts: {},
      })
      assert.equal(written(cookie0.cookie), expected)
      assert.equal(cookie0.cookie.valueOctets, 0)
    })
  }

  it('of the page that a redirect ends on', () => {
    const facts = endpointOf(
      {},
      { page: { url: 'https://example.com/', redirects: ['https://www.example.org/'] } },
    )
    assert.equal(written(cookiesOf(facts)[0].cookie), recipe.replace('example.com', 'example.org'))
  })

  it('is in use where edgemint answers or is planned; of another program only if its cookie is known', () => {
    assert.equal(inUse(), true)
    assert.equal(inUse(healthyAnswers), true)
    assert.equal(inUse({ put: { status: 404 } }), false)
    const other = { put: { status: 401 } }
    assert.equal(inUse(other), false)
    assert.equal(inUse({ put: timedOut }), false)
    const known = { answers: other, cookie: parseSetCookie(minted), cookieFrom: 'config' } as const
    assert.equal(cookiesOf(endpointOf(known))[0].isInUse, true)
  })
})

function best(sameSite: string): string {
  return `session; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=${sameSite}`
}

function namesOf(facts: Facts): string[] {
  return cookiesOf(facts).map(({ cookie }) => cookie.name)
}

function seen(header: string): NonNullable<Facts['api']> {
  return {
    url: 'https://api.example.com/is-authed',
    cookies: [parseSetCookie(header)],
    answers: { 'is-authed': { status: 200 } },
  }
}

describe('the API’s cookies', () => {
  it('all that a plan names', () => {
    assert.deepEqual(shown(withApi(lasting, 'b=x')), [
      ['api', 'api.example.com', best('Lax'), 'plan', true],
      ['api', 'api.example.com', 'b', 'plan', true],
    ])
  })

  it('all that were seen, and the best that it could set unless one of them is made to last', () => {
    const short = ['api', 'api.example.com', 'XSRF-TOKEN; Max-Age=604800', 'seen', true]
    const best400 = ['api', 'api.example.com', best('Lax'), 'assumed']
    const header = 'XSRF-TOKEN=x; Max-Age=604800'
    assert.deepEqual(shown(exampleFacts({ api: seen(header) })), [short, [...best400, true]])
    const mint = endpointOf(
      { cookie: parseSetCookie(minted), cookieFrom: 'mint' },
      { api: seen(header) },
    )
    assert.deepEqual(shown(mint).slice(1), [short, [...best400, false]])
    const lasts = 'b; Max-Age=604801'
    assert.deepEqual(shown(exampleFacts({ api: seen('b=x; Max-Age=604801') })), [
      ['api', 'api.example.com', lasts, 'seen', true],
    ])
  })

  it('one that another is folded into is looked at: what is lost behind it may be the log-in', () => {
    for (const header of ['AWSALB=x; Path=/, id=1', 'AWSALB=x, id=1; Path=/']) {
      const cookies = [parseSetCookie(header)]
      const answers = { 'is-authed': { status: 200, cookies } }
      const facts = exampleFacts({ api: { url: 'https://api.example.com/', cookies, answers } })
      assert.deepEqual(namesOf(facts), ['AWSALB', 'session'])
    }
  })

  it('neither what a load balancer or firewall adds, nor a deletion', () => {
    const headers = [
      'AWSALB=x',
      'AWSALBTGCORS=x',
      '__cf_bm=x',
      'old=; Max-Age=0',
      'AWSALBX=x',
      'X-AWSALB=x',
    ]
    const cookies = headers.map(parseSetCookie)
    const api = { url: 'https://api.example.com/', cookies }
    const answers = { 'is-authed': { status: 200 } }
    assert.deepEqual(namesOf(exampleFacts({ api: { ...api, answers } })), [
      'AWSALBX',
      'X-AWSALB',
      'session',
    ])
    // A plan means what it says: of these only the deletion is no log-in.
    assert.deepEqual(
      namesOf(exampleFacts({ api })),
      cookies.map(({ name }) => name).filter((name) => name !== 'old'),
    )
  })

  for (const name of [
    ...'AWSALB AWSALBCORS AWSALBTG AWSALBTGCORS AWSALBAPP-0 AWSELB AWSELBCORS'.split(' '),
    ...'__cf_bm __cflb __cfruid _cfuvid cf_clearance GCLB heroku-session-affinity'.split(' '),
    ...'ARRAffinity ARRAffinitySameSite ApplicationGatewayAffinity'.split(' '),
    ...'ApplicationGatewayAffinityCORS ASLBSA ASLBSACORS BIGipServerpool TS01a9'.split(' '),
    ...'NSC_abc SERVERID INGRESSCOOKIE ak_bmsc bm_sz bm_sv _abck akaalb_x akaalb_site'.split(' '),
    ...'visid_incap_12 incap_ses_1_2 nlbi_12 datadome'.split(' '),
  ]) {
    it(`${name} is of a load balancer or firewall, and a name that only ends so is not`, () => {
      const names = [name, `x${name}`]
      const cookies = names.map((one) => parseSetCookie(`${one}=x; Max-Age=34560000`))
      const api = { url: 'https://api.example.com/', cookies, answers: {} }
      assert.deepEqual(namesOf(exampleFacts({ api })), [`x${name}`])
    })
  }

  for (const name of 'AWSALB-id GCLBs SERVERID2 INGRESSCOOKIES TS01a9x TS01 datadomes'.split(' ')) {
    it(`${name} only begins as one of a load balancer does`, () => {
      const cookies = [parseSetCookie(`${name}=x; Max-Age=34560000`), parseSetCookie(lasting)]
      const api = { url: 'https://api.example.com/', cookies, answers: {} }
      assert.ok(namesOf(exampleFacts({ api })).includes(name))
    })
  }

  it('in a plan the last of each, and a deletion if it is all that there is, or of a log-in beside it', () => {
    const gone = 'session=; Max-Age=0'
    assert.deepEqual(shown(withApi(gone, lasting)), [
      ['api', 'api.example.com', best('Lax'), 'plan', true],
    ])
    assert.deepEqual(namesOf(withApi(gone)), ['session'])
    const balancer = 'AWSALB=x; Max-Age=604800'
    assert.deepEqual(namesOf(withApi(balancer, lasting)), ['AWSALB', 'session'])
    assert.deepEqual(namesOf(withApi(gone, 'other=x; Max-Age=-1')), ['session', 'other'])
    assert.deepEqual(namesOf(withApi(gone, 'AWSALB=x')), ['session', 'AWSALB'])
    assert.deepEqual(shown(withApi(lasting, 'session=; Max-Age=0; Path=/')), [
      ['api', 'api.example.com', 'session; Max-Age=0; Path=/', 'plan', true],
    ])
  })

  for (const [page, api, sameSite] of [
    ['https://www.example.com/', 'https://api.example.com/', 'Lax'],
    ['https://www.example.com/', 'https://api.example.net/', 'None'],
    ['https://a.netlify.app/', 'https://b.netlify.app/', 'None'],
    ['https://203.0.113.5/', 'https://203.0.113.6/', 'None'],
    ['https://203.0.113.5/', 'https://203.0.113.5:8443/', 'Lax'],
    ['https://localhost:3000/', 'https://localhost:3001/', 'Lax'],
  ]) {
    it(`the best that ${api} could set for ${page}: SameSite=${sameSite}`, () => {
      const [cookie, ...others] = cookiesOf({
        version: 1,
        page: { url: page },
        api: { url: api },
        hosts: {},
      })
      assert.deepEqual([written(cookie.cookie), cookie.source], [best(sameSite), 'assumed'])
      assert.deepEqual(others, [])
    })
  }

  it('the best that it could set counts where nothing else logs users in', () => {
    const api = { url: 'https://api.example.com/' }
    const isUsed = (answers?: EndpointFacts['answers']): boolean | undefined =>
      cookiesOf(endpointOf(answers ? { answers } : {}, { api })).at(-1)?.isInUse
    assert.equal(cookiesOf(exampleFacts({ api }))[0].isInUse, true)
    assert.equal(isUsed(), false)
    assert.equal(isUsed(healthyAnswers), false)
    assert.equal(isUsed({ put: { status: 405 } }), true)
    assert.equal(isUsed({ put: timedOut }), false)
  })

  it('none where the token is in a header', () => {
    const api = {
      url: 'https://api.example.com/',
      tokenHeader: 'x-token',
      cookies: [parseSetCookie('b=x')],
    }
    assert.deepEqual(shown(exampleFacts({ api })), [])
  })
})

describe('no endpoint and no API', () => {
  it('no cookie', () => assert.deepEqual(shown(exampleFacts()), []))
})

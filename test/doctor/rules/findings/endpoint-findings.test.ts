import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { targets, type TargetName } from '../../../../platforms/targets.ts'
import { outputFolder } from '../../../../platforms/vendor.ts'
import type { Answer, EndpointFacts, Facts } from '../../../../doctor/facts.ts'
import { parseSetCookie } from '../../../../doctor/parse-set-cookie.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import { endpointState } from '../../../../doctor/rules/endpoint-state.ts'
import {
  aliased,
  exampleFacts,
  healthyAnswers,
  lasting,
  minted,
  names,
  refusal,
  timedOut,
  withEndpoint,
} from '../example-site.ts'
import { describeFindings, find } from './find.ts'

type Answers = NonNullable<EndpointFacts['answers']>

const url = 'https://www.example.com/set-auth-token'
const about = 'endpoint' as const
const noStore = { 'cache-control': 'no-store' }

function withAnswers(answers: Answers): Facts {
  return withEndpoint({ ...healthyAnswers, ...answers })
}

/** At a program that is not edgemint. */
function withOther(answers: Answers): Facts {
  return withEndpoint({ put: json(200), ...answers })
}

function json(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...noStore, ...headers } }
}

function html(status: number): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...noStore } }
}

function plain(status: number): Answer {
  return { status, headers: noStore }
}

const healthy = withAnswers({})

/** What a log-out answers that clears these cookies. */
function cleared(...cookies: string[]): Answer {
  return { ...plain(204), cookies: cookies.map(parseSetCookie) }
}

const othersCleared = { ...healthyAnswers, delete: cleared('other=; Max-Age=0; Path=/') }
const planned = exampleFacts({
  endpoint: { url, answers: othersCleared, cookie: parseSetCookie(minted), cookieFrom: 'plan' },
})
const nameless = exampleFacts({ endpoint: { url, answers: othersCleared, cookieFrom: 'config' } })

/** What `--set-cookie` makes of a cookie without `--api`. */
const pasted = [{ url: 'https://www.example.com/', cookie: parseSetCookie(lasting) }]

describeFindings([
  {
    id: 'endpoint-unreachable',
    when: 'nothing was answered',
    facts: withEndpoint({ put: timedOut, get: timedOut }),
    expected: {
      id: 'endpoint-unreachable',
      severity: 'unknown',
      about,
      title: `${url} did not answer: no answer came in time.`,
      cure: 'Check that the server of www.example.com runs, and try again, with a longer --timeout.',
    },
    not: [
      ['edgemint answers', healthy],
      ['some of edgemint’s answers', withAnswers({ put: timedOut })],
      [
        'DNS told no address, which is a finding of its own',
        withEndpoint({ put: { failure: { reason: 'dns', detail: 'no address' } } }),
      ],
      [
        'and was asked at another time, too',
        withEndpoint({ put: { failure: { reason: 'dns', detail: '' } }, get: html(200) }),
      ],
    ],
  },
  {
    id: 'endpoint-missing',
    when: 'the site answers with a page',
    facts: withEndpoint({ put: html(200), get: html(200), options: plain(204) }),
    expected: { severity: 'error', about },
    not: [
      ['edgemint answers', healthy],
      ['something answers', withOther({})],
      ['the request that tells was not answered', withEndpoint({ put: timedOut, get: html(404) })],
      ['it is planned', withEndpoint(undefined)],
    ],
  },
  {
    id: 'endpoint-missing',
    when: 'an API logs users in, and no config promises an endpoint',
    facts: exampleFacts({
      endpoint: { url: 'https://www.example.com/set-auth-token', answers: { put: html(404) } },
      api: { url: 'https://api.example.com/' },
    }),
    expected: { severity: 'note', about, detail: 'So it sets no cookie there.' },
    not: [],
  },
  {
    id: 'endpoint-missing',
    when: 'nobody says what else could log users in',
    facts: exampleFacts({ endpoint: { url, answers: { put: plain(404) } } }),
    expected: { severity: 'error', detail: 'So it sets no cookie there.' },
    not: [],
  },
  {
    id: 'endpoint-missing',
    when: 'the API is on the page’s own host',
    facts: exampleFacts({
      endpoint: { url, answers: { put: plain(404) } },
      api: { url: 'https://www.example.com/api' },
    }),
    expected: {
      severity: 'note',
      detail: 'Another program on the page’s own host, such as the API, may set the cookie.',
      cure: undefined,
    },
    not: [],
  },
  {
    id: 'endpoint-missing',
    when: 'a cookie of the page’s own host was pasted',
    facts: exampleFacts({ endpoint: { url, answers: { put: plain(404) } }, recorded: pasted }),
    expected: {
      severity: 'note',
      detail: 'Another program on the page’s own host, such as the API, may set the cookie.',
      cure: undefined,
    },
    not: [],
  },
  {
    id: 'endpoint-missing',
    when: 'a cookie was pasted, but a config promises an endpoint',
    facts: withEndpoint({ put: plain(404) }, { recorded: pasted }),
    expected: { severity: 'error', detail: 'So it sets no cookie there.' },
    not: [],
  },
  {
    id: 'endpoint-not-edgemint',
    when: 'something else answers, and a cookie was pasted',
    facts: exampleFacts({ endpoint: { url, answers: { put: json(401) } }, recorded: pasted }),
    expected: { severity: 'note' },
    not: [],
  },
  {
    id: 'endpoint-missing',
    when: 'the API is on the page’s own host, but a config promises an endpoint',
    facts: withEndpoint({ put: plain(404) }, { api: { url: 'https://www.example.com/api' } }),
    expected: { severity: 'error', detail: 'So it sets no cookie there.' },
    not: [],
  },
  {
    id: 'endpoint-not-edgemint',
    when: 'something else answers, and nobody knows its cookie',
    facts: exampleFacts({ endpoint: { url, answers: { put: json(401) } } }),
    expected: { severity: 'unknown', about },
    not: [],
  },
  {
    id: 'endpoint-not-edgemint',
    when: 'something else answers',
    facts: withOther({}),
    expected: {
      severity: 'warning',
      about,
      title: `Something else than edgemint answers at ${url}.`,
    },
    not: [
      ['edgemint answers', healthy],
      ['nothing is there', withEndpoint({ put: plain(404) })],
    ],
  },
  {
    id: 'endpoint-methods-blocked',
    when: 'a CDN answers for it',
    facts: withAnswers({ put: plain(405), patch: plain(403) }),
    expected: {
      severity: 'error',
      about,
      title:
        'Not all methods reach the endpoint: something in front of it answers PUT (405), PATCH (403).',
    },
    not: [
      ['edgemint answers', healthy],
      ['it fails, which is another finding', withAnswers({ put: plain(500) })],
      ['nothing came back', withAnswers({ put: timedOut })],
      ['another refusal of edgemint', withAnswers({ put: refusal(403, 'cross-origin') })],
    ],
  },
  {
    id: 'endpoint-methods-blocked',
    when: 'somebody else says yes',
    facts: withAnswers({ put: plain(204), delete: plain(200), options: plain(200) }),
    expected: {
      title:
        'Not all methods reach the endpoint: something in front of it answers PUT (204), DELETE (200), OPTIONS (200).',
    },
    not: [],
  },
  {
    id: 'endpoint-refuses-page',
    when: 'the page’s own origin is refused',
    facts: withAnswers({ put: refusal(403, 'cross-origin') }),
    expected: {
      severity: 'error',
      about,
      title: 'The endpoint takes the page’s own origin, https://www.example.com, for a stranger’s.',
      cure: "In edgemint.config.ts, write siteOrigins: ['https://www.example.com'], build and deploy.",
    },
    not: [['a stranger’s is refused', healthy]],
  },
  {
    id: 'endpoint-takes-strangers',
    when: 'edgemint asks a stranger for a token',
    facts: withAnswers({ foreign: refusal(400, 'token-missing') }),
    expected: {
      severity: 'error',
      about,
      title:
        'The endpoint does not refuse a request from another site’s page: it answered 400, not 403.',
    },
    not: [
      ['it refuses the origin', healthy],
      ['it refuses the method', withAnswers({ foreign: refusal(405, 'method-not-allowed') })],
      ['a CDN refuses', withAnswers({ foreign: plain(403) })],
      ['a page', withAnswers({ foreign: html(200) })],
      ['no answer', withAnswers({ foreign: timedOut })],
    ],
  },
  {
    id: 'endpoint-takes-strangers',
    when: 'another program says yes',
    facts: withOther({ foreign: json(200) }),
    expected: { severity: 'error' },
    not: [['it redirects', withOther({ foreign: json(300) })]],
  },
  {
    id: 'endpoint-allows-cors',
    when: 'OPTIONS has a CORS header',
    facts: withAnswers({
      options: { status: 204, headers: { ...noStore, 'access-control-allow-origin': '*' } },
    }),
    expected: { severity: 'error', about },
    not: [
      ['it has none', healthy],
      ['it has no headers at all', withAnswers({ options: { status: 204 } })],
    ],
  },
  {
    id: 'endpoint-cached',
    when: 'a CDN says so',
    facts: withAnswers({
      get: {
        ...refusal(405, 'method-not-allowed'),
        headers: { ...noStore, 'x-cache': 'Hit from cloudfront' },
      },
    }),
    expected: {
      severity: 'error',
      about,
      title: 'The CDN answered GET from its cache.',
      detail: 'One user could get the cookie of another.',
    },
    not: [
      ['nobody says so', healthy],
      [
        'a miss',
        withAnswers({
          get: json(405, {
            'x-cache': 'Miss from cloudfront',
            'cf-cache-status': 'DYNAMIC',
            age: '0',
          }),
        }),
      ],
    ],
  },
  {
    id: 'endpoint-without-no-store',
    when: 'two answers lack it',
    facts: withAnswers({
      put: { status: 400, problem: 'token-missing' },
      patch: { status: 401, problem: 'not-authenticated', headers: { 'cache-control': 'private' } },
    }),
    expected: {
      severity: 'error',
      about,
      title: 'Answers of the endpoint lack Cache-Control: no-store (PUT, PATCH).',
    },
    not: [
      ['all have it', healthy],
      [
        'with more',
        withAnswers({
          put: {
            status: 400,
            problem: 'token-missing',
            headers: { 'cache-control': 'private, No-Store' },
          },
        }),
      ],
      ['an error of the platform', withAnswers({ put: { status: 500 } })],
      ['no answer', withAnswers({ put: timedOut })],
    ],
  },
  {
    id: 'endpoint-without-no-store',
    when: 'two PUTs lack it, one of them of another site',
    facts: withAnswers({
      put: { status: 400, problem: 'token-missing' },
      foreign: { status: 403, problem: 'cross-origin' },
    }),
    expected: { title: 'Answers of the endpoint lack Cache-Control: no-store (PUT).' },
    not: [],
  },
  {
    id: 'endpoint-fails',
    when: 'both PUTs get the same',
    facts: withAnswers({ put: { status: 500 }, foreign: { status: 500 } }),
    expected: { title: 'The endpoint fails: PUT gets 500.' },
    not: [],
  },
  ...['https://shop.example.com', 'https://www.example.com:8443'].map((origin) => ({
    id: 'endpoint-on-other-origin' as const,
    when: `it is on ${origin}`,
    facts: exampleFacts({ endpoint: { url: `${origin}/set-auth-token` } }),
    expected: {
      severity: 'warning' as const,
      about,
      title: `The endpoint is on ${origin}, the page on https://www.example.com.`,
      cure: 'Let the endpoint answer on www.example.com, and call it by its path: /set-auth-token.',
    },
    not: [['it is on the page’s', healthy]] as [string, Facts][],
  })),
  {
    id: 'endpoint-redirects',
    when: 'to somewhere',
    facts: withOther({ put: plain(308) }),
    expected: { severity: 'error', about, title: `${url} redirects (308 to PUT).` },
    not: [
      ['no redirect', healthy],
      ['299', withOther({ put: json(299) })],
      ['400', withOther({ put: json(400) })],
    ],
  },
  {
    id: 'endpoint-redirects',
    when: 'to one of several',
    facts: withOther({ put: plain(300) }),
    expected: { title: `${url} redirects (300 to PUT).` },
    not: [],
  },
  {
    id: 'endpoint-fails',
    when: 'with an error of the platform',
    facts: withAnswers({ put: plain(500), delete: plain(502) }),
    expected: {
      severity: 'error',
      about,
      title: 'The endpoint fails: PUT gets 500, DELETE gets 502.',
    },
    not: [
      ['it does not', healthy],
      ['it refuses', withAnswers({ put: refusal(499, 'token-missing') })],
    ],
  },
  {
    id: 'endpoint-refuses-token',
    when: 'the token of --mint gets no cookie',
    facts: withAnswers({ mint: refusal(401, 'token-rejected') }),
    expected: {
      severity: 'error',
      about,
      title: 'The endpoint set no cookie for the token of --mint: it answered 401, token-rejected.',
    },
    not: [
      ['there was no token', healthy],
      ['it did not answer', withAnswers({ mint: timedOut })],
    ],
  },
  {
    id: 'endpoint-refuses-token',
    when: 'another program answers the token',
    facts: withAnswers({ mint: json(500) }),
    expected: { title: 'The endpoint set no cookie for the token of --mint: it answered 500.' },
    not: [['there was no token', healthy]],
  },
  {
    id: 'endpoint-differs-from-config',
    when: 'a log-out clears another cookie',
    facts: withAnswers({
      delete: { ...plain(204), cookies: [parseSetCookie('other=; Max-Age=0; Path=/')] },
    }),
    expected: {
      severity: 'warning',
      about,
      title:
        'What is deployed sets another cookie than the config says (__Secure-authToken): another name or other attributes.',
    },
    not: [
      ['the same cookie', healthy],
      [
        'the same cookie, and one of the CDN',
        withAnswers({ delete: cleared(minted, 'cdn=x; Path=/') }),
      ],
      [
        'the same cookie, written otherwise',
        withAnswers({
          delete: cleared(
            '__Secure-authToken=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/; domain=example.com; samesite=Strict; secure; httponly',
          ),
        }),
      ],
      ['a plan’s cookie, which is not deployed', planned],
      ['a config that names no cookie', nameless],
      ['no log-out was asked for', withEndpoint({ put: refusal(400, 'token-missing') })],
      ['the delete was refused', withAnswers({ delete: refusal(403, 'cross-origin') })],
    ],
  },
  {
    id: 'endpoint-differs-from-config',
    when: 'a log-out clears one of other attributes',
    facts: withAnswers({ delete: cleared(minted.replace('Strict', 'Lax')) }),
    expected: { severity: 'warning' },
    not: [],
  },
  {
    id: 'endpoint-differs-from-config',
    when: 'a log-out clears none',
    facts: withAnswers({ delete: plain(204) }),
    expected: { severity: 'warning' },
    not: [],
  },
  {
    id: 'endpoint-partly-unreachable',
    when: 'some requests were not answered',
    facts: withAnswers({ foreign: timedOut, put: timedOut, get: timedOut }),
    expected: {
      severity: 'unknown',
      about,
      title:
        'https://www.example.com/set-auth-token gave no answer to GET, PUT: no answer came in time.',
    },
    not: [['all were', healthy]],
  },
])

describe('an endpoint without a fault', () => {
  it('nothing is said', () => assert.deepEqual(diagnose(healthy).findings, []))

  it('nor where a token was minted', () => {
    const { endpoint, ...facts } = healthy
    const mint = { status: 204, headers: noStore, cookies: [parseSetCookie(minted)] }
    const seen = { ...(endpoint as EndpointFacts), cookieFrom: 'mint' as const }
    const answers = { ...seen.answers, mint }
    assert.deepEqual(diagnose({ ...facts, endpoint: { ...seen, answers } }).findings, [])
  })
})

describe('what is at the endpoint', () => {
  const rows: [Answers, string][] = [
    [{}, 'planned'],
    [{ put: refusal(400, 'token-missing') }, 'edgemint'],
    [{ get: refusal(405, 'method-not-allowed'), put: timedOut }, 'edgemint'],
    [{ put: refusal(400, 'other-problem') }, 'other'],
    ...[
      'method-not-allowed',
      'cross-origin',
      'token-missing',
      'content-type-unsupported',
      'body-unreadable',
      'not-authenticated',
      'token-rejected',
      'secret-unavailable',
      'keys-unavailable',
      'introspection-unavailable',
      'api-unavailable',
    ].map((problem): [Answers, string] => [{ put: refusal(404, problem) }, 'edgemint']),
    // None of doctor's requests is refused so: it is somebody else's word.
    ...[
      'token-malformed',
      'token-too-large',
      'token-ambiguous',
      'body-too-large',
      'body-malformed',
      'return-not-allowed',
      'issuer-unavailable',
      'start-missing',
      'path-malformed',
      'navigation-refused',
      'constructor',
    ].map((problem): [Answers, string] => [{ put: refusal(404, problem) }, 'nothing']),
    [{ put: timedOut }, 'unreachable'],
    [{ put: timedOut, get: html(200), options: plain(204) }, 'unreachable'],
    [{ get: timedOut }, 'unreachable'],
    [{ put: json(200) }, 'other'],
    [{ put: json(200), get: timedOut }, 'other'],
    [{ put: json(200, { 'content-type': 'application/json; was=text/html' }) }, 'other'],
    [{ put: plain(401) }, 'other'],
    [{ put: plain(500) }, 'other'],
    [{ put: html(200) }, 'nothing'],
    [{ put: html(500) }, 'nothing'],
    [{ put: plain(403) }, 'nothing'],
    [{ put: plain(404) }, 'nothing'],
    [{ put: plain(405) }, 'nothing'],
    [{ put: plain(501) }, 'nothing'],
    [{ get: plain(200) }, 'nothing'],
  ]
  for (const [answers, state] of rows) {
    it(`${JSON.stringify(answers)}: ${state}`, () => {
      assert.equal(endpointState({ url, answers }), state)
    })
  }
})

describe('a cookie was minted by a program that is not edgemint', () => {
  it('it is no missing endpoint', () => {
    const endpoint = { url, answers: { put: plain(404) }, cookieFrom: 'mint' as const }
    assert.equal(endpointState(endpoint), 'other')
  })
})

describe('signs of a cache', () => {
  for (const [header, value, isHit] of [
    ['x-cache', 'HIT', true],
    ['x-cache', 'RefreshHit from cloudfront', true],
    ['x-cache', 'TCP_MEM_HIT', true],
    ['x-cache', 'HIT, MISS', true],
    ['x-cache', 'white', false],
    ['x-cache', 'TCP_MISS', false],
    ['cf-cache-status', 'HIT', true],
    ['cf-cache-status', 'STALE', true],
    ['cf-cache-status', 'REVALIDATED', true],
    ['cf-cache-status', 'UPDATING', true],
    ['cf-cache-status', 'hit', true],
    ['cf-cache-status', 'MISS', false],
    ['cf-cache-status', 'BYPASS', false],
    ['age', '1', true],
    ['age', '0', false],
    ['age', 'x', false],
  ] as const) {
    it(`${header}: ${value}: ${isHit}`, () => {
      const facts = withOther({ put: json(200, { [header]: value }) })
      assert.equal(find(facts, 'endpoint-cached').length, isHit ? 1 : 0)
    })
  }
})

describe('what answers where nothing is', () => {
  for (const [title, answers, fact] of [
    ['a page for every path', { put: html(200), get: html(200) }, '200, HTML'],
    ['a page that is shown to GET alone', { put: plain(405), get: html(200) }, '200, HTML'],
    ['nothing', { put: plain(404) }, '404'],
    ['something else for GET', { put: plain(404), get: json(200) }, '404'],
    ['nothing, by GET alone', { get: plain(404) }, '404'],
    ['nothing, by OPTIONS alone', { put: {}, options: plain(404) }, '404'],
    ['a page that is missing', { put: html(404), get: html(404) }, '404'],
  ] as const) {
    it(title, () => {
      const [finding] = find(withEndpoint(answers), 'endpoint-missing')
      names(finding.title, url, fact)
    })
  }
})

function cureOf(facts: Facts): string | undefined {
  return find(facts, 'endpoint-missing')[0].cure
}

it('asks first whether the page calls it, and says what to look at if it calls another path, or no edgemint', () => {
  const missing = { put: plain(404) }
  const asked =
    'Find out whether your page calls /set-auth-token: if it does, install edgemint on www.example.com. If edgemint has another path there, run this check again with --endpoint and that path.'
  const build = 'Build it (npx edgemint build), and deploy it.'
  assert.equal(
    cureOf(withEndpoint(missing)),
    `${asked} If the page does not use edgemint, run this check again with --api and the address that logs your users in. ${build}`,
  )
  const api = { url: 'https://api.example.com/' }
  assert.equal(cureOf(withEndpoint(missing, { api })), `${asked} ${build}`)
})

/** Where build writes a target's bundle. */
function file(target: TargetName): string | undefined {
  return targets.find(({ name }) => name === target)?.file
}

describe('a vendor’s own cure', () => {
  for (const [cname, cure] of [
    [
      'shop.netlify.app',
      new RegExp(
        `install edgemint on www\\.example\\.com\\. .* Run npx edgemint deploy netlify\\. By hand: npx edgemint build, put ${outputFolder}/${file('netlify')} into functions/`,
      ),
    ],
    [
      'shop.pages.dev',
      new RegExp(
        `install edgemint on www\\.example\\.com\\. .* Run npx edgemint deploy workers, or npx edgemint deploy pages\\. By hand: .*; on Pages, put ${outputFolder}/${file('pages')} and ${outputFolder}/pages/_routes.json`,
      ),
    ],
    [
      'd1.cloudfront.net',
      new RegExp(
        `install edgemint on www\\.example\\.com\\. .* Run npx edgemint attach --distribution ID --dry-run, .* By hand: npx edgemint build, make a function of ${outputFolder}/${file('cloudfront')}, add a behavior for this path`,
      ),
    ],
    ['x.cdn.net', /npx edgemint build/],
  ] as const) {
    it(`${cname}: where nothing is there`, () => {
      const hosts = { 'www.example.com': aliased([cname], '203.0.113.5') }
      const [finding] = find(withEndpoint({ put: plain(404) }, { hosts }), 'endpoint-missing')
      assert.match(finding.cure ?? '', cure)
    })
  }

  it('CloudFront: where methods are blocked', () => {
    const answer = { status: 403, headers: { ...noStore, server: 'CloudFront' } }
    const [finding] = find(withAnswers({ put: answer }), 'endpoint-methods-blocked')
    assert.match(
      finding.cure ?? '',
      /^Run npx edgemint attach --distribution ID --dry-run, .* set Allowed HTTP methods/,
    )
  })
})

describe('a pasted cookie of a site without edgemint', () => {
  for (const [what, answers] of Object.entries({
    nothing: { put: plain(404) },
    'another program': { put: json(401) },
  })) {
    it(`is kept, and ${what} at the endpoint does no harm`, () => {
      const facts = exampleFacts({ endpoint: { url, answers }, recorded: pasted })
      const { exitCode, headline } = diagnose(facts)
      assert.equal(exitCode, 0)
      assert.match(headline.text, /^Nothing is wrong: .* keep the cookie “session”/)
    })
  }
})

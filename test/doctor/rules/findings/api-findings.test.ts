import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { foreignOrigin, type Answer, type ApiFacts, type Facts } from '../../../../doctor/facts.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import { exampleFacts, timedOut } from '../example-site.ts'
import { describeFindings, find } from './find.ts'

const url = 'https://api.example.com/is-authed'
const origin = 'https://www.example.com'
const cors = {
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-allow-headers': 'content-type',
}

const healthy: NonNullable<ApiFacts['answers']> = {
  preflight: { status: 204, headers: cors },
  'is-authed': { status: 200, headers: cors },
  foreign: { status: 204, headers: {} },
}

function withAnswers(answers: ApiFacts['answers'], at = url): Facts {
  return exampleFacts({ api: { url: at, answers: { ...healthy, ...answers } } })
}

function preflight(headers: Record<string, string>, status = 204): Facts {
  const merged = Object.entries({ ...cors, ...headers }).filter(([, value]) => value !== '')
  return withAnswers({ preflight: { status, headers: Object.fromEntries(merged) } })
}

function foreign(headers: Record<string, string>): Facts {
  return withAnswers({ foreign: { status: 204, headers } })
}

const notFound = { failure: { reason: 'dns', detail: '' } } as const

const about = 'api' as const
const fails = 'No browser lets the page call https://api.example.com/is-authed with a cookie: '

describeFindings([
  {
    id: 'token-in-header',
    when: 'the API takes no cookie',
    facts: exampleFacts({ api: { url, tokenHeader: 'X-RCMS-API-ACCESS-TOKEN', answers: {} } }),
    expected: {
      severity: 'warning',
      about,
      title:
        'The API takes the token from the request header X-RCMS-API-ACCESS-TOKEN alone: no cookie logs anybody in there.',
      source: 'https://webkit.org/tracking-prevention/',
    },
    not: [['it takes one', withAnswers({})]],
  },
  {
    id: 'token-in-header',
    when: 'the API is on the page’s own host, and so may set a cookie that lasts',
    facts: exampleFacts({ api: { url: 'https://www.example.com/api', tokenHeader: 'X-Token' } }),
    expected: {
      cure: 'Let the API, on the page’s own host, set the token as an HttpOnly cookie at the log-in, and take it from there.',
      who: ['api-vendor'],
    },
    not: [],
  },
  {
    id: 'api-unreachable',
    when: 'nothing was answered',
    facts: withAnswers({ preflight: timedOut, 'is-authed': timedOut, foreign: timedOut }),
    expected: {
      id: 'api-unreachable',
      severity: 'unknown',
      about,
      title: 'https://api.example.com did not answer: no answer came in time.',
      detail: 'What it does with requests of the page is not known.',
      cure: 'Check that the server of api.example.com runs, and try again, with a longer --timeout.',
    },
    not: [
      [
        'DNS has no address, which is a finding of its own',
        withAnswers({ preflight: notFound, 'is-authed': notFound, foreign: notFound }),
      ],
      ['all was answered', withAnswers({})],
      ['it was not looked at', exampleFacts({ api: { url } })],
    ],
  },
  {
    id: 'api-preflight-fails',
    when: 'the origin is not allowed',
    facts: preflight({ 'access-control-allow-origin': '' }),
    expected: {
      severity: 'error',
      about,
      title: `${fails}Access-Control-Allow-Origin is missing.`,
      who: ['developer', 'api-vendor'],
      cure: `Find out whether the page calls ${url}: if it does, let the API take its requests with the log-in cookie (CORS). First, a developer of the site looks whether the page calls this address: if it calls another one, run this check again with --api and that; if it calls none of this API, nothing is to be mended here. Then, whoever runs the API lets it answer OPTIONS with the status 204 and Access-Control-Allow-Headers: content-type. Each answer, that to OPTIONS too, needs Access-Control-Allow-Origin: ${origin}, Access-Control-Allow-Credentials: true and Vary: Origin. For several sites, let the API repeat the Origin of the request, but only one that is on its list. In Node, corsAnswer of edgemint/api does all this. If a path of the page’s own host leads to the API, through the CDN, none of this is needed.`,
      source: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
    },
    not: [
      ['all is allowed', withAnswers({})],
      ['200 will do', preflight({}, 200)],
      ['299 will do', preflight({}, 299)],
      ['more headers', preflight({ 'access-control-allow-headers': 'X-A, Content-Type\t, x-b' })],
      ['it did not answer', withAnswers({ preflight: timedOut })],
      [
        'the API is on the page’s origin',
        exampleFacts({ api: { url: `${origin}/api`, answers: { preflight: { status: 404 } } } }),
      ],
    ],
  },
  {
    id: 'api-answer-hidden',
    when: 'the headers are on the preflight alone',
    facts: withAnswers({ 'is-authed': { status: 200, headers: {} } }),
    expected: {
      severity: 'error',
      about,
      title:
        'The page cannot read the API’s answer: Access-Control-Allow-Origin is missing; Access-Control-Allow-Credentials is missing.',
      cure: `Let the page read the API’s answers (CORS). Send Access-Control-Allow-Origin: ${origin} and Access-Control-Allow-Credentials: true with every answer.`,
    },
    not: [
      ['they are on both', withAnswers({})],
      ['it did not answer', withAnswers({ 'is-authed': timedOut })],
      [
        'it was not asked',
        exampleFacts({ api: { url, answers: { preflight: healthy.preflight! } } }),
      ],
      [
        'the preflight has the same fault, and is the finding',
        withAnswers({ preflight: { status: 204 }, 'is-authed': { status: 200, headers: {} } }),
      ],
    ],
  },
  {
    id: 'api-fails',
    when: 'it answers an error of its own',
    facts: withAnswers({ 'is-authed': { status: 502 }, preflight: { status: 502 } }),
    expected: { severity: 'error', about, title: 'https://api.example.com answers 502.' },
    not: [['it answers', withAnswers({})]],
  },
  {
    id: 'api-answer-hidden',
    when: 'the answer lacks the headers, and no error page is in their place',
    facts: withAnswers({ 'is-authed': { status: 499, headers: {} } }),
    expected: { severity: 'error', about },
    not: [['an error page', withAnswers({ 'is-authed': { status: 500, headers: {} } })]],
  },
  {
    id: 'api-without-is-authed',
    when: 'a page comes back',
    facts: withAnswers({
      'is-authed': { status: 200, headers: { ...cors, 'content-type': 'text/html' } },
    }),
    expected: {
      severity: 'note',
      about,
      title: 'POST https://api.example.com/is-authed answers 200 with a page (HTML).',
    },
    not: [],
  },
  {
    id: 'api-takes-any-origin',
    when: 'it repeats another site’s origin',
    facts: foreign({
      'access-control-allow-origin': foreignOrigin,
      'access-control-allow-credentials': 'true',
    }),
    expected: { severity: 'error', about },
    not: [
      ['without credentials', foreign({ 'access-control-allow-origin': foreignOrigin })],
      ['it names the page’s origin', foreign(cors)],
      [
        'it allows all, which does not count',
        foreign({ 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' }),
      ],
    ],
  },
  {
    id: 'api-without-is-authed',
    when: 'it is not there',
    facts: withAnswers({ 'is-authed': { status: 404, headers: cors } }),
    expected: {
      severity: 'note',
      about,
      title: `POST ${url} answers 404.`,
      cure: 'Add it with isAuthed of edgemint/api, or name the API’s own path: --api https://…/path.',
    },
    not: [
      ['it wants a cookie', withAnswers({ 'is-authed': { status: 401, headers: cors } })],
      ['it is there', withAnswers({})],
    ],
  },
])

describe('what the preflight may get wrong', () => {
  const rows: [Record<string, string>, number, string][] = [
    [
      { 'access-control-allow-origin': '*' },
      204,
      'Access-Control-Allow-Origin is *, which does not count for requests with cookies.',
    ],
    [
      { 'access-control-allow-origin': `${origin}/` },
      204,
      `Access-Control-Allow-Origin is ${origin}/, not ${origin}.`,
    ],
    [
      { 'access-control-allow-origin': 'null' },
      204,
      `Access-Control-Allow-Origin is null, not ${origin}.`,
    ],
    [
      { 'access-control-allow-origin': `${origin}, ${origin}` },
      204,
      `Access-Control-Allow-Origin is ${origin}, ${origin}, and only one origin may stand there.`,
    ],
    [
      { 'access-control-allow-credentials': '' },
      204,
      'Access-Control-Allow-Credentials is missing.',
    ],
    [
      { 'access-control-allow-credentials': 'True' },
      204,
      'Access-Control-Allow-Credentials is "True", not "true".',
    ],
    [{}, 301, 'it answers 301 to OPTIONS, where a status from 200 to 299 is needed.'],
    [{}, 300, 'it answers 300 to OPTIONS, where a status from 200 to 299 is needed.'],
    [{}, 199, 'it answers 199 to OPTIONS, where a status from 200 to 299 is needed.'],
    [
      { 'access-control-allow-headers': '*' },
      204,
      'Access-Control-Allow-Headers does not name content-type, and * does not count for requests with cookies.',
    ],
    [
      { 'access-control-allow-headers': 'authorization content-type' },
      204,
      'Access-Control-Allow-Headers does not name content-type.',
    ],
    [
      { 'access-control-allow-headers': 'x-content-type' },
      204,
      'Access-Control-Allow-Headers does not name content-type.',
    ],
  ]
  for (const [headers, status, mistake] of rows) {
    it(mistake, () => {
      const [finding] = find(preflight(headers, status), 'api-preflight-fails')
      assert.equal(finding.title, `${fails}${mistake}`)
    })
  }

  it('a header that is empty', () => {
    const headers = { ...cors, 'access-control-allow-origin': '' }
    const [finding] = find(
      withAnswers({ preflight: { status: 204, headers } }),
      'api-preflight-fails',
    )
    assert.equal(finding.title, `${fails}Access-Control-Allow-Origin is empty.`)
  })

  it('all at once', () => {
    const facts = withAnswers({ preflight: { status: 404 } })
    const [finding] = find(facts, 'api-preflight-fails')
    assert.equal(finding.title.split('; ').length, 4)
  })
})

describe('some answers alone', () => {
  const half: [string, string, NonNullable<ApiFacts['answers']>][] = [
    [
      'on a host of its own',
      url,
      { ...healthy, preflight: { status: 404 }, 'is-authed': timedOut },
    ],
    [
      'on the page’s origin',
      `${origin}/api`,
      { preflight: { status: 404 }, 'is-authed': timedOut },
    ],
  ]
  for (const [title, at, answers] of half) {
    it(`${title}: the rest is not known`, () => {
      const { findings } = diagnose(exampleFacts({ api: { url: at, answers } }))
      const ids = findings.map(({ id }) => id).filter((id) => id !== 'form-post-untested')
      assert.ok(ids.includes('api-unreachable'), ids.join(', '))
      assert.equal(ids.length, at === url ? 2 : 1, ids.join(', '))
    })
  }

  it('on the page’s origin CORS is no matter', () => {
    const nothing: Answer = { status: 404 }
    const answers = { preflight: nothing, foreign: nothing, 'is-authed': nothing }
    const { findings } = diagnose(exampleFacts({ api: { url: `${origin}/api`, answers } }))
    assert.deepEqual(
      findings.map(({ id }) => id),
      ['api-without-is-authed'],
    )
  })
})

describe('an API that DNS does not know, or that nobody looked at', () => {
  it('is told elsewhere', () => {
    const all = { preflight: notFound, 'is-authed': notFound, foreign: notFound }
    for (const facts of [withAnswers(all), exampleFacts({ api: { url } })]) {
      const found = diagnose(facts).findings.map(({ id }) => id)
      assert.deepEqual(found, ['form-post-untested'])
    }
  })
})

describe('an API without a fault', () => {
  it('nothing is said but of its address', () => {
    const ids = diagnose(withAnswers({})).findings.map(({ id }) => id)
    assert.deepEqual(ids, ['form-post-untested'])
  })
})

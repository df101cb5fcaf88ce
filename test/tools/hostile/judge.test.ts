import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { PlainResponse } from '../../../platforms/runtime.ts'
import { judge } from '../../../tools/hostile/hunt.ts'
import { complaintAbout } from '../../../tools/hostile/judge.ts'
import { expectedAnswers } from '../../../tools/hostile/oracle.ts'
import type { HostileRequest } from '../../../tools/hostile/request.ts'
import { sites } from '../../../tools/hostile/sites.ts'

// Would the oracle notice? Answers that somebody has written down, right and wrong.

const token = 'zQabcdefKw'

const request = (given: Partial<HostileRequest>): HostileRequest => ({
  site: sites[0],
  method: 'PUT',
  host: 'www.example.com',
  target: '/set-auth-token',
  headers: [
    ['origin', 'https://www.example.com'],
    ['authorization', `Bearer ${token}`],
  ],
  body: new Uint8Array(),
  marker: token,
  spelling: 0,
  ...given,
})

const always: [string, string][] = [
  ['cache-control', 'no-store'],
  ['x-content-type-options', 'nosniff'],
]
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Strict'
const expired: [string, string][] = [
  ['set-cookie', `__Secure-authToken=; Max-Age=0; ${attributes}`],
  ['set-cookie', `__Secure-authToken=; Max-Age=0; Domain=www.example.com; ${attributes}`],
]
const minted: [string, string] = [
  'set-cookie',
  `__Secure-authToken=${token}; Max-Age=34560000; Domain=example.com; ${attributes}`,
]
const mint: PlainResponse = { status: 204, headers: [...always, ...expired, minted], body: '' }

const refusal = (status: number, code: string, detail: string): PlainResponse => ({
  status,
  headers: [...always, ['content-type', 'application/problem+json']],
  body: JSON.stringify({ title: code.replaceAll('-', ' '), status, code, detail }),
})

const foreign = request({
  headers: [['origin', 'https://evil.test'], ...request({}).headers.slice(1)],
})
const crossOrigin = refusal(
  403,
  'cross-origin',
  'A page on https://evil.test called https://www.example.com.',
)

function complaint(asked: HostileRequest, response: PlainResponse): string | undefined {
  const expected = expectedAnswers(asked, { body: true })
  return complaintAbout(asked, { did: 'answer', response }, expected)
}

suite('the judge of hostile requests', () => {
  test('takes the right answers', () => {
    assert.equal(complaint(request({}), mint), undefined)
    assert.equal(complaint(foreign, crossOrigin), undefined)
    const elsewhere = request({ target: '/set-auth-token/' })
    assert.equal(
      complaintAbout(elsewhere, { did: 'pass on' }, expectedAnswers(elsewhere, { body: true })),
      undefined,
    )
  })

  const wrong: Record<string, [HostileRequest, PlainResponse]> = {
    'a cookie for another origin': [foreign, mint],
    'a refusal that mints all the same': [
      foreign,
      { ...crossOrigin, headers: [...crossOrigin.headers, minted] },
    ],
    'one cookie more': [
      request({}),
      { ...mint, headers: [...mint.headers, ['set-cookie', 'a=b']] },
    ],
    'one cookie less': [request({}), { ...mint, headers: [...always, expired[0], minted] }],
    'the new cookie first': [request({}), { ...mint, headers: [...always, minted, ...expired] }],
    'a cookie without HttpOnly': [
      request({}),
      {
        ...mint,
        headers: [...always, ...expired, ['set-cookie', minted[1].replace(' HttpOnly;', '')]],
      },
    ],
    'a token in the text': [
      foreign,
      refusal(403, 'cross-origin', `https://evil.test, https://www.example.com, ${token}`),
    ],
    'a token in a header': [
      request({}),
      { ...mint, headers: [...mint.headers, ['x-token', `a${token}b`]] },
    ],
    'another code': [foreign, { ...crossOrigin, body: crossOrigin.body.replace('"cross-o', '"o') }],
    'a text that names one origin only': [
      foreign,
      refusal(403, 'cross-origin', 'A page on https://evil.test.'),
    ],
    'a refusal that is no problem': [foreign, { ...crossOrigin, headers: always }],
    'an answer that may be stored': [request({}), { ...mint, headers: mint.headers.slice(1) }],
    'a permission to another origin': [
      foreign,
      {
        ...crossOrigin,
        headers: [...crossOrigin.headers, ['access-control-allow-origin', '*']],
      },
    ],
    'a 405 without Allow': [
      request({ method: 'GET' }),
      refusal(405, 'method-not-allowed', 'PUT mints.'),
    ],
    'a 401 without a challenge': [
      request({ method: 'PATCH' }),
      refusal(401, 'not-authenticated', 'You are not logged in.'),
    ],
    'an answer where the site should have been asked': [
      request({ target: '/set-auth-token/' }),
      mint,
    ],
  }
  for (const [what, [asked, response]] of Object.entries(wrong)) {
    test(`notices ${what}`, () => {
      assert.equal(typeof complaint(asked, response), 'string')
    })
  }

  test('notices that the site was asked', () => {
    const expected = expectedAnswers(request({}), { body: true })
    assert.equal(typeof complaintAbout(request({}), { did: 'pass on' }, expected), 'string')
  })

  test('notices that two runtimes say the same in other words', () => {
    const other = { ...crossOrigin, body: crossOrigin.body.replace('A page', 'The page') }
    const outcomes = [crossOrigin, other].map((response, i) => ({
      runtime: { name: (['workers', 'netlify'] as const)[i], sight: { body: true } },
      outcome: { did: 'answer' as const, response },
    }))
    const [finding] = judge(foreign, outcomes)
    assert.equal(finding.runtime, 'workers | netlify')
    assert.deepEqual(judge(foreign, [outcomes[0], outcomes[0]]), [])
  })
})

import assert from 'node:assert/strict'
import { after, before, beforeEach, suite, test } from 'node:test'
import { startTarget } from '../../platforms/build.ts'
import type { PlainResponse, Runtime } from '../../platforms/runtime.ts'
import type { Target } from '../../platforms/target.ts'
import { findTarget, targets } from '../../platforms/targets.ts'
import { aroundAll } from '../around-all.ts'
import { policyOf } from '../cli/policy-of.ts'
import {
  json,
  kurocoTokens,
  startTokenApi,
  type Answering,
  type TokenApi,
} from '../shared/web/tokens/token-api.ts'
import { openBrowser, type BridgeBrowser } from './bridge-browser.ts'
import { assertStampsHold } from './stamps-hold.ts'

// A Kuroco-shaped API on loopback, which each platform's own engine asks for tokens.

const site = 'https://www.shop.localhost'
const secrets = { EDGEMINT_SECRET: 'an edgemint secret for tests, of enough octets' }
const accessName = '__Host-authToken'
const refreshName = '__Secure-authToken-refresh'
const endpoint = '/set-auth-token'

let api: TokenApi
aroundAll(
  async () => {
    api = await startTokenApi()
  },
  () => api.close(),
)
beforeEach(() => {
  api.answer()
  api.asked.length = 0
})

const bearer = (grant: string): { headers: [string, string][] } => ({
  headers: [['authorization', `Bearer ${grant}`]],
})

function codeOf({ status, body, headers }: PlainResponse): string {
  const fields = Object.fromEntries(headers)
  assert.equal(fields['set-cookie'], undefined)
  assert.equal(fields['retry-after'], status === 503 ? '5' : undefined)
  return `${status} ${(JSON.parse(body) as { code: string }).code}`
}

const faults: Record<string, [Answering, string]> = {
  'says no': [json({ errors: [] }, 401), '401 token-rejected'],
  'is broken': [(response) => response.destroy(), '503 api-unavailable'],
  fails: [json({}, 500), '503 api-unavailable'],
  'shows a page': [(response) => response.end('<!doctype html>'), '503 api-unavailable'],
  'sends elsewhere': [
    (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
    '503 api-unavailable',
  ],
  'never ends': [
    (response) => {
      const more = (): void => {
        if (response.destroyed) return
        response.write(' '.repeat(100_000))
        setTimeout(more, 5)
      }
      more()
    },
    '503 api-unavailable',
  ],
}

const start = (target: Target): Promise<Runtime> => {
  const policy = policyOf({
    site,
    api: `${api.url}/rcms-api/1`,
    bridge: { path: '/api', preset: 'kuroco', tokens: { landing: true } },
    secret: 'EDGEMINT_SECRET',
    returnTo: ['/', '/account/*'],
  })
  return startTarget(target, policy, secrets)
}

test('what Lambda@Edge stamps at the endpoint, a CloudFront Function lets pass', async (t) => {
  const pair = await Promise.all(
    (['lambda-edge', 'cloudfront'] as const).map(findTarget).map(start),
  )
  t.after(() => Promise.all(pair.map((runtime) => runtime.close())))
  const [endpointAt, bridgeAt] = pair
  // As CloudFront chooses, by the behaviors of the two paths.
  const ask: Runtime['fetch'] = (request) =>
    (new URL(request.url).pathname === endpoint ? endpointAt : bridgeAt).fetch(request)
  await assertStampsHold({ ...bridgeAt, fetch: ask }, api, site)
})

for (const target of targets.filter(({ hasNetwork }) => hasNetwork)) {
  suite(`tokens of a bridge on ${target.title}`, () => {
    let runtime: Runtime
    const open = (): BridgeBrowser => openBrowser(runtime, site)
    before(async () => {
      runtime = await start(target)
    })
    after(() => runtime.close())

    test('a grant, a renewal, a log-out', async () => {
      const browser = open()
      const minted = await browser.ask('PUT', endpoint, bearer('grant-1'))
      assert.equal(minted.status, 204, minted.body)
      const life = Number(Object.fromEntries(minted.headers)['token-expires-in'])
      assert.ok(life > 3500 && life <= 3600, String(life))
      const first = await browser.sentTo(endpoint)
      assert.deepEqual(Object.keys(first).toSorted(), [
        accessName,
        `${accessName}-stamp`,
        refreshName,
      ])
      assert.deepEqual(Object.keys(await browser.sentTo('/api/articles')).toSorted(), [
        accessName,
        `${accessName}-stamp`,
      ])
      assert.equal((await browser.ask('PATCH')).status, 204)
      const second = await browser.sentTo(endpoint)
      for (const name of Object.keys(first)) assert.notEqual(first[name], second[name])
      const [, renewal] = api.asked
      assert.deepEqual(JSON.parse(renewal.body), { refresh_token: first[refreshName] })
      assert.equal((await browser.ask('DELETE')).status, 204)
      assert.deepEqual(await browser.sentTo(endpoint), {})
      assert.equal(api.asked[2].path, '/rcms-api/1/logout')
      assert.equal(api.asked[2].headers['x-rcms-api-access-token'], second[accessName])
      assert.equal(codeOf(await browser.ask('PATCH')), '401 not-authenticated')
    })

    test('a call passes with a good stamp alone', () => assertStampsHold(runtime, api, site))

    test('a grant in JSON', async () => {
      const browser = open()
      const response = await browser.ask('PUT', endpoint, {
        headers: [['content-type', 'application/json']],
        body: JSON.stringify({ grantToken: 'grant-1' }),
      })
      assert.equal(response.status, 204, response.body)
    })

    test('a log-in that lands', async () => {
      const browser = open()
      const started = await browser.ask('POST', `${endpoint}/start`, {
        headers: [['content-type', 'application/json']],
        body: '{"returnTo":"/account/orders"}',
      })
      assert.equal(started.status, 204, started.body)
      const page = await browser.visit(`${endpoint}/landing?grant_token=grant-1&member_id=1`)
      assert.equal(page.status, 200, page.body)
      assert.match(page.body, /<a href="\/account\/orders">/)
      assert.doesNotMatch(page.body, /grant-1|access-|refresh-/)
      assert.equal((await browser.ask('PATCH', `${endpoint}/landing`)).status, 204)
      assert.equal(Object.keys(await browser.sentTo(endpoint)).length, 3)
      const again = await browser.visit(`${endpoint}/landing?grant_token=grant-2`)
      assert.equal(again.status, 400)
      assert.match(again.body, /start-missing/)
      assert.equal(api.asked.length, 2)
    })

    for (const [what, [answering, code]] of Object.entries(faults)) {
      test(`an API that ${what}: ${code}, and no cookie is touched`, async () => {
        const browser = open()
        await browser.ask('PUT', endpoint, bearer('grant-1'))
        const held = await browser.sentTo(endpoint)
        api.answer(answering)
        assert.equal(codeOf(await browser.ask('PATCH')), code)
        assert.equal(codeOf(await open().ask('PUT', endpoint, bearer('grant-2'))), code)
        assert.deepEqual(await browser.sentTo(endpoint), held)
        assert.deepEqual(new Set(api.asked.map(({ path }) => path)), new Set(['/rcms-api/1/token']))
        // Deno's fetch sends again what it sent on a kept connection that breaks before an answer.
        const again = target.name === 'netlify-edge' && what === 'is broken' ? 1 : 0
        assert.ok(api.asked.length >= 3 && api.asked.length <= 3 + again)
        api.answer()
        assert.equal((await browser.ask('PATCH')).status, 204)
      })
    }

    test('ten renewals at the same time all end well, and one isolate asks once', async () => {
      const browser = open()
      await browser.ask('PUT', endpoint, bearer('grant-1'))
      api.asked.length = 0
      api.answer((response) =>
        setTimeout(() => json(kurocoTokens('access', 'refresh'))(response, api.asked[0]), 500),
      )
      const answers = await Promise.all(Array.from({ length: 10 }, () => browser.ask('PATCH')))
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([204]))
      // An instance of a Lambda function, which Netlify's are, gets one request at a time.
      assert.equal(api.asked.length, target.name === 'netlify' ? 10 : 1)
    })
  })
}

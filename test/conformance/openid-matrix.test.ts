import assert from 'node:assert/strict'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { after, before, suite, test } from 'node:test'
import {
  startOpenIdProvider,
  type OpenIdClient,
  type OpenIdProvider,
} from '../../demo/server/openid-provider.ts'
import { startTarget } from '../../platforms/build.ts'
import type { PlainResponse, Runtime } from '../../platforms/runtime.ts'
import { targets } from '../../platforms/targets.ts'
import type { LoginConfig } from '../../shared/config/config.ts'
import { aroundAll } from '../around-all.ts'
import { policyOf } from '../cli/policy-of.ts'
import { isInThisRun } from '../matrix-cells.ts'
import { openBrowser, type OpenIdBrowser } from './openid-browser.ts'

// Log-ins by a real provider, oidc-provider, on every runtime that can.

const site = 'https://www.shop.localhost'
const endpoint = '/set-auth-token'
const secrets = {
  EDGEMINT_SECRET: 'an edgemint secret for tests, of enough octets',
  CLIENT_SECRET: 'a client secret/of the provider%',
}
const redirectUris = [site + endpoint]

/** Ways to log in: what the provider knows of the client, and what the config says. */
const ways: Record<
  string,
  { client: Omit<OpenIdClient, 'clientId' | 'redirectUris'>; login: Partial<LoginConfig> }
> = {
  'a code': { client: { response: 'code' }, login: {} },
  'a code, with a secret': {
    client: { response: 'code', clientSecret: secrets.CLIENT_SECRET },
    login: { clientSecret: 'CLIENT_SECRET' },
  },
  'a code, for an access token': {
    client: { response: 'code' },
    login: { token: 'access_token' },
  },
  'an ID token': { client: { response: 'id_token' }, login: { response: 'id_token' } },
  both: { client: { response: 'code id_token' }, login: { response: 'code id_token' } },
  'both, for an access token': {
    client: { response: 'code id_token' },
    login: { response: 'code id_token', token: 'access_token' },
  },
}

let provider: OpenIdProvider
aroundAll(
  async () => {
    provider = await startOpenIdProvider(
      Object.entries(ways).map(([clientId, { client }]) => ({ clientId, redirectUris, ...client })),
    )
  },
  () => provider.close(),
)

const nextOf = ({ body }: PlainResponse): string | undefined => /<a href="([^"]*)">/.exec(body)?.[1]

for (const [row, target] of targets.filter(({ readsBody }) => readsBody).entries()) {
  suite(`OpenID on ${target.title}`, () => {
    for (const [column, [clientId, { login }]] of Object.entries(ways).entries()) {
      // The sample: two ways for each target, and each way on one target or two.
      if (!isInThisRun((column + 2 * row) % 3 === 0)) continue
      suite(`by ${clientId}`, () => {
        let runtime: Runtime
        const open = (): OpenIdBrowser => openBrowser(runtime, site, endpoint, provider.issuer)
        before(async () => {
          const policy = policyOf({
            site,
            login: { issuer: provider.issuer, clientId, ...login },
            secret: 'EDGEMINT_SECRET',
            returnTo: ['/', '/account/*'],
          })
          runtime = await startTarget(target, policy, secrets)
        })
        after(() => runtime.close())

        test('a user logs in, and the cookie that came is renewed', async () => {
          const browser = open()
          const fields = await browser.toForm('alice', '/account/orders')
          const page = await browser.post(fields)
          assert.equal(page.status, 200, page.body)
          assert.equal(nextOf(page), '/account/orders')
          assert.deepEqual([...browser.cookies.keys()], ['__Secure-authToken'])
          const token = browser.cookies.get('__Secure-authToken')!
          assert.ok(!page.body.includes(token))
          if (login.token !== 'access_token') {
            const keys = createRemoteJWKSet(new URL(`${provider.issuer}/jwks`))
            const expected = { issuer: provider.issuer, audience: clientId }
            assert.equal((await jwtVerify(token, keys, expected)).payload.sub, 'alice')
          }
          assert.equal(await browser.renew(), 204)
        })

        test('who cancels comes back with the provider’s code', async () => {
          const browser = open()
          const page = await browser.post(await browser.toForm('cancel'))
          assert.equal(page.status, 400)
          assert.equal(nextOf(page), '/?login_error=access_denied')
          assert.deepEqual([...browser.cookies.keys()], [])
        })

        test('a second post of the same form logs nobody in', async () => {
          const browser = open()
          const fields = await browser.toForm('alice')
          await browser.post(fields)
          browser.cookies.clear()
          assert.equal(nextOf(await browser.post(fields)), '/?login_error=login_expired')
          assert.deepEqual([...browser.cookies.keys()], [])
        })

        test('six tabs at once', async () => {
          const browser = open()
          const forms: Record<string, string>[] = []
          for (let i = 0; i < 6; i++) forms.push(await browser.toForm('alice', `/account/${i}`))
          for (const i of [5, 2, 0, 1, 4, 3]) {
            assert.equal(nextOf(await browser.post(forms[i])), `/account/${i}`)
          }
        })
      })
    }
  })
}

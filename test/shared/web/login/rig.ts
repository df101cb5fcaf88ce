import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { JWTPayload } from 'jose'
import { afterEach, mock } from 'node:test'
import type { EdgemintConfig, LoginConfig } from '../../../../shared/config/config.ts'
import { aroundAll } from '../../../around-all.ts'
import { nextOf, openBrowser, type Begun, type Browser } from './browser.ts'
import { startSmallProvider, type SmallProvider } from './small-provider.ts'

/** The provider of this test file. After each test it is honest again. */
export let provider: SmallProvider
export let honest: Pick<SmallProvider, 'metadata' | 'keys'>

aroundAll(
  async () => {
    provider = await startSmallProvider()
    honest = { metadata: provider.metadata, keys: provider.keys }
  },
  () => provider.close(),
)
afterEach(() => {
  Object.assign(provider, honest, { instead: {}, asked: [], tokens: { status: 200, body: {} } })
  provider.silent.clear()
  mock.timers.reset()
})

export const open = (
  login: Partial<LoginConfig> = {},
  more: Partial<EdgemintConfig> = {},
): Browser => openBrowser({ issuer: provider.issuer, ...login }, more)

export const now = (): number => Math.floor(Date.now() / 1000)

/** The claims of a good ID token, but for what is changed. */
export const claimsFor = (
  { nonce }: Pick<Begun, 'nonce'>,
  more: Record<string, unknown> = {},
): JWTPayload => ({
  iss: provider.issuer,
  aud: 'shop',
  sub: 'alice',
  nonce,
  iat: now(),
  exp: now() + 600,
  ...more,
})

/** As c_hash and at_hash are made (OpenID Connect Core, section 3.1.3.6). */
export const leftHash = (value: string, hash = 'sha256'): string => {
  const octets = createHash(hash).update(value).digest()
  return octets.subarray(0, octets.length / 2).toString('base64url')
}

export const authCookie = (browser: Browser): string | undefined =>
  browser.cookies.get('__Secure-authToken')

/** Nobody is logged in, and the page learns the code; the flow is over unless the same post may come again. */
export async function assertFailed(
  browser: Browser,
  response: Response,
  code: string,
  { status = 400, path = '/' } = {},
): Promise<void> {
  assert.equal(response.status, status)
  assert.equal(response.headers.get('retry-after'), status === 503 ? '5' : null)
  assert.equal(await nextOf(response), `${path}?login_error=${code}`)
  assert.equal(authCookie(browser), undefined)
  const left = status === 503 ? /^__Host-edgemint-login-[\w-]{8}$/ : /^$/
  assert.match([...browser.cookies.keys()].join(), left)
}

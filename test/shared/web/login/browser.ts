import assert from 'node:assert/strict'
import { withHandler } from '../../../../local/with-handler.ts'
import type { EdgemintConfig, LoginConfig } from '../../../../shared/config/config.ts'
import { createFetchHandler } from '../../../../shared/web/fetch-handler.ts'
import { policyOf } from '../../../cli/policy-of.ts'

export const site = 'https://www.example.com'
export const endpoint = `${site}/set-auth-token`

process.env.TEST_EDGEMINT_SECRET = 'an edgemint secret for tests, of enough octets'
process.env.TEST_CLIENT_SECRET = ' a client: secret/% \n'

/** A browser that keeps cookies by name, and a site that it is on. */
export interface Browser {
  cookies: Map<string, string>
  /** Asks for a start, from a page of the site. */
  start: (body?: string, headers?: Record<string, string>) => Promise<Response>
  /** A start that must work: what the provider is told. */
  begin: (returnTo?: string) => Promise<Begun>
  /** The provider's form post. */
  post: (fields: Record<string, string>, headers?: Record<string, string>) => Promise<Response>
  send: (url: string, init: RequestInit) => Promise<Response>
}

export interface Begun {
  url: URL
  state: string
  nonce: string
}

export function openBrowser(
  login: Partial<LoginConfig> & { issuer: string },
  more: Partial<EdgemintConfig> = {},
): Browser {
  const policy = policyOf({
    login: { clientId: 'shop', ...login },
    secret: 'TEST_EDGEMINT_SECRET',
    returnTo: ['/', '/account/*'],
    ...more,
  })
  const answer = createFetchHandler(withHandler(policy))
  const cookies = new Map<string, string>()
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers)
    const pairs = [...cookies].map(([name, value]) => `${name}=${value}`)
    if (pairs.length > 0) headers.set('cookie', pairs.join('; '))
    const response = await answer(new Request(url, { ...init, headers }))
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*);/.exec(line)!
      if (/; Max-Age=0;/.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  const start: Browser['start'] = (body = '', headers = {}) =>
    send(`${endpoint}/start`, {
      method: 'POST',
      headers: {
        origin: site,
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === '' ? {} : { body }),
    })
  return {
    cookies,
    send,
    start,
    async begin(returnTo) {
      const response = await start(returnTo === undefined ? '' : JSON.stringify({ returnTo }))
      assert.equal(response.status, 200)
      const url = new URL(((await response.json()) as { url: string }).url)
      return {
        url,
        state: url.searchParams.get('state')!,
        nonce: url.searchParams.get('nonce')!,
      }
    },
    post: (fields, headers = {}) =>
      send(endpoint, {
        method: 'POST',
        headers: {
          origin: new URL(login.issuer).origin,
          'sec-fetch-site': 'cross-site',
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
        body: new URLSearchParams(fields).toString(),
      }),
  }
}

/** The path that a page moves on to. */
export async function nextOf(response: Response): Promise<string> {
  const [, next] = /<a href="([^"]*)">/.exec(await response.text())!
  return next.replaceAll('&amp;', '&')
}

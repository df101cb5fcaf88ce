import assert from 'node:assert/strict'
import { beforeEach } from 'node:test'
import { withHandler } from '../../../../local/with-handler.ts'
import type { TokensConfig } from '../../../../shared/config/bridge-config.ts'
import type { EdgemintConfig } from '../../../../shared/config/config.ts'
import type { Handler } from '../../../../shared/core/handle.ts'
import type { Policy } from '../../../../shared/core/policy.ts'
import { createEndpoint } from '../../../../shared/web/fetch-handler.ts'
import { createHandler } from '../../../../shared/web/tokens/handler.ts'
import { aroundAll } from '../../../around-all.ts'
import { policyOf } from '../../../cli/policy-of.ts'
import { startTokenApi, type TokenApi } from './token-api.ts'

export const site = 'https://www.example.com'
export const accessName = '__Host-authToken'
export const refreshName = '__Secure-authToken-refresh'
export const startName = '__Host-edgemint-landing'
export const secrets = {
  EDGEMINT_SECRET: 'an edgemint secret for tests, of enough octets',
  CLIENT_SECRET: 'a client secret/of the API%',
}

/** The API of this test file. Before each test it is as Kuroco's again. */
export let api: TokenApi
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

/** A page's browser that keeps cookies, whatever their path: what it sends in full. */
export interface Browser {
  cookies: Map<string, string>
  send: (method: string, path?: string, init?: RequestInit) => Promise<Response>
  put: (grant: string) => Promise<Response>
  renew: () => Promise<Response>
  logOut: () => Promise<Response>
}

/** A browser on a site with a bridge to the API. */
export function open(
  tokens: TokensConfig = {},
  { preset = 'kuroco', bindings = secrets, patience, ...more }: Open = {},
): Browser {
  const bridge = { path: '/api', preset, tokens }
  const policy = policyOf({ site, api: `${api.url}/rcms-api/1`, bridge, ...more })
  const given = withHandler(policy)
  const handler = patience === undefined ? given.handler : impatient(policy, patience)
  const endpoint = createEndpoint({ ...given, ...(handler && { handler }) })
  const cookies = new Map<string, string>()
  const send: Browser['send'] = async (method, path = '', init = {}) => {
    const headers = new Headers({ origin: site, ...(init.headers as Record<string, string>) })
    if (headers.get('origin') === '') headers.delete('origin')
    if (cookies.size > 0) {
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    }
    const url = `${site}/set-auth-token${path}`
    const response = await endpoint(new Request(url, { ...init, method, headers }), bindings)
    assert.ok(response)
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  return {
    cookies,
    send,
    put: (grant) => send('PUT', '', { headers: { authorization: `Bearer ${grant}` } }),
    renew: () => send('PATCH'),
    logOut: () => send('DELETE'),
  }
}

type Open = Partial<EdgemintConfig> & {
  preset?: 'kuroco' | 'oauth2' | 'directus'
  bindings?: object
  /** How long the API may take, in milliseconds, where that is not to be what it is by default. */
  patience?: number
}

const impatient = ({ bridge }: Policy, patience: number): Handler =>
  createHandler(bridge!, undefined, patience)

/** The code of a refusal, which touches no cookie. */
export async function codeOf(response: Response): Promise<string> {
  assert.deepEqual(response.headers.getSetCookie(), [])
  assert.equal(response.headers.get('token-expires-in'), null)
  const retry = response.headers.get('retry-after')
  assert.equal(retry, response.status === 503 ? '5' : null)
  return `${response.status} ${((await response.json()) as { code: string }).code}`
}

/** The Set-Cookie headers that leave a cookie behind, each with its Max-Age as a number beside it. */
export function kept(response: Response): string[] {
  return response.headers.getSetCookie().filter((line) => !/^[^=]+=;/.test(line))
}

/** The life of a cookie that an answer sets, in seconds. */
export function lifeOf(response: Response, name: string): number {
  const line = kept(response).find((each) => each.startsWith(`${name}=`))
  return Number(/; Max-Age=(\d+);/.exec(line ?? '')?.[1])
}

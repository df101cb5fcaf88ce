import assert from 'node:assert/strict'
import { CookieJar } from 'tough-cookie'
import type { PlainResponse, Runtime } from '../../platforms/runtime.ts'

/** A browser on the site, whose cookies an independent jar keeps: by path, prefix, domain and life. */
export interface BridgeBrowser {
  jar: CookieJar
  /** By fetch, from a page of the site. */
  ask: (method: string, path?: string, init?: Init) => Promise<PlainResponse>
  /** As a link from another site. */
  visit: (path: string) => Promise<PlainResponse>
  /** Names and values of what is sent to a path. */
  sentTo: (path: string) => Promise<Record<string, string>>
}

interface Init {
  headers?: [string, string][]
  body?: string
}

export function openBrowser({ fetch: ask }: Runtime, site: string): BridgeBrowser {
  const jar = new CookieJar(undefined, { prefixSecurity: 'strict' })
  const send = async (
    method: string,
    path: string,
    headers: [string, string][],
    body = '',
  ): Promise<PlainResponse> => {
    const url = site + path
    const all: [string, string][] = [['host', new URL(site).host], ...headers]
    const cookie = await jar.getCookieString(url)
    if (cookie !== '') all.push(['cookie', cookie])
    const response = await ask({ method, url, headers: all, ...(body ? { body } : {}) })
    assert.ok(response, `${path} is not answered`)
    for (const [name, line] of response.headers) {
      if (name === 'set-cookie') await jar.setCookie(line, url)
    }
    return response
  }
  return {
    jar,
    ask: (method, path = '/set-auth-token', { headers = [], body } = {}) =>
      send(method, path, [['origin', site], ['sec-fetch-site', 'same-origin'], ...headers], body),
    visit: (path) =>
      send('GET', path, [
        ['sec-fetch-site', 'cross-site'],
        ['sec-fetch-mode', 'navigate'],
        ['sec-fetch-dest', 'document'],
      ]),
    sentTo: async (path) =>
      Object.fromEntries((await jar.getCookies(site + path)).map(({ key, value }) => [key, value])),
  }
}

import assert from 'node:assert/strict'
import type { PlainResponse, Runtime } from '../../platforms/runtime.ts'

/** A browser without scripts that is on the site and at the provider: it keeps the cookies of both. */
export interface OpenIdBrowser {
  /** Starts a log-in from a page of the site, and goes on until the provider's form. */
  toForm: (choice: 'alice' | 'cancel', returnTo?: string) => Promise<Record<string, string>>
  /** Posts the provider's form. */
  post: (fields: Record<string, string>) => Promise<PlainResponse>
  /** As the page that a post is answered with does. */
  renew: () => Promise<number>
  cookies: Map<string, string>
}

export function openBrowser(
  { fetch: ask }: Runtime,
  site: string,
  endpoint: string,
  issuer: string,
): OpenIdBrowser {
  const cookies = new Map<string, string>()
  const send = async (
    method: string,
    path: string,
    headers: [string, string][],
    body = '',
  ): Promise<PlainResponse> => {
    const all: [string, string][] = [['host', new URL(site).host], ...headers]
    if (cookies.size > 0) all.push(['cookie', cookieHeader(cookies)])
    const response = await ask({ method, url: site + path, headers: all, body })
    assert.ok(response, `${path} is not answered`)
    for (const [name, line] of response.headers) if (name === 'set-cookie') keep(cookies, line)
    return response
  }
  return {
    cookies,
    async toForm(choice, returnTo) {
      const body = returnTo === undefined ? '' : JSON.stringify({ returnTo })
      const headers: [string, string][] = [['origin', site]]
      if (body !== '') headers.push(['content-type', 'application/json'])
      const { status, body: answer } = await send('POST', `${endpoint}/start`, headers, body)
      assert.equal(status, 200, answer)
      return visitProvider((JSON.parse(answer) as { url: string }).url, choice)
    },
    post: (fields) =>
      send(
        'POST',
        endpoint,
        [
          ['origin', issuer],
          ['sec-fetch-site', 'cross-site'],
          ['content-type', 'application/x-www-form-urlencoded'],
        ],
        new URLSearchParams(fields).toString(),
      ),
    async renew() {
      const { status } = await send('PATCH', endpoint, [
        ['origin', site],
        ['sec-fetch-site', 'same-origin'],
      ])
      return status
    },
  }
}

/** Follows redirects and presses the button, until a form is there that leads elsewhere. */
async function visitProvider(start: string, choice: string): Promise<Record<string, string>> {
  const cookies = new Map<string, string>()
  let [url, init]: [string, RequestInit] = [start, {}]
  for (let hop = 0; hop < 10; hop++) {
    const headers = new Headers(init.headers)
    headers.set('cookie', cookieHeader(cookies))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) keep(cookies, line)
    const page = await response.text()
    const location = response.headers.get('location')
    if (location !== null) [url, init] = [new URL(location, url).href, {}]
    else if (page.includes('id="alice"')) {
      init = { method: 'POST', body: new URLSearchParams({ choice }) }
    } else {
      const inputs = page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)
      return Object.fromEntries([...inputs].map(([, name, value]) => [name, value]))
    }
  }
  throw new Error('the provider goes round in circles')
}

function cookieHeader(cookies: Map<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
  if (value === '' || /; max-age=0\b/i.test(line)) cookies.delete(name)
  else cookies.set(name, value)
}

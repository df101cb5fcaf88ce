import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { CookieJar } from 'tough-cookie'
import { createStorage, lendGlobal, lendStorage } from './page.ts'

/**
 * A site on loopback with a bridge at /api and an endpoint that renews, and a browser that shows its
 * page: what auth-fetch.ts finds there, with Node's own fetch and Web Locks. Cookies hold numbers: the
 * API takes the newest access cookie alone.
 */
export interface Site {
  origin: string
  endpoint: string
  /** What arrived: `GET /api`, and the body of one that has one. */
  requests: string[]
  /** A header that `requests` show as well. */
  header?: string
  /** What the endpoint answers next, in the place of a 204; `null` breaks the connection off. */
  answers: (Answer | null)[]
  /** The number of the access cookie that the API takes. */
  valid: number
  storage: Record<string, string>
  jar: CookieJar
  /** How long an access token lives, in seconds, as the endpoint says. */
  life: number | undefined
  /** How long the endpoint takes, in ms. */
  delay: number
  /** What it waits for before. */
  gate?: Promise<unknown>
}

interface Answer {
  status: number
  body?: string
  headers?: Record<string, string>
}

/** A site whose user was logged in, and whose token the API takes no more. */
export async function openSite(t: TestContext): Promise<Site> {
  const site: Site = {
    origin: '',
    endpoint: '/set-auth-token',
    requests: [],
    answers: [],
    valid: 1,
    storage: createStorage(),
    jar: new CookieJar(),
    life: 1000,
    delay: 0,
  }
  site.origin = await listen(t, (request, response) => answer(site, request, response))
  await site.jar.setCookie('access=0; Path=/', site.origin)
  await site.jar.setCookie('refresh=1; Path=/', site.origin)
  lendStorage(t, () => site.storage)
  lendGlobal(t, 'origin', site.origin)
  lendFetch(t, site)
  return site
}

/** Waits until a request of this method has arrived. */
export async function arrival(site: Site, method: string): Promise<void> {
  while (!site.requests.some((line) => line.startsWith(method))) await wait(5)
}

/** A server on loopback for one test; returns its origin. */
export async function listen(
  t: TestContext,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(handle).listen(0, '127.0.0.1')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function answer(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url, headers } = request
  const body = await text(request)
  site.requests.push([method, url, headers[site.header ?? ''], body].filter(Boolean).join(' '))
  const cookie = headers.cookie ?? ''
  if (url !== site.endpoint) {
    response.statusCode = cookie.includes(`access=${site.valid};`) ? 200 : 401
    return void response.end(`answer to ${method}`)
  }
  await site.gate
  await wait(site.delay)
  const next = site.answers.shift()
  if (next === null) return void request.socket.destroy()
  if (next) return void response.writeHead(next.status, next.headers).end(next.body)
  if (method === 'PATCH' && !cookie.includes('refresh=')) return void response.writeHead(401).end()
  const life = site.life === undefined ? {} : { 'token-expires-in': String(site.life) }
  const attributes = method === 'DELETE' ? 'Max-Age=0; Path=/' : 'Path=/'
  const cookies = [`access=${site.valid}; ${attributes}`, `refresh=1; ${attributes}`]
  response.writeHead(204, { 'set-cookie': cookies, ...life }).end()
}

/** Node's fetch, with the cookies and the relative URLs of a browser. */
function lendFetch(t: TestContext, { origin, jar }: Site): void {
  const { fetch, Request } = globalThis
  class PageRequest extends Request {
    constructor(input: Parameters<typeof fetch>[0], init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, origin) : input, init)
    }
  }
  lendGlobal(t, 'Request', PageRequest)
  lendGlobal(t, 'fetch', async (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
    const request = new PageRequest(input, init)
    const isOurs = request.url.startsWith(origin) && request.credentials !== 'omit'
    if (isOurs) request.headers.set('cookie', `${await jar.getCookieString(request.url)};`)
    const response = await fetch(request)
    for (const line of response.headers.getSetCookie()) await jar.setCookie(line, response.url)
    return response
  })
}

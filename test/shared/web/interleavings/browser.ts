import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { CookieJar } from 'tough-cookie'
import type * as client from '../../../../shared/web/auth-fetch.ts'
import type { Clock } from './clock.ts'
import { createTimeout, type Network } from './network.ts'
import { createSharedStorage } from './shared-storage.ts'
import { createLocks } from './web-locks.ts'

export interface BrowserOptions {
  site: string
  hasLocks: boolean
  /** Of localStorage, in ms. */
  lag: number
  random: () => number
  /** One of the site's servers. */
  ask: (request: Request) => Promise<Response>
  /** All that a page of the site can see. */
  see: (text: string) => void
}

/** A request that may change cookies. */
export interface Change {
  tab: Tab
  method: string
  /** In ms since 1970: when its tab began to be at it. */
  start: number
  /** The others that were on their way when it left. */
  others: Change[]
}

export interface Tab {
  client: client.AuthFetch
  isClosed: boolean
  /** In ms since 1970: since when it has told others that it is at it. */
  busy: number | undefined
}

export interface Browser {
  jar: CookieJar
  /** Takes the cookies of an answer from this URL. */
  keep: (headers: Headers, url: string) => void
  /** The value of a cookie by its name. */
  cookie: (name: string) => string | undefined
  open: () => Tab
  close: (tab: Tab) => void
  /** Those on their way. */
  changes: Set<Change>
  /** What came to the browser: these cookies are in the jar now. */
  stored: (change: Change) => void
  sent: (change: Change) => void
}

const source = fileURLToPath(new URL('../../../../shared/web/auth-fetch.ts', import.meta.url))

/** auth-fetch.ts as one expression, whose globals are arguments. */
export async function loadClient(): Promise<string> {
  const options = { bundle: true, format: 'iife', globalName: 'client', write: false } as const
  const { outputFiles } = await build({ ...options, entryPoints: [source] })
  return `${outputFiles[0].text}\nreturn client`
}

const globals = 'fetch Request origin navigator localStorage AbortSignal setTimeout Date Math'

/** A browser with one jar of cookies, whose tabs are processes of their own. */
export function createBrowser(
  code: string,
  clock: Clock,
  network: Network,
  { site, hasLocks, lag, random, ask, see }: BrowserOptions,
): Browser {
  const load = new Function(...globals.split(' '), code) as (...values: unknown[]) => typeof client
  const locks = createLocks(clock)
  const storage = createSharedStorage(clock, lag, (name, value) => see(`${name}=${value}`))
  class PageRequest extends Request {
    constructor(input: Parameters<typeof fetch>[0], init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, site) : input, init)
    }
  }

  const openFetch = (tab: Tab): typeof fetch => {
    const send = async (request: Request): Promise<Response> => {
      const { method, url, signal, keepalive } = request
      see(url)
      signal.throwIfAborted()
      const headers = new Headers(request.headers)
      headers.set('sec-fetch-site', 'same-origin')
      if (method !== 'GET') headers.set('origin', site)
      // Read now, and written when the answer arrives.
      headers.set('cookie', browser.jar.getCookieStringSync(url))
      const change = url.startsWith(`${site}/api`) ? undefined : begin(tab, method)
      const sent = { method, headers, ...(request.body && { body: await request.text() }) }
      return new Promise((resolve, reject) => {
        let isOver = false
        const end = (give: () => void): void => {
          if (isOver) return
          isOver = true
          if (change) browser.changes.delete(change)
          if (!tab.isClosed) give()
        }
        const breakOff = (error: unknown): void => end(() => reject(error))
        signal.addEventListener('abort', () => breakOff(signal.reason))
        const arrive = (answer: Response): void => {
          if (isOver) return
          if (tab.isClosed && !keepalive) return end(() => {})
          browser.keep(answer.headers, url)
          if (change) browser.stored(change)
          end(() => resolve(pageResponse(answer, url)))
        }
        // What has left arrives, whatever becomes of its tab.
        network.send(async () => {
          const answer = await ask(new Request(url, sent))
          network.send(() => arrive(answer), breakOff)
        }, breakOff)
      })
    }
    return async (input, init) => send(new PageRequest(input, init))
  }

  const begin = (tab: Tab, method: string): Change => {
    const others = [...browser.changes]
    const change = { tab, method, start: tab.busy ?? clock.now, others }
    browser.changes.add(change)
    browser.sent(change)
    return change
  }

  const pageResponse = (answer: Response, url: string): Response => {
    const { status, headers, body } = answer
    headers.delete('set-cookie')
    see([...headers].join('\n'))
    return Object.defineProperty(new Response(body, { status, headers }), 'url', { value: url })
  }

  const open = (): Tab => {
    const tab = { isClosed: false } as Tab
    const items = storage.open()
    const localStorage = new Proxy(items, {
      set: (_, name, value) => {
        if (name === 'edgemint-busy') tab.busy = value > 0 ? clock.now : undefined
        items[name as string] = value
        return true
      },
    })
    const later = (happen: (value: unknown) => void, delay: number, value: unknown): void =>
      void clock.after(delay, () => !tab.isClosed && happen(value))
    const given = [
      openFetch(tab),
      PageRequest,
      site,
      hasLocks ? { locks: locks.open(tab) } : {},
      localStorage,
      { timeout: createTimeout(clock) },
      later,
      { now: () => clock.now },
      { abs: Math.abs, random },
    ]
    tab.client = load(...given).createAuthFetch({ path: '/api', field: 'grantToken' })
    return tab
  }

  const browser: Browser = {
    jar: new CookieJar(),
    keep: (headers, url) => {
      const now = new Date(clock.now)
      for (const line of headers.getSetCookie()) browser.jar.setCookieSync(line, url, { now })
    },
    cookie: (name) =>
      browser.jar.getCookiesSync(`${site}/set-auth-token`).find(({ key }) => key === name)?.value,
    open,
    close: (tab) => {
      tab.isClosed = true
      locks.close(tab)
    },
    changes: new Set(),
    stored: () => {},
    sent: () => {},
  }
  return browser
}

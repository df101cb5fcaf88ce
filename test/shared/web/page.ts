import type { TestContext } from 'node:test'
import { createFetchHandler } from '../../../shared/web/fetch-handler.ts'
import { policyWith, site } from '../core/fixtures.ts'

/** What a page of the site asked for. */
export interface Page {
  requests: { url: string; init: RequestInit }[]
  storage: Record<string, string>
}

/** The endpoint as it is, for a browser that holds one cookie. */
export const edgemint = createFetchHandler(policyWith())

/** Lends client.ts what a browser would: `fetch` with relative URLs, and localStorage. */
export function openPage(
  t: TestContext,
  answer: (request: Request) => Response | Promise<Response> = edgemint,
): Page {
  const page: Page = { requests: [], storage: createStorage() }
  t.mock.method(globalThis, 'fetch', async (url: string, init: RequestInit) => {
    page.requests.push({ url, init })
    const request = new Request(new URL(url, site), init)
    request.headers.set('origin', site)
    request.headers.set('sec-fetch-site', 'same-origin')
    return answer(request)
  })
  lendStorage(t, () => page.storage)
  return page
}

/** Puts localStorage in place for one test; `get` may throw, as it does where cookies are off. */
export function lendStorage(t: TestContext, get: () => Record<string, string>): void {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'localStorage')
  Object.defineProperty(globalThis, 'localStorage', { get, configurable: true })
  t.after(() => {
    if (original) Object.defineProperty(globalThis, 'localStorage', original)
    else Reflect.deleteProperty(globalThis, 'localStorage')
  })
}

/** Keeps strings alone, as a browser does. */
function createStorage(): Record<string, string> {
  return new Proxy<Record<string, string>>(
    {},
    { set: (items, key, value) => Reflect.set(items, key, String(value)) },
  )
}

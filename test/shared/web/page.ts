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
export function lendStorage(t: TestContext, get: () => Record<string, string> | null): void {
  lend(t, globalThis, 'localStorage', { get, configurable: true })
}

/** Puts a global of a browser in place for one test. */
export function lendGlobal(t: TestContext, name: string, value: unknown): void {
  lend(t, globalThis, name, { value, configurable: true, writable: true })
}

/**
 * For one test, what a page waits for by a `setTimeout` that hands over a number, as auth-fetch.ts does, is over as
 * soon as something has happened. Returns how long the waits would have been, in ms.
 */
export function lendWaits(t: TestContext, happen: (delay: number) => unknown = () => {}): number[] {
  const waits: number[] = []
  const { setTimeout } = globalThis
  const wait = async (done: (value: unknown) => void, delay: number, value: unknown) => {
    waits.push(delay)
    await happen(delay)
    setImmediate(done, value)
  }
  lendGlobal(t, 'setTimeout', (...args: Parameters<typeof wait>) =>
    typeof args[2] === 'number' ? void wait(...args) : setTimeout(...args),
  )
  return waits
}

/** Puts a property in place for one test. */
export function lend(
  t: TestContext,
  owner: object,
  name: string,
  property: PropertyDescriptor,
): void {
  const original = Object.getOwnPropertyDescriptor(owner, name)
  Object.defineProperty(owner, name, property)
  t.after(() => {
    if (original) Object.defineProperty(owner, name, original)
    else Reflect.deleteProperty(owner, name)
  })
}

/** Keeps strings alone, as a browser does. */
export function createStorage(): Record<string, string> {
  return new Proxy<Record<string, string>>(
    {},
    { set: (items, key, value) => Reflect.set(items, key, String(value)) },
  )
}

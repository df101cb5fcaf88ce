import type { Browser } from './engines/engine.ts'

/** What the demo's Kuroco hands out, but for the grant, which the page is meant to see: once. */
export const tokenRegExp = /kuroco-(access|refresh)-/

/** From now on the page keeps all that answers tell its scripts, for `textsInPage` to find. Reloads forget it. */
export async function recordAnswers(browser: Browser): Promise<void> {
  await browser.run(() => {
    const page = globalThis as unknown as { recorded: string[] }
    const { fetch } = globalThis
    page.recorded = []
    globalThis.fetch = async (...args) => {
      const response = await fetch(...args)
      page.recorded.push(await response.clone().text(), JSON.stringify([...response.headers]))
      return response
    }
  })
}

/** Every text that a script finds where a page can hold one: storage, document, history, and all that hangs on globals. */
export async function textsInPage(browser: Browser): Promise<string> {
  return browser.run<string>(`
    const texts = [document.documentElement.outerHTML, document.cookie, document.referrer, location.href,
      window.name, JSON.stringify(history.state), JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }),
      ...[...document.querySelectorAll('input')].map(({ value }) => value),
      ...performance.getEntries().map(({ name }) => name),
      ...(await indexedDB.databases()).map(({ name }) => name),
      ...(await caches.keys())]
    const seen = new Set()
    const walk = (value, depth) => {
      if (typeof value === 'string') texts.push(value)
      if (typeof value === 'function') texts.push(String(value))
      if (Object(value) !== value || seen.has(value) || depth > 4) return
      seen.add(value)
      for (const key of Reflect.ownKeys(value)) {
        texts.push(String(key))
        try { walk(value[key], depth + 1) } catch {}
      }
      if (value instanceof Map || value instanceof Set) walk([...value], depth + 1)
    }
    walk(window, 0)
    return texts.join('\\n')`)
}

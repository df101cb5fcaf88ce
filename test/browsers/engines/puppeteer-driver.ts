/**
 * What Chromium and Firefox have in common through Puppeteer.
 *
 * Traps:
 * - Cookies come from the context. `page.cookies()` compares `.shop.localhost` with the host
 *   `shop.localhost` as text in BiDi and loses every cookie that has a Domain attribute.
 * - Firefox lists a cookie that was set already expired now and then, until it tidies its store; it sends it to nobody.
 * - `page.url()` in BiDi misses a navigation that a click started, so the page is asked instead.
 * - Firefox has no media emulation in BiDi: `firefox.ts` sets a preference instead.
 */
import type { BrowserContext, Cookie, Page } from 'puppeteer-core'
import type { Driver, OpenOptions, StoredCookie } from './engine.ts'

const ACTION = 10_000

export interface Ends {
  quit(): Promise<void>
  kill(): Promise<void>
}

export class PuppeteerDriver implements Driver {
  #context: BrowserContext
  #page: Page
  readonly quit: () => Promise<void>
  readonly kill: () => Promise<void>

  private constructor(context: BrowserContext, page: Page, ends: Ends) {
    this.#context = context
    this.#page = page
    this.quit = ends.quit
    this.kill = ends.kill
  }

  static async open(
    context: BrowserContext,
    options: OpenOptions,
    ends: Ends,
    emulatesColors = true,
  ): Promise<PuppeteerDriver> {
    try {
      const page = await context.newPage()
      page.setDefaultTimeout(ACTION)
      await page.setViewport({ width: options.width ?? 1280, height: options.height ?? 800 })
      if (emulatesColors) {
        const value = options.colorScheme ?? 'light'
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
      }
      return new PuppeteerDriver(context, page, ends)
    } catch (error) {
      await ends.kill()
      throw error
    }
  }

  async goto(url: string, timeout: number): Promise<void> {
    await this.#page.goto(url, { timeout, waitUntil: 'load' })
  }

  async evaluate(source: string, argument: string): Promise<string> {
    return this.#page.evaluate(`(${source})(${JSON.stringify(argument)})`) as Promise<string>
  }

  async click(selector: string): Promise<void> {
    await this.#page.locator(selector).click()
  }

  async fill(selector: string, value: string): Promise<void> {
    await this.#page.locator(selector).fill(value)
  }

  async cookies(): Promise<StoredCookie[]> {
    const cookies = await this.#context.cookies()
    return cookies.filter(({ expires }) => !isPast(expires)).map(storedCookie)
  }

  async screenshot(): Promise<string> {
    return this.#page.screenshot({ encoding: 'base64' })
  }
}

/** @param expires in seconds; -1 for none */
function isPast(expires: number): boolean {
  return expires > 0 && expires <= Date.now() / 1000
}

function storedCookie(cookie: Cookie): StoredCookie {
  const { name, value, path, secure, httpOnly, sameSite } = cookie
  return {
    name,
    value,
    domain: cookie.domain.replace(/^\./, ''),
    hostOnly: !cookie.domain.startsWith('.'),
    path,
    httpOnly: httpOnly ?? false,
    secure,
    sameSite: sameSite === 'Default' ? undefined : sameSite,
    expires: cookie.expires > 0 ? Math.floor(cookie.expires) : undefined,
  }
}

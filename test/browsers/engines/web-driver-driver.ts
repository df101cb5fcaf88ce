/**
 * A W3C WebDriver session, by selenium-webdriver.
 *
 * Traps:
 * - Selenium's HTTP client has no timeout; `DrivenBrowser` sets one around every command and kills.
 * - Without a window manager a resize is asynchronous and counts the tool bar, so the size is
 *   corrected by what the page sees.
 * - The cookie API shows what matches the page's own address, path included: to see a cookie with
 *   `Path=/a/b`, go there. Directly after a cross-site form post or link it hides `SameSite=Strict`
 *   cookies, although they are stored; go to a page of the site first.
 * - A cookie without SameSite is reported as `None` by libsoup 3.2 (Debian 12); newer ones say Lax.
 * - `expiry` is a signed 32-bit number: dates after 2038 come out negative.
 */
import { Builder, By, until } from 'selenium-webdriver'
import type { IWebDriverOptionsCookie, WebDriver } from 'selenium-webdriver'
import { until as eventually, within } from './deadline.ts'
import type { Driver, OpenOptions, StoredCookie } from './engine.ts'
import { SHOWN_ERROR, refuseErrorPage } from './minibrowser.ts'

const START = 60_000
const ACTION = 10_000

export class WebDriverDriver implements Driver {
  #session: WebDriver
  readonly kill: () => Promise<void>

  private constructor(session: WebDriver, kill: () => Promise<void>) {
    this.#session = session
    this.kill = kill
  }

  static async open(
    address: string,
    browserOptions: { binary: string; args: string[] },
    options: OpenOptions,
    end: () => Promise<void>,
  ): Promise<WebDriverDriver> {
    const capabilities = {
      browserName: 'MiniBrowser',
      acceptInsecureCerts: true,
      'webkitgtk:browserOptions': browserOptions,
    }
    const builder = new Builder().disableEnvironmentOverrides().usingServer(address)
    const build = builder.withCapabilities(capabilities).build()
    const session = await within(START, 'webkit: starting MiniBrowser', Promise.resolve(build))
    await session.manage().setTimeouts({ script: ACTION })
    await setViewport(session, options.width ?? 1280, options.height ?? 800)
    return new WebDriverDriver(session, end)
  }

  async goto(url: string, timeout: number): Promise<void> {
    await this.#session.manage().setTimeouts({ pageLoad: timeout })
    await this.#session.get(url)
    refuseErrorPage(url, await this.evaluate(SHOWN_ERROR, ''))
  }

  async evaluate(source: string, argument: string): Promise<string> {
    const script = `(${source})(arguments[0]).then(arguments[arguments.length - 1])`
    return this.#session.executeAsyncScript(script, argument)
  }

  async click(selector: string): Promise<void> {
    await (await this.#visible(selector)).click()
  }

  async fill(selector: string, value: string): Promise<void> {
    const element = await this.#visible(selector)
    await element.clear()
    await element.sendKeys(value)
  }

  async cookies(): Promise<StoredCookie[]> {
    return (await this.#session.manage().getCookies()).map(storedCookie)
  }

  async screenshot(): Promise<string> {
    return this.#session.takeScreenshot()
  }

  async quit(): Promise<void> {
    await this.#session.quit()
    await this.kill()
  }

  async #visible(selector: string) {
    const element = await this.#session.wait(until.elementLocated(By.css(selector)), ACTION)
    return this.#session.wait(until.elementIsVisible(element), ACTION)
  }
}

async function setViewport(session: WebDriver, width: number, height: number): Promise<void> {
  const size = (): Promise<[number, number]> =>
    session.executeScript('return [innerWidth, innerHeight]')
  await session
    .manage()
    .window()
    .setRect({ width, height: height + 100 })
  const [seenWidth, seenHeight] = await size()
  await session
    .manage()
    .window()
    .setRect({ width: 2 * width - seenWidth, height: 2 * height + 100 - seenHeight })
  await eventually(ACTION, `webkit: viewport of ${width}×${height}`, async () => {
    const [now, high] = await size()
    return (now === width && high === height) || undefined
  })
}

function storedCookie(cookie: IWebDriverOptionsCookie): StoredCookie {
  const domain = cookie.domain ?? ''
  return {
    name: cookie.name,
    value: cookie.value,
    domain: domain.replace(/^\./, ''),
    hostOnly: !domain.startsWith('.'),
    path: cookie.path ?? '/',
    httpOnly: cookie.httpOnly ?? false,
    secure: cookie.secure ?? false,
    sameSite: cookie.sameSite as StoredCookie['sameSite'],
    expires: unwrapped(cookie.expiry),
  }
}

function unwrapped(expiry: IWebDriverOptionsCookie['expiry']): number | undefined {
  if (expiry === undefined) return undefined
  const seconds = Math.floor(Number(expiry))
  return seconds < 0 ? seconds + 2 ** 32 : seconds
}

/**
 * A `Browser` made of a `Driver`: the same script wrapper, waits and deadlines for every engine.
 *
 * Traps:
 * - Values travel as JSON text, because the three protocols differ on undefined, dates and nesting.
 * - While a page is being left, evaluating fails in each engine with another message; the waits
 *   take any failure as "not yet" and show the last one when time is up.
 * - WebKit never answers what it was asked of a page that it just puts aside for a way back, but
 *   goes on to answer what it is asked next: a wait asks again when an answer takes too long.
 */
import { writeFile } from 'node:fs/promises'
import { DeadlineError, until, within } from './deadline.ts'
import type {
  Browser,
  Driver,
  EngineName,
  Json,
  PageScript,
  StoredCookie,
  WaitOptions,
} from './engine.ts'

const COMMAND = 15_000
const LOAD = 20_000
const WAIT = 10_000
/** How long a wait takes one question for asked. */
const PROBE = 3_000
/** How long a page may take to change when the action failed, perhaps because the page went away. */
const CUT_OFF = 15_000
const LEFT_MARK = '__edgemintLeft'
/** A page that is left, but kept, is another one when it comes back. */
const MARK = `window.${LEFT_MARK} = true
  addEventListener('pageshow', (event) => { if (event.persisted) window.${LEFT_MARK} = false })`
/** Firefox shows a finished `about:blank` for a moment when a navigation changes the process. */
const ARRIVED = `return !window.${LEFT_MARK} &&
  location.href !== 'about:blank' && document.readyState === 'complete'`

/** Something that the page's script threw. */
export class PageError extends Error {
  override name = 'PageError'
}

type Restart = () => Promise<Driver>

export class DrivenBrowser implements Browser {
  readonly engine: EngineName
  #driver: Driver
  #restart: Restart | undefined
  #hung = false
  #closed = false
  #done: () => Promise<void>

  constructor(
    engine: EngineName,
    driver: Driver,
    parts: { restart?: Restart | undefined; done?: () => Promise<void> } = {},
  ) {
    this.engine = engine
    this.#driver = driver
    this.#restart = parts.restart
    this.#done = parts.done ?? (async () => {})
  }

  async goto(url: string): Promise<void> {
    await this.#command(`goto ${url}`, this.#driver.goto(url, LOAD), LOAD + 5000)
  }

  async leaves(action: () => Promise<unknown>): Promise<void> {
    await this.run(MARK)
    const cutOff = await action().then(
      () => undefined,
      (error: unknown) => error,
    )
    if (cutOff instanceof DeadlineError) throw cutOff
    try {
      await this.waitFor('another page', ARRIVED, { timeout: cutOff ? CUT_OFF : LOAD })
    } catch (error) {
      throw cutOff ?? error
    }
  }

  async run<T>(script: PageScript, ...args: Json[]): Promise<T> {
    return this.#run(COMMAND, script, args)
  }

  async click(selector: string): Promise<void> {
    await this.#command(`click ${selector}`, this.#driver.click(selector))
  }

  async fill(selector: string, value: string): Promise<void> {
    await this.#command(`fill ${selector}`, this.#driver.fill(selector, value))
  }

  async text(selector: string): Promise<string> {
    const found = await this.run<string | null>(
      'return document.querySelector(args[0])?.innerText ?? null',
      selector,
    )
    if (found === null) throw new Error(`${this.engine}: no element ${selector}`)
    return found.trim()
  }

  async waitFor(what: string, script: PageScript, options: WaitOptions = {}): Promise<void> {
    let last = ''
    const probe = async (): Promise<true | undefined> => {
      try {
        return (await this.#run(PROBE, script, options.args)) ? true : undefined
      } catch (error) {
        last = `; last error: ${String(error)}`
        return undefined
      }
    }
    await until(options.timeout ?? WAIT, () => `${this.engine}: waiting for ${what}${last}`, probe)
    this.#hung = false
  }

  async url(): Promise<string> {
    return this.run('return location.href')
  }

  async cookies(): Promise<StoredCookie[]> {
    return this.#command('cookies', this.#driver.cookies())
  }

  async screenshot(file: string): Promise<void> {
    const png = await this.#command('screenshot', this.#driver.screenshot())
    await writeFile(file, Buffer.from(png, 'base64'))
  }

  async restart(): Promise<void> {
    if (!this.#restart) throw new Error('restart() needs open({ keepsProfile: true })')
    await this.#command('quit', this.#driver.quit())
    this.#driver = await this.#restart()
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    try {
      await this.#end()
    } finally {
      await this.#done()
    }
  }

  async #end(): Promise<void> {
    if (this.#hung) return this.#driver.kill()
    try {
      await within(5000, `${this.engine}: close`, this.#driver.quit())
    } catch {
      await this.#driver.kill()
    }
  }

  async #run<T>(timeout: number, script: PageScript, args: Json[] = []): Promise<T> {
    const work = this.#driver.evaluate(wrapped(script), JSON.stringify(args))
    const answer = await this.#command(`run ${shortened(script)}`, work, timeout)
    const { value, error } = JSON.parse(answer) as { value?: T; error?: string }
    if (error !== undefined) throw new PageError(error)
    return value as T
  }

  async #command<T>(what: string, work: Promise<T>, timeout = COMMAND): Promise<T> {
    try {
      return await within(timeout, `${this.engine}: ${what}`, work)
    } catch (error) {
      if (error instanceof DeadlineError) {
        this.#hung = true
        throw error
      }
      const message = error instanceof Error ? error.message : String(error)
      throw new Error(`${this.engine}: ${what}: ${message}`, { cause: error })
    }
  }
}

function wrapped(script: PageScript): string {
  const body = typeof script === 'string' ? script : `return (${String(script)})(...args)`
  return `async (json) => {
    try {
      const value = await (async (args) => { ${body}\n })(JSON.parse(json))
      return JSON.stringify({ value })
    } catch (error) {
      return JSON.stringify({ error: String(error) })
    }
  }`
}

function shortened(script: PageScript): string {
  return String(script).replace(/\s+/g, ' ').slice(0, 80)
}

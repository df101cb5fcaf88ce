/**
 * Browser processes that Puppeteer is connected to, and one of them shared by many fresh contexts.
 *
 * Trap: Puppeteer's own `launch()` brings its preferences and leaves a browser behind when Node is
 * killed; so the process is started here and Puppeteer only connects.
 */
import puppeteer from 'puppeteer-core'
import type { Browser as Puppeteer } from 'puppeteer-core'
import type { OwnProcess } from './own-process.ts'

const START = 60_000

export interface RunningBrowser {
  readonly puppeteer: Puppeteer
  quit(): Promise<void>
  kill(): Promise<void>
}

export interface Endpoint {
  /** Finds the address in what the browser prints. */
  pattern: RegExp
  path: string
  protocol: 'cdp' | 'webDriverBiDi'
}

/** `gone` runs after the end of the process. */
export async function connect(
  child: OwnProcess,
  { pattern, path, protocol }: Endpoint,
  gone: () => void,
): Promise<RunningBrowser> {
  const kill = async (): Promise<void> => {
    await child.kill()
    gone()
  }
  try {
    const address = await child.printed(pattern, START)
    const browser = await puppeteer.connect({
      browserWSEndpoint: address + path,
      protocol,
      acceptInsecureCerts: true,
      defaultViewport: null,
      protocolTimeout: START,
    })
    const quit = async (): Promise<void> => {
      await browser.close()
      await child.ended(START)
      await kill()
    }
    return { puppeteer: browser, quit, kill }
  } catch (error) {
    await kill()
    throw error
  }
}

/** A process that was killed because it hung is replaced at the next `running()`. */
export class SharedProcess {
  #launch: () => Promise<RunningBrowser>
  #running: Promise<RunningBrowser> | undefined

  constructor(launch: () => Promise<RunningBrowser>) {
    this.#launch = launch
  }

  async running(): Promise<RunningBrowser> {
    const start = (this.#running ??= this.#launch())
    const running = await start.catch((error: unknown) => {
      this.#forget(start)
      throw error
    })
    if (running.puppeteer.connected) return running
    this.#forget(start)
    await running.kill()
    return this.running()
  }

  /** Nothing in a shared process is worth keeping, so it need not end politely. */
  async close(): Promise<void> {
    const start = this.#running
    this.#running = undefined
    await (await start)?.kill()
  }

  #forget(start: Promise<RunningBrowser>): void {
    if (this.#running === start) this.#running = undefined
  }
}

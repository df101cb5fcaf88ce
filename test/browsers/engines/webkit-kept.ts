/**
 * WebKitGTK with a profile that survives a restart: the same MiniBrowser with the same tracking
 * prevention, but not in automation mode, which is always ephemeral.
 *
 * Traps:
 * - Clicks and input are made by script here, not by real events; no scenario about clicking should
 *   use it.
 * - The window keeps MiniBrowser's own size; `width` and `height` have no effect.
 * - `cookies()` reads the jar on the disk: everything that would survive, and no session cookie.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCookieFile } from './cookie-file.ts'
import { within } from './deadline.ts'
import { DrivenBrowser } from './driven-browser.ts'
import type { Driver, OpenOptions, StoredCookie } from './engine.ts'
import { freePort } from '../../free-port.ts'
import { Inspector } from './inspector.ts'
import { SHOWN_ERROR, appearance, environment, refuseErrorPage } from './minibrowser.ts'
import type { WebKitPrograms } from './minibrowser.ts'
import { removeFolder, startProcess, temporaryFolder } from './own-process.ts'
import type { OwnProcess } from './own-process.ts'

const ACTION = 10_000

export async function openKept(
  programs: WebKitPrograms,
  options: OpenOptions,
): Promise<DrivenBrowser> {
  const folder = temporaryFolder('webkit')
  const start = (): Promise<Driver> => startKept(programs, options, folder)
  const done = async (): Promise<void> => removeFolder(folder)
  try {
    return new DrivenBrowser('webkit', await start(), { restart: start, done })
  } catch (error) {
    await done()
    throw error
  }
}

async function startKept(
  programs: WebKitPrograms,
  options: OpenOptions,
  folder: string,
): Promise<Driver> {
  const port = await freePort()
  const jar = join(folder, 'cookies.txt')
  const env = {
    ...environment(programs, folder),
    WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}`,
  }
  const jarOption = `--cookies-file=${jar}`
  const args = ['--enable-itp', '--ignore-tls-errors', jarOption, ...appearance(options)]
  const child = startProcess(programs.miniBrowser, [...args, 'about:blank'], env)
  try {
    return new KeptDriver(await Inspector.connect(port), child, jar)
  } catch (error) {
    await child.kill()
    throw error
  }
}

class KeptDriver implements Driver {
  #inspector: Inspector
  #child: OwnProcess
  #jar: string

  constructor(inspector: Inspector, child: OwnProcess, jar: string) {
    this.#inspector = inspector
    this.#child = child
    this.#jar = jar
  }

  async goto(url: string, timeout: number): Promise<void> {
    const loaded = this.#inspector.event('Page.loadEventFired', timeout)
    await Promise.all([loaded, this.#inspector.send('Page.navigate', { url })])
    refuseErrorPage(url, await this.evaluate(SHOWN_ERROR, ''))
  }

  async evaluate(source: string, argument: string): Promise<string> {
    const expression = `(${source})(${JSON.stringify(argument)})`
    const { result } = await this.#inspector.send('Runtime.evaluate', { expression })
    const { objectId } = result as { objectId: string }
    const promise = { promiseObjectId: objectId, returnByValue: true }
    const settled = await this.#inspector.send('Runtime.awaitPromise', promise)
    return (settled['result'] as { value: string }).value
  }

  async click(selector: string): Promise<void> {
    await this.#onElement(selector, 'element.click()')
  }

  async fill(selector: string, value: string): Promise<void> {
    const event = "element.dispatchEvent(new Event('input', { bubbles: true }))"
    await this.#onElement(selector, `element.value = ${JSON.stringify(value)}; ${event}`)
  }

  async cookies(): Promise<StoredCookie[]> {
    return existsSync(this.#jar) ? readCookieFile(readFileSync(this.#jar, 'utf8')) : []
  }

  async screenshot(): Promise<string> {
    const size = JSON.parse(
      await this.evaluate(
        'async () => JSON.stringify({width: innerWidth, height: innerHeight})',
        '',
      ),
    ) as { width: number; height: number }
    const rect = { x: 0, y: 0, ...size, coordinateSystem: 'Viewport' }
    const { dataURL } = await this.#inspector.send('Page.snapshotRect', rect)
    return String(dataURL).replace(/^.*?,/, '')
  }

  /** libsoup writes every change to the file at once, so there is nothing to wait for. */
  async quit(): Promise<void> {
    await this.kill()
  }

  async kill(): Promise<void> {
    this.#inspector.close()
    await this.#child.kill()
  }

  async #onElement(selector: string, statement: string): Promise<void> {
    const find = `const element = document.querySelector(${JSON.stringify(selector)})`
    const missing = `if (!element) return ${JSON.stringify(`no element ${selector}`)}`
    const work = this.evaluate(`async () => { ${find}; ${missing}; ${statement}; return '' }`, '')
    const problem = await within(ACTION, `webkit: ${selector}`, work)
    if (problem) throw new Error(`webkit: ${problem}`)
  }
}

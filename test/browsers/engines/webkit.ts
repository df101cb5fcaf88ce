/**
 * WebKitGTK: Debian's WebKitWebDriver steers MiniBrowser (GTK 4.1) with tracking prevention on.
 *
 * Traps:
 * - `--enable-itp` always: without it MiniBrowser blocks third-party cookies in another way than
 *   Safari does (facts/webkit.md, section 14). Only the 4.1 MiniBrowser takes it in automation.
 * - Automation is ephemeral in MiniBrowser's source, with no way around: `keepsProfile` therefore
 *   goes through the remote inspector of a normal MiniBrowser, see `webkit-kept.ts`.
 * - WebKitWebDriver serves one session, and port 0 does not work: one driver, one port per browser.
 * - There is no command for the colour scheme; MiniBrowser has `--dark-mode`.
 */
import { until } from './deadline.ts'
import { DrivenBrowser } from './driven-browser.ts'
import type { Engine, OpenOptions } from './engine.ts'
import { freePort } from '../../free-port.ts'
import { installed } from './installed.ts'
import { appearance, environment } from './minibrowser.ts'
import type { WebKitPrograms } from './minibrowser.ts'
import { removeFolder, startProcess, temporaryFolder } from './own-process.ts'
import { startVirtualDisplay } from './virtual-display.ts'
import { WebDriverDriver } from './web-driver-driver.ts'
import { openKept } from './webkit-kept.ts'

const PACKAGES = 'webkit2gtk-driver xvfb'
const START = 60_000

export async function startWebKit(): Promise<Engine> {
  const webDriver = installed('WebKitWebDriver', 'WebKitGTK', PACKAGES)
  const folders = '/usr/lib/*/webkit2gtk-4.1/MiniBrowser'
  const miniBrowser = installed(folders, 'WebKitGTK', PACKAGES)
  const display = await startVirtualDisplay(PACKAGES)
  try {
    const programs = { webDriver, miniBrowser, display }
    return {
      name: 'webkit',
      version: await versionOf(programs),
      open: async (options = {}) =>
        options.keepsProfile ? openKept(programs, options) : openAutomated(programs, options),
      close: () => display.close(),
    }
  } catch (error) {
    await display.close()
    throw error
  }
}

async function openAutomated(
  programs: WebKitPrograms,
  options: OpenOptions,
): Promise<DrivenBrowser> {
  const folder = temporaryFolder('webkit')
  const port = await freePort()
  const child = startProcess(programs.webDriver, [`--port=${port}`], environment(programs, folder))
  const end = async (): Promise<void> => {
    await child.kill()
    removeFolder(folder)
  }
  try {
    const address = `http://127.0.0.1:${port}`
    await until(START, 'WebKitWebDriver getting ready', () => answers(`${address}/status`))
    const args = ['--automation', '--enable-itp', ...appearance(options)]
    const browser = { binary: programs.miniBrowser, args }
    const driver = await WebDriverDriver.open(address, browser, options, end)
    return new DrivenBrowser('webkit', driver)
  } catch (error) {
    await end()
    throw error
  }
}

async function versionOf(programs: WebKitPrograms): Promise<string> {
  const child = startProcess(programs.miniBrowser, ['--version'], programs.display.env)
  try {
    return await child.printed(/WebKitGTK [\d.]+/, START)
  } finally {
    await child.kill()
  }
}

async function answers(url: string): Promise<true | undefined> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok || undefined
  } catch {
    return undefined
  }
}

/**
 * Debian's Chromium over the DevTools protocol, by puppeteer-core.
 *
 * Traps:
 * - One process serves all plain browsers; each is a browser context, which is an off-the-record
 *   profile. Nothing of it reaches the disk, so `keepsProfile` takes a process of its own.
 * - Debian's build blocks third-party cookies (reason `UserPreferences`). Chrome's default is to do
 *   so in incognito only; contexts count as incognito, so that, too, takes a process of its own.
 * - Chromium keeps cookies in memory for up to 30 s; only a polite end writes them to the disk.
 * - Even with every flag against it, it asks DNS for hosts of Google; the resolver rule stops that.
 * - It rounds nothing: `expires` is a float, and at most 400 days from now.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import puppeteer from 'puppeteer-core'
import { DrivenBrowser } from './driven-browser.ts'
import type { Engine, OpenOptions } from './engine.ts'
import { installed } from './installed.ts'
import { NO_BUS, removeFolder, startProcess, temporaryFolder } from './own-process.ts'
import { PuppeteerDriver } from './puppeteer-driver.ts'
import { SharedProcess, connect } from './shared-process.ts'
import type { Endpoint, RunningBrowser } from './shared-process.ts'

/** Chromium's own number for it: 0 never, 1 always blocked. */
const INCOGNITO_ONLY = 2
const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-domain-reliability',
  '--dns-prefetch-disable',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
  '--remote-debugging-port=0',
]
const ENDPOINT: Endpoint = { pattern: /DevTools listening on (ws:\S+)/, path: '', protocol: 'cdp' }

export async function startChromium(): Promise<Engine> {
  const program = installed('chromium', 'Chromium', 'chromium')
  const shared = new SharedProcess(() => launch(program, 'as-shipped'))
  const { puppeteer: running } = await shared.running()
  const version = (await running.version()).replace('Chrome/', 'Chromium ')
  return {
    name: 'chromium',
    version,
    async open(options = {}) {
      const alone = options.keepsProfile || options.thirdPartyCookies === 'chrome'
      return alone ? openAlone(program, options) : openContext(shared, options)
    },
    close: () => shared.close(),
  }
}

async function openContext(shared: SharedProcess, options: OpenOptions): Promise<DrivenBrowser> {
  const running = await shared.running()
  const context = await running.puppeteer.createBrowserContext()
  const driver = await PuppeteerDriver.open(context, options, {
    quit: () => context.close(),
    kill: () => shared.close(),
  })
  return new DrivenBrowser('chromium', driver)
}

async function openAlone(program: string, options: OpenOptions): Promise<DrivenBrowser> {
  const folder = temporaryFolder('chromium')
  const start = async (): Promise<PuppeteerDriver> => {
    const running = await launch(program, options.thirdPartyCookies ?? 'as-shipped', folder)
    return PuppeteerDriver.open(running.puppeteer.defaultBrowserContext(), options, running)
  }
  return new DrivenBrowser('chromium', await start(), {
    restart: options.keepsProfile ? start : undefined,
    done: async () => removeFolder(folder),
  })
}

async function launch(
  program: string,
  thirdPartyCookies: NonNullable<OpenOptions['thirdPartyCookies']>,
  kept?: string,
): Promise<RunningBrowser> {
  const folder = kept ?? temporaryFolder('chromium')
  if (thirdPartyCookies === 'chrome') allowThirdPartyCookies(folder)
  const args = await puppeteer.defaultArgs({ browser: 'chrome', userDataDir: folder, args: FLAGS })
  const child = startProcess(program, args, { HOME: folder, ...NO_BUS })
  const gone = (): void => (kept === undefined ? removeFolder(folder) : undefined)
  return connect(child, ENDPOINT, gone)
}

function allowThirdPartyCookies(folder: string): void {
  const profile = join(folder, 'Default')
  mkdirSync(profile, { recursive: true })
  const preferences = { profile: { cookie_controls_mode: INCOGNITO_ONLY } }
  writeFileSync(join(profile, 'Preferences'), JSON.stringify(preferences))
}

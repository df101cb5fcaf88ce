/**
 * Debian's Firefox ESR over WebDriver BiDi, by puppeteer-core.
 *
 * Traps:
 * - Puppeteer's own profile sets `browser.contentblocking.features.standard` to `cookieBehavior0`,
 *   which would switch Total Cookie Protection off, and puts all sites into one process. So Firefox
 *   is started here, with `firefox-preferences.ts` and nothing else, and Puppeteer only connects.
 * - Plain browsers are user contexts (containers) of one process: own cookies, own storage, the
 *   same partitioning inside. Containers live in memory and share the preferences, so another
 *   colour scheme and `keepsProfile` take a process of their own.
 * - The jar lists partitioned third-party cookies like any others, without their partition.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DrivenBrowser } from './driven-browser.ts'
import type { Engine, OpenOptions } from './engine.ts'
import { firefoxPreferences } from './firefox-preferences.ts'
import { installed } from './installed.ts'
import { NO_BUS, removeFolder, startProcess, temporaryFolder } from './own-process.ts'
import { PuppeteerDriver } from './puppeteer-driver.ts'
import { SharedProcess, connect } from './shared-process.ts'
import type { Endpoint, RunningBrowser } from './shared-process.ts'

const ENDPOINT: Endpoint = {
  pattern: /WebDriver BiDi listening on (ws:\S+)/,
  path: '/session',
  protocol: 'webDriverBiDi',
}

export async function startFirefox(): Promise<Engine> {
  const program = installed('firefox-esr', 'Firefox', 'firefox-esr')
  const shared = new SharedProcess(() => launch(program, {}))
  const { puppeteer: running } = await shared.running()
  const version = (await running.version()).replace('firefox/', 'Firefox ESR ')
  return {
    name: 'firefox',
    version,
    async open(options = {}) {
      const alone = options.keepsProfile || options.colorScheme === 'dark'
      return alone ? openAlone(program, options) : openContext(shared, options)
    },
    close: () => shared.close(),
  }
}

async function openContext(shared: SharedProcess, options: OpenOptions): Promise<DrivenBrowser> {
  const running = await shared.running()
  const context = await running.puppeteer.createBrowserContext()
  const ends = { quit: () => context.close(), kill: () => shared.close() }
  return new DrivenBrowser('firefox', await PuppeteerDriver.open(context, options, ends, false))
}

async function openAlone(program: string, options: OpenOptions): Promise<DrivenBrowser> {
  const folder = temporaryFolder('firefox')
  const start = async (): Promise<PuppeteerDriver> => {
    const running = await launch(program, options, folder)
    const context = running.puppeteer.defaultBrowserContext()
    return PuppeteerDriver.open(context, options, running, false)
  }
  return new DrivenBrowser('firefox', await start(), {
    restart: options.keepsProfile ? start : undefined,
    done: async () => removeFolder(folder),
  })
}

async function launch(
  program: string,
  options: OpenOptions,
  kept?: string,
): Promise<RunningBrowser> {
  const folder = kept ?? temporaryFolder('firefox')
  const profile = join(folder, 'profile')
  mkdirSync(profile, { recursive: true })
  writeFileSync(join(profile, 'user.js'), firefoxPreferences(options.colorScheme ?? 'light'))
  const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile]
  const env = { HOME: folder, MOZ_CRASHREPORTER_DISABLE: '1', ...NO_BUS }
  const child = startProcess(program, [...args, 'about:blank'], env)
  const gone = (): void => (kept === undefined ? removeFolder(folder) : undefined)
  return connect(child, ENDPOINT, gone)
}

import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { openIdSite, sites } from '../../demo/server/sites.ts'
import { originsOf } from '../../local/origins.ts'
import { aroundAll } from '../around-all.ts'
import { isInThisRun } from '../matrix-cells.ts'
import { startDemoServers, type DemoServer } from './demo-server.ts'
import type { Browser, Engine, StoredCookie } from './engines/engine.ts'
import { ENGINE_NAMES, startEngine, whyNot } from './engines/start-engine.ts'
import { eventually } from './eventually.ts'

// The site of `npm start` that logs in by OpenID, in real browsers, on each function that it has.

let demo: DemoServer
aroundAll(
  async () => {
    demo = (await startDemoServers({ openid: {} })).openid
  },
  () => demo?.close(),
)

/** Where a script could find the token, or the log or history keep it. */
const texts = `return [document.documentElement.outerHTML, location.href, document.referrer,
  JSON.stringify(history.state), document.cookie, JSON.stringify(localStorage),
  ...performance.getEntries().map(({ name }) => name)].join()`

const site = (): string => originsOf(openIdSite.host, demo).https

/** The provider keeps cookies of its own, for localhost. */
async function cookiesOf(browser: Browser, host: string): Promise<StoredCookie[]> {
  const cookies = await browser.cookies()
  return cookies.filter(({ domain }) => domain === host || domain.endsWith(`.${host}`))
}

suite('OpenID', { concurrency: 2 }, () => {
  for (const [column, engineName] of ENGINE_NAMES.entries()) {
    suite(engineName, { concurrency: 1, skip: whyNot(engineName) ?? false }, () => {
      let engine: Engine
      let browser: Browser
      before(async () => {
        engine = await startEngine(engineName)
      })
      after(() => engine?.close())

      const inBrowser = async (work: () => Promise<void>): Promise<void> => {
        browser = await engine.open()
        try {
          await work()
        } finally {
          await browser.close()
        }
      }
      /** Waits until the page is there and has asked the API. */
      const seePage = (authed: boolean): Promise<void> =>
        browser.waitFor(
          `the page, authed: ${authed}`,
          `return location.href === args[0] && document.querySelector('#status').dataset.authed === args[1]`,
          { args: [`${site()}/`, String(authed)] },
        )
      /** The only cookie of the site. */
      const authCookie = (host: string): Promise<StoredCookie> =>
        eventually(async () => {
          const cookies = await cookiesOf(browser, host)
          assert.deepEqual(
            cookies.map(({ name }) => name),
            ['__Secure-authToken'],
          )
          return cookies[0]
        })
      const goToProvider = async (target: string): Promise<void> => {
        await browser.goto(`${site()}/`)
        await seePage(false)
        const choose = `const input = [...document.querySelectorAll('input')].find(({ value }) => value.startsWith(args[0]))
        input.checked = true`
        const isFirst = target === openIdSite.targets[0].name
        await browser.run(choose, isFirst ? '/set-auth-token' : `/${target}/`)
        await browser.leaves(() => browser.click('#log-in'))
        assert.match(await browser.url(), /^http:\/\/localhost:\d+\/log-in\//)
      }

      for (const [row, { name, title }] of openIdSite.targets.entries()) {
        // The sample: each engine with a function of its own, and what needs no function in all of them.
        if (!isInThisRun(row === column)) continue
        test(`${title}: a log-in, whose token no page holds, and a log-out`, () =>
          inBrowser(async () => {
            await goToProvider(name)
            await browser.leaves(() => browser.click('#alice'))
            await seePage(true)
            const { httpOnly, sameSite, value } = await authCookie(openIdSite.host)
            assert.deepEqual([httpOnly, sameSite], [true, 'Strict'])
            assert.equal(value.split('.').length, 3)
            const found = await browser.run<string>(texts)
            for (const part of value.split('.')) assert.ok(!found.includes(part), found)
            // The page in between has renewed by fetch, as edgemint/client would have to.
            const renewed = await browser.run<number>('return Number(localStorage.edgemint)')
            assert.ok(Math.abs(Date.now() - renewed) < 60_000)
            await browser.click('#log-out')
            await seePage(false)
          }))
      }

      if (!isInThisRun(true)) return
      test('who cancels at the provider is told so, and may try again', () =>
        inBrowser(async () => {
          await goToProvider('workers')
          await browser.leaves(() => browser.click('#cancel'))
          await seePage(false)
          assert.match(await browser.text('#status'), /You cancelled the log-in/)
          assert.deepEqual(await cookiesOf(browser, openIdSite.host), [])
        }))

      test('the page of edgemint/api posts the token by itself', () =>
        inBrowser(async () => {
          const [{ host, apiHost }] = sites
          const page = `${originsOf(host, demo).https}/`
          await browser.goto(`${originsOf(apiHost, demo).https}/signed-in`)
          await browser.waitFor('the site', 'return location.href === args[0]', { args: [page] })
          const { value } = await authCookie(host)
          assert.ok(!(await browser.run<string>(texts)).includes(value))
        }))
    })
  }
})

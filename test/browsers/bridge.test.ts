import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { kurocoSites, type Site } from '../../demo/server/sites.ts'
import { originsOf } from '../../local/origins.ts'
import { startDemoServers, type DemoServer } from './demo-server.ts'
import type { Browser, Engine, EngineName, OpenOptions } from './engines/engine.ts'
import { ENGINE_NAMES, startEngine, whyNot } from './engines/start-engine.ts'
import { recordAnswers, textsInPage, tokenRegExp } from './page-secrets.ts'

// The sites of `npm start` with a bridge to Kuroco, in real browsers, on each platform.

let demo: DemoServer
before(async () => {
  demo = (await startDemoServers({ bridge: {} })).bridge
})
after(() => demo?.close())

/** Of this member the first access token lives three seconds, and all others a minute. */
const member = 'quick@example.com'

suite('the bridge', { concurrency: 2 }, () => {
  for (const engineName of ENGINE_NAMES) {
    suite(engineName, { concurrency: 1, skip: whyNot(engineName) ?? false }, () => {
      let engine: Engine
      before(async () => {
        engine = await startEngine(engineName)
      })
      after(() => engine?.close())

      for (const site of kurocoSites) {
        test(`${site.name}: ten calls at once in each of two tabs after the token’s end, one renewal; no token in the page`, () =>
          onPage(engine, site, {}, async (browser) => {
            await logIn(browser)
            assert.deepEqual(await cookieNames(browser), namesOf(engineName))
            await openSecondTab(browser)
            await seeNoToken(browser)
            await browser.waitFor('the token’s end', tokenIsOver)

            const answers = await browser.run<string[]>(callInBothTabs)
            assert.deepEqual(answers, Array(20).fill('200, token 2'))
            // A second renewal, begun meanwhile, would have made this one a third.
            assert.equal(
              await browser.run(
                `return (await fetch('/api/profile')).headers.get('x-demo-token-number')`,
              ),
              '2',
            )
            await seeNoToken(browser)

            // By script: this tab is behind the other one, where a real click waits for ever.
            await browser.run(`document.querySelector('#log-out').click()`)
            await isDone(browser, 'false')
            assert.deepEqual(await cookieNames(browser), [])
            const refused = await browser.run<string[]>(callInBothTabs)
            assert.deepEqual(refused, Array(20).fill('401'))
            await seeNoToken(browser)
          }))
      }

      const [site] = kurocoSites
      test(`${site.name}: who closes the browser and comes back is logged in, until the log-out`, () =>
        onPage(engine, site, { keepsProfile: true }, async (browser) => {
          await logIn(browser)
          await browser.waitFor('the token’s end', tokenIsOver)
          await browser.restart()
          await open(browser, site, 'true')
          assert.equal(await browser.text('#token-name'), 'Access token 2')
          await press(browser, '#call-ten', 'true')
          await seeNoToken(browser)
          await press(browser, '#log-out', 'false')
          await browser.restart()
          await open(browser, site, 'false')
        }))
    })
  }
})

/** Gives the page of a site, in a fresh profile. */
async function onPage(
  engine: Engine,
  site: Site,
  options: OpenOptions,
  work: (browser: Browser) => Promise<void>,
): Promise<void> {
  const browser = await engine.open(options)
  try {
    await open(browser, site, 'false')
    await work(browser)
  } finally {
    await browser.close()
  }
}

async function open(browser: Browser, site: Site, authed: 'true' | 'false'): Promise<void> {
  await browser.goto(`${originsOf(site.host, demo).https}/`)
  await isDone(browser, authed)
  await recordAnswers(browser)
}

async function logIn(browser: Browser): Promise<void> {
  await browser.fill('#email', member)
  await press(browser, '#log-in', 'true')
}

async function press(browser: Browser, button: string, authed: 'true' | 'false'): Promise<void> {
  await browser.click(button)
  await isDone(browser, authed)
}

async function isDone(browser: Browser, authed: 'true' | 'false'): Promise<void> {
  await browser.waitFor('the page to be done', pageIsDone)
  const found = await browser.run(`return document.querySelector('#status').dataset.authed`)
  assert.equal(found, authed, await browser.text('#status'))
}

const pageIsDone = `const { busy, authed } = document.querySelector('#status').dataset
  return busy === 'false' && authed !== 'unknown'`

const tokenIsOver = `return document.querySelector('#token-left').textContent.startsWith('is over')`

/** By a click: no browser but one with a flag lets a script alone do it. */
async function openSecondTab(browser: Browser): Promise<void> {
  await browser.run(
    `const { open } = window
    window.open = (...args) => (window.tab = open(...args))`,
  )
  await browser.click('#second-tab')
  await browser.waitFor(
    'the second tab',
    `return tab.document.querySelector('#status')?.dataset.authed === 'true'`,
  )
}

/** Ten in each, and all of them at once. */
const callInBothTabs = `const documents = [document, tab.document]
  const statuses = documents.map((each) => each.querySelector('#status'))
  for (const each of documents) each.querySelector('#calls').replaceChildren()
  for (const each of documents) each.querySelector('#call-ten').click()
  while (statuses.some(({ dataset }) => dataset.busy !== 'false')) await new Promise((later) => setTimeout(later, 50))
  return documents.flatMap((each) => [...each.querySelectorAll('#calls li')].map((call) => call.textContent))`

/** WebKitGTK tells those for the page's own path alone. */
function namesOf(engine: EngineName): string[] {
  const refresh = engine === 'webkit' ? [] : ['__Secure-authToken-refresh']
  return ['__Host-authToken', ...refresh]
}

/** Each of them is HttpOnly, Strict, of this host alone, and holds a token of Kuroco's. */
async function cookieNames(browser: Browser): Promise<string[]> {
  const { hostname } = new URL(await browser.url())
  const own = (await browser.cookies()).filter(({ domain }) => domain === hostname)
  for (const { name, httpOnly, sameSite, hostOnly, value } of own) {
    assert.deepEqual([httpOnly, sameSite, hostOnly], [true, 'Strict', true], name)
    assert.match(value, tokenRegExp)
  }
  return own.map(({ name }) => name).toSorted()
}

/** What the page was told, it was told without a token. */
async function seeNoToken(browser: Browser): Promise<void> {
  const texts = await textsInPage(browser)
  assert.ok(texts.includes('kuroco-grant-') || texts.includes('topics_id'), 'nothing was recorded')
  const found = tokenRegExp.exec(texts)
  assert.equal(
    found,
    null,
    found ? texts.slice(Math.max(0, found.index - 100), found.index + 40) : '',
  )
}

import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { kurocoSites, type Site } from '../../demo/server/sites.ts'
import { originsOf } from '../../local/origins.ts'
import { aroundAll } from '../around-all.ts'
import { isInThisRun } from '../matrix-cells.ts'
import { startDemoServers, type DemoServer } from './demo-server.ts'
import type { Browser, Engine, OpenOptions } from './engines/engine.ts'
import { ENGINE_NAMES, startEngine, whyNot } from './engines/start-engine.ts'
import { eventually } from './eventually.ts'
import { recordAnswers, textsInPage, tokenRegExp } from './page-secrets.ts'

// The sites of `npm start` with a bridge to Kuroco, in real browsers, on each platform.

let demo: DemoServer
aroundAll(
  async () => {
    demo = (await startDemoServers({ bridge: {} })).bridge
  },
  () => demo?.close(),
)

/** Of this member the first access token lives eight seconds, and all others ten minutes. */
const member = 'quick@example.com'

interface Scenario {
  title: string
  options: OpenOptions
  play: (browser: Browser, site: Site) => Promise<void>
}

const scenarios: Scenario[] = [
  {
    title:
      'ten calls at once in each of two tabs after the token’s end, one renewal; then a log-out',
    options: {},
    async play(browser) {
      // Before the log-in: a page that is opened late in a token’s life renews it.
      await openSecondTab(browser)
      // By script: this tab is behind the other one, where a real click waits for ever.
      await browser.run(`document.querySelector('#email').value = args[0]`, member)
      await browser.run(`document.querySelector('#log-in').click()`)
      await isDone(browser, 'true')
      await seeNoToken(browser)
      await browser.waitFor('the token’s end', tokenIsOver, patient)

      const answers = await callInBothTabs(browser)
      assert.deepEqual(answers, Array(20).fill('200, token 2'))
      // A second renewal, begun meanwhile, would have made this one a third.
      assert.equal(await browser.run(tokenNumber), '2')
      await seeCookies(browser, true)
      await seeNoToken(browser)

      await browser.run(`document.querySelector('#log-out').click()`)
      await isDone(browser, 'false')
      await seeCookies(browser, false)
      const refused = await callInBothTabs(browser)
      assert.deepEqual(refused, Array(20).fill('401'))
      await seeNoToken(browser)
    },
  },
  {
    title: 'who closes the browser and comes back is logged in, until the log-out',
    options: { keepsProfile: true },
    async play(browser, site) {
      await logIn(browser)
      await browser.waitFor('the token’s end', tokenIsOver, patient)
      await browser.restart()
      await open(browser, site, 'true')
      assert.equal(await browser.text('#token-name'), 'Access token 2')
      await press(browser, '#call-ten', 'true')
      await seeNoToken(browser)
      await press(browser, '#log-out', 'false')
      await seeCookies(browser, false)
      await open(browser, site, 'false')
    },
  },
  {
    title:
      'a single sign-on comes back by a link: logged in, and no grant where a page or its history keeps one',
    options: {},
    async play(browser, site) {
      const home = `${originsOf(site.host, demo).https}/`
      const length = await browser.run<number>('return history.length')
      await browser.click('#sign-on')
      await browser.waitFor(
        'the page again',
        `return !window.recorded && ${pageIsDoneHere}`,
        patient,
      )
      assert.equal(await browser.url(), home)
      await isDone(browser, 'true')
      assert.match(await browser.text('#status'), /The API knows you as Alice/)
      await seeCookies(browser, true)

      await recordAnswers(browser)
      await press(browser, '#call-ten', 'true')
      await seeNoToken(browser)
      assert.doesNotMatch(await textsInPage(browser), /kuroco-grant-|grant_token/)
      // One entry more than before, for all the pages in between, and behind it the page that began.
      assert.equal(await browser.run<number>('return history.length'), length + 1)
      await browser.leaves(() => browser.run('setTimeout(() => history.back()); return null'))
      assert.equal(await browser.url(), home)
      await isDone(browser, 'true')

      // Whoever opens such a link without having begun here is not logged in by it.
      await press(browser, '#log-out', 'false')
      const { api, singleSignOn } = await browser.run<{ api: string; singleSignOn: string }>(
        `return (await fetch('/demo.json')).json()`,
      )
      // Not by goto: Firefox's driver waits in vain where a redirect ends on another site, at a page of an error.
      const follow = `setTimeout(() => location.assign(args[0])); return null`
      await browser.leaves(() => browser.run(follow, api + singleSignOn))
      assert.match(await browser.text('body'), /did not start in this browser/)
      await open(browser, site, 'false')
    },
  },
]

suite('the bridge', { concurrency: 2 }, () => {
  for (const [column, engineName] of ENGINE_NAMES.entries()) {
    suite(engineName, { concurrency: 1, skip: whyNot(engineName) ?? false }, () => {
      let engine: Engine
      before(async () => {
        engine = await startEngine(engineName)
      })
      after(() => engine?.close())

      for (const [row, { title, options, play }] of scenarios.entries()) {
        for (const [index, site] of kurocoSites.entries()) {
          // The sample is each scenario in WebKit and the first in each engine, on one of the platforms. `npm run
          // test:all` adds the others in all engines there, and in WebKit on the other platforms; this file by itself
          // plays all.
          const isOwnRow = (row + column) % kurocoSites.length === index
          const isPlayed =
            isInThisRun(isOwnRow && (engineName === 'webkit' || row === 0)) &&
            (isOwnRow || engineName === 'webkit' || process.env.EDGEMINT_MATRIX === undefined)
          if (!isPlayed) continue
          test(`${site.name}: ${title}`, () =>
            onPage(engine, site, options, (browser) => play(browser, site)))
        }
      }
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
  // Else the page is done before the click, too.
  await browser.run(`document.querySelector('#status').dataset.authed = 'unknown'`)
  await browser.click(button)
  await isDone(browser, authed)
}

async function isDone(browser: Browser, authed: 'true' | 'false'): Promise<void> {
  await browser.waitFor('the page to be done', pageIsDone, patient)
  const found = await browser.run(`return document.querySelector('#status').dataset.authed`)
  assert.equal(found, authed, await browser.text('#status'))
}

/** Ten calls on CloudFront are twenty processes of njs, which have other things to do on a busy machine. In milliseconds. */
const patient = { timeout: 40_000 }

const pageIsDoneHere = `document.querySelector('#status')?.dataset.busy === 'false' &&
  document.querySelector('#status').dataset.authed !== 'unknown'`
const pageIsDone = `return ${pageIsDoneHere}`

const tokenIsOver = `return document.querySelector('#token-left').textContent.startsWith('is over')`

const tokenNumber = `return (await fetch('/api/profile')).headers.get('x-demo-token-number')`

/** By a click: no browser but one with a flag lets a script alone do it. */
async function openSecondTab(browser: Browser): Promise<void> {
  await browser.run(
    `const { open } = window
    window.open = (...args) => (window.tab = open(...args))`,
  )
  await browser.click('#second-tab')
  await browser.waitFor(
    'the second tab',
    `return tab.document.querySelector('#status')?.dataset.authed === 'false'`,
  )
}

/** Ten in each, and all of them at once. */
async function callInBothTabs(browser: Browser): Promise<string[]> {
  const inBoth = `const documents = [document, tab.document]
    const all = (selector) => documents.flatMap((each) => [...each.querySelectorAll(selector)])`
  await browser.run(`${inBoth}
    for (const calls of all('#calls')) calls.replaceChildren()
    for (const button of all('#call-ten')) button.click()`)
  const areDone = `return all('#status').every(({ dataset }) => dataset.busy === 'false')`
  await browser.waitFor('the answers', `${inBoth}\n${areDone}`, patient)
  return browser.run(`${inBoth}\nreturn all('#calls li').map((call) => call.textContent)`)
}

/** Both of them, or none. WebKitGTK tells those for the page's own path alone. */
async function seeCookies(browser: Browser, areThere: boolean): Promise<void> {
  const refresh = browser.engine === 'webkit' ? [] : ['__Secure-authToken-refresh']
  const expected = areThere ? ['__Host-authToken', ...refresh] : []
  await eventually(async () => assert.deepEqual(await cookieNames(browser), expected))
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

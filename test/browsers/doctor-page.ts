import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { DoctorServer } from './doctor-server.ts'
import type { Browser, Engine, OpenOptions } from './engines/engine.ts'
import { startEngine, whyNot } from './engines/start-engine.ts'
import { expected, harOf } from '../doctor/plan/har/log-in.ts'
import { doctorIsDone, fillDoctor, jsonOf } from './fill-doctor.ts'

const axe = readFileSync(
  fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)),
  'utf8',
)

const shop = { site: 'www.load-balancer.example', api: 'api.load-balancer.example' }

/** What can be read, reached and seen of doctor's page. */
export function testDoctorPage(server: () => DoctorServer): void {
  suite('doctor’s page for everybody', { skip: whyNot('chromium') ?? false }, () => {
    let engine: Engine
    before(async () => {
      engine = await startEngine('chromium')
    })
    after(() => engine?.close())

    const withPage = async (
      options: OpenOptions,
      use: (browser: Browser) => Promise<void>,
    ): Promise<void> => {
      const browser = await engine.open(options)
      try {
        await browser.goto(`${server().origin}/`)
        await use(browser)
      } finally {
        await browser.close()
      }
    }

    // In the dark only colours differ.
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`axe finds nothing, ${colorScheme}`, () =>
        withPage({ colorScheme, width: 390 }, async (browser) => {
          const check = async (what: string): Promise<void> => {
            const { passes, violations } = await runAxe(browser, colorScheme === 'dark')
            assert.ok(passes > 0, what)
            assert.deepEqual(violations, [], what)
          }
          await check('the form')
          await fillDoctor(browser, { site: '', api: 'no name', setCookies: '' })
          await check('mistakes')
          await fillDoctor(browser, shop)
          await browser.run(
            `for (const one of document.querySelectorAll('details')) one.open = true`,
          )
          await check('the report')
          await fillDoctor(browser, { site: 'blocked.example', api: 'blocked.example' })
          assert.match(await browser.text('#no-answer'), /DNS did not answer/)
          await check('no answer')
        }))
    }

    test('nothing jumps when the report comes, and the reader is led to it', () =>
      withPage({ width: 1000, height: 900 }, async (browser) => {
        await browser.run(`window.shifts = []
          new PerformanceObserver((list) => shifts.push(...list.getEntries()))
            .observe({ type: 'layout-shift', buffered: true })`)
        await fillDoctor(browser, shop)
        // Frames are measured after they are painted.
        await browser.run(
          'return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
        )
        // At the press the place for the report opens, and the page's foot goes down.
        const moved = await browser.run<string[]>(
          `return shifts.flatMap(({ sources }) => sources).map(({ node }) => node.parentElement)
            .filter((one) => !one.closest('body > footer')).map((one) => one.outerHTML.slice(0, 80))`,
        )
        assert.deepEqual(moved, [])
        const [isHeadline, top] = await browser.run<[boolean, number]>(
          `const focused = document.activeElement
          return [focused === document.querySelector('#result h1'), focused.getBoundingClientRect().top]`,
        )
        assert.ok(isHeadline)
        assert.ok(top >= 0 && top < 450, `the headline is at ${top}`)
      }))

    test('a recording of a log-in is dropped on the page, and stays there', () =>
      withPage({}, async (browser) => {
        server().asked.length = 0
        await browser.run(
          `const dataTransfer = new DataTransfer()
          dataTransfer.items.add(new File([args[0]], 'log-in.har'))
          const drop = { dataTransfer, bubbles: true, cancelable: true }
          document.body.dispatchEvent(new DragEvent('drop', drop))`,
          JSON.stringify(harOf('Chrome')),
        )
        await doctorIsDone(browser)
        const json = await jsonOf(browser)
        const { cookies } = JSON.parse(json) as { cookies: unknown[] }
        assert.equal(cookies.length, expected.length)
        assert.doesNotMatch(json, /SECRET/)
        assert.ok(
          server().asked.every((question) =>
            /^(CNAME|A|AAAA) [\w.-]+\.example(\.com)?$/.test(question),
          ),
        )
      }))

    test('a browser that is too old is told so', () =>
      withPage({}, async (browser) => {
        await browser.run('delete URL.canParse')
        await browser.fill('#site', shop.site)
        await browser.fill('#api', shop.api)
        await browser.click('[type=submit]')
        const told = `return document.querySelector('#status').textContent.includes('too old')`
        await browser.waitFor('what to do', told)
      }))

    test('a mistake is told at its field, which is led to', () =>
      withPage({}, async (browser) => {
        await fillDoctor(browser, { site: 'www.shop.example', api: 'http://api.shop.example' })
        assert.match(await browser.text('#api-mistake'), /https alone\. Type https:\/\/api\.shop/)
        assert.equal(await browser.run('return document.activeElement.id'), 'api')
        assert.equal(await browser.run('return document.querySelector("#result").hidden'), true)
      }))

    test('all that can be pressed is reached by keyboard, in the order of the page', () =>
      withPage({}, async (browser) => {
        await fillDoctor(browser, shop)
        const unreached = await browser.run<string[]>(
          `const native = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
          return [...document.querySelectorAll('body *')].filter((one) =>
            (one.tabIndex > 0) || (getComputedStyle(one).cursor === 'pointer' &&
              !one.closest(native) && !one.closest('label'))).map((one) => one.outerHTML.slice(0, 80))`,
        )
        assert.deepEqual(unreached, [])
      }))

    test('on the narrowest phone nothing is wider than the screen', () =>
      withPage({ width: 320 }, async (browser) => {
        const widest = 'return document.documentElement.scrollWidth'
        assert.equal(await browser.run(widest), 320, 'the form')
        await fillDoctor(browser, shop)
        assert.equal(await browser.run(widest), 320, 'the report')
        await fillDoctor(browser, { site: 'blocked.example', api: 'blocked.example' })
        assert.equal(await browser.run(widest), 320, 'no answer')
      }))
  })
}

async function runAxe(
  browser: Browser,
  onlyColors: boolean,
): Promise<{ passes: number; violations: unknown[] }> {
  return browser.run(
    `if (!window.axe) (0, eval)(args[0])
    const { passes, violations } = await axe.run(args[1] ? { runOnly: ['color-contrast'] } : {})
    const shown = ({ html, failureSummary }) => [html.slice(0, 120), failureSummary]
    return {
      passes: passes.length,
      violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map(shown) })),
    }`,
    axe,
    onlyColors,
  )
}

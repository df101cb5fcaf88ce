import assert from 'node:assert/strict'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadCertificate } from '../../local/certificate.ts'
import { hosts, sites, type Site } from '../../demo/server/sites.ts'
import { aroundAll } from '../around-all.ts'
import { isInThisRun } from '../matrix-cells.ts'
import { startAttackServer } from './attack-server.ts'
import { cookieConfigs, type DemoName } from './demo-configs.ts'
import { startDemoServers, type DemoServer } from './demo-server.ts'
import type { Engine, EngineName } from './engines/engine.ts'
import { ENGINE_NAMES, startEngine, whyNot } from './engines/start-engine.ts'
import { identityProvider, namesFor } from './names.ts'
import { report, type Outcome } from './report.ts'
import { runSteps } from './run-steps.ts'
import { scenarios } from './scenarios.ts'
import type { Scenario } from './step.ts'

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
/** Set by `npm run docs`: the page and the pictures are then written, not compared. */
const writesDocs = process.env.EDGEMINT_DOCS === '1'
/** Where a failure leaves its screenshot. */
const failures = join(tmpdir(), 'edgemint-browser-failures')
const cdns = sites.filter(({ targets }) => targets.length > 0)

const versions = {} as Record<EngineName, string>
/** A cell that another run plays counts as passed here. */
const outcomes: Outcome[] = []
let demos: Record<DemoName, DemoServer> | undefined
let attackers: { port: number; close: () => void } | undefined

aroundAll(
  async () => {
    await rm(failures, { recursive: true, force: true })
    await mkdir(failures, { recursive: true })
    attackers = await startAttackServer(await loadCertificate(failures, hosts))
    const formOrigins = [identityProvider(attackers.port)]
    const configs = Object.entries(cookieConfigs).map(([name, cookie]) => [
      name,
      { formOrigins, cookie },
    ])
    demos = await startDemoServers(Object.fromEntries(configs) as Record<DemoName, object>)
  },
  async () => {
    attackers?.close()
    await Promise.all(Object.values(demos ?? {}).map((demo) => demo.close()))
  },
)

/** Each engine plays its scenarios in two instances, side by side. */
const of = 2
const shifts = ENGINE_NAMES.flatMap((engineName) =>
  Array.from({ length: of }, (_, shift) => ({ engineName, shift })),
)

/**
 * The sample is each scenario in WebKit and in one of the other two, each on one of the sites. `npm run test:all` adds
 * the third engine on that site, and WebKit on the other sites; `npm run docs` plays all.
 */
function isSampled(engineName: EngineName, index: number): boolean {
  return engineName === 'webkit' || (engineName === 'firefox') === index % (2 * of) < of
}

// Two at a time: there are two processors on a small machine, and with four browsers at once a restart
// took longer than its twenty seconds.
suite('browsers', { concurrency: 2 }, () => {
  for (const { engineName, shift } of shifts) {
    const skip = whyNot(engineName) ?? false
    suite(`${engineName}, ${shift + 1} of ${of}`, { concurrency: 1, skip }, () => {
      let engine: Engine
      before(async () => {
        engine = await startEngine(engineName)
        versions[engineName] = engine.version
      })
      after(() => engine.close())

      for (const [row, site] of cdns.entries()) {
        for (const [index, scenario] of scenarios.entries()) {
          if (index % of !== shift) continue
          const isOwnRow = index % cdns.length === row
          const isPlayed =
            isInThisRun(isOwnRow && isSampled(engineName, index)) &&
            (engineName === 'webkit' || isOwnRow || process.env.EDGEMINT_MATRIX === undefined)
          const outcome = { engine: engineName, site: site.name, scenario, passed: !isPlayed }
          outcomes.push(outcome)
          if (!isPlayed) continue
          test(`${site.name}: ${scenario.group}: ${scenario.title}`, async () => {
            await play(engine, site, scenario)
            outcome.passed = true
          })
        }
      }

      if (shift > 0 || !isInThisRun(true)) return
      for (const colorScheme of ['light', 'dark'] as const) {
        test(`the demo page after a log-in, ${colorScheme}`, async () => {
          const folder = writesDocs ? docs : failures
          await takePicture(engine, colorScheme, join(folder, `${engineName}-${colorScheme}.png`))
        })
      }
    })
  }
})

const skipDocs = ENGINE_NAMES.map(whyNot).find((reason) => reason !== undefined) ?? false
test('docs/browsers.md says what this run saw', { skip: skipDocs }, async (t) => {
  for (const version of Object.values(versions)) t.diagnostic(version)
  const page = report(versions, outcomes)
  if (writesDocs) return writeFile(join(docs, 'browsers.md'), page)
  const committed = await readFile(join(docs, 'browsers.md'), 'utf8')
  const hint = 'If this run is right: npm run docs'
  assert.equal(withoutVersions(committed), withoutVersions(page), hint)
})

/** Runs one scenario in a fresh profile. */
async function play(engine: Engine, site: Site, scenario: Scenario): Promise<void> {
  const { title, steps, config = 'Strict', keepsProfile, thirdPartyCookies } = scenario
  const browser = await engine.open({
    ...(keepsProfile ? { keepsProfile } : {}),
    ...(thirdPartyCookies ? { thirdPartyCookies } : {}),
  })
  try {
    await runSteps(browser, steps, namesFor(site, demos![config], attackers!.port))
  } catch (error) {
    const name = `${engine.name}-${site.name}-${title}`.replaceAll(/[^\w-]+/g, '-')
    const file = join(failures, `${name.slice(0, 100)}.png`)
    await browser.screenshot(file).catch(() => {})
    throw new Error(`${(error as Error).message}\nScreenshot: ${file}`, { cause: error })
  } finally {
    await browser.close()
  }
}

async function takePicture(
  engine: Engine,
  colorScheme: 'light' | 'dark',
  file: string,
): Promise<void> {
  const browser = await engine.open({ colorScheme, width: 1280, height: 800 })
  try {
    const names = namesFor(cdns[0], demos!.Strict, attackers!.port)
    const logIn = { do: 'press', button: '#log-in', authed: 'true' } as const
    await runSteps(browser, [{ do: 'visit', url: '{site}/' }, logIn], names)
    const seen = await browser.run(`return matchMedia('(prefers-color-scheme: dark)').matches`)
    assert.equal(seen, colorScheme === 'dark')
    // WebKitGTK takes the picture from what is painted, which may be a frame behind.
    await browser.run(`await new Promise((painted) =>
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(painted, 200))))`)
    await browser.screenshot(file)
  } finally {
    await browser.close()
  }
}

/** The engines' versions may differ from the committed page: they change with the system's packages. */
function withoutVersions(page: string): string {
  return page.replaceAll(/^- (Chromium|Firefox|WebKit).* \d.*\n/gm, '')
}

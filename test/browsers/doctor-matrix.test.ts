import assert from 'node:assert/strict'
import { Resolver } from 'node:dns/promises'
import { after, before, suite, test } from 'node:test'
import { diagnose } from '../../doctor/rules/diagnose.ts'
import type { DnsQuery } from '../../doctor/dns/resolve-host.ts'
import { dnsQuery } from '../../doctor/gather/dns-query.ts'
import { aroundAll } from '../around-all.ts'
import { startNameServer, whyNoNameServer, type NameServer } from '../doctor/network/name-server.ts'
import { topologies } from '../doctor/topologies/topologies.ts'
import { topologyFacts } from '../doctor/topologies/topology-facts.ts'
import { isInThisRun } from '../matrix-cells.ts'
import { testDoctorPage } from './doctor-page.ts'
import { commandSays, observedAt, questions } from './doctor-questions.ts'
import { startDoctorServer, type DoctorServer } from './doctor-server.ts'
import type { Browser, Engine, Json } from './engines/engine.ts'
import { ENGINE_NAMES, startEngine, whyNot } from './engines/start-engine.ts'
import { doctorIsDone, fillDoctor, jsonOf } from './fill-doctor.ts'

let names: NameServer
let dns: DnsQuery
let server: DoctorServer
aroundAll(
  async () => {
    if (whyNoNameServer === false) {
      names = await startNameServer([...new Set(topologies.flatMap(({ records }) => records))])
      const resolver = new Resolver()
      resolver.setServers([names.address])
      const known = dnsQuery(resolver)
      // What a service that is blocked is like.
      dns = async (question, name) =>
        name.startsWith('blocked.') ? { failure: 'unreachable' } : known(question, name)
    } else {
      dns = async () => ({ failure: 'unreachable' })
    }
    server = await startDoctorServer(dns)
  },
  async () => {
    server?.close()
    await names?.close()
  },
)

suite('doctor in a browser', { concurrency: 1 }, () => {
  for (const name of ENGINE_NAMES) {
    suite(name, { skip: whyNot(name) ?? false }, () => {
      let engine: Engine
      before(async () => {
        engine = await startEngine(name)
      })
      after(() => engine?.close())

      const isSample = isInThisRun(true)
      if (isSample) test('its rules say the same as in Node', () => compareRules(engine))

      suite('its page says the same as the command', { skip: whyNoNameServer }, () => {
        let browser: Browser
        before(async () => {
          browser = await engine.open()
          await browser.goto(`${server.origin}/`)
        })
        after(() => browser?.close())

        for (const [i, question] of questions.entries()) {
          if (!isInThisRun(i % 12 === 0)) continue
          test(question.name, async () => {
            await fillDoctor(browser, question.typed)
            const json = await jsonOf(browser)
            const { facts } = JSON.parse(json) as { facts: { observedAt: string } }
            const atThatTime = json.replace(facts.observedAt, observedAt)
            assert.equal(atThatTime, await commandSays(question, dns))
          })
        }

        if (isSample) {
          test('a link to the result shows the same, and nobody is asked for it', async () => {
            const json = await jsonOf(browser)
            const link = new URL(await browser.url())
            assert.match(link.hash, /^#r=[\w-]+$/)
            await browser.goto('about:blank')
            server.asked.length = 0
            await browser.goto(link.href)
            await doctorIsDone(browser)
            assert.equal(await jsonOf(browser), json)
            assert.deepEqual(server.asked, [])
          })
        }
      })
    })
  }

  // These need what only Chromium tells; the page has no code for an engine of its own.
  if (isInThisRun(true)) testDoctorPage(() => server)
})

/** Also of set-ups that the page does not ask for, such as a bridge. */
async function compareRules(engine: Engine): Promise<void> {
  const browser = await engine.open()
  await browser.goto(`${server.origin}/rules`)
  for (const plan of topologies.map(topologyFacts)) {
    const there = await browser.run(
      'return JSON.stringify(rules.diagnose(args[0]))',
      plan as unknown as Json,
    )
    assert.equal(there, JSON.stringify(diagnose(plan)))
  }
  await browser.close()
}

import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Facts } from '../../doctor/facts.ts'
import { diagnose } from '../../doctor/rules/diagnose.ts'
import { topologies } from '../doctor/topologies/topologies.ts'
import { topologyFacts } from '../doctor/topologies/topology-facts.ts'
import type { Engine, Json } from './engines/engine.ts'
import { ENGINE_NAMES, startEngine, whyNot } from './engines/start-engine.ts'

const entry = fileURLToPath(new URL('../../doctor/rules/diagnose.ts', import.meta.url))
const plans: Facts[] = topologies.map(topologyFacts)

let server: Server
before(async () => {
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'rules',
    platform: 'browser',
  })
  server = createServer((request, response) => {
    const isScript = request.url === '/rules.js'
    response.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html')
    response.end(
      isScript ? bundle.outputFiles[0].text : '<!doctype html><script src="rules.js"></script>',
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
after(() => server.close())

suite('doctor’s rules say the same in a browser', { concurrency: 1 }, () => {
  for (const name of ENGINE_NAMES) {
    suite(name, { skip: whyNot(name) ?? false }, () => {
      let engine: Engine
      before(async () => {
        engine = await startEngine(name)
      })
      after(() => engine.close())

      test(`${plans.length} set-ups`, async () => {
        const browser = await engine.open()
        const { port } = server.address() as AddressInfo
        await browser.goto(`http://127.0.0.1:${port}/`)
        for (const plan of plans) {
          const there = await browser.run(
            'return JSON.stringify(rules.diagnose(args[0]))',
            plan as unknown as Json,
          )
          assert.equal(there, JSON.stringify(diagnose(plan)))
        }
        await browser.close()
      })
    })
  }
})

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { suite, test } from 'node:test'
import { ENGINE_NAMES, startEngine, whyNot } from './engines/start-engine.ts'

// `leaves()`, on which the scenarios rest, for pages that a browser keeps: it goes back to them without a load, and
// WebKit then loses what it was asked meanwhile.

suite('back and forth through kept pages', () => {
  for (const name of ENGINE_NAMES) {
    test(name, { skip: whyNot(name) ?? false }, async (t) => {
      const server = createServer((request, response) => {
        response.setHeader('content-type', 'text/html').end(`<title>${request.url}</title>`)
      })
      await once(server.listen(0, '127.0.0.1'), 'listening')
      t.after(() => server.close().closeAllConnections())
      const origin = `http://localhost:${(server.address() as AddressInfo).port}`

      const engine = await startEngine(name)
      t.after(() => engine.close())
      const browser = await engine.open()
      t.after(() => browser.close())

      await browser.goto(`${origin}/first`)
      const later = async (script: string): Promise<void> => {
        await browser.leaves(() => browser.run(`setTimeout(() => { ${script} }); return null`))
      }
      // In WebKit every fourth way back lost a question.
      for (let round = 0; round < 6; round++) {
        await later(`location.assign('/second')`)
        assert.equal(await browser.url(), `${origin}/second`)
        await later('history.back()')
        assert.equal(await browser.url(), `${origin}/first`)
      }
    })
  }
})

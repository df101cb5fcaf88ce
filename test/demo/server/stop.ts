import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { before, suite, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { demo } from './running-demo.ts'

/** The end of the running demo: nothing can be asked of it afterwards. */
export function testStop(): void {
  suite('Ctrl-C', () => {
    let exitCode: number | null
    before(async () => {
      exitCode = await demo.interrupt()
    })

    test('ends all processes that the demo started', async () => {
      const deadline = Date.now() + 30_000
      while (!demo.isGone()) {
        assert.ok(Date.now() < deadline, 'some are still there')
        await setTimeout(10)
      }
    })

    test('frees both ports', async () => {
      for (const scheme of ['http', 'https'] as const) {
        const { port } = new URL(demo.origin('netlify.localhost', scheme))
        const server = createServer().listen(Number(port), '127.0.0.1')
        await once(server, 'listening')
        server.close()
      }
    })

    test('is a success, and soon', () => assert.equal(exitCode, 0))

    test('leaves no temporary file behind', () => {
      assert.deepEqual(readdirSync(demo.project.temporary), [])
    })

    test('prints no error', () => {
      assert.doesNotMatch(demo.output(), /Error|^ +at /m)
    })
  })
}

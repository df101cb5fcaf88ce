import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { assertAnswer } from '../conformance/assert-answer.ts'
import { loadVectors, toRequest } from '../conformance/vectors.ts'
import { sendPlain } from '../local/send-plain.ts'
import { inlineConfig, starts, viteProject, type Served } from './vite-project.ts'

let asked = 0

for (const { name, config, vectors } of loadVectors()) {
  for (const [kind, start] of Object.entries(starts)) {
    suite(`vectors through vite ${kind}: ${name}`, () => {
      const servers: Record<string, Served> = {}
      before(async () => {
        const file = { 'edgemint.config.ts': `export default ${JSON.stringify(config)}` }
        const allowedHosts = {
          server: { allowedHosts: true },
          preview: { allowedHosts: true },
        } as const
        const root = viteProject(file)
        servers['http:'] = await start(inlineConfig(root, {}, allowedHosts))
        servers['https:'] = await start(inlineConfig(root, { https: true }, allowedHosts))
      })
      after(() => Promise.all(Object.values(servers).map((server) => server.close())))

      for (const vector of vectors) {
        asked++
        test(vector.title, async () => {
          const request = toRequest(vector, config)
          const { port } = servers[new URL(request.url).protocol]
          assertAnswer(await sendPlain(port, request), vector.answer)
        })
      }
    })
  }
}

test('all vectors were asked, in dev and in preview', (t) => {
  t.diagnostic(`${asked} requests`)
  assert.ok(asked > 600)
})

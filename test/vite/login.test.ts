import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aroundAll } from '../around-all.ts'
import { sendPlain } from '../local/send-plain.ts'
import { startSmallProvider, type SmallProvider } from '../shared/web/login/small-provider.ts'
import { inlineConfig, starts, viteProject } from './vite-project.ts'

let provider: SmallProvider
aroundAll(
  async () => {
    provider = await startSmallProvider()
    process.env.VITE_TEST_SECRET = 'an edgemint secret for tests, of enough octets'
  },
  async () => {
    delete process.env.VITE_TEST_SECRET
    await provider.close()
  },
)

for (const [kind, start] of Object.entries(starts)) {
  test(`vite ${kind}, with login in the config, starts a log-in`, async () => {
    const config = {
      site: 'https://www.example.com',
      login: { issuer: provider.issuer, clientId: 'shop' },
      secret: 'VITE_TEST_SECRET',
    }
    const root = viteProject({ 'edgemint.config.ts': `export default ${JSON.stringify(config)}` })
    const server = await start(inlineConfig(root))
    try {
      const origin = `http://localhost:${server.port}`
      const url = `${origin}/set-auth-token/start`
      const headers: [string, string][] = [['origin', origin]]
      const { status, body } = await sendPlain(server.port, { method: 'POST', url, headers })
      assert.equal(status, 200)
      const target = new URL(JSON.parse(body).url)
      assert.equal(target.origin, provider.issuer)
      assert.equal(target.searchParams.get('redirect_uri'), `${origin}/set-auth-token`)
    } finally {
      await server.close()
    }
  })
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aroundAll } from '../../around-all.ts'
import { startSmallProvider, type SmallProvider } from '../../shared/web/login/small-provider.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { startEcho } from './echo-server.ts'
import { startDev } from './running-dev.ts'

let provider: SmallProvider
aroundAll(
  async () => {
    provider = await startSmallProvider()
  },
  () => provider.close(),
)

for (const args of [[], ['--runtime', 'netlify'], ['--runtime', 'workers']]) {
  test(`edgemint dev ${args.join(' ')}, with login in the config, starts a log-in`, async () => {
    const config = {
      site: 'https://www.example.com',
      login: { issuer: provider.issuer, clientId: 'shop' },
      secret: 'DEV_TEST_SECRET',
    }
    const folder = temporaryFolder({
      'edgemint.config.ts': `export default ${JSON.stringify(config)}`,
    })
    const site = await startEcho()
    process.env.DEV_TEST_SECRET = 'an edgemint secret for tests, of enough octets'
    const dev = await startDev(folder, ['--to', site.origin, ...args])
    delete process.env.DEV_TEST_SECRET
    try {
      const origin = dev.origin()
      const { status, body } = await dev.send({
        method: 'POST',
        url: `${origin}/set-auth-token/start`,
        headers: [['origin', origin]],
      })
      assert.equal(status, 200, body)
      const target = new URL(JSON.parse(body).url)
      assert.equal(target.origin, provider.issuer)
      assert.equal(target.searchParams.get('redirect_uri'), `${origin}/set-auth-token`)
    } finally {
      site.close()
      assert.equal(await dev.interrupt(), 0)
    }
  })
}

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { runtimeNames } from '../../../cli/dev/endpoint.ts'
import { njsVersion } from '../../../platforms/cloudfront/runtime.ts'
import { formerSecret, secret, sign } from '../../shared/core/tokens.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { startEcho } from './echo-server.ts'
import { startDev, type RunningDev } from './running-dev.ts'

const name = 'AUTH_TOKEN_SECRET'
const folder = temporaryFolder({
  'edgemint.config.ts': `export default { site: 'https://www.example.com', verify: { algorithm: 'HS256', secret: '${name}' } }`,
})
const tokens = (key: string): string =>
  sign({ exp: Math.floor(Date.now() / 1000) + 600 }, undefined, key)

async function withDev(
  value: string | undefined,
  args: string[],
  run: (dev: RunningDev, mint: (token: string) => Promise<number>) => Promise<void>,
): Promise<void> {
  const site = await startEcho()
  if (value !== undefined) process.env[name] = value
  const dev = await startDev(folder, ['--to', site.origin, ...args])
  delete process.env[name]
  const mint = async (token: string): Promise<number> => {
    const { status } = await dev.send({
      method: 'PUT',
      url: `${dev.origin()}/set-auth-token`,
      headers: [
        ['origin', dev.origin()],
        ['authorization', `Bearer ${token}`],
      ],
    })
    return status
  }
  try {
    await run(dev, mint)
  } finally {
    site.close()
    assert.equal(await dev.interrupt(), 0)
  }
}

suite('edgemint dev, with verify in the config', () => {
  for (const runtime of [undefined, ...runtimeNames]) {
    const skip = runtime === 'cloudfront' && njsVersion() === undefined && 'install njs'
    const args = runtime === undefined ? [] : ['--runtime', runtime]
    test(`takes the secret from the environment: ${args.join(' ')}`, { skip }, () =>
      withDev(secret, args, async (dev, mint) => {
        assert.equal(await mint(tokens(secret)), 204)
        assert.equal(await mint(tokens(formerSecret)), 401)
        assert.doesNotMatch(dev.output(), /AUTH_TOKEN_SECRET/)
        assert.ok(!dev.output().includes(secret))
      }),
    )
  }

  test('says that the secret is not there', () =>
    withDev(undefined, [], async (dev, mint) => {
      assert.match(
        dev.output(),
        /\nNote: the environment variable AUTH_TOKEN_SECRET is not set, so a log-in is answered with 503 here\.\n {2}→ Set it; from a file: node --env-file=\.env \S+ dev --to \S+\n/,
      )
      assert.equal(await mint(tokens(secret)), 503)
    }))
})

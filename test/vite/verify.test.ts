import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { sendPlain } from '../local/send-plain.ts'
import { formerSecret, secret, sign } from '../shared/core/tokens.ts'
import { inlineConfig, silentLogger, starts, viteProject, type Served } from './vite-project.ts'

const name = 'AUTH_TOKEN_SECRET'
const root = viteProject({
  'edgemint.config.ts': `export default { site: 'https://www.example.com', verify: { algorithm: 'HS256', secret: '${name}' } }`,
})
const tokens = (key: string): string =>
  sign({ exp: Math.floor(Date.now() / 1000) + 600 }, undefined, key)

async function mint({ port }: Served, token: string): Promise<number> {
  const origin = `http://localhost:${port}`
  const { status } = await sendPlain(port, {
    method: 'PUT',
    url: `${origin}/set-auth-token`,
    headers: [
      ['origin', origin],
      ['authorization', `Bearer ${token}`],
    ],
  })
  return status
}

for (const [kind, start] of Object.entries(starts)) {
  suite(`vite ${kind}, with verify in the config`, () => {
    test('takes the secret from the environment, at each request', async () => {
      const { lines, logger } = silentLogger()
      process.env[name] = secret
      const server = await start(inlineConfig(root, {}, { customLogger: logger }))
      try {
        assert.equal(await mint(server, tokens(secret)), 204)
        assert.equal(await mint(server, tokens(formerSecret)), 401)
        process.env[name] = formerSecret
        assert.equal(await mint(server, tokens(formerSecret)), 204)
        assert.ok(!lines.some((line) => line.includes(name)))
      } finally {
        delete process.env[name]
        await server.close()
      }
    })

    test('says that the secret is not there', async () => {
      const { lines, logger } = silentLogger()
      const server = await start(inlineConfig(root, {}, { customLogger: logger }))
      try {
        const notes = lines.filter((line) => line.includes(name))
        assert.equal(notes.length, 1)
        assert.match(
          notes[0],
          /^edgemint: the environment variable AUTH_TOKEN_SECRET is not set, .*503.*\n {2}→ Set it; from a file: node --env-file=\.env /,
        )
        assert.equal(await mint(server, tokens(secret)), 503)
      } finally {
        await server.close()
      }
    })
  })
}

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { promisify } from 'node:util'
import { runtimeNames } from '../../../cli/dev/endpoint.ts'
import { njsVersion } from '../../../platforms/cloudfront/runtime.ts'
import { copyProject } from '../../demo/server/project.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { startEcho } from './echo-server.ts'
import { startDev } from './running-dev.ts'

const folder = temporaryFolder({
  'edgemint.config.ts': "export default { site: 'https://www.example.com' }",
})
const engines = { netlify: 'Netlify bootstrap', workers: 'workerd', cloudfront: 'njs' }

suite('edgemint dev --runtime', () => {
  for (const name of runtimeNames) {
    const skip = name === 'cloudfront' && njsVersion() === undefined && 'install njs'
    test(
      `${name} answers from its own engine, the rest from the dev server`,
      { skip },
      async () => {
        const site = await startEcho()
        const dev = await startDev(folder, ['--to', site.origin, '--runtime', name])
        try {
          assert.match(dev.output(), new RegExp(`answered by edgemint, on .*${engines[name]}`))
          for (const scheme of ['http', 'https'] as const) {
            const origin = dev.origin(scheme)
            const answer = await dev.send({
              method: 'PUT',
              url: `${origin}/set-auth-token`,
              headers: [
                ['origin', origin],
                ['authorization', 'Bearer abc'],
              ],
            })
            assert.equal(answer.status, 204)
            const cookies = answer.headers.flatMap(([key, value]) =>
              key === 'set-cookie' ? [value] : [],
            )
            assert.equal(cookies.length, 2)
            assert.match(cookies[1], /^__Secure-authToken=abc; .*Domain=example\.localhost/)
          }
          assert.equal((await dev.send({ url: `${dev.origin()}/` })).status, 203)
        } finally {
          site.close()
          assert.equal(await dev.interrupt(), 0)
        }
      },
    )
  }

  test('one whose tool is not installed says the line that installs it', async (t) => {
    const project = copyProject()
    t.after(() => project.remove())
    rmSync(join(project.folder, 'node_modules/miniflare'))
    const call = promisify(execFile)(
      process.execPath,
      ['cli/edgemint.js', 'dev', '--to', 'http://localhost:5173', '--runtime', 'workers'],
      { cwd: project.folder },
    )
    await assert.rejects(call, ({ stderr, code }: { stderr: string; code: number }) => {
      assert.match(
        stderr,
        /^edgemint: --runtime workers needs a tool that is not installed here\.\n {2}→ npm install --save-dev miniflare@4\.\S+\n$/,
      )
      return code === 1
    })
  })
})

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { targets } from '../../platforms/targets.ts'
import { outputFolder } from '../../platforms/vendor.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const site = 'https://www.example.com'

suite('the published package, in a project of a user', () => {
  let project: string

  before(async () => {
    project = await mkdtemp(join(tmpdir(), 'edgemint-package-'))
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], {
      cwd: root,
    })
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n')))
    await run('tar', ['-xzf', filename], { cwd: project })
    await mkdir(join(project, 'node_modules'))
    await cp(join(project, 'package'), join(project, 'node_modules/edgemint'), { recursive: true })
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    for (const name of Object.keys(manifest.dependencies)) {
      await symlink(join(root, 'node_modules', name), join(project, 'node_modules', name))
    }
    await writeFile(join(project, 'package.json'), '{ "type": "module" }')
  })
  after(() => rm(project, { recursive: true }))

  test('edgemint build writes bundles that mint the cookie', async () => {
    const config = `import { defineConfig } from 'edgemint'\nexport default defineConfig({ site: '${site}' })\n`
    await writeFile(join(project, 'edgemint.config.ts'), config)
    await run(process.execPath, ['node_modules/edgemint/cli/edgemint.js', 'build'], {
      cwd: project,
    })
    const headers: [string, string][] = [
      ['origin', site],
      ['authorization', 'Bearer abc'],
    ]
    for (const { file, start } of targets) {
      const code = await readFile(join(project, outputFolder, file), 'utf8')
      const runtime = await start({ [file]: code })
      const response = await runtime.fetch({
        method: 'PUT',
        url: `${site}/set-auth-token`,
        headers,
      })
      assert.equal(response?.status, 204, runtime.engine)
      await runtime.close()
    }
  })

  test('edgemint doctor judges a plan and writes its report', async () => {
    const plan = 'node_modules/edgemint/examples/with-edgemint.json'
    const args = ['doctor', '--facts', plan, '--html', 'report.html']
    const { stdout } = await run(
      process.execPath,
      ['node_modules/edgemint/cli/edgemint.js', ...args],
      { cwd: project },
    )
    assert.match(
      stdout,
      /^✓ Safari, Firefox and Chrome keep the log-in cookie of www\.example\.com/,
    )
    assert.match(await readFile(join(project, 'report.html'), 'utf8'), /^<!doctype html>/)
  })

  test('edgemint/api and edgemint/client can be imported', async () => {
    const code = `
      import { isAuthed, corsAnswer } from 'edgemint/api'
      import { setAuthToken, renewAuthToken, clearAuthToken, AuthTokenError } from 'edgemint/client'
      const request = { headers: { cookie: '__Secure-authToken=abc' } }
      console.log(await isAuthed(request, (token) => token === 'abc'))
      console.log([corsAnswer, setAuthToken, renewAuthToken, clearAuthToken, AuthTokenError].every((f) => typeof f === 'function'))`
    await writeFile(join(project, 'use.js'), code)
    const { stdout } = await run(process.execPath, ['use.js'], { cwd: project })
    assert.equal(stdout, 'true\ntrue\n')
  })

  test('its types are found', async () => {
    const code = `
      import { defineConfig } from 'edgemint'
      import { isAuthed } from 'edgemint/api'
      import { setAuthToken } from 'edgemint/client'
      export const config = defineConfig({ site: 'https://www.example.com' })
      export const answer: Promise<boolean> = isAuthed(new Request('https://a.test'), () => true)
      // @ts-expect-error: a token is a string
      export const wrong = setAuthToken(7)`
    await writeFile(join(project, 'use.ts'), code)
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--lib',
      'es2022,dom',
      'use.ts',
    ]
    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options], {
      cwd: project,
    })
  })

  test('it holds nothing but what is used, the examples, the licence and the README', async () => {
    const { stdout } = await run('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], {
      cwd: root,
    })
    const [{ files }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [
      { files: { path: string }[] },
    ]
    const strangers = files
      .map(({ path }) => path)
      .filter(
        (path) =>
          !/^(build\/.*\.(js|d\.ts)|cli\/edgemint\.js|examples\/.*\.json|LICENSE|README\.md|package\.json)$/.test(
            path,
          ),
      )
    assert.deepEqual(strangers, [])
  })
})

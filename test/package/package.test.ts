import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { targets } from '../../platforms/targets.ts'
import { outputFolder } from '../../platforms/vendor.ts'
import { packedProject, type PackedProject } from './packed-project.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const edgemint = 'node_modules/edgemint/cli/edgemint.js'
const site = 'https://www.example.com'

/** All that each entry exports, apart from types. What is added here is promised. */
const entries: Record<string, string[]> = {
  edgemint: ['defineConfig'],
  'edgemint/api': ['corsAnswer', 'createApi', 'formPostPage', 'isAuthed'],
  'edgemint/auth-fetch': ['AuthTokenError', 'authFetch', 'createAuthFetch', 'logIn', 'logOut'],
  'edgemint/bridge/attach-stamped': ['createAttach'],
  'edgemint/bridge/forward': ['attach', 'createForward'],
  'edgemint/client': ['AuthTokenError', 'clearAuthToken', 'renewAuthToken', 'setAuthToken'],
  'edgemint/doctor': ['diagnose', 'htmlReport', 'readHar', 'readPlan'],
  'edgemint/lambda-edge': ['createHandler'],
  'edgemint/lambda-edge/parameter-store': ['readSecret'],
  'edgemint/login/login': ['createHandler'],
  'edgemint/netlify': ['createEndpoint', 'createFetchHandler'],
  'edgemint/netlify-edge': ['createEdgeFunction', 'createEndpoint'],
  'edgemint/read-form': ['readForm'],
  'edgemint/tokens/handler': ['createHandler'],
  'edgemint/tokens/stamp': ['withStamp'],
  'edgemint/verify/handler': ['createHandler'],
  'edgemint/verify/introspection': ['createVerifier'],
  'edgemint/verify/key-set': ['createVerifier'],
  'edgemint/verify/secret': ['createVerifier'],
  'edgemint/vite': ['default', 'edgemint'],
  'edgemint/workers': ['createEndpoint', 'createWorker'],
}

suite('the published package, in a project of a user', () => {
  let project: PackedProject

  before(async () => {
    project = await packedProject()
    const config = `import { defineConfig } from 'edgemint'\nexport default defineConfig({ site: '${site}' })\n`
    await project.write('edgemint.config.ts', config)
    await project.node(edgemint, 'build')
  })
  after(() => project.remove())

  test('edgemint build writes bundles that mint the cookie', async () => {
    const headers: [string, string][] = [
      ['origin', site],
      ['authorization', 'Bearer abc'],
    ]
    for (const { file, start } of targets) {
      const runtime = await start({ [file]: await project.read(join(outputFolder, file)) })
      const response = await runtime.fetch({
        method: 'PUT',
        url: `${site}/set-auth-token`,
        headers,
      })
      assert.equal(response?.status, 204, runtime.engine)
      await runtime.close()
    }
  })

  test('a bundle runs in its platform’s engine, where the user has that installed', async () => {
    const tools = ['@netlify/zip-it-and-ship-it', '@netlify/serverless-functions-api', 'fflate']
    await mkdir(join(project.folder, 'node_modules/@netlify'))
    for (const name of tools) {
      await symlink(join(root, 'node_modules', name), join(project.folder, 'node_modules', name))
    }
    const code = `
      import { readFileSync } from 'node:fs'
      import { findTarget } from './node_modules/edgemint/build/platforms/targets.js'
      const { file, start } = findTarget('netlify')
      const runtime = await start({ [file]: readFileSync('${outputFolder}/' + file, 'utf8') })
      const { status } = await runtime.fetch({ method: 'GET', url: '${site}/set-auth-token', headers: [] })
      console.log(runtime.engine, status)
      await runtime.close()`
    await project.write('run.js', code)
    assert.match(await project.node('run.js'), /^Netlify bootstrap .* 405\n$/)
  })

  test('edgemint --version prints its version', async () => {
    const { version } = JSON.parse(await project.read('node_modules/edgemint/package.json'))
    assert.equal(await project.node(edgemint, '--version'), `${version}\n`)
  })

  test('edgemint doctor judges a plan and writes its report', async () => {
    const plan = 'node_modules/edgemint/examples/with-edgemint.json'
    const stdout = await project.node(edgemint, 'doctor', '--facts', plan, '--html', 'report.html')
    assert.match(
      stdout,
      /^✓ Nothing is wrong: Safari, Firefox and Chrome keep the log-in cookie of\s+www\.example\.com/,
    )
    assert.match(await project.read('report.html'), /^<!doctype html>/)
  })

  test('its entries export what is promised, and nothing else', async () => {
    const { exports } = JSON.parse(await project.read('node_modules/edgemint/package.json'))
    const named = Object.keys(exports).map((path) => path.replace('.', 'edgemint'))
    assert.deepEqual(named, Object.keys(entries))
    const code = `
      const names = ${JSON.stringify(named)}
      const modules = await Promise.all(names.map((name) => import(name)))
      console.log(JSON.stringify(Object.fromEntries(names.map((name, i) => [name, Object.keys(modules[i]).sort()]))))`
    await project.write('use.js', code)
    assert.deepEqual(JSON.parse(await project.node('use.js')), entries)
  })

  test('its types are found, and need no other package', async () => {
    const code = `
      import { defineConfig, type Policy } from 'edgemint'
      import { isAuthed } from 'edgemint/api'
      import { authFetch, logIn } from 'edgemint/auth-fetch'
      import { setAuthToken } from 'edgemint/client'
      import { diagnose, htmlReport, readPlan } from 'edgemint/doctor'
      import { createHandler } from 'edgemint/lambda-edge'
      import { createFetchHandler } from 'edgemint/netlify'
      import { createEndpoint, createWorker } from 'edgemint/workers'
      import { policy } from './${outputFolder}/policy.js'
      export const config = defineConfig({ site: 'https://www.example.com' })
      export const answer: Promise<boolean> = isAuthed(new Request('https://a.test'), () => true)
      // @ts-expect-error: a token is a string
      export const wrong = setAuthToken(7)
      // @ts-expect-error: so is a grant
      export const wrongToo = logIn(7)
      export const drop: typeof fetch = authFetch
      export const compiled: Policy = policy
      export const entries = [createHandler(policy), createFetchHandler(policy), createWorker(policy)]
      export const maybe: Promise<Response> | undefined = createEndpoint(policy)(new Request('https://a.test'))
      const plan = readPlan({})
      export const report = 'facts' in plan ? htmlReport(diagnose(plan.facts)) : plan.mistakes[0].cure`
    await project.write('use.ts', code)
    const options = '--noEmit --strict --module nodenext --target es2022 --types'.split(' ')
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    await project.node(tsc, ...options, '', '--lib', 'es2022,dom,dom.iterable', 'use.ts')
  })

  test('what --help and the README name is in it', async () => {
    const { stdout } = await promisify(execFile)('tar', ['-tzf', project.tarball])
    const files = new Set(stdout.split('\n').map((file) => file.replace(/^package\//, '')))
    const help = await Promise.all(
      ['build', 'doctor'].map((name) => project.node(edgemint, name, '--help')),
    )
    const readme = await project.read('node_modules/edgemint/README.md')
    const texts = [...help, readme].join('\n')
    const named = [...texts.matchAll(/\b(?:docs|examples)\/[\w./-]+\.(?:md|json)\b/g)]
    assert.ok(named.length > 2)
    assert.deepEqual(
      named.map(([file]) => file).filter((file) => !files.has(file)),
      [],
    )
  })

  test('it holds nothing but what is used, docs, examples, the licence and the README', async () => {
    const { stdout } = await promisify(execFile)('tar', ['-tzf', project.tarball])
    const known =
      /^package\/(build\/.*\.(js|d\.ts)|cli\/edgemint\.js|docs\/.*\.(md|json)|examples\/.*\.(json|yml)|LICENSE|README\.md|package\.json)$/
    assert.deepEqual(
      stdout.split('\n').filter((file) => file && !known.test(file)),
      [],
    )
  })
})

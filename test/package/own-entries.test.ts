import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build, type Metafile } from 'esbuild'
import type { Runtime } from '../../platforms/runtime.ts'
import { targets, type TargetName } from '../../platforms/targets.ts'
import { formerSecret, secret, sign } from '../shared/core/tokens.ts'
import { packedProject, type PackedProject } from './packed-project.ts'

const edgemint = 'node_modules/edgemint/cli/edgemint.js'
const site = 'https://www.example.com'
const api = 'https://api.example.com'

/** What somebody writes who has an entry of their own, as the docstrings show it. */
const entries: Partial<Record<TargetName, string>> = {
  netlify: `
    import { createFetchHandler } from 'edgemint/netlify'
    import { policy } from './.edgemint/policy.js'
    export default createFetchHandler(policy)
    export const config = { path: '/auth/cookie' }`,
  'netlify-edge': `
    import { createEdgeFunction } from 'edgemint/netlify-edge'
    import { policy } from './.edgemint/policy.js'
    export default createEdgeFunction(policy)
    export const config = { path: '/auth/cookie' }`,
  workers: `
    import { createWorker } from 'edgemint/workers'
    import { policy } from './.edgemint/policy.js'
    export default createWorker(policy)`,
  pages: `
    import { createEndpoint } from 'edgemint/workers'
    import { policy } from './.edgemint/policy.js'
    const endpoint = createEndpoint(policy)
    export default { fetch: (request, env) => endpoint(request) ?? env.ASSETS.fetch(request) }`,
  'lambda-edge': `
    import { createHandler } from 'edgemint/lambda-edge'
    import { policy } from './.edgemint/policy.js'
    export const handler = createHandler(policy)`,
}

/** The same where the config has `verify`: Lambda@Edge alone has to be told where its secret is. */
const verifyingEntries: typeof entries = {
  ...entries,
  pages: entries.pages!.replace('endpoint(request)', 'endpoint(request, env)'),
  'lambda-edge': `
    import { createHandler } from 'edgemint/lambda-edge'
    import { readSecret } from 'edgemint/lambda-edge/parameter-store'
    import { createVerifier } from 'edgemint/verify/secret'
    import { policy } from './.edgemint/policy.js'
    policy.verifier = createVerifier(policy.verify, readSecret)
    export const handler = createHandler(policy)`,
}

suite('an entry of one’s own, with verify in the config', () => {
  let project: PackedProject
  before(async () => {
    project = await packedProject()
    const config = `export default { site: '${site}', endpoint: '/auth/cookie', verify: { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' } }\n`
    await project.write('edgemint.config.ts', config)
    await project.node(edgemint, 'build')
  })
  after(() => project.remove())

  for (const target of targets.filter(({ name }) => name in entries)) {
    test(`${target.name}: mints what is genuine, and nothing else`, async (t) => {
      await project.write(`${target.name}.js`, verifyingEntries[target.name]!)
      const { outputFiles } = await build({
        entryPoints: [`${target.name}.js`],
        absWorkingDir: project.folder,
        bundle: true,
        write: false,
        format: 'esm',
        external: ['@aws-sdk/client-ssm'],
        logLevel: 'silent',
      })
      const built = { [target.file]: outputFiles[0].text }
      const runtime = await target.start(built, { AUTH_TOKEN_SECRET: secret })
      t.after(() => runtime.close())
      const claims = { exp: Math.floor(Date.now() / 1000) + 600 }
      for (const [key, status] of [
        [secret, 204],
        [formerSecret, 401],
      ] as const) {
        const headers: [string, string][] = [
          ['origin', site],
          ['authorization', `Bearer ${sign(claims, undefined, key)}`],
        ]
        const mint = { method: 'PUT', url: `${site}/auth/cookie`, headers }
        assert.equal((await runtime.fetch(mint))?.status, status)
      }
    })
  }

  test('TypeScript knows what a policy with verify can do', async () => {
    await project.write(
      'use.ts',
      `
      import { createApi } from 'edgemint/api'
      import { createFetchHandler } from 'edgemint/netlify'
      import { policy } from './.edgemint/policy.js'
      policy.onReject = ({ reason, tokenHash }) => console.warn(reason.toUpperCase(), tokenHash.length)
      // @ts-expect-error: no such reason
      policy.onReject = ({ reason }) => reason === 'whatever'
      export const handler = createFetchHandler(policy)
      export const answer: Promise<boolean> = createApi({ policy }).isAuthed(new Request('https://a.test'))`,
    )
    const options = '--noEmit --strict --module nodenext --target es2022 --types'.split(' ')
    const tsc = fileURLToPath(import.meta.resolve('typescript/package.json')).replace(
      'package.json',
      'bin/tsc',
    )
    await project.node(tsc, ...options, '', '--lib', 'es2022,dom,dom.iterable', 'use.ts')
  })
})

suite('an entry of one’s own, with the policy that build wrote', () => {
  let project: PackedProject

  before(async () => {
    project = await packedProject()
    const config = `export default { site: '${site}', endpoint: '/auth/cookie', cookie: { name: '__Secure-session' }, formOrigins: ['${api}'] }\n`
    await project.write('edgemint.config.ts', config)
    await project.node(edgemint, 'build')
  })
  after(() => project.remove())

  /** Bundled as the platform's own build would do it. */
  async function bundleOf(name: TargetName): Promise<{ code: string; metafile: Metafile }> {
    await project.write(`${name}.js`, entries[name]!)
    const { outputFiles, metafile } = await build({
      entryPoints: [`${name}.js`],
      absWorkingDir: project.folder,
      bundle: true,
      write: false,
      format: 'esm',
      metafile: true,
      logLevel: 'silent',
    })
    return { code: outputFiles[0].text, metafile }
  }

  for (const target of targets.filter(({ name }) => name in entries)) {
    test(`${target.name}: mints the cookie of the config, also by a form, and leaves other paths alone`, async (t) => {
      const { code } = await bundleOf(target.name)
      const runtime: Runtime = await target.start({ [target.file]: code })
      t.after(() => runtime.close())
      const headers: [string, string][] = [
        ['origin', site],
        ['authorization', 'Bearer abc'],
      ]
      const mint = { method: 'PUT', url: `${site}/auth/cookie`, headers }
      const response = await runtime.fetch(mint)
      assert.equal(response?.status, 204, runtime.engine)
      assert.match(JSON.stringify(response?.headers), /__Secure-session=abc; Max-Age=34560000/)
      const form = await runtime.fetch({
        method: 'POST',
        url: mint.url,
        headers: [
          ['origin', api],
          ['content-type', 'application/x-www-form-urlencoded'],
        ],
        body: 'authToken=def',
      })
      assert.equal(form?.status, 303)
      assert.match(JSON.stringify(form?.headers), /__Secure-session=def; Max-Age=34560000/)
      // Netlify's function gets no others.
      if (target.name !== 'netlify') {
        assert.equal(await runtime.fetch({ ...mint, url: `${site}/` }), undefined)
      }
    })

    test(`${target.name}: brings no suffix list and no check of the config along`, async () => {
      const { metafile } = await bundleOf(target.name)
      const inputs = Object.keys(metafile.inputs)
      assert.ok(inputs.includes('.edgemint/policy.js'))
      assert.ok(inputs.some((file) => file.endsWith('build/shared/core/handle.js')))
      const strangers = inputs.filter(
        (file) =>
          !/^\.edgemint\/policy\.js$|^[a-z-]+\.js$/.test(file) &&
          !/node_modules\/edgemint\/build\/(shared\/(core|web)|edge-functions|workers|cloudfront)\//.test(
            file,
          ),
      )
      assert.deepEqual(strangers, [])
    })
  }

  test('the page and the API bring no more of the config than its defaults', async () => {
    await project.write(
      'page.js',
      "export * from 'edgemint/client'\nexport * from 'edgemint/api'\n",
    )
    const { metafile } = await build({
      entryPoints: ['page.js'],
      absWorkingDir: project.folder,
      bundle: true,
      write: false,
      format: 'esm',
      metafile: true,
    })
    const ofConfig = Object.keys(metafile.inputs).filter((file) =>
      /tldts|shared\/config/.test(file),
    )
    assert.deepEqual(
      ofConfig.map((file) => file.replace(/.*shared\//, '')),
      ['config/defaults.js'],
    )
  })
})

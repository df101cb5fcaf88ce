import { build, type Plugin } from 'esbuild'
import assert from 'node:assert/strict'
import { posix } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Choices } from '../../../cli/init/choices.ts'
import type { Advice } from '../../../cli/init/draft.ts'
import { plan } from '../../../cli/init/plan.ts'
import { readProject } from '../../../cli/init/project.ts'
import { policyModule } from '../../../platforms/policy-module.ts'
import { secret, sign } from '../../shared/core/tokens.ts'
import { policyOf } from '../policy-of.ts'
import { memoryFiles } from './memory-files.ts'

// What init prints for a project whose framework makes the Worker is run as the framework runs it:
// a secret is bound to the Worker, and process.env has none.

const root = fileURLToPath(new URL('../../..', import.meta.url))
const site = 'https://www.example.com'
const name = 'SECRET_OF_OWN_WORKER'
const policy = policyOf({ verify: { algorithm: 'HS256', secret: name } })
const choices: Choices = {
  platform: 'workers',
  site,
  api: undefined,
  output: 'dist',
  policy,
  config: 'edgemint.config.ts',
  found: [],
}

type Module = Record<string, (argument: object) => Promise<Response> | undefined>
type Call = (module: Module, request: Request, env: object) => unknown

/** A request as each framework hands it to its module on Cloudflare. */
const frameworks: [name: string, packages: Record<string, string>, file: string, call: Call][] = [
  [
    // @sveltejs/adapter-cloudflare 7.2.9, files/worker.js
    'SvelteKit',
    { '@sveltejs/kit': '2', '@sveltejs/adapter-cloudflare': '7' },
    'src/hooks.server',
    ({ handle }, request, env) =>
      handle({ event: { request, platform: { env } }, resolve: () => undefined }),
  ],
  [
    // @astrojs/cloudflare 14.3.3, dist/utils/cf-helpers.js: locals.runtime.env is an error.
    'Astro',
    { astro: '7', '@astrojs/cloudflare': '14' },
    'src/pages/set-auth-token',
    ({ ALL }, request) => ALL({ request, locals: {} }),
  ],
  [
    // nitropack 2.13.6, dist/presets/cloudflare/runtime/_module-handler.mjs
    'Nuxt',
    { nuxt: '4' },
    'server/routes/set-auth-token',
    (module, request, env) => module.default({ request, context: { cloudflare: { env } } }),
  ],
  [
    // @opennextjs/cloudflare 1.20.17, dist/cli/templates/init.js: process.env gets every text of env.
    'Next.js',
    { next: '16', '@opennextjs/cloudflare': '1' },
    'app/set-auth-token/route',
    async ({ PUT }, request, env) => {
      Object.assign(process.env, env)
      try {
        return await PUT(request)
      } finally {
        delete process.env[name]
      }
    },
  ],
]

/** What init leaves to the owner of a project in memory. */
function advice(packages: Record<string, string>, more: Record<string, string>): Advice {
  const manifest = JSON.stringify({ scripts: { build: 'make' }, devDependencies: packages })
  const files = memoryFiles({ 'package.json': manifest, ...more })
  return plan(readProject(files), choices).byHand[0]
}

/** Runs the lines as a module of the project, bundled as a framework does. */
async function run(lines: string[], file: string, env: object): Promise<Module> {
  const modules: Record<string, string> = {
    '.edgemint/policy.js': policyModule(policy, (path) => `${root}${path}.ts`),
    'cloudflare:workers': 'export const { env } = globalThis.ofOwnWorker',
  }
  const framework: Plugin = {
    name: 'framework',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^cloudflare:|policy\.js$/ }, ({ path }) => ({
        path: path.startsWith('cloudflare:') ? path : posix.join(posix.dirname(file), path),
        namespace: 'framework',
      }))
      onLoad({ filter: /./, namespace: 'framework' }, ({ path }) => ({
        contents: modules[path]!,
        resolveDir: root,
        loader: 'js',
      }))
    },
  }
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: root, sourcefile: file, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    alias: { 'edgemint/workers': `${root}workers/adapter.ts` },
    plugins: [framework],
  })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  // What Nuxt has imported for its routes.
  const globals = {
    ofOwnWorker: { env },
    defineEventHandler: (handler: unknown) => handler,
    toWebRequest: ({ request }: { request: Request }) => request,
  }
  Object.assign(globalThis, globals)
  return import(`data:text/javascript;base64,${code}#${file}`)
}

suite('what init prints for a Worker that a framework makes finds a bound secret', () => {
  for (const [framework, packages, path, call] of frameworks) {
    for (const [ending, more] of [
      ['js', {}],
      ['ts', { 'tsconfig.json': '{}' }],
    ] as const) {
      test(`${framework}, ${ending}`, async () => {
        const { text, lines } = advice(packages, more)
        const file = `${path}.${ending}`
        assert.ok(text.includes(`Write ${file}:`), text)
        const env = { [name]: secret }
        const module = await run(lines!, file, env)
        const token = sign({ exp: Math.floor(Date.now() / 1000) + 600 })
        const headers = { origin: site, authorization: `Bearer ${token}` }
        const request = new Request(`${site}/set-auth-token`, { method: 'PUT', headers })
        const answer = (await call(module, request, env)) as Response
        assert.equal(answer.status, 204, await answer.text())
      })
    }
  }
})

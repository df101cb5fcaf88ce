import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { runEdgemint } from '../run-edgemint.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { buildScript, initProject, site, viteManifest } from './init-project.ts'

const build = 'edgemint build --target workers'

/** A wrangler.toml in which everything is there, with this `run_worker_first`. */
function complete(list: string): string {
  return `name = "a"\nmain = ".edgemint/workers/worker.js"\ncompatibility_date = "2026-01-01"\n[assets]\ndirectory = "dist"\nbinding = "ASSETS"\nrun_worker_first = ${list}\n`
}

/** A wrangler.jsonc of somebody else's Worker, with this `run_worker_first`. */
function behindAssets(list: string): string {
  return `{\n  "main": "worker.js",\n  "assets": { "directory": "dist", "not_found_handling": "404-page", "run_worker_first": [${list}] }\n}\n`
}

suite('edgemint init for Cloudflare Workers', { concurrency: 2 }, () => {
  test('makes a wrangler.jsonc where there is none', async () => {
    const before = { 'package.json': viteManifest() }
    const { files } = await initProject(before, [...site, '--platform', 'workers'])
    assert.equal(
      files['wrangler.jsonc'],
      `{
  "$schema": "./node_modules/wrangler/config-schema.json",
  "name": "shop",
  "main": ".edgemint/workers/worker.js",
  "compatibility_date": "2026-07-30",
  "assets": {
    "directory": "./dist",
    "binding": "ASSETS",
    "run_worker_first": ["/set-auth-token"]
  }
}
`,
    )
    assert.equal(buildScript(files['package.json']), `vite build && ${build}`)
  })

  test('adds to a wrangler.toml what is missing, each line in its place', async () => {
    const toml =
      '# my site\r\nname = "shop"\r\n\r\n[assets] # pages\r\ndirectory = "./dist"\r\nrun_worker_first = ["/api/*"]\r\n\r\n[vars]\r\nA = "1"'
    const { files } = await initProject(
      { 'package.json': viteManifest(), 'wrangler.toml': toml },
      site,
    )
    assert.equal(
      files['wrangler.toml'],
      '# my site\r\nname = "shop"\r\nmain = ".edgemint/workers/worker.js"\r\ncompatibility_date = "2026-07-30"\r\n\r\n[assets] # pages\r\ndirectory = "./dist"\r\nbinding = "ASSETS"\r\nrun_worker_first = ["/api/*", "/set-auth-token"]\r\n\r\n[vars]\r\nA = "1"',
    )
  })

  test('takes the paths from a config that is there', async () => {
    const config = "export default { site: 'https://www.shop.test', endpoint: '/auth/token' }\n"
    const before = { 'edgemint.config.js': config, 'public/index.html': '' }
    const { files, stdout } = await initProject(before, ['--platform', 'workers'])
    assert.match(files['wrangler.jsonc'], /"run_worker_first": \["\/auth\/token"\]/)
    assert.equal(files['edgemint.config.js'], config)
    assert.equal(files['edgemint.config.ts'], undefined)
    assert.match(stdout, /clearAuthToken\(\)/)
  })

  test('keeps what is no page from visitors where the pages lie beside package.json', async () => {
    const before = { 'index.html': '', '.assetsignore': 'node_modules\ndrafts\n' }
    const { files } = await initProject(before, [...site, '--platform', 'workers'])
    const lines = files['.assetsignore'].split('\n')
    for (const name of ['drafts', '.edgemint', '.env*', 'package*.json', '.git', '.npmrc']) {
      assert.ok(lines.includes(name), name)
    }
    assert.equal(lines.filter((line) => line === 'node_modules').length, 1)
  })

  test('builds first where Cloudflare’s Vite plugin bundles the Worker', async () => {
    const before = { 'package.json': viteManifest({ '@cloudflare/vite-plugin': '^1.0.0' }) }
    const { files } = await initProject(before, [...site, '--platform', 'workers'])
    assert.equal(buildScript(files['package.json']), `${build} && vite build`)
  })

  test('leaves a Worker of theirs in its place, and says what to call in it', async () => {
    const before = {
      'package.json': viteManifest(),
      'wrangler.jsonc':
        '{\n  "main": "src/worker/index.ts",\n  "assets": { "directory": "dist" } // mine\n}\n',
    }
    const { files, stdout } = await initProject(before, site)
    assert.equal(
      files['wrangler.jsonc'],
      '{\n  "main": "src/worker/index.ts",\n  "assets": { "directory": "dist", "run_worker_first": ["/set-auth-token"] } // mine\n}\n',
    )
    assert.equal(buildScript(files['package.json']), `${build} && vite build`)
    assert.match(stdout, /^ {2}1\. src\/worker\/index\.ts is your own Worker and stays as it is\./m)
    assert.match(stdout, /^ {7}import \{ policy \} from '\.\.\/\.\.\/\.edgemint\/policy\.js'$/m)
  })

  for (const [title, packages] of [
    ['a Worker of theirs', {}],
    ['a framework’s Worker', { astro: '6', '@astrojs/cloudflare': '13' }],
  ] as const) {
    test(`${title} behind a page for what is missing: a list of ours alone would take all else from it`, async () => {
      const before = {
        'package.json': viteManifest(packages),
        'wrangler.jsonc':
          '{\n  "main": "src/index.ts",\n  "assets": { "directory": "dist", "not_found_handling": "single-page-application" }\n}\n',
      }
      const { files, stdout } = await initProject(before, site)
      assert.equal(files['wrangler.jsonc'], before['wrangler.jsonc'])
      assert.match(
        stdout,
        /2\. wrangler\.jsonc: .* each other path that your Worker answers\n {7}"run_worker_first": \["\/set-auth-token", "…"\]\n/,
      )
    })
  }

  test('a framework’s Worker is asked first beside what is asked first already', async () => {
    const before = {
      'package.json': viteManifest({ '@sveltejs/kit': '2', '@sveltejs/adapter-cloudflare': '7' }),
      'wrangler.jsonc': behindAssets('"/api/*"'),
    }
    const { files } = await initProject(before, site)
    assert.equal(files['wrangler.jsonc'], behindAssets('"/api/*", "/set-auth-token"'))
  })

  test('says so no longer once their Worker calls edgemint', async () => {
    const before = {
      'src/index.js': "import { createEndpoint } from 'edgemint/workers'\n",
      'wrangler.toml': 'main = "src/index.js"\n',
    }
    const { stdout } = await initProject(before, site)
    assert.doesNotMatch(stdout, /By hand/)
  })

  const conflicts: [string, string, RegExp][] = [
    [
      'run_worker_first = false',
      'run_worker_first = ["/set-auth-token"]',
      /1\. wrangler\.toml: let Cloudflare ask/,
    ],
    [
      'binding = "STATIC"',
      'binding = "ASSETS"',
      /1\. wrangler\.toml: the Worker finds your pages by the name ASSETS/,
    ],
  ]
  for (const [line, wanted, text] of conflicts) {
    test(`leaves ${line}, and says what to write`, async () => {
      const toml = `name = "a"\n[assets]\ndirectory = "dist"\n${line}\n`
      const { files, stdout } = await initProject(
        { 'wrangler.toml': toml, 'dist/index.html': '' },
        site,
      )
      assert.ok(files['wrangler.toml'].includes(`\n${line}\n`))
      assert.match(stdout, text)
      assert.ok(stdout.includes(`\n       ${wanted}\n`), stdout)
    })
  }

  const noTables: [string, string, string][] = [
    [
      'wrangler.toml',
      'name = "a"\nassets = "./dist"\nmain = "a.js"\n',
      'assets = { directory = "./dist", binding = "ASSETS", run_worker_first = ["/set-auth-token"] }',
    ],
    [
      'wrangler.jsonc',
      '{ "assets": "./dist" }',
      '"assets": { "directory": "./dist", "binding": "ASSETS", "run_worker_first": ["/set-auth-token"] }',
    ],
  ]
  for (const [file, text, wanted] of noTables) {
    test(`says what to write where assets is no table in ${file}`, async () => {
      const before = { 'package.json': viteManifest(), [file]: text }
      const { files, stdout } = await initProject(before, site)
      assert.ok(files[file].includes(text.slice(10, -2)))
      assert.match(
        stdout,
        /[12]\. wrangler\.\w+: wrangler takes no "assets" but a table\. In its place, write\n/,
      )
      assert.ok(stdout.includes(`\n       ${wanted}\n`), stdout)
    })
  }

  test('writes what to do by hand as the file itself is written', async () => {
    const config =
      '{ "assets": { "directory": "dist", "run_worker_first": false, "binding": "B" } }'
    const before = { 'package.json': viteManifest(), 'wrangler.json': config }
    const { stdout } = await initProject(before, site)
    assert.match(stdout, /^ {7}"binding": "ASSETS"\n/m)
    assert.match(stdout, /^ {7}"run_worker_first": \["\/set-auth-token"\]\n/m)
  })

  test('an environment with assets of its own is named', async () => {
    const toml = 'name = "a"\n[assets]\ndirectory = "dist"\n[env.staging.assets]\ndirectory = "x"\n'
    const { stdout } = await initProject({ 'wrangler.toml': toml }, site)
    assert.match(stdout, /the environment "staging" has assets of its own/)
  })

  test('adds nothing where the Worker is asked first already, and says which pattern takes our path out', async () => {
    for (const list of ['["/*"]', '["/*", "!/set-auth-token"]', '["/set-*", "!*.txt"]']) {
      const before = { 'package.json': viteManifest(), 'wrangler.toml': complete(list) }
      const { files, stdout } = await initProject(before, site)
      assert.equal(files['wrangler.toml'], before['wrangler.toml'])
      const isExcluded = /the pattern with ! takes out .*\n {7}\/set-auth-token\n/.test(stdout)
      assert.equal(isExcluded, list.includes('!/'), stdout)
    }
  })

  test('says that Workers Sites cannot stay beside assets', async () => {
    const before = {
      'package.json': viteManifest(),
      'wrangler.toml': '[site]\nbucket = "./dist"\n',
    }
    const { stdout } = await initProject(before, site)
    assert.match(
      stdout,
      /1\. wrangler\.toml: take "site" out, since wrangler refuses it beside "assets"/,
    )
  })

  test('takes the whole path of a folder in the project', async () => {
    const before = { 'package.json': viteManifest(), 'www/index.html': '<h1>' }
    const folder = temporaryFolder(before)
    const args = [
      'init',
      '--yes',
      ...site,
      '--platform',
      'workers',
      '--output',
      join(folder, 'www/'),
    ]
    assert.equal((await runEdgemint(folder, args)).exitCode, 0)
    const wrangler = readFileSync(join(folder, 'wrangler.jsonc'), 'utf8')
    assert.equal(JSON.parse(wrangler).assets.directory, './www')
  })
})

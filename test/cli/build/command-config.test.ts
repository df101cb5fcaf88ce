import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'
import { findOlderNode, runEdgemint, type Run } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'

const plain = "export default { site: 'https://shop.example.org' }\n"

suite('a config is taken', { concurrency: 2 }, () => {
  const configs: [what: string, file: string, contents: string][] = [
    [
      'with defineConfig from the package',
      'edgemint.config.ts',
      "import { defineConfig } from 'edgemint'\nexport default defineConfig({ site: 'https://shop.example.org' })\n",
    ],
    [
      'with types and an import of its own',
      'edgemint.config.ts',
      "import { host } from './host.ts'\ninterface A { site: string }\nenum B { c }\nexport default { site: `https://${host}` } satisfies A\nB.c\n",
    ],
    ['as a plain object', 'edgemint.config.ts', plain],
    ['in JavaScript', 'edgemint.config.js', plain],
    ['in JavaScript that says so', 'edgemint.config.mjs', plain],
    ['in TypeScript that says so', 'edgemint.config.mts', plain],
    [
      'in CommonJS that says so',
      'edgemint.config.cjs',
      "module.exports = { site: 'https://shop.example.org' }\n",
    ],
    [
      'compiled to CommonJS',
      'edgemint.config.cjs',
      "Object.defineProperty(exports, '__esModule', { value: true })\nexports.default = { site: 'https://shop.example.org' }\n",
    ],
    [
      'as a promise',
      'edgemint.config.ts',
      "export default Promise.resolve({ site: 'https://shop.example.org' })\n",
    ],
    [
      'in CommonJS',
      'edgemint.config.js',
      "module.exports = { site: 'https://shop.example.org' }\n",
    ],
  ]
  for (const [what, file, contents] of configs) {
    test(`${what}: ${file}`, async () => {
      const host = "export const host: string = 'shop.example.org'\n"
      const folder = temporaryFolder({ [file]: contents, 'host.ts': host })
      const { exitCode, stderr } = await runEdgemint(folder, ['build', '--target', 'workers'])
      assert.equal(stderr, '')
      assert.equal(exitCode, 0)
      assert.match(
        readFileSync(join(folder, '.edgemint/policy.js'), 'utf8'),
        /"domain": "example.org"/,
      )
    })
  }

  test('from another place by --config, rather than the one in this folder', async () => {
    const folder = temporaryFolder({ 'edgemint.config.ts': '!', 'configs/shop.ts': plain })
    const args = ['build', '--target', 'workers', '--config', 'configs/shop.ts']
    assert.equal((await runEdgemint(folder, args)).exitCode, 0)
    assert.match(
      readFileSync(join(folder, '.edgemint/policy.js'), 'utf8'),
      /"domain": "example.org"/,
    )
  })

  for (const { path, version } of [findOlderNode() ?? []].flat()) {
    test(`in TypeScript by Node ${version} too`, async () => {
      const folder = temporaryFolder({ 'edgemint.config.ts': `const a: number = 1\n${plain}` })
      const args = ['build', '--target', 'workers']
      assert.deepEqual((await runEdgemint(folder, args, path)).exitCode, 0)
    })
  }
})

suite('a config that is missing', { concurrency: 2 }, () => {
  test('exits with 2 and says what to write into which file', async () => {
    const folder = temporaryFolder()
    const run = await runEdgemint(folder, ['build'])
    assertRefused(run, folder, [])
    assert.equal(run.exitCode, 2)
    assert.match(run.stderr, /there is no edgemint\.config\.ts in \/.*\.\n/)
    assert.match(run.stderr, /→ .*export default \{ site: 'https:\/\/www\.example\.com' \}/)
  })

  test('--config that is a folder', async () => {
    const folder = temporaryFolder({ 'shop/edgemint.config.ts': plain })
    const run = await runEdgemint(folder, ['build', '--config', 'shop'])
    assert.equal(run.exitCode, 2)
    assert.equal(
      run.stderr,
      'edgemint: --config shop is a folder.\n  → Name the file in it: --config shop/edgemint.config.ts\n',
    )
  })

  test('names the file that --config asked for', async () => {
    const folder = temporaryFolder({ 'edgemint.config.ts': plain })
    const run = await runEdgemint(folder, ['build', '--config', 'shop.ts'])
    assertRefused(run, folder, ['edgemint.config.ts'])
    assert.equal(run.exitCode, 2)
    assert.match(run.stderr, /^edgemint: there is no shop\.ts in /)
  })
})

suite('a config that cannot be read exits with 1 and says where', { concurrency: 2 }, () => {
  const broken: [what: string, contents: string, message: RegExp][] = [
    [
      'a syntax error, with line and column',
      "export default {\n  site: 'https://www.example.com',\n  api: ,\n}\n",
      /^edgemint: edgemint\.config\.ts cannot be read:\n {2}edgemint\.config\.ts:3:8: Unexpected ","\n$/,
    ],
    [
      'two syntax errors, both',
      'let a = 1\nlet a = 2\nlet b = 1\nlet b = 2\n',
      /config\.ts:2:5: The symbol "a" .*\n.*config\.ts:4:5: The symbol "b" /,
    ],
    [
      'an import that is nowhere',
      "import './secrets.ts'\nexport default {}\n",
      /edgemint\.config\.ts:1:8: Could not resolve "\.\/secrets\.ts"/,
    ],
    [
      'an exception',
      "throw new Error('SITE is not set')\n",
      /^edgemint: edgemint\.config\.ts fails when it is run: Error: SITE is not set\n$/,
    ],
    ['an exception that is no Error', 'throw null\n', /fails when it is run: null\n$/],
    [
      'a promise that fails',
      "export default Promise.reject(new Error('no answer'))\n",
      /^edgemint: edgemint\.config\.ts fails when it is run: Error: no answer\n$/,
    ],
    [
      'a variable that is not set, in an address',
      'export default { site: `https://${process.env.NO_SUCH_SITE}` }\n',
      /site: "https:\/\/undefined" is put together from something that is not set\.\n/,
    ],
    [
      'a function without the brackets that make it return',
      "export default () => { site: 'https://shop.example.org' }\n",
      /undefined is not a config\.\n {4}→ The function must return it: .* with the round brackets\.\n$/,
    ],
    [
      'no default export',
      "export const site = 'https://www.example.com'\n",
      /has a mistake:\n {2}export default: undefined is not a config\.\n {4}→ Write export default \{ site: /,
    ],
    [
      'a function that gives no config',
      'export default () => {}\n',
      /has a mistake:\n {2}export default: undefined is not a config\./,
    ],
    [
      'a function that throws',
      "export default () => { throw new Error('no luck') }\n",
      /^edgemint: edgemint\.config\.ts, the config for "production", fails when it is run: Error: no luck\n$/,
    ],
  ]
  for (const [what, contents, message] of broken) {
    test(what, async () => {
      const folder = temporaryFolder({ 'edgemint.config.ts': contents })
      const run = await runEdgemint(folder, ['build'])
      assertRefused(run, folder, ['edgemint.config.ts'])
      assert.match(run.stderr, message)
      assert.equal(run.exitCode, 1)
    })
  }
})

test('three mistakes of a config are reported at once, each with its cure', async () => {
  const contents =
    "export default {\n  site: 'https://www.example.com/',\n  endpont: '/x',\n  cookie: { maxAge: -1 },\n}\n"
  const folder = temporaryFolder({ 'edgemint.config.ts': contents })
  const run = await runEdgemint(folder, ['build'])
  assertRefused(run, folder, ['edgemint.config.ts'])
  assert.equal(run.exitCode, 1)
  assert.match(run.stderr, /^edgemint: edgemint\.config\.ts has 3 mistakes:\n/)
  const places = [...run.stderr.matchAll(/^ {2}(\S+): .+\n {4}→ .+$/gm)].map(([, place]) => place)
  assert.deepEqual(places.toSorted(), ['cookie.maxAge', 'endpont', 'site'])
  assert.match(run.stderr, /→ Write "https:\/\/www\.example\.com"\.\n/)
})

test('what the owner of a netlify.app site should know is noted, and the bundles are built', async () => {
  const contents = "export default { site: 'https://shop.netlify.app' }\n"
  const folder = temporaryFolder({ 'edgemint.config.ts': contents })
  const { exitCode, stdout, stderr } = await runEdgemint(folder, ['build', '--target', 'netlify'])
  assert.equal(exitCode, 0)
  assert.match(
    stderr,
    /^note: The cookie is host-only: shop\.netlify\.app alone gets it, an API on another host cannot receive it\.\n$/,
  )
  assert.match(stdout, /^\.edgemint\/netlify\/set-auth-token\.mjs/)
  assert.match(readFileSync(join(folder, '.edgemint/policy.js'), 'utf8'), /"domain": ""/)
})

test('a target that cannot hold the config is left out, or refused where it is asked for', async () => {
  const contents =
    "const siteOrigins = Array.from({ length: 170 }, (_, i) => `https://preview-${i}.example.com`)\nexport default { site: 'https://www.example.com', siteOrigins }\n"
  const folder = temporaryFolder({ 'edgemint.config.ts': contents })
  const why = String.raw`cloudfront/viewer-request\.js is \d{5} octets, the limit is 10000\.\n {2}→ Shorten siteOrigins: it is compiled in\.\n {2}→ Or use the target lambda-edge\.\n`
  const asked = await runEdgemint(folder, ['build', '--target', 'netlify', 'cloudfront'])
  assertRefused(asked, folder, ['edgemint.config.ts'])
  assert.equal(asked.exitCode, 1)
  assert.match(asked.stderr, new RegExp(`^edgemint: ${why}$`))

  const stale = join(folder, '.edgemint/cloudfront/viewer-request.js')
  mkdirSync(dirname(stale), { recursive: true })
  writeFileSync(stale, 'of an earlier config')
  const all = await runEdgemint(folder, ['build'])
  assert.equal(all.exitCode, 0)
  assert.match(all.stderr, new RegExp(`^left out: cloudfront, because ${why}`))
  assert.ok(listFiles(folder).includes('.edgemint/lambda-edge/index.mjs'))
  assert.equal(existsSync(stale), false)
})

test('with tokens of a bridge, CloudFront Functions are built, and what they leave to Lambda@Edge is said', async () => {
  const config = {
    site: 'https://www.acme.com',
    api: 'https://acme.g.kuroco.app/rcms-api/1',
    bridge: { path: '/api', preset: 'kuroco' },
  }
  const file = 'edgemint.config.js'
  const folder = temporaryFolder({ [file]: `export default ${JSON.stringify(config)}` })
  const note =
    'note: cloudfront hands /api to the API; /set-auth-token, which asks the API for tokens, needs lambda-edge.\n'
  const { exitCode, stderr } = await runEdgemint(folder, ['build'])
  assert.deepEqual([exitCode, stderr], [0, note])
  assert.ok(listFiles(folder).includes('.edgemint/cloudfront/viewer-request.js'))
  const other = await runEdgemint(folder, ['build', '--target', 'lambda-edge'])
  assert.deepEqual([other.exitCode, other.stderr], [0, ''])
})

/** Nothing is written, and nothing but the message is printed: no stack of ours. */
function assertRefused({ stdout, stderr }: Run, folder: string, files: string[]): void {
  assert.equal(stdout, '')
  assert.match(stderr, /^edgemint: /)
  assert.doesNotMatch(stderr, /^ +at /m)
  assert.deepEqual(listFiles(folder), files)
}

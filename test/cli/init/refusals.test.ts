import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { runEdgemint } from '../run-edgemint.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { readFiles, site, viteManifest } from './init-project.ts'

/** Runs init in a folder with these files; none of them may change. */
async function refuse(files: Record<string, string>, args: string[]) {
  const folder = temporaryFolder(files)
  const run = await runEdgemint(folder, ['init', ...args])
  assert.deepEqual(readFiles(folder), files)
  assert.notEqual(run.exitCode, 0)
  assert.doesNotMatch(run.stderr, /^ +at /m)
  return run
}

suite('edgemint init writes nothing', { concurrency: 2 }, () => {
  for (const args of [[], ['--yes']]) {
    test(`and names what is missing: init ${args.join(' ')}`, async () => {
      const { stderr, exitCode } = await refuse({ 'package.json': '{}' }, args)
      assert.equal(exitCode, 2)
      assert.equal(
        stderr,
        `edgemint: this must be given, since nobody is asked here:
  → --platform netlify|workers|pages|cloudfront   where the site is hosted (no file in this folder tells)
  → --site https://www.example.com   the address of your pages
`,
      )
    })
  }

  test('where there is nobody to ask, though it shows what it would write', async () => {
    const { stdout, stderr } = await refuse(
      { 'package.json': viteManifest(), 'netlify.toml': '' },
      site,
    )
    assert.match(stdout, /^\+ {2}site: 'https:\/\/www\.shop\.test',$/m)
    assert.ok(!stdout.includes('\u001b'))
    assert.equal(
      stderr,
      'edgemint: nothing was written, since there is nobody to ask.\n  → Write --yes\n',
    )
  })

  test('where two files speak of two platforms', async () => {
    const files = { 'netlify.toml': '', 'wrangler.toml': 'name = "a"\n' }
    const { stderr } = await refuse(files, ['--yes', ...site])
    assert.match(
      stderr,
      /there are several: netlify\.toml is for Netlify, wrangler\.toml is for Cloudflare Workers/,
    )
  })

  const mistakes: [string, Record<string, string>, string[], RegExp][] = [
    [
      'a site that is none',
      {},
      ['--site', 'http://', '--platform', 'netlify'],
      /^edgemint: --site cannot be used:\n {2}site: /,
    ],
    [
      'a site under a public suffix',
      {},
      ['--site', 'me.netlify.app/x', '--platform', 'netlify', '--api', 'ftp://x'],
      /^edgemint: --api cannot be used:\n {2}api: /,
    ],
    [
      'the root of a monorepo',
      { 'package.json': '{ "workspaces": ["apps/*"] }', 'apps/web/index.html': '<h1>' },
      ['--platform', 'netlify', ...site],
      /^edgemint: this is the root of several packages \(workspaces\), .*\n {2}→ Go to that folder, such as apps\/web/,
    ],
    [
      'the root of a monorepo of pnpm',
      { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages: [web]\n' },
      ['--platform', 'workers', ...site],
      /^edgemint: this is the root of several packages/,
    ],
    [
      'a platform without its option',
      {},
      ['netlify', ...site],
      /^edgemint: "netlify" is not expected here\.\n.*--help\n {2}→ Or write --platform netlify\n$/,
    ],
    [
      'an unknown platform',
      {},
      ['--platform', 'netlfy', ...site],
      /there is no platform "netlfy"\. Did you mean netlify\?/,
    ],
    [
      'a broken wrangler.toml',
      { 'wrangler.toml': 'a = 1\nb = [\n' },
      site,
      /^edgemint: wrangler\.toml cannot be read: line 3 is not TOML\.\n {2}→ /,
    ],
    [
      'a broken wrangler.jsonc',
      { 'wrangler.jsonc': '{\n  name: 1 }' },
      site,
      /^edgemint: wrangler\.jsonc cannot be read: /,
    ],
    ...[
      "{\n  'name': 1 }",
      `{ "name": 'x' }`,
      '{ "a": 0x10 }',
      '{ "a": -"x" }',
      '{ "a": -[1] }',
      '{ 1: 2 }',
      '{ "a": 1 }, 2',
      '{ "a": - 1 }',
    ].map((text): (typeof mistakes)[number] => [
      `a wrangler.jsonc that wrangler refuses: ${text}`,
      { 'wrangler.jsonc': text },
      site,
      /^edgemint: wrangler\.jsonc cannot be read: .*\n {2}→ Mend it/,
    ]),
    [
      'a broken package.json',
      { 'package.json': '{' },
      site,
      /^edgemint: package\.json cannot be read: /,
    ],
    [
      'a netlify.toml with a table twice',
      { 'netlify.toml': '[build]\ncommand = "x"\n[build]\n' },
      site,
      /^edgemint: netlify\.toml cannot be read: .*\n {2}→ Mend it/,
    ],
    ...['{ "name": "x", }', '{ "name": "x" } // mine', '{ "name": \'x\' }'].map(
      (text): (typeof mistakes)[number] => [
        `a package.json that npm refuses: ${text}`,
        { 'package.json': text },
        ['--platform', 'netlify', ...site],
        /^edgemint: package\.json cannot be read: (?:npm takes no comment|it is no JSON, where texts).*\n {2}→ Mend it/,
      ],
    ),
    ...['package.json', '.gitignore', 'netlify.toml'].map((file): (typeof mistakes)[number] => [
      `a folder where ${file} should be`,
      { [`${file}/file`]: '', 'public/index.html': '' },
      ['--platform', 'netlify', ...site],
      new RegExp(`^edgemint: nothing was written: ${file} is a folder, .+\n  → `),
    ]),
    [
      'a folder where the config should be',
      { 'edgemint.config.ts/file': '' },
      ['--platform', 'netlify', ...site],
      /^edgemint: edgemint\.config\.ts in .* is a folder, not a file\.\n {2}→ /,
    ],
    [
      'an empty wrangler.jsonc',
      { 'wrangler.jsonc': '// to do\n' },
      site,
      /^edgemint: wrangler\.jsonc cannot be read: nothing is in it, not even \{ \}\.\n/,
    ],
    [
      'a wrangler.jsonc that is a list',
      { 'wrangler.jsonc': '[]' },
      site,
      /^edgemint: wrangler\.jsonc cannot be read: it is no object in \{ \}\.\n/,
    ],
    [
      'a package.json that is null',
      { 'package.json': 'null' },
      ['--platform', 'netlify', ...site],
      /^edgemint: package\.json cannot be read: it is no object/,
    ],
    [
      'scripts that are no object',
      { 'package.json': '{ "scripts": [] }', 'public/index.html': '' },
      ['--platform', 'netlify', ...site],
      /^edgemint: package\.json cannot be added to: "scripts" cannot hold anything\.\n {2}→ /,
    ],
    [
      'a netlify.toml whose build is a text',
      { 'netlify.toml': 'build = "npm run build"\n', 'public/index.html': '' },
      site,
      /^edgemint: netlify\.toml cannot be added to: "build" cannot hold anything\.\n {2}→ /,
    ],
    [
      'a config with a mistake',
      { 'edgemint.config.ts': 'export default {}' },
      ['--platform', 'netlify'],
      /^edgemint: edgemint\.config\.ts has a mistake:\n {2}site: /,
    ],
    [
      'a wrangler file of Pages for Workers',
      { 'wrangler.toml': 'pages_build_output_dir = "dist"' },
      ['--platform', 'workers', ...site],
      /one file cannot serve both/,
    ],
    [
      'no folder of pages',
      { 'package.json': '{}' },
      ['--platform', 'workers', ...site],
      /→ Name it: --output dist/,
    ],
  ]
  test('but reads no folder that it only looks for: of a Worker, or of a virtual environment', async () => {
    const folder = temporaryFolder({
      'public/_worker.js/index.js': '',
      '.env/bin/python': '',
      'vite.config.ts/file': '',
    })
    const args = ['--platform', 'pages', '--output', 'public', '--yes', ...site]
    const { stdout, stderr, exitCode } = await runEdgemint(folder, ['init', ...args])
    assert.equal(stderr, '')
    assert.equal(exitCode, 0)
    assert.match(stdout, /_worker\.js is your own Worker and stays as it is/)
  })

  for (const [title, files, args, message] of mistakes) {
    test(`for ${title}`, async () => {
      const { stderr } = await refuse(files, ['--yes', ...args])
      assert.match(stderr, message)
    })
  }
})

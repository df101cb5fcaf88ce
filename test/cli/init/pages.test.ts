import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { runEdgemint } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'
import { buildScript, initProject, site, viteManifest } from './init-project.ts'

const pages = [...site, '--platform', 'pages']

function withScript(build: string, packages: Record<string, string> = { vite: '8' }): string {
  return JSON.stringify({ scripts: { build }, devDependencies: { edgemint: '1', ...packages } })
}

suite('edgemint init for Cloudflare Pages', { concurrency: 2 }, () => {
  test('builds into the output folder, after the site', async () => {
    const { files } = await initProject({ 'package.json': viteManifest() }, pages)
    assert.equal(
      buildScript(files['package.json']),
      'vite build && edgemint build --target pages --into dist',
    )
    assert.deepEqual(Object.keys(files), [
      '.gitignore',
      'edgemint.config.ts',
      'package.json',
      'vite.config.mjs',
    ])
  })

  const folders: [string, Record<string, string>, string][] = [
    [
      'outDir of Vite’s config',
      { 'vite.config.ts': "// outDir: 'no'\nexport default { build: { outDir: 'www' } }" },
      'www',
    ],
    [
      'outDir of Vite’s config, between patterns that look like comments',
      {
        'vite.config.ts':
          "export default { test: ['**/*.test.ts'], build: { outDir: 'www' }, pages: '**/*.html' }",
      },
      'www',
    ],
    [
      'pages_build_output_dir',
      { 'wrangler.toml': 'pages_build_output_dir = "./out dir"' },
      '"out dir"',
    ],
    ['the framework', { 'package.json': viteManifest({ '@sveltejs/kit': '2' }) }, 'build'],
    [
      'root of Vite’s config',
      { 'vite.config.js': "export default { root: 'client' }" },
      'client/dist',
    ],
    [
      'root and outDir of Vite’s config',
      { 'vite.config.js': "export default { root: './src', build: { outDir: '../www' } }" },
      'www',
    ],
    [
      'root that is the config’s own folder',
      { 'vite.config.js': 'export default { root: __dirname, base: "/" }' },
      'dist',
    ],
    ['the build script', { 'package.json': withScript('tsc && vite build --outDir www') }, 'www'],
    [
      'an option with =, in quotes',
      { 'package.json': withScript('eleventy --output="my site" && x', { '@11ty/eleventy': '3' }) },
      '"my site"',
    ],
    [
      'dir.output of Eleventy’s config',
      {
        'package.json': withScript('eleventy', { '@11ty/eleventy': '3' }),
        'eleventy.config.js': "export default () => ({ dir: { input: 'src', output: 'www' } })",
      },
      'www',
    ],
    [
      'adapter-static of SvelteKit',
      {
        'package.json': viteManifest({ '@sveltejs/kit': '2', '@sveltejs/adapter-static': '3' }),
        'svelte.config.js': "export default { kit: { adapter: adapter({ pages: 'www' }) } }",
      },
      'www',
    ],
    [
      'Astro’s config in CommonJS',
      {
        'package.json': viteManifest({ astro: '5' }),
        'astro.config.cjs': "module.exports = { outDir: './www' }",
      },
      'www',
    ],
    [
      'distDir of Next.js',
      {
        'package.json': withScript('next build', { next: '16' }),
        'next.config.ts': "export default { output: 'export', distDir: 'www' }",
      },
      'www',
    ],
    [
      'Vue CLI rather than its template in public/',
      {
        'package.json': withScript('vue-cli-service build', { '@vue/cli-service': '5' }),
        'public/index.html': '<h1>',
      },
      'dist',
    ],
    ...['docs', './docs/', '"docs"'].map((folder): [string, Record<string, string>, string] => [
      `the folder of vitepress build ${folder}`,
      {
        'package.json': withScript(`vitepress build ${folder} && x`, { vitepress: '1' }),
        'docs/.vitepress/config.mts': "export default { title: 'x' }",
      },
      'docs/.vitepress/dist',
    ]),
    [
      'vitepress build with no folder',
      { 'package.json': withScript('vitepress build', { vitepress: '1' }) },
      '.vitepress/dist',
    ],
    [
      '--outDir of vitepress build',
      { 'package.json': withScript('vitepress build docs --outDir www', { vitepress: '1' }) },
      'www',
    ],
    ['nuxt generate', { 'package.json': withScript('nuxt generate', { nuxt: '4' }) }, 'dist'],
  ]
  for (const [title, more, folder] of folders) {
    test(`finds the output folder by ${title}`, async () => {
      const { files } = await initProject({ 'package.json': viteManifest(), ...more }, pages)
      const [, into] = / --into (.+?)(?: --client .*)?$/.exec(buildScript(files['package.json']))!
      assert.equal(into, folder)
    })
  }

  const unclear: [string, Record<string, string>][] = [
    [
      'outDir is worked out',
      { 'vite.config.js': "export default { build: { outDir: resolve(here, 'www') } }" },
    ],
    [
      'there are two',
      { 'vite.config.js': "export const a = { outDir: 'a' }, b = { outDir: 'b' }" },
    ],
    ['root is worked out', { 'vite.config.js': 'export default { root, plugins: [] }' }],
    ['outDir is elsewhere', { 'vite.config.js': "export default { build: { outDir: '/srv' } }" }],
    ...[
      'cd docs && vitepress build',
      '(cd docs; vitepress build --outDir out)',
      'vitepress build --base /x/ docs',
      'vitepress build docs --base /x/',
      'vitepress build $DOCS',
      'vitepress build 2>&1',
      'vitepress build > log',
      'vitepress build docs blog',
      'vitepress build "my docs"',
    ].map((build): [string, Record<string, string>] => [
      `the build is ${build}`,
      { 'package.json': withScript(build, { vitepress: '1' }) },
    ]),
    [
      'VitePress has an outDir of its own',
      {
        'package.json': withScript('vitepress build docs', { vitepress: '1' }),
        'docs/.vitepress/config.mts': "export default { outDir: '../www' }",
      },
    ],
    [
      'VitePress builds two folders',
      {
        'package.json': withScript('vitepress build a && vitepress build b', { vitepress: '1' }),
      },
    ],
    [
      'a bundler has no rule for it',
      {
        'package.json': withScript('webpack', { webpack: '5' }),
        'public/index.html': '<h1>',
      },
    ],
  ]
  for (const [title, more] of unclear) {
    test(`asks for the output folder where ${title}`, async () => {
      const folder = temporaryFolder({ 'package.json': viteManifest(), ...more })
      const { stderr, exitCode } = await runEdgemint(folder, ['init', '--yes', ...pages])
      assert.equal(exitCode, 2)
      assert.match(stderr, /it is not clear which folder .*\n  → Name it: --output dist\n$/)
    })
  }

  test('says where Next.js writes no plain files', async () => {
    const before = { 'package.json': withScript('next build', { next: '16' }) }
    const { stdout } = await initProject({ ...before, 'next.config.js': '//' }, pages)
    assert.match(stdout, /Next\.js writes .* only if next\.config\.js says\n +output: 'export',\n/)
  })

  test('gives the client another name where the page has an edgemint.js of its own', async () => {
    const before = { 'public/index.html': '<h1>', 'public/edgemint.js': 'theirs' }
    const { files, stdout } = await initProject(before, pages)
    assert.match(buildScript(files['package.json']), / --client public\/edgemint-client\.js$/)
    assert.match(stdout, /from '\/edgemint-client\.js'/)
    assert.doesNotMatch(files['.gitignore'], /edgemint\.js/)
  })

  test('git ignores what is built into the folder of the sources', async () => {
    const { files, folder } = await initProject({ 'public/index.html': 'hi' }, pages)
    assert.equal(
      files['.gitignore'],
      'public/edgemint.js\npublic/_worker.js\npublic/_routes.json\n.edgemint/\n',
    )
    const { exitCode } = await runEdgemint(folder, [
      'build',
      '--target',
      'pages',
      '--into',
      'public',
    ])
    assert.equal(exitCode, 0)
    const again = await runEdgemint(folder, ['init', '--yes', ...pages])
    assert.match(again.stdout, /^Everything is there already/m)
    assert.doesNotMatch(again.stdout, /By hand/)
  })

  test('a functions folder of theirs would be switched off: says what to write there', async () => {
    const before = { 'public/index.html': '', 'functions/api/hello.js': '' }
    const { files, stdout } = await initProject(before, site)
    assert.equal(
      buildScript(files['package.json']),
      'edgemint build --target pages --client public/edgemint.js',
    )
    assert.match(stdout, /1\. functions\/ is yours.*Write functions\/set-auth-token\.js:$/m)
    assert.match(stdout, /import \{ policy \} from '\.\.\/\.edgemint\/policy\.js'/)
  })

  for (const file of ['public/_worker.js', 'static/_worker.js', 'dist/_worker.js']) {
    test(`${file} of theirs stays, and it is said what to call in it`, async () => {
      const { files, stdout } = await initProject(
        { 'package.json': viteManifest(), [file]: '//' },
        pages,
      )
      assert.equal(files[file], '//')
      assert.ok(stdout.includes(`1. ${file} is your own Worker`), stdout)
      assert.equal(
        buildScript(files['package.json']),
        'edgemint build --target pages && vite build',
      )
    })
  }

  test('pages beside package.json are refused: all of the project would be public', async () => {
    const folder = temporaryFolder({ 'index.html': '' })
    const { exitCode, stderr } = await runEdgemint(folder, ['init', '--yes', ...pages])
    assert.equal(exitCode, 2)
    assert.match(
      stderr,
      /^edgemint: your pages lie beside package\.json.*\n {2}→ Move what visitors may see/,
    )
    assert.deepEqual(listFiles(folder), ['index.html'])
  })
})

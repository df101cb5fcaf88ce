import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { runEdgemint } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'
import { buildScript, initProject, site, viteManifest } from './init-project.ts'

const pages = [...site, '--platform', 'pages']

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
      'pages_build_output_dir',
      { 'wrangler.toml': 'pages_build_output_dir = "./out dir"' },
      '"out dir"',
    ],
    ['the framework', { 'package.json': viteManifest({ '@sveltejs/kit': '2' }) }, 'build'],
  ]
  for (const [title, more, folder] of folders) {
    test(`finds the output folder by ${title}`, async () => {
      const { files } = await initProject({ 'package.json': viteManifest(), ...more }, pages)
      assert.ok(buildScript(files['package.json']).endsWith(` --into ${folder}`))
    })
  }

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

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { buildScript, initProject, site, viteManifest } from './init-project.ts'

suite(
  'where a framework makes the Worker, init says what to write in the project',
  { concurrency: 2 },
  () => {
    const owners: [string, Record<string, string>, string, RegExp][] = [
      [
        'SvelteKit',
        { '@sveltejs/kit': '2', '@sveltejs/adapter-cloudflare': '7' },
        'src/hooks.server.js',
        /endpoint\(event\.request, platform\?\.env\) \?\? resolve\(event\)/,
      ],
      [
        'Astro',
        { astro: '6', '@astrojs/cloudflare': '13' },
        'src/pages/set-auth-token.js',
        /export const prerender = false/,
      ],
      [
        'Nuxt',
        { nuxt: '4' },
        'server/routes/set-auth-token.js',
        /endpoint\(toWebRequest\(event\), event\.context/,
      ],
      [
        'Next.js',
        { next: '16', '@opennextjs/cloudflare': '1' },
        'app/set-auth-token/route.js',
        /export \{ answer as DELETE/,
      ],
    ]
    for (const [name, packages, file, line] of owners) {
      for (const platform of ['workers', 'pages']) {
        test(`${name} on ${platform}`, async () => {
          const before = { 'package.json': viteManifest(packages) }
          const { files, stdout } = await initProject(before, [...site, '--platform', platform])
          assert.ok(stdout.includes(`1. ${name} makes the Worker itself. Write ${file}:`), stdout)
          assert.match(stdout, line)
          assert.equal(
            buildScript(files['package.json']),
            `edgemint build --target ${platform} && vite build`,
          )
          assert.deepEqual(Object.keys(files), ['.gitignore', 'edgemint.config.ts', 'package.json'])
        })
      }
    }

    for (const folder of ['src/app', 'src/pages']) {
      test(`Next.js in ${folder}: an app beside it would switch it off`, async () => {
        const packages = { next: '16', '@opennextjs/cloudflare': '1' }
        const before = { 'package.json': viteManifest(packages), [`${folder}/page.js`]: '//' }
        const { stdout } = await initProject(before, [...site, '--platform', 'workers'])
        assert.match(stdout, /Write src\/app\/set-auth-token\/route\.js:/)
        assert.ok(stdout.includes("from '../../../.edgemint/policy.js'"), stdout)
      })
    }

    test('with types where the project is in TypeScript', async () => {
      const manifest = viteManifest({ '@sveltejs/kit': '2', '@sveltejs/adapter-cloudflare': '7' })
      const before = {
        'package.json': manifest,
        'tsconfig.json': '{}',
        'src/hooks.server.ts': '//',
      }
      const { stdout } = await initProject(before, [...site, '--platform', 'workers'])
      assert.match(
        stdout,
        /1\. SvelteKit makes the Worker itself\. In src\/hooks\.server\.ts, ask edgemint first:/,
      )
      assert.match(stdout, /export const handle: Handle = /)
    })

    test('plain files of the same frameworks need nothing by hand', async () => {
      const before = { 'package.json': viteManifest({ astro: '6' }) }
      const { stdout, files } = await initProject(before, [...site, '--platform', 'pages'])
      assert.doesNotMatch(stdout, /By hand/)
      assert.match(buildScript(files['package.json']), / --into dist$/)
    })
  },
)

suite('site and API are found', { concurrency: 2 }, () => {
  test('in the config of Astro and in .env, of which nothing else is read', async () => {
    const before = {
      'package.json': viteManifest({ astro: '6' }),
      'astro.config.mjs':
        "// site: 'https://no.test'\nexport default { site: 'https://www.shop.test/' }",
      '.env': 'SECRET=hush\nPUBLIC_API_URL="https://api.shop.test/v1"\n',
    }
    const { files, stdout } = await initProject(before, ['--platform', 'netlify'])
    assert.match(
      files['edgemint.config.ts'],
      /site: 'https:\/\/www\.shop\.test',\n.*\n {2}api: 'https:\/\/api\.shop\.test',/,
    )
    assert.match(
      stdout,
      /^Found: Astro, https:\/\/www\.shop\.test \(astro\.config\.mjs\), https:\/\/api\.shop\.test \(\.env\)$/m,
    )
    assert.doesNotMatch(stdout, /hush/)
  })

  test('in "homepage" of package.json', async () => {
    const before = {
      'package.json': '{ "homepage": "https://www.shop.test/start" }',
      'public/index.html': '',
    }
    const { files } = await initProject(before, ['--platform', 'pages', '--api', 'api.shop.test'])
    assert.match(files['edgemint.config.ts'], /site: 'https:\/\/www\.shop\.test',/)
    assert.match(files['edgemint.config.ts'], /api: 'https:\/\/api\.shop\.test',/)
  })
})

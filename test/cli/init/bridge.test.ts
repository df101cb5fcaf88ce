import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { buildScript, initProject, viteManifest } from './init-project.ts'

const configWith = (more: object): Record<string, string> => {
  const config = {
    site: 'https://www.shop.test',
    api: 'https://shop.g.kuroco.app/rcms-api/1',
    bridge: { path: '/api' },
    ...more,
  }
  return { 'edgemint.config.js': `export default ${JSON.stringify(config)}\n` }
}
const workers = ['--platform', 'workers']

const using = (dependencies: Record<string, string>): Record<string, string> => ({
  'package.json': JSON.stringify({ dependencies, scripts: { build: 'x' } }),
})
const astro = using({ astro: '7', '@astrojs/cloudflare': '13' })
const nuxt = using({ nuxt: '4' })
const next = using({ next: '16', '@opennextjs/cloudflare': '2' })

suite('edgemint init where the config has a bridge', { concurrency: 2 }, () => {
  test('has lines for the page alone', async () => {
    const bridge = { path: '/api', preset: 'kuroco' }
    const before = { ...configWith({ bridge }), 'public/index.html': '' }
    const { stdout } = await initProject(before, workers)
    assert.match(
      stdout,
      /\n {2}1\. Put the lines below into your page\. The API stays as it is\.\n/,
    )
    const lines = `
In your page
  <script type="module">
    import { authFetch, logIn, logOut } from '/edgemint.js'
    // After the log-in, with the grant_token that your API answered:
    await logIn(answered)
    // As fetch, at your API: the token is put into the header on the way, and renewed.
    const response = await authFetch('/api/…')
    // Log out:
    await logOut()
  </script>

`
    assert.equal(stdout.slice(stdout.indexOf('\nIn your page')), lines)
  })

  test('names the endpoint where the page’s code does not know it', async () => {
    const before = {
      ...configWith({ endpoint: '/auth' }),
      'package.json': viteManifest({ '@sveltejs/kit': '2', '@sveltejs/adapter-cloudflare': '7' }),
    }
    const { stdout } = await initProject(before, workers)
    const lines = `
In your page
  import { createAuthFetch } from 'edgemint/auth-fetch'
  const { authFetch, logIn, logOut } = createAuthFetch({ endpoint: '/auth' })
  // After the log-in, with the token that your API answered:
  await logIn(answered)
  // As fetch, at your API: the token is put into the header on the way.
  const response = await authFetch('/api/…')
  // Log out:
  await logOut()

`
    assert.equal(stdout.slice(stdout.indexOf('\nIn your page')), lines)
  })

  test('builds an Edge Function on Netlify, and never a Function beside it', async () => {
    const before = { ...configWith({}), 'package.json': viteManifest() }
    const netlify = ['--platform', 'netlify']
    const edge = 'edgemint build --target netlify-edge --into .netlify/v1/edge-functions'
    const { files } = await initProject(before, netlify)
    assert.equal(buildScript(files['package.json']), `vite build && ${edge}`)

    const former = 'vite build && edgemint build --target netlify --into .netlify/v1/functions'
    const manifest = viteManifest().replace('"vite build"', JSON.stringify(former))
    const later = await initProject({ ...before, 'package.json': manifest }, netlify)
    assert.equal(buildScript(later.files['package.json']), former)
    assert.ok(
      later.stdout.includes(
        `Your build writes what the config no longer asks for (${former}). Let it run in place of that\n       ${edge}\n`,
      ),
      later.stdout,
    )
  })

  test('lets the Worker be asked first for all of it', async () => {
    const before = { ...configWith({}), 'package.json': viteManifest() }
    const { files } = await initProject(before, workers)
    assert.deepEqual(JSON.parse(files['wrangler.jsonc']).assets.run_worker_first, [
      '/set-auth-token',
      '/api',
      '/api/*',
    ])
  })

  const folders: [string, Record<string, string>, string][] = [
    ['pages', { 'functions/hello.js': '' }, 'functions/api/[[path]].js'],
    ['pages', astro, 'src/pages/api/[...path].js'],
    ['pages', nuxt, 'server/routes/api/[...path].js'],
    ['workers', next, 'app/api/[[...path]]/route.js'],
  ]
  for (const [platform, more, file] of folders) {
    test(`names a file for all that is below the path: ${file}`, async () => {
      const before = { ...configWith({}), 'public/index.html': '', ...more }
      const { stdout } = await initProject(before, ['--platform', platform])
      assert.ok(stdout.includes(`Write ${file}:`), stdout)
      assert.ok(!stdout.includes('*.js'), stdout)
    })
  }
})

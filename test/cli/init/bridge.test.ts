import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { initProject, viteManifest } from './init-project.ts'

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
})

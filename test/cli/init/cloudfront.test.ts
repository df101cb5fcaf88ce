import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { buildScript, initProject, site, viteManifest } from './init-project.ts'

const cloudfront = [...site, '--platform', 'cloudfront']

suite('edgemint init for CloudFront', { concurrency: 2 }, () => {
  test('builds the bundles, and leaves the distribution to attach, which is looked at first', async () => {
    const { files, stdout } = await initProject({ 'package.json': viteManifest() }, cloudfront)
    assert.equal(buildScript(files['package.json']), 'vite build && edgemint build')
    const [, next] = /^Next\n((?: {2}\d\. .+\n)+)/m.exec(stdout)!
    assert.deepEqual(next.trimEnd().split('\n'), [
      '  1. Put the lines below into your page and your API.',
      '  2. See what would change on your distribution: npx edgemint attach --distribution ID --dry-run',
      '  3. Put the endpoint on it: npx edgemint attach --distribution ID (if you keep it as code: npx edgemint template)',
      '  4. Ask whether browsers keep the cookie: npx edgemint doctor https://www.shop.test',
    ])
  })

  test('calls it as the project’s package manager does', async () => {
    const before = { 'package.json': viteManifest(), 'pnpm-lock.yaml': '' }
    const { stdout } = await initProject(before, cloudfront)
    assert.match(stdout, /: pnpm exec edgemint attach --distribution ID --dry-run$/m)
  })
})

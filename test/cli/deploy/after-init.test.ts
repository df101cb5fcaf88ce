import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { deploymentNames } from '../../../platforms/deployments.ts'
import { runEdgemint, type Run } from '../run-edgemint.ts'
import { standIns } from '../stand-in.ts'
import { temporaryFolder } from '../temporary-folder.ts'

suite('what edgemint init writes, edgemint deploy has nothing against', { concurrency: 2 }, () => {
  for (const target of deploymentNames) {
    test(target, async () => {
      const programs = standIns(['npm', 'netlify', 'wrangler'])
      const folder = temporaryFolder({
        'package.json': '{ "name": "shop", "scripts": {} }\n',
        'public/index.html': '<!doctype html>',
      })
      const call = (...args: string[]): Promise<Run> =>
        runEdgemint(folder, args, process.execPath, { PATH: programs.path })
      const site = 'https://www.acme-shop.dev'
      const init = await call('init', '--platform', target, '--site', site, '--yes')
      assert.equal(init.exitCode, 0, init.stderr)
      const { exitCode, stderr } = await call('deploy', target, '--dry-run')
      assert.equal(exitCode, 0, stderr)
      assert.match(stderr, /Nothing was uploaded\. This would run:\n {2}\w+ .*deploy/)
    })
  }
})

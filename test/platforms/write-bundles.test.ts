import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { TargetName } from '../../platforms/targets.ts'
import { writeBundles } from '../../platforms/write-bundles.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { policyOf } from '../cli/policy-of.ts'
import { listFiles, temporaryFolder } from '../cli/temporary-folder.ts'
import { layout } from './layout.ts'

const withBridge = { api: 'https://api.vendor.com', bridge: { path: '/api' } }
const withKeySet: Partial<EdgemintConfig> = {
  verify: {
    jwks: 'https://api.example.com/jwks',
    algorithms: ['RS256'],
    issuer: 'https://api.example.com',
    audience: 'shop',
  },
}

const always = ['policy.d.ts', 'policy.js']

/** Builds with one config, then with another, beside two files of somebody else's; and lists what is ours then. */
async function twice(
  configs: Partial<EdgemintConfig>[],
  targets: TargetName[] = [],
): Promise<string[]> {
  const theirs = { 'cloudfront/notes.md': 'mine', 'pages/index.html': 'mine' }
  const out = temporaryFolder(theirs)
  for (const config of configs) {
    await writeBundles(policyOf(config), { out, into: undefined, targets })
  }
  for (const file of Object.keys(theirs)) {
    assert.equal(readFileSync(join(out, file), 'utf8'), 'mine')
  }
  return listFiles(out).filter((file) => !(file in theirs))
}

suite('what an earlier config had built, and the new one has not, is gone', () => {
  test('the second function of a bridge', async () => {
    const withSecond = ['cloudfront/viewer-request.js', 'cloudfront/viewer-response.js', ...always]
    assert.deepEqual(await twice([withBridge], ['cloudfront']), withSecond)
    assert.deepEqual(
      await twice([withBridge, {}], ['cloudfront']),
      withSecond.filter((file) => !file.includes('response')),
    )
  })

  test('with all targets', async () => {
    assert.deepEqual(await twice([withBridge, {}]), layout)
  })

  test('a target that cannot do it any more', async () => {
    assert.deepEqual(
      await twice([{}, withKeySet]),
      layout.filter((file) => !file.startsWith('cloudfront/')),
    )
  })

  test('both functions of a target that cannot do it any more', async () => {
    assert.deepEqual(
      await twice([withBridge, withKeySet]),
      layout.filter((file) => !file.startsWith('cloudfront/')),
    )
  })
})

test('a target that is not built now stays as it is', async () => {
  const out = temporaryFolder()
  for (const name of ['pages', 'workers'] as const) {
    await writeBundles(policyOf(), { out, into: undefined, targets: [name] })
  }
  assert.deepEqual(
    listFiles(out),
    layout.filter((file) => !/^(?:cl|la|ne)/.test(file)),
  )
})
